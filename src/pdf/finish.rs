//! From page contents to the bytes of the file: fonts, pages, tags, catalog, metadata, identifiers.

use pdf_writer::{Dict, Name, Ref, TextStr};

use super::compress::{filled, quick};
use super::content::points;
use super::fonts::Fonts;
use super::mark::Marked;
use super::metadata::information;
use super::objects::Objects;
use super::pictures::Pictures;
use super::{Job, attachment, color, outline, tags, xmp};
use crate::layout::Page;
use crate::model::Direction;

/// Writes the file around the contents of its pages.
pub(super) fn finish(
    contents: Vec<Vec<u8>>,
    job: &Job<'_>,
    fonts: &Fonts,
    pictures: &Pictures,
    marked: &Marked,
) -> Vec<u8> {
    let mut objects = Objects::new();
    let catalog = objects.reserve();
    let resources = resources(job, fonts, pictures, &mut objects);
    let tree = objects.reserve();
    let pages: Vec<Ref> = job.layout.pages.iter().map(|_| objects.reserve()).collect();
    let tagged = tags::embed(job, marked, &pages, &mut objects);
    for (index, contents) in contents.into_iter().enumerate() {
        let id = objects.reserve();
        objects.compressed(id, &filled(contents, b' ', quick));
        let mut page = objects.dictionary(pages[index]);
        page.pair(Name(b"Type"), Name(b"Page")).pair(Name(b"Parent"), tree);
        page.pair(Name(b"Resources"), resources).pair(Name(b"Contents"), id);
        describe_page(index, &job.layout.pages[index], &tagged.annotations[index], page);
    }
    let mut dictionary = objects.dictionary(tree);
    dictionary.pair(Name(b"Type"), Name(b"Pages")).pair(Name(b"Count"), pages.len() as i32);
    dictionary.insert(Name(b"Kids")).array().items(&pages);
    drop(dictionary);
    let outline = outline::embed(job, marked, &tagged.elements, &pages, &mut objects);
    let metadata = objects.reserve();
    let parts = Parts { tree, outline, metadata, tags: tagged.root };
    write_catalog(catalog, job, &parts, &mut objects);
    let information = information(job.metadata, &mut objects);
    let identifier = objects.pack();
    let packet = xmp::packet(job.metadata, job.standard, &identifier);
    // Plain, so that archives find it without reading the file (ISO 19005-2, 6.6.2.1).
    let mut stream = objects.stream(metadata, packet.as_bytes());
    stream.pair(Name(b"Type"), Name(b"Metadata")).pair(Name(b"Subtype"), Name(b"XML"));
    drop(stream);
    objects.finish(catalog, information, &identifier)
}

/// Writes the resources of all pages: their fonts and pictures.
fn resources(job: &Job<'_>, fonts: &Fonts, pictures: &Pictures, objects: &mut Objects) -> Ref {
    let resources = objects.reserve();
    let fonts: Vec<(&str, Ref)> = fonts
        .iter()
        .map(|(face, used)| {
            let id = objects.reserve();
            used.subset.embed(id, job.book.face(face), objects);
            (used.resource.as_str(), id)
        })
        .collect();
    let pictures = pictures.embed(objects);
    let mut dictionary = objects.dictionary(resources);
    let named = fonts.iter().map(|(name, id)| (Name(name.as_bytes()), *id));
    dictionary.insert(Name(b"Font")).dict().pairs(named);
    if !pictures.is_empty() {
        let named = pictures.iter().map(|(name, id)| (Name(name.as_bytes()), *id));
        dictionary.insert(Name(b"XObject")).dict().pairs(named);
    }
    resources
}

/// The boxes of a page, its place in the parent tree, and its annotations, reached in the order of the structure.
fn describe_page(index: usize, laid_out: &Page, annotations: &[Ref], mut page: Dict<'_>) {
    let sheet = [0.0, 0.0, points(laid_out.width), points(laid_out.height)];
    for boundary in ["MediaBox", "TrimBox", "CropBox"] {
        page.insert(Name(boundary.as_bytes())).array().items(sheet);
    }
    page.pair(Name(b"StructParents"), index as i32).pair(Name(b"Tabs"), Name(b"S"));
    if !annotations.is_empty() {
        page.insert(Name(b"Annots")).array().items(annotations);
    }
}

/// What the catalog leads to.
struct Parts {
    tree: Ref,
    tags: Ref,
    outline: Option<Ref>,
    metadata: Ref,
}

/// Writes the catalog (ISO 32000-1, 7.7.2).
fn write_catalog(id: Ref, job: &Job<'_>, parts: &Parts, objects: &mut Objects) {
    let profile = job.standard.archive.is_some().then(|| color::profile(objects));
    let sources = if job.standard.sources { job.sources } else { &[] };
    let files = attachment::embed(sources, job.metadata, objects);
    let mut catalog = objects.dictionary(id);
    catalog.pair(Name(b"Type"), Name(b"Catalog")).pair(Name(b"Lang"), TextStr(job.metadata.language));
    catalog.pair(Name(b"Pages"), parts.tree).pair(Name(b"Metadata"), parts.metadata);
    catalog.pair(Name(b"StructTreeRoot"), parts.tags);
    catalog.insert(Name(b"MarkInfo")).dict().pair(Name(b"Marked"), true);
    let mut preferences = catalog.insert(Name(b"ViewerPreferences")).dict();
    preferences.pair(Name(b"DisplayDocTitle"), true);
    if job.metadata.direction() == Direction::RightToLeft {
        // The order in which pages lie beside one another (ISO 32000-1, table 150).
        preferences.pair(Name(b"Direction"), Name(b"R2L"));
    }
    drop(preferences);
    catalog.pair(Name(b"PageLayout"), Name(b"SinglePage"));
    // The folios: Arabic figures from 1 (ISO 32000-1, 12.4.2).
    let mut labels = catalog.insert(Name(b"PageLabels")).dict();
    let mut numbers = labels.insert(Name(b"Nums")).array();
    numbers.item(0).push().dict().pair(Name(b"S"), Name(b"D"));
    drop(numbers);
    drop(labels);
    if let Some(outline) = parts.outline {
        catalog.pair(Name(b"Outlines"), outline).pair(Name(b"PageMode"), Name(b"UseOutlines"));
    }
    if let Some(profile) = profile {
        let mut intents = catalog.insert(Name(b"OutputIntents")).array();
        color::output_intent(profile, &mut intents.push().dict());
    }
    if !files.is_empty() {
        let mut names = catalog.insert(Name(b"Names")).dict();
        let mut tree = names.insert(Name(b"EmbeddedFiles")).dict();
        let mut entries = tree.insert(Name(b"Names")).array();
        for (name, file) in &files {
            entries.item(TextStr(name)).item(*file);
        }
        drop(entries);
        drop(tree);
        drop(names);
        catalog.insert(Name(b"AF")).array().items(files.iter().map(|(_, file)| *file));
    }
}
