//! The pages of a volume: where each document begins, and everything bound to one file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::apparatus::{back, front, heading, name};
use super::{Form, Piece, Plan};
use crate::diagnostic::{Diagnostic, messages};
use crate::font::Shaper;
use crate::layout::{Layout, Page, lay_out};
use crate::model::{Lead, Link, Target, citations, session_words};
use crate::pdf::{self, Metadata};
use crate::session::document::sources_of;
use crate::source::Span;
use crate::style::{Folios, VolumeLabels, fill_label};
use crate::typography::{Apparatus, Composition, compose_apparatus, fill_folio};

/// How often the contents are set anew when their own pages have moved the documents'.
const ATTEMPTS: usize = 8;

/// What stands in a volume, in its order.
struct Sheets {
    title: (Composition, Layout),
    contents: (Composition, Layout),
    /// The page that the contents begin on, from 1.
    contents_start: usize,
    back: (Composition, Layout),
    /// The pages that the documents begin on, from 1.
    starts: Vec<usize>,
    /// The page that the parts behind the documents begin on.
    back_start: usize,
}

/// Binds a volume; its bytes and the number of its pages. `None` when the file would not be what it claims.
pub(super) fn bind(
    plan: Plan<'_>,
    form: Form,
    shaper: &mut Shaper<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Vec<u8>, usize)> {
    let labels = plan.style.labels.volume.clone()?;
    let sheets = sheets(&plan, &labels, shaper);
    let metadata = metadata(&plan, &labels);
    let style = Arc::clone(&plan.style);
    let (folios, source) = (plan.folios, Arc::clone(&plan.session.source));
    let sources = if form.standard.sources {
        sources_of(plan.pieces.iter().map(|piece| &piece.prepared))
    } else {
        Vec::new()
    };
    let Some((composition, mut layout)) = join(plan, sheets, &labels) else {
        diagnostics.push(Diagnostic::error(source, 0..0, messages::volume_too_large()));
        return None;
    };
    if folios == Folios::Continuous {
        let count = layout.pages.len();
        for (index, page) in layout.pages.iter_mut().enumerate() {
            // The title page and blank ones have no folio.
            if index > 0 && !page.is_blank() {
                page.set_foot(&fill_folio(&composition, &style, index + 1, count), &style, shaper);
            }
        }
    }
    let (layout, sources) = (&layout, sources.as_slice());
    let job = pdf::Job {
        layout,
        composition: &composition,
        metadata: &metadata,
        book: &style.fonts,
        standard: form.standard,
        sources,
    };
    let mut report = |message| diagnostics.push(Diagnostic::error(Arc::clone(&source), 0..0, message));
    let bytes = match pdf::write(&job) {
        Ok(bytes) => bytes,
        Err(violations) => {
            for violation in violations {
                report(messages::volume_violation(violation.message()));
            }
            return None;
        }
    };
    let faults = if form.audit { pdf::audit(&bytes, &job) } else { Vec::new() };
    for fault in &faults {
        report(messages::volume_unsaid(fault.to_string()));
    }
    faults.is_empty().then_some((bytes, layout.pages.len()))
}

