//! The metadata packet (ISO 16684-1), with the claims of conformance.

use super::metadata::{Metadata, PRODUCER};
use super::standard::Standard;

/// The description of the schema of PDF/UA, which PDF/A does not know (ISO 19005-2, 6.6.2.3.3).
const ACCESSIBLE_SCHEMA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>part of ISO 14289 to which the file conforms</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

const NAMESPACES: [(&str, &str); 9] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// The packet; `identifier` is sixteen bytes that the content of the document decides.
pub(super) fn packet(metadata: &Metadata, standard: Standard, identifier: &[u8]) -> String {
    let language = metadata.language;
    let in_language = |text: &str| {
        let text = escape(text);
        format!(
            "<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li><rdf:li xml:lang=\"{language}\">{text}</rdf:li></rdf:Alt>"
        )
    };
    let element = |name: &str, content: String| format!("<{name}>{content}</{name}>");
    let date = format!("{}T00:00:00Z", metadata.date);
    let uuid = uuid(identifier);
    let mut properties = vec![
        element("dc:format", "application/pdf".to_owned()),
        element("dc:title", in_language(&metadata.title)),
        element("dc:description", in_language(&metadata.description())),
        element("dc:identifier", escape(&metadata.reference)),
        element("dc:creator", format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escape(&metadata.organ))),
        element("dc:language", format!("<rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag>")),
        element("dc:relation", format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", escape(&metadata.session))),
        element("dc:date", format!("<rdf:Seq><rdf:li>{date}</rdf:li></rdf:Seq>")),
        element("xmp:CreateDate", date.clone()),
        element("xmp:ModifyDate", date.clone()),
        element("xmp:MetadataDate", date),
        element("xmp:CreatorTool", PRODUCER.to_owned()),
        element("pdf:Producer", PRODUCER.to_owned()),
        element("xmpMM:DocumentID", uuid.clone()),
        element("xmpMM:InstanceID", uuid),
    ];
    if !metadata.topics.is_empty() {
        let topics = metadata.topics.iter().map(|topic| element("rdf:li", escape(topic)));
        let topics = topics.collect::<Vec<_>>().concat();
        properties.push(element("dc:subject", format!("<rdf:Bag>{topics}</rdf:Bag>")));
        properties.push(element("pdf:Keywords", escape(&metadata.keywords())));
    }
    if let Some((part, level)) = standard.archive {
        properties.push(element("pdfaid:part", part.to_string()));
        properties.push(element("pdfaid:conformance", level.to_string()));
    }
    if standard.accessible {
        properties.push(element("pdfuaid:part", "1".to_owned()));
        properties.push(ACCESSIBLE_SCHEMA.to_owned());
    }
    let namespaces = NAMESPACES.map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).concat();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\"{namespaces}>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>\
         <?xpacket end=\"r\"?>",
        properties = properties.concat()
    )
}

/// Sixteen bytes as a name that a digest decides (RFC 9562, version 8).
fn uuid(identifier: &[u8]) -> String {
    let mut digits = String::from("uuid:");
    for (index, byte) in identifier.iter().take(16).enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            digits.push('-');
        }
        digits.push_str(&crate::font::hex(&[byte]));
    }
    digits
}

/// Text as XML content; what XML 1.0 has no way to write is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(ch),
        }
    }
    escaped
}
