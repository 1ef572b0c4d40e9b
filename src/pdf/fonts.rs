//! The faces that a document uses: each reduced to the repertoire that nearly all documents share, or, where the
//! document has a glyph beyond that, to the glyphs that it uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::subset::Subset;
use super::violation::Violation;
use crate::font::{FaceId, FontBook, repertoire};
use crate::layout::{Layout, Page, Run};

/// The faces of a document; by the number of the face, nothing for those that it does not use.
pub(super) struct Fonts(Vec<Option<UsedFace>>);

/// A face as one document uses it.
pub(super) struct UsedFace {
    /// The name of the resource, `F` and a number from 1.
    pub(super) resource: String,
    /// Its glyphs.
    pub(super) subset: Arc<Subset>,
}

impl Fonts {
    /// Collects the faces of a layout. What several documents share is made when the first of them asks for it.
    pub(super) fn collect(layout: &Layout, book: &FontBook) -> Result<Self, Violation> {
        let mut fonts: Vec<Option<UsedFace>> = book.faces().map(|_| None).collect();
        let mut own: BTreeMap<FaceId, BTreeMap<u16, String>> = BTreeMap::new();
        for run in runs(layout).filter(|run| !run.glyphs.is_empty()) {
            if own.contains_key(&run.face) {
                continue;
            }
            let used = &mut fonts[usize::from(run.face.0)];
            // What documents share of a face is Latin.
            if used.is_none()
                && !is_arabic(book, run.face)
                && let Some(subset) = shared(book, run.face)
            {
                *used = Some(UsedFace { resource: String::new(), subset });
            }
            let enough =
                used.as_ref().is_some_and(|used| run.glyphs.iter().all(|glyph| used.subset.has(glyph.id)));
            if !enough {
                own.insert(run.face, BTreeMap::new());
            }
        }
        collect_glyphs(layout, &mut own);
        for (id, glyphs) in own {
            let subset = Arc::new(Subset::new(book.face(id), glyphs)?);
            fonts[usize::from(id.0)] = Some(UsedFace { resource: String::new(), subset });
        }
        for (number, used) in fonts.iter_mut().flatten().enumerate() {
            used.resource = format!("F{}", number + 1);
        }
        Ok(Self(fonts))
    }

    /// A face.
    pub(super) fn get(&self, face: FaceId) -> Option<&UsedFace> {
        self.0.get(usize::from(face.0))?.as_ref()
    }

    /// The faces with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (FaceId, &UsedFace)> {
        let numbered = self.0.iter().enumerate();
        numbered.filter_map(|(index, used)| Some((FaceId(index as u16), used.as_ref()?)))
    }
}

/// Whether a face is one of Arabic.
fn is_arabic(book: &FontBook, id: FaceId) -> bool {
    book.face(id).glyph('ب').is_some()
}

/// The glyphs of the faces in `own` that a layout uses; of the characters of a glyph the first use decides.
fn collect_glyphs(layout: &Layout, own: &mut BTreeMap<FaceId, BTreeMap<u16, String>>) {
    if own.is_empty() {
        return;
    }
    for run in runs(layout) {
        let Some(glyphs) = own.get_mut(&run.face) else { continue };
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            let known = glyphs.entry(glyph.id).or_default();
            if known.is_empty() {
                text.clone_into(known);
            }
        }
    }
    // Each glyph has a meaning (ISO 19005-2, 6.2.11.7.2). One that is a part of another's character, or a stroke that
    // lengthens a word, only joins; what stands around it says what both are read as.
    for text in own.values_mut().flat_map(BTreeMap::values_mut).filter(|text| text.is_empty()) {
        JOINER.clone_into(text);
    }
}

/// The joiner, which shows nothing (U+200D).
const JOINER: &str = "\u{200d}";

/// The subset of a face that documents share; `None` where it cannot be made.
pub(super) fn shared(book: &FontBook, id: FaceId) -> Option<Arc<Subset>> {
    let face = book.face(id);
    // A face that is damaged somewhere may still be sound in the glyphs that a document uses.
    face.shared.get_or_init(|| Subset::new(face, repertoire(book, id)).ok().map(Arc::new)).clone()
}

/// Every run of a layout.
pub(super) fn runs(layout: &Layout) -> impl Iterator<Item = &Run> {
    layout.pages.iter().flat_map(Page::all_lines).flat_map(|placed| &placed.line.runs)
}
