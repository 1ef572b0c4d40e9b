//! From printpdf's document to the bytes of the file: fonts, boxes, metadata, identifiers.

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, dictionary};
use printpdf::{PdfDocument, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::content::points;
use super::fonts::{Fonts, embed, text_string};
use super::metadata::Metadata;
use super::pictures::Pictures;
use crate::font::FontBook;
use crate::layout::{Layout, Page};

/// The program's name and version, as the file gives them.
const PRODUCER: &str = concat!("greffe ", env!("CARGO_PKG_VERSION"));

/// Finishes the file.
///
/// # Errors
///
/// When lopdf cannot write an object.
pub(super) fn finish(
    document: PdfDocument,
    layout: &Layout,
    metadata: &Metadata,
    fonts: &Fonts,
    pictures: &Pictures,
    book: &FontBook,
) -> Result<Vec<u8>, String> {
    // The operators that printpdf does not know are ours.
    let options =
        PdfSaveOptions { secure: false, subset_fonts: false, optimize: false, image_optimization: None };
    let mut pdf = document.to_lopdf_document(&options, &mut Vec::new());
    drop(document);
    "1.7".clone_into(&mut pdf.version);
    let mut resources = Dictionary::new();
    for (id, used) in fonts {
        let font = embed(&mut pdf, used, book.face(*id));
        resources.set(used.resource.as_str(), font);
    }
    let mut resources = dictionary! { "Font" => resources };
    let pictures = pictures.embed(&mut pdf);
    if !pictures.is_empty() {
        resources.set("XObject", pictures);
    }
    let resources = pdf.add_object(resources);
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    for (page, laid_out) in pages.into_iter().zip(&layout.pages) {
        mend_page(&mut pdf, page, resources, laid_out).map_err(|error| error.to_string())?;
    }
    let catalog =
        pdf.trailer.get(b"Root").and_then(Object::as_reference).map_err(|error| error.to_string())?;
    let xmp = xmp(metadata);
    let xmp = pdf
        .add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into_bytes()));
    let catalog = pdf.get_dictionary_mut(catalog).map_err(|error| error.to_string())?;
    catalog.set("Lang", text_string(metadata.language));
    catalog.set("Metadata", xmp);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLayout", "SinglePage");
    let info = pdf.add_object(info(metadata));
    pdf.trailer.set("Info", info);
    // What printpdf made and nothing points to any more.
    pdf.prune_objects();
    pdf.renumber_objects();
    let identifier = identifier(&pdf);
    pdf.trailer.set("ID", vec![identifier.clone(), identifier]);
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    let mut bytes = Vec::new();
    pdf.save_with_options(&mut bytes, options).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The page's exact boxes, its resources, its compressed contents.
fn mend_page(
    pdf: &mut Document,
    page: ObjectId,
    resources: ObjectId,
    laid_out: &Page,
) -> Result<(), lopdf::Error> {
    let sheet = vec![
        Object::Integer(0),
        Object::Integer(0),
        Object::Real(points(laid_out.width)),
        Object::Real(points(laid_out.height)),
    ];
    let dictionary = pdf.get_dictionary_mut(page)?;
    for boundary in ["MediaBox", "TrimBox", "CropBox"] {
        dictionary.set(boundary, sheet.clone());
    }
    dictionary.set("Resources", resources);
    dictionary.remove(b"Annots");
    let contents = dictionary.get(b"Contents")?.as_reference()?;
    if let Object::Stream(stream) = pdf.get_object_mut(contents)? {
        stream.compress()?;
    }
    Ok(())
}

fn info(metadata: &Metadata) -> Dictionary {
    let date = Object::string_literal(format!(
        "D:{:04}{:02}{:02}000000Z",
        metadata.date.year, metadata.date.month, metadata.date.day
    ));
    let mut info = dictionary! {
        "Title" => text_string(&metadata.title),
        "Subject" => text_string(&metadata.reference),
        "Creator" => text_string(PRODUCER),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    if !metadata.topics.is_empty() {
        info.set("Keywords", text_string(&metadata.topics.join(", ")));
    }
    info
}

/// The identifier of the file: a digest of its objects, the same for the same content.
fn identifier(pdf: &Document) -> Object {
    let mut digest = Sha256::new();
    for (id, object) in &pdf.objects {
        digest.update(format!("{id:?} {object:?}"));
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    Object::String(digest.finalize()[..16].to_vec(), lopdf::StringFormat::Hexadecimal)
}

/// The metadata packet (ISO 16684-1).
fn xmp(metadata: &Metadata) -> String {
    let date = format!("{}T00:00:00Z", metadata.date);
    let topics: String = metadata
        .topics
        .iter()
        .flat_map(|topic| ["<rdf:li>".to_owned(), escape(topic), "</rdf:li>".to_owned()])
        .collect();
    let subject = if topics.is_empty() {
        String::new()
    } else {
        format!(
            "<dc:subject><rdf:Bag>{topics}</rdf:Bag></dc:subject><pdf:Keywords>{}</pdf:Keywords>",
            escape(&metadata.topics.join(", "))
        )
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\
         <dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{reference}</rdf:li></rdf:Alt></dc:description>\
         <dc:identifier>{reference}</dc:identifier>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{subject}\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        title = escape(&metadata.title),
        reference = escape(&metadata.reference),
        language = metadata.language,
    )
}

/// Text as XML content.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