/// Sets the apparatus until the pages that it names are those that the documents begin on.
fn sheets(plan: &Plan<'_>, labels: &VolumeLabels, shaper: &mut Shaper<'_>) -> Sheets {
    let recto = plan.style.house.volume.recto || plan.style.house.page.facing;
    let begin = |after: usize| if recto && after % 2 == 1 { after + 2 } else { after + 1 };
    let mut set = |parts: &[Apparatus]| {
        let head = running_head(plan, labels);
        let composition = compose_apparatus(parts, &head, &plan.style);
        let layout = lay_out(&composition, &plan.style, shaper);
        (composition, layout)
    };
    let (title, contents) = front(plan, labels, &vec![0; plan.pieces.len()], &[]);
    let mut title = set(&[title]);
    title.1.pages.truncate(1);
    for page in &mut title.1.pages {
        // What stands alone on a page stands above its middle.
        page.lower(plan.style.house.page.height / 6);
        (page.foot, page.head) = (None, Vec::new());
    }
    let contents_start = begin(title.1.pages.len());
    let (mut contents_pages, mut back_offsets) = (set(&[contents]).1.pages.len(), Vec::new());
    let mut attempt = 0;
    loop {
        let (mut starts, mut last) =
            (Vec::with_capacity(plan.pieces.len()), contents_start + contents_pages - 1);
        for piece in &plan.pieces {
            starts.push(begin(last));
            last = begin(last) + piece.layout.pages.len() - 1;
        }
        let back_start = begin(last);
        let parts = back(plan, labels, &starts);
        let set_back = set(&parts);
        // Each part behind the documents begins a page; its heading is the first of its kind there.
        let offsets = first_pages(&parts, &set_back);
        let named = parts.iter().zip(&offsets);
        let named: Vec<(String, usize)> =
            named.map(|(part, offset)| (heading(part).to_owned(), back_start + offset)).collect();
        let contents = set(&[front(plan, labels, &starts, &named).1]);
        let settled = contents.1.pages.len() == contents_pages && offsets == back_offsets;
        (contents_pages, back_offsets) = (contents.1.pages.len(), offsets);
        attempt += 1;
        if settled || attempt == ATTEMPTS {
            return Sheets { title, contents, contents_start, back: set_back, starts, back_start };
        }
    }
}

/// The page, from 0, that each part begins on.
fn first_pages(parts: &[Apparatus], (composition, layout): &(Composition, Layout)) -> Vec<usize> {
    let headings: Vec<usize> = (0..composition.paragraphs.len())
        .filter(|index| composition.paragraphs[*index].role == crate::style::Role::Annex)
        .collect();
    let page = |paragraph: &usize| {
        let has = |page: &Page| page.lines.iter().any(|placed| placed.block == *paragraph);
        layout.pages.iter().position(has).unwrap_or(0)
    };
    headings.iter().take(parts.len()).map(page).collect()
}

fn running_head(plan: &Plan<'_>, labels: &VolumeLabels) -> String {
    fill_label(labels.running_head.get_ref(), |name| match name {
        "title" => Some(labels.title.clone()),
        _ => session_words(&plan.style, plan.session, name),
    })
}

/// Everything as one composition and one layout; `None` when it has more notes or links than one can have.
fn join(plan: Plan<'_>, sheets: Sheets, labels: &VolumeLabels) -> Option<(Composition, Layout)> {
    let Sheets { title, contents, contents_start, back, starts, back_start } = sheets;
    let mut whole = Composition { folio: labels.folio.get_ref().clone(), ..Composition::default() };
    let mut pages: Vec<Page> = Vec::new();
    let mut add = |composition: Composition,
                   layout: Layout,
                   title: Option<String>,
                   name: &str,
                   start: usize,
                   lead: &dyn Fn(&mut Page, &mut Composition)| {
        let blank = layout.pages.first().map(|page| Page::empty(page.width, page.height));
        while pages.len() + 1 < start {
            pages.extend(blank.clone());
        }
        let offsets = whole.append(composition, title.as_deref(), name)?;
        for mut page in layout.pages {
            page.shift(&offsets);
            lead(&mut page, &mut whole);
            pages.push(page);
        }
        Some(())
    };
    let nowhere = |_: &mut Page, _: &mut Composition| {};
    let mut known = BTreeMap::new();
    for (index, piece) in plan.pieces.iter().enumerate() {
        known.insert(piece.prepared.resolution.preface.reference.value.to_string(), index);
    }
    add(title.0, title.1, None, &labels.title, 1, &nowhere)?;
    add(contents.0, contents.1, None, &labels.contents, contents_start, &nowhere)?;
    for (index, (piece, start)) in plan.pieces.into_iter().zip(starts).enumerate() {
        let title = piece.prepared.title();
        let cited = cited(&piece, &known, index);
        let Piece { prepared, layout } = piece;
        let lead = |page: &mut Page, whole: &mut Composition| link(page, whole, &cited);
        add(prepared.composition, layout, Some(title), &name(index), start, &lead)?;
    }
    let anchors: Vec<(String, usize)> = headings(&back.0);
    let first = {
        add(back.0, back.1, None, "apparatus", back_start, &nowhere)?;
        whole.anchors.get("apparatus").copied().unwrap_or(0)
    };
    whole.anchors.extend(anchors.into_iter().map(|(heading, paragraph)| (heading, paragraph + first)));
    resolve(&mut whole);
    Some((whole, Layout { pages }))
}

