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
    let mut packet = Packet(String::with_capacity(4096));
    packet.begin();
    packet.element("dc:format", "application/pdf");
    packet.in_language("dc:title", &metadata.title, metadata.language);
    packet.in_language("dc:description", &metadata.description(), metadata.language);
    packet.element("dc:identifier", &metadata.reference);
    packet.list("dc:creator", "Seq", [metadata.organ.as_str()]);
    packet.list("dc:language", "Bag", [metadata.language]);
    packet.list("dc:relation", "Bag", [metadata.session.as_str()]);
    let date = format!("{}T00:00:00Z", metadata.date);
    packet.list("dc:date", "Seq", [date.as_str()]);
    for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
        packet.element(name, &date);
    }
    packet.element("xmp:CreatorTool", PRODUCER);
    packet.element("pdf:Producer", PRODUCER);
    let uuid = uuid(identifier);
    packet.element("xmpMM:DocumentID", &uuid);
    packet.element("xmpMM:InstanceID", &uuid);
    if !metadata.topics.is_empty() {
        packet.list("dc:subject", "Bag", metadata.topics.iter().map(String::as_str));
        packet.element("pdf:Keywords", &metadata.keywords());
    }
    if let Some((part, level)) = standard.archive {
        packet.element("pdfaid:part", &part.to_string());
        packet.element("pdfaid:conformance", &level.to_string());
    }
    if standard.accessible {
        packet.element("pdfuaid:part", "1");
        packet.add(&[ACCESSIBLE_SCHEMA]);
    }
    packet.add(&["</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"]);
    packet.0
}

/// A packet as it grows.
struct Packet(String);

impl Packet {
    fn add(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.push_str(part);
        }
    }

    fn begin(&mut self) {
        self.add(&[
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\"",
        ]);
        for (prefix, uri) in NAMESPACES {
            self.add(&[" xmlns:", prefix, "=\"", uri, "\""]);
        }
        self.add(&[">"]);
    }

    /// A property of one value.
    fn element(&mut self, name: &str, value: &str) {
        self.add(&["<", name, ">"]);
        escape(value, &mut self.0);
        self.add(&["</", name, ">"]);
    }

    /// A property of several values, in an array of this kind.
    fn list<'a>(&mut self, name: &str, kind: &str, values: impl IntoIterator<Item = &'a str>) {
        self.add(&["<", name, "><rdf:", kind, ">"]);
        for value in values {
            self.element("rdf:li", value);
        }
        self.add(&["</rdf:", kind, "></", name, ">"]);
    }

    /// A property in the language of the document, which is the one for everybody too.
    fn in_language(&mut self, name: &str, value: &str, language: &str) {
        self.add(&["<", name, "><rdf:Alt>"]);
        for language in ["x-default", language] {
            self.add(&["<rdf:li xml:lang=\"", language, "\">"]);
            escape(value, &mut self.0);
            self.add(&["</rdf:li>"]);
        }
        self.add(&["</rdf:Alt></", name, ">"]);
    }
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

/// Adds text as XML content; what XML 1.0 has no way to write is left out.
fn escape(text: &str, escaped: &mut String) {
    for ch in text.chars() {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(ch),
        }
    }
}
