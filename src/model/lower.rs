//! From the Markdown tree to a [`Resolution`].

use super::anchors::{Anchors, first_words};
use super::conclusion;
use super::flow::{Flow, Manner};
use super::inline::{self, Pictures, Reading};
use super::labels;
use super::notes::Notes;
use super::reference::Reference;
use super::session::Session;
use super::text::Text;
use super::{Annex, Block, Element, Furniture, Preface, Resolution};
use crate::diagnostic::{Diagnostic, messages};
use crate::source::{Document, Files, Kind, Located, Node, NodeKind, Span, Status};
use crate::style::{ClauseKind, FormulaPlace, StyleSet, fill_label};

/// Reads a document as a resolution; what is wrong is added to `diagnostics`.
///
/// Returns `None` when a field without which nothing can be set is missing; it has then been reported.
/// [`crate::session::Workshop::prepare`] calls it with all that it needs:
///
/// ```
/// use greffe::{model::Element, session::Workshop, style::{ClauseKind, Library}};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
/// let workshop = Workshop::new(Library::open(root), None);
/// let file = root.join("content/86-beijing-2017/008-accord-uit.fr.md");
/// let prepared = workshop.prepare(&file, false, &mut Vec::new())?.expect("the document is sound");
/// let clauses = prepared.resolution.body.iter().filter_map(|element| match element {
///     Element::Clause(clause) => Some(clause.kind),
///     _ => None,
/// });
/// assert_eq!(clauses.filter(|kind| *kind == ClauseKind::Operative).count(), 2);
/// # Ok(())
/// # }
/// ```
pub fn lower(
    document: &Document,
    session: &Session,
    style: &StyleSet,
    files: &Files,
    pictures: &Pictures<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Resolution> {
    let preface = preface(document, session, style, files, diagnostics);
    let fields = &document.front_matter;
    let status = fields.status.as_ref().map(|status| status.value).unwrap_or_default();
    let formula = match &fields.formula {
        Some(formula) => Text::from_toml(&formula.value, &files.document.text, formula.span),
        None if fields.kind == Kind::Report => Text::default(),
        None => labels::formula(style, session, files, diagnostics),
    };
    let words = &style.labels.words;
    let numbered = [words.annex.as_str(), words.appendix.as_str(), words.article.as_str()];
    let mut reading = Reading {
        style,
        files,
        diagnostics,
        notes: Notes::collect(&document.body),
        anchors: Anchors::collect(&document.body, &numbered),
        links: Vec::new(),
        pictures,
    };
    let border = document.body.iter().position(|node| is_annex(node, [&words.annex, &words.appendix]));
    let (main, annexed) = document.body.split_at(border.unwrap_or(document.body.len()));
    let manner = if fields.kind == Kind::Report { Manner::Free } else { Manner::Clauses };
    let mut flow = Flow::new(&mut reading, manner);
    flow.nodes(main);
    let (mut body, adopted) = (flow.elements, flow.adoption);
    let annexes = annexes(annexed, [&words.annex, &words.appendix], &mut reading);
    let notes = notes(&mut reading);
    let links = std::mem::take(&mut reading.links);
    check_definitions(document, files, reading.diagnostics);
    if body.is_empty() && adopted.is_none() && annexes.is_empty() {
        let at = files.document.text.len();
        diagnostics.push(files.error(Span::new(at..at), messages::no_text()));
    }
    number_clauses(&mut body, style);
    place_formula(&mut body, formula, style);
    let conclusion = conclusion::read(fields, status, adopted, style, files);
    let preface = preface?;
    let title = preface.title.clone();
    let reference_line = preface.reference_line.clone();
    // The label names the document where no short title does.
    let short = fields.short_title.as_ref().map_or_else(
        || title.clone(),
        |short| Text::from_toml(&short.value, &files.document.text, short.span),
    );
    let running_head = labels::set(&style.labels.running_head, files, |name| match name {
        "reference" => Some(reference_line.clone()),
        "title" => Some(title.clone()),
        "short-title" => Some(short.clone()),
        _ => None,
    });
    let furniture = Furniture {
        masthead: conclusion::masthead(fields, &preface, session, style, files),
        draft_mark: (status == Status::Draft)
            .then(|| labels::set(&style.labels.words.draft, files, |_| None)),
        running_head,
        folio: style.labels.folio.get_ref().clone(),
    };
    Some(Resolution {
        language: style.language,
        kind: fields.kind,
        status,
        preface,
        body,
        conclusion,
        annexes,
        notes,
        links,
        furniture,
    })
}

/// Reports the definitions of links that no link uses: words in their form would be lost.
fn check_definitions(document: &Document, files: &Files, diagnostics: &mut Vec<Diagnostic>) {
    if document.definitions.is_empty() {
        return;
    }
    let text = files.document.text.to_lowercase();
    for definition in &document.definitions {
        let name = format!("[{}]", definition.name.to_lowercase());
        if text.matches(&name).count() < 2 {
            let span = Span::new(definition.span.clone());
            diagnostics.push(files.error(span, messages::unused_definition(name)));
        }
    }
}

/// Whether a node is the heading of an annex, by the words that such a heading begins with.
fn is_annex(node: &Node, words: [&str; 2]) -> bool {
    let NodeKind::Heading(1) = node.kind else { return false };
    let text: String = node
        .children
        .iter()
        .filter_map(|child| match &child.kind {
            NodeKind::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    first_words(&text, &words).is_some()
}

fn annexes(nodes: &[Node], words: [&str; 2], reading: &mut Reading<'_>) -> Vec<Annex> {
    let mut annexes = Vec::new();
    let mut start = 0;
    while let Some(first) = nodes.get(start) {
        let length = nodes[start + 1..].iter().take_while(|node| !is_annex(node, words)).count();
        let mut flow = Flow::new(reading, Manner::Free);
        let heading = flow.heading(1, first);
        flow.nodes(&nodes[start + 1..start + 1 + length]);
        annexes.push(Annex { heading, elements: flow.elements });
        start += 1 + length;
    }
    annexes
}

/// The texts of the notes that are called, in their order; those that nothing calls are reported.
fn notes(reading: &mut Reading<'_>) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    reading.notes.inside = true;
    while let Some(node) = reading.notes.called(notes.len()) {
        let mut blocks = Vec::new();
        for child in &node.children {
            match child.kind {
                NodeKind::Paragraph => blocks.push(Block::Paragraph(inline::text(&child.children, reading))),
                NodeKind::FootnoteDefinition(_) => {}
                _ => {
                    let span = Span::new(child.span.clone());
                    reading.diagnostics.push(reading.files.error(span, messages::block_in_note()));
                }
            }
        }
        notes.push(blocks);
    }
    for (label, node) in std::mem::take(&mut reading.notes.doubled) {
        let span = Span::new(node.span.clone());
        reading.diagnostics.push(reading.files.error(span, messages::doubled_note(label)));
    }
    let uncalled: Vec<(String, Span)> = reading
        .notes
        .uncalled()
        .map(|(label, node)| (label.to_owned(), Span::new(node.span.clone())))
        .collect();
    for (label, span) in uncalled {
        reading.diagnostics.push(reading.files.error(span, messages::uncalled_note(label)));
    }
    notes
}

/// Numbers the clauses that have no number, where the house style numbers them; a part begins anew if the style
/// says so, and a document quoted in another always does.
fn number_clauses(elements: &mut [Element], style: &StyleSet) {
    let numbering = &style.house.clauses;
    let (mut recital, mut operative) = (0, 0);
    for element in elements {
        match element {
            Element::Heading(_) if numbering.restart_at_headings => (recital, operative) = (0, 0),
            Element::Clause(clause) => {
                let (counter, wanted) = match clause.kind {
                    ClauseKind::Recital => (&mut recital, numbering.number_recitals),
                    ClauseKind::Operative => (&mut operative, numbering.number_operative),
                };
                if wanted || clause.number.is_some() {
                    let number = *clause.number.get_or_insert(*counter + 1);
                    *counter = number;
                }
                clause.blocks.iter_mut().for_each(|block| number_quoted(block, style));
            }
            Element::Block(block) => number_quoted(block, style),
            _ => {}
        }
    }
}

fn number_quoted(block: &mut Block, style: &StyleSet) {
    if let Block::Quote(elements) = block {
        number_clauses(elements, style);
    }
}

/// Puts the enacting formula before the recitals, or between them and the operative clauses.
fn place_formula(body: &mut Vec<Element>, formula: Text, style: &StyleSet) {
    if formula.is_empty() {
        return;
    }
    let operative = |element: &Element| matches!(element, Element::Clause(clause) if clause.kind == ClauseKind::Operative);
    let at = match style.house.formula {
        FormulaPlace::BeforeRecitals => 0,
        FormulaPlace::AfterRecitals => body.iter().position(operative).unwrap_or(body.len()),
    };
    body.insert(at, Element::Formula(formula));
}

fn preface(
    document: &Document,
    session: &Session,
    style: &StyleSet,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Preface> {
    let fields = &document.front_matter;
    let reference = fields.reference.as_ref().and_then(|reference| {
        let sound = Reference::new(&reference.value);
        if sound.is_none() {
            diagnostics.push(files.error(reference.span, messages::bad_reference(&reference.value)));
        }
        sound.map(|value| Located { value, span: reference.span })
    });
    let number = fields.number.as_ref();
    let subject = fields.subject.as_ref();
    if let Some(subject) = subject
        && subject.value.trim().is_empty()
    {
        diagnostics.push(files.error(subject.span, messages::empty_subject()));
    }
    let (reference, number, subject) = (reference?, number?, subject?);
    let reference_text = Text::from_toml(reference.value.as_str(), &files.document.text, reference.span);
    let subject_text = Text::from_toml(&subject.value, &files.document.text, subject.span);
    let number_text = Text::generated(&number.value.to_string(), number.span);
    let labels = &style.labels;
    let draft = fields.status.as_ref().is_some_and(|status| status.value == Status::Draft);
    let title = labels.title_of(fields.kind, draft);
    Some(Preface {
        title: labels::set(title, files, |name| (name == "number").then(|| number_text.clone())),
        reference_line: labels::set(&labels.reference, files, |name| {
            (name == "reference").then(|| reference_text.clone())
        }),
        subject_line: labels::set(&labels.subject, files, |name| {
            (name == "subject").then(|| subject_text.clone())
        }),
        number: number.clone(),
        reference,
        subject: subject.value.clone(),
        date: fields.date.as_ref().map(|date| date.value),
        topics: fields.topics.as_ref().map(|topics| topics.value.clone()).unwrap_or_default(),
        organ: labels.organ.get_ref().clone(),
        session: fill_label(labels.unseen.session.get_ref(), |name| match name {
            "session" => Some(labels::ordinal(labels, session.number)),
            "place" => session.place_in(style.language).map(|place| place.value.clone()),
            _ => None,
        }),
    })
}

impl Document {
    /// The files that a document of this session and style is made from.
    pub fn files(&self, session: &Session, style: &StyleSet) -> Files {
        Files {
            document: self.source.clone(),
            session: session.source.clone(),
            labels: style.labels_source.clone(),
        }
    }
}
