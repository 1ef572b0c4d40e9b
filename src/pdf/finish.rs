//! From printpdf's document to the bytes of the file: fonts, boxes, tags, metadata, identifiers.

use lopdf::{Dictionary, Document, Error, Object, ObjectId, SaveOptions, Stream, dictionary};
use printpdf::{PdfDocument, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::content::points;
use super::fonts::{Fonts, embed};
use super::mark::Marked;
use super::metadata::information;
use super::pictures::Pictures;
use super::stream::{filled, text_string};
use super::{Job, attachment, color, outline, tags, xmp};
use crate::layout::Page;

/// How hard the streams that hold objects are compressed, from 0 to 9.
const COMPRESSION: u32 = 9;

/// How many objects such a stream holds: a reader expands it as a whole.
const OBJECTS: usize = 200;

/// Finishes the file.
///
/// # Errors
///
/// When lopdf cannot write an object.
pub(super) fn finish(
    document: PdfDocument,
    job: &Job<'_>,
    fonts: &Fonts,
    pictures: &Pictures,
    marked: &Marked,
) -> Result<Vec<u8>, Error> {
    // The operators that printpdf does not know are ours.
    let options =
        PdfSaveOptions { secure: false, subset_fonts: false, optimize: false, image_optimization: None };
    let mut pdf = document.to_lopdf_document(&options, &mut Vec::new());
    drop(document);
    "1.7".clone_into(&mut pdf.version);
    let resources = resources(job, fonts, pictures, &mut pdf);
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    for (page, laid_out) in pages.iter().zip(&job.layout.pages) {
        mend_page(&mut pdf, *page, resources, laid_out)?;
    }
    let mut catalog = catalog(job, &mut pdf);
    let tagged = tags::embed(job, marked, &pages, &mut pdf);
    for (index, annotations) in tagged.annotations.into_iter().enumerate() {
        tag_page(&mut pdf, pages[index], index, annotations)?;
    }
    catalog.set("StructTreeRoot", tagged.root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    if let Some(outline) = outline::embed(job, marked, &tagged.elements, &pages, &mut pdf) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    let root = pdf.trailer.get(b"Root").and_then(Object::as_reference)?;
    let tree = pdf.get_dictionary(root)?.get(b"Pages")?.clone();
    catalog.set("Pages", tree);
    pdf.objects.insert(root, Object::Dictionary(catalog));
    let information = pdf.add_object(information(job.metadata));
    pdf.trailer.set("Info", information);
    // What printpdf made and nothing points to any more.
    pdf.prune_objects();
    pdf.renumber_objects();
    identify(&mut pdf, job)?;
    save(&mut pdf)
}

/// Writes the objects. A careless reader takes a line end as the last byte of a stream for the one that stands before
/// `endstream`; where a stream that holds objects happens to end so, other objects share it.
fn save(pdf: &mut Document) -> Result<Vec<u8>, Error> {
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let own = streams.filter(|stream| ends_in_line_end(&stream.content)).count();
    let highest = pdf.max_id;
    let mut bytes = Vec::new();
    for fewer in 0..ATTEMPTS {
        bytes.clear();
        // The stream of the cross-reference table takes a number of its own.
        pdf.max_id = highest;
        // Left alone, lopdf writes the streams that hold objects as they are, five times as long.
        let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
        let options = options.compression_level(COMPRESSION).max_objects_per_stream(OBJECTS - fewer).build();
        pdf.save_with_options(&mut bytes, options)?;
        let found = bytes.windows(END.len()).enumerate().filter(|(_, window)| *window == END);
        if found.filter(|(at, _)| ends_in_line_end(&bytes[..*at])).count() <= own {
            break;
        }
    }
    Ok(bytes)
}

/// What follows the data of a stream.
const END: &[u8] = b"\nendstream";

/// How often the objects are shared out anew.
const ATTEMPTS: usize = 8;

fn ends_in_line_end(bytes: &[u8]) -> bool {
    matches!(bytes.last(), Some(b'\r' | b'\n'))
}

/// The fonts and pictures of all pages.
fn resources(job: &Job<'_>, fonts: &Fonts, pictures: &Pictures, pdf: &mut Document) -> ObjectId {
    let mut used_fonts = Dictionary::new();
    for (id, used) in fonts {
        let font = embed(pdf, used, job.book.face(*id));
        used_fonts.set(used.resource.as_str(), font);
    }
    let mut resources = dictionary! { "Font" => used_fonts };
    let pictures = pictures.embed(pdf);
    if !pictures.is_empty() {
        resources.set("XObject", pictures);
    }
    pdf.add_object(resources)
}

/// The catalog, without what depends on the pages.
fn catalog(job: &Job<'_>, pdf: &mut Document) -> Dictionary {
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Lang" => text_string(job.metadata.language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageLayout" => "SinglePage",
        // The folios: Arabic figures from 1 (ISO 32000-1, 12.4.2).
        "PageLabels" => dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => "D" }.into()] },
    };
    if job.standard.archive.is_some() {
        let intent = color::output_intent(pdf);
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    if job.standard.sources && !job.sources.is_empty() {
        for (key, value) in attachment::embed(job.sources, job.metadata, pdf) {
            catalog.set(key, value);
        }
    }
    catalog
}

/// The page's exact boxes, its resources, its compressed contents.
fn mend_page(pdf: &mut Document, page: ObjectId, resources: ObjectId, laid_out: &Page) -> Result<(), Error> {
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
        *stream = filled(|_| Dictionary::new(), stream.get_plain_content()?, b' ');
    }
    Ok(())
}

/// The page's place in the parent tree, and its annotations, reached in the order of the structure.
fn tag_page(pdf: &mut Document, page: ObjectId, index: usize, annotations: Vec<Object>) -> Result<(), Error> {
    let dictionary = pdf.get_dictionary_mut(page)?;
    dictionary.set("StructParents", index as i64);
    dictionary.set("Tabs", "S");
    if !annotations.is_empty() {
        dictionary.set("Annots", annotations);
    }
    Ok(())
}

/// The identifiers of the file, the same for the same content, and the metadata that name them.
fn identify(pdf: &mut Document, job: &Job<'_>) -> Result<(), Error> {
    let mut digest = Sha256::new();
    for (id, object) in &pdf.objects {
        digest.update(format!("{id:?} {object:?}"));
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    let digest = digest.finalize();
    let identifier = Object::String(digest[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![identifier.clone(), identifier]);
    let packet = xmp::packet(job.metadata, job.standard, &digest[..16]);
    // Plain, so that archives find it without reading the file (ISO 19005-2, 6.6.2.1).
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = pdf.add_object(Stream::new(metadata, packet.into_bytes()).with_compression(false));
    let root = pdf.trailer.get(b"Root").and_then(Object::as_reference)?;
    pdf.get_dictionary_mut(root)?.set("Metadata", metadata);
    Ok(())
}
