//! The paragraphs of a resolution in the order of the page.

use super::engine::{Change, Context, Finding};
use super::{keyword, set};
use crate::model::{
    Block, Clause, Keyword, List, Marks, QuotationPart, Resolution, Text, quotation_parts, texts,
};
use crate::source::File;
use crate::style::{ClauseKind, Role, StyleSet, fill_label};

/// What is to be set, in its final characters.
#[derive(Debug, Clone)]
pub struct Composition {
    /// The blocks in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// The head of every page but the first.
    pub running_head: Text,
    /// The foot of each page, with `{page}` and `{pages}` still to fill in.
    pub folio: String,
    /// What the rules changed, when that was asked for.
    pub changes: Vec<Change>,
    /// What the rules found and could not mend.
    pub findings: Vec<Finding>,
}

/// One block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// The numeral or dash before an item of a list.
    pub label: Option<Text>,
    /// The characters.
    pub text: Text,
}

/// Composes a resolution; with `explain` every change is remembered.
pub fn compose(resolution: &Resolution, style: &StyleSet, explain: bool) -> Composition {
    let context = Context::new(&style.house.typography, &style.lexicon);
    let mut composer = Composer {
        style,
        context,
        explain,
        quotations: Vec::new().into_iter(),
        paragraphs: Vec::new(),
        changes: Vec::new(),
        findings: Vec::new(),
    };
    let preface = &resolution.preface;
    composer.paragraph(Role::Title, None, preface.title.clone(), None);
    composer.paragraph(Role::Reference, None, preface.reference_line.clone(), None);
    composer.paragraph(Role::Subject, None, preface.subject_line.clone(), None);
    composer.paragraph(Role::Formula, None, resolution.preamble.formula.clone(), None);
    for clause in resolution.preamble.recitals.iter().chain(&resolution.operative) {
        composer.clause(clause);
    }
    if let Some(adoption) = &resolution.conclusion.adoption {
        composer.paragraph(Role::Adoption, None, adoption.clone(), None);
    }
    let mut running_head = resolution.furniture.running_head.clone();
    set(&mut running_head, style.language, context, None, &mut Vec::new());
    Composition {
        paragraphs: composer.paragraphs,
        running_head,
        folio: resolution.furniture.folio.clone(),
        changes: composer.changes,
        findings: composer.findings,
    }
}

/// The foot of one page.
pub fn fill_folio(composition: &Composition, style: &StyleSet, page: usize, pages: usize) -> Text {
    let words = fill_label(&composition.folio, |name| match name {
        "page" => Some(page.to_string()),
        "pages" => Some(pages.to_string()),
        _ => None,
    });
    let mut text = Text::generated(&words, crate::source::Span::in_file(File::Labels, 0..0));
    let context = Context::new(&style.house.typography, &style.lexicon);
    set(&mut text, style.language, context, None, &mut Vec::new());
    text
}

struct Composer<'a> {
    style: &'a StyleSet,
    context: Context<'a>,
    explain: bool,
    /// What each paragraph to come has of a quotation longer than itself.
    quotations: std::vec::IntoIter<QuotationPart>,
    paragraphs: Vec<Paragraph>,
    changes: Vec<Change>,
    findings: Vec<Finding>,
}

impl Composer<'_> {
    fn paragraph(&mut self, role: Role, label: Option<Text>, mut text: Text, opening: Option<&Keyword>) {
        let mut changes = self.explain.then_some(&mut self.changes);
        if let Some(opening) = opening {
            let case = self.style.house.keywords;
            keyword::set(&mut text, opening, case, changes.as_deref_mut());
        }
        let quotation = self.quotations.next().unwrap_or_default();
        let context = Context { quotation, ..self.context };
        set(&mut text, self.style.language, context, changes, &mut self.findings);
        let label = label.map(|mut label| {
            super::space::classify(&mut label);
            // A numeral is not a word that could be divided.
            label.cells.iter_mut().for_each(|cell| cell.marks.insert(Marks::UNBROKEN));
            label
        });
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { role, label, text });
        }
    }

    fn clause(&mut self, clause: &Clause) {
        let role = match clause.kind {
            ClauseKind::Recital => Role::Recital,
            ClauseKind::Operative => Role::Operative,
        };
        self.quotations = quotation_parts(texts(&clause.blocks)).into_iter();
        for (index, block) in clause.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) => {
                    let keyword = clause.keyword.as_ref().filter(|_| index == 0);
                    self.paragraph(role, None, text.clone(), keyword);
                }
                Block::List(list) => self.list(list, 0),
            }
        }
    }

    fn list(&mut self, list: &List, level: u8) {
        let forms = &self.style.house.lists;
        // Levels beyond the last that the style names are numbered like it.
        let form = &forms[usize::from(level).min(forms.len() - 1)];
        for (index, item) in list.items.iter().enumerate() {
            let mut label = Some(match list.first {
                Some(first) => numeral(form, first + index as u64),
                None => "–".to_owned(),
            });
            for block in item {
                match block {
                    Block::Paragraph(text) => {
                        let label = label.take().map(|label| {
                            let mut origin = text.span();
                            origin.end = origin.start;
                            Text::generated(&label, origin)
                        });
                        self.paragraph(Role::Item(level), label, text.clone(), None);
                    }
                    Block::List(inner) => self.list(inner, level.saturating_add(1)),
                }
            }
        }
    }
}

/// A number in the form that a style gives by example: `1)`, `(a)`, `i.`, `A`, `I`.
fn numeral(form: &str, number: u64) -> String {
    let Some(at) = form.find(|ch: char| ch.is_ascii_alphanumeric()) else { return form.to_owned() };
    let (before, rest) = form.split_at(at);
    let (sort, after) = rest.split_at(1);
    let numeral = match sort {
        "a" => letters(number),
        "A" => letters(number).to_uppercase(),
        "i" => roman(number).to_lowercase(),
        "I" => roman(number),
        _ => number.to_string(),
    };
    format!("{before}{numeral}{after}")
}

/// `a` to `z`, then `aa`, `ab` and so on.
fn letters(number: u64) -> String {
    let mut number = number.max(1);
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(char::from(b'a' + ((number - 1) % 26) as u8));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The Roman numeral of a number below 4000; larger ones stay Arabic.
fn roman(number: u64) -> String {
    const PARTS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, symbol) in PARTS {
        while rest >= value {
            numeral.push_str(symbol);
            rest -= value;
        }
    }
    numeral
}