/// The headings of the parts behind the documents, with their paragraphs.
fn headings(composition: &Composition) -> Vec<(String, usize)> {
    let paragraphs = composition.paragraphs.iter().enumerate();
    let headings = paragraphs.filter(|(_, paragraph)| paragraph.role == crate::style::Role::Annex);
    headings.map(|(index, paragraph)| (paragraph.text.to_string(), index)).collect()
}

/// Links of the apparatus name documents, which stand beside its own names.
fn resolve(whole: &mut Composition) {
    for link in &mut whole.links {
        if let Target::Heading(name) = &link.target
            && !whole.anchors.contains_key(name)
            && let Some((_, own)) = name.split_once('/')
            && whole.anchors.contains_key(own)
        {
            link.target = Target::Heading(own.to_owned());
        }
    }
}

/// The documents of the volume that one of them cites, by their references; itself left out.
fn cited(piece: &Piece, known: &BTreeMap<String, usize>, own: usize) -> BTreeMap<String, usize> {
    let prepared = &piece.prepared;
    let citations = citations(&prepared.resolution, &prepared.style.lexicon).into_iter();
    let targets = citations.filter_map(|citation| {
        let index = *known.get(&citation.reference).filter(|index| **index != own)?;
        Some((citation.reference, index))
    });
    targets.collect()
}

/// Makes the references of a page lead to the documents that they name.
fn link(page: &mut Page, whole: &mut Composition, cited: &BTreeMap<String, usize>) {
    if cited.is_empty() {
        return;
    }
    let mut links: BTreeMap<usize, Lead> = BTreeMap::new();
    for index in cited.values() {
        // A document leads to each other one by one link, however often it cites it.
        let target = Target::Heading(name(*index));
        let known =
            whole.links.iter().rposition(|link| link.target == target && link.span == Span::default());
        let number = known.unwrap_or_else(|| {
            whole.links.push(Link { target, span: Span::default() });
            whole.links.len() - 1
        });
        if let Ok(number) = u16::try_from(number) {
            links.insert(*index, Lead::Link(number));
        }
    }
    page.link_words(|text| {
        let mut found: Vec<(std::ops::Range<usize>, Lead)> = Vec::new();
        for (reference, index) in cited {
            for (start, _) in text.match_indices(reference.as_str()) {
                let end = start + reference.len();
                let inside =
                    |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() || "-/".contains(ch));
                let alone = !inside(text[..start].chars().next_back()) && !inside(text[end..].chars().next());
                if let (true, Some(lead)) = (alone, links.get(index)) {
                    found.push((start..end, *lead));
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    });
}

fn metadata(plan: &Plan<'_>, labels: &VolumeLabels) -> Metadata {
    let mut topics: Vec<String> =
        plan.pieces.iter().flat_map(|piece| piece.prepared.resolution.preface.topics.clone()).collect();
    topics.sort();
    topics.dedup();
    // A volume has one document at least.
    let own = plan.pieces.first().map(|piece| piece.prepared.metadata());
    let date = plan.pieces.iter().filter_map(|piece| piece.prepared.resolution.preface.date);
    let date = date.chain([plan.session.end]).max().unwrap_or(plan.session.end);
    // A house whose volumes have no running head has named the volume all the same.
    let head = Some(running_head(plan, labels)).filter(|head| !head.trim().is_empty());
    let head = head.unwrap_or_else(|| labels.title.clone());
    match own {
        Some(own) => Metadata { title: head, reference: plan.session.folder.clone(), topics, date, ..own },
        None => Metadata {
            title: head,
            reference: plan.session.folder.clone(),
            organ: plan.style.labels.organ.get_ref().clone(),
            session: String::new(),
            language: plan.style.language.code(),
            topics,
            date,
            note: String::new(),
            call: String::new(),
        },
    }
}
