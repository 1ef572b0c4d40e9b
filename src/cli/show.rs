//! `greffe show`: one document as the stages see it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Outcome, Talk, Voice, workshop};
use crate::diagnostic::{Error, has_errors};
use crate::font::Shaper;
use crate::layout::Layout;
use crate::model::{Annex, Block, Clause, Element, Item, Numeral, tree};
use crate::session::Prepared;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// The document.
    file: PathBuf,
    /// What to show.
    #[arg(long = "as", value_name = "FORM", default_value = "text")]
    form: Form,
    /// The house style instead of the session's own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The blocks in their final characters, one a line.
    Text,
    /// What the document means.
    Tree,
    /// The lines of each page, with their quality.
    Lines,
    /// What the document means and its final characters, for programs.
    Json,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let workshop = workshop(std::slice::from_ref(&arguments.file), arguments.template.clone())?;
    let mut diagnostics = Vec::new();
    let prepared = workshop.prepare(&arguments.file, false, &mut diagnostics)?;
    let mut shown = String::new();
    if let Some(prepared) = prepared {
        match arguments.form {
            Form::Text => shown = text(&prepared),
            Form::Tree => shown = tree(&prepared.resolution),
            Form::Json => shown = format!("{:#}\n", to_json(&prepared)),
            Form::Lines => {
                let mut shaper = Shaper::new(&prepared.style.fonts);
                if let Some(layout) = prepared.lay_out(&mut shaper, &mut diagnostics) {
                    shown = lines(&layout);
                }
            }
        }
    }
    talk.diagnostics(&diagnostics);
    // A reader that has gone away has seen what it wanted.
    let _ = std::io::stdout().write_all(shown.as_bytes());
    Ok(if has_errors(&diagnostics) { Outcome::Faulty } else { Outcome::Sound })
}

fn text(prepared: &Prepared) -> String {
    let mut out = String::new();
    for paragraph in &prepared.composition.paragraphs {
        if let Some(label) = &paragraph.label {
            let _ = write!(out, "{label} ");
        }
        let _ = writeln!(out, "{}", paragraph.text.to_string().replace('\n', " "));
    }
    out
}

/// The lines of each page: role, expansion in thousandths, badness, text between bars.
fn lines(layout: &Layout) -> String {
    let mut out = String::new();
    for (index, page) in layout.pages.iter().enumerate() {
        let _ = writeln!(out, "page {}", index + 1);
        for placed in page.all_lines() {
            let line = &placed.line;
            let hyphen = if line.hyphenated { " hyphen" } else { "" };
            let _ = writeln!(
                out,
                "{:>12} {:>10} {:>+4} {:>+6} |{}|{hyphen}",
                placed.role.name(),
                placed.y.to_string(),
                line.expansion,
                line.badness,
                line.text()
            );
        }
    }
    out
}

fn to_json(prepared: &Prepared) -> Value {
    let resolution = &prepared.resolution;
    let preface = &resolution.preface;
    let blocks: Vec<Value> = prepared
        .composition
        .paragraphs
        .iter()
        .map(|paragraph| {
            json!({
                "role": paragraph.role.name(),
                "label": paragraph.label.as_ref().map(ToString::to_string),
                "text": paragraph.text.to_string(),
            })
        })
        .collect();
    json!({
        "reference": preface.reference.value.as_str(),
        "language": resolution.language.code(),
        "status": format!("{:?}", resolution.status).to_lowercase(),
        "title": preface.title.to_string(),
        "subject": preface.subject,
        "date": preface.date.map(|date| date.to_string()),
        "topics": preface.topics,
        "kind": resolution.kind.name(),
        "body": resolution.body.iter().map(element).collect::<Vec<_>>(),
        "annexes": resolution.annexes.iter().map(annex).collect::<Vec<_>>(),
        "notes": resolution.notes.iter().map(|note| note.iter().map(block).collect::<Vec<_>>()).collect::<Vec<_>>(),
        "adoption": resolution.conclusion.adoption.as_ref().map(ToString::to_string),
        "blocks": blocks,
    })
}

fn element(element: &Element) -> Value {
    match element {
        Element::Formula(text) => json!({ "formula": text.to_string() }),
        Element::Heading(heading) => json!({ "heading": heading.text.to_string(), "level": heading.level }),
        Element::Clause(clause) => self::clause(clause),
        Element::Block(block) => self::block(block),
    }
}

fn annex(annex: &Annex) -> Value {
    json!({
        "heading": annex.heading.text.to_string(),
        "body": annex.elements.iter().map(element).collect::<Vec<_>>(),
    })
}

fn clause(clause: &Clause) -> Value {
    let keyword = clause.keyword.as_ref().map(|keyword| {
        let text = match clause.blocks.first() {
            Some(Block::Paragraph(text)) => text.to_string(),
            _ => String::new(),
        };
        text.chars().take(keyword.length).collect::<String>()
    });
    json!({
        "kind": format!("{:?}", clause.kind).to_lowercase(),
        "keyword": keyword,
        "number": clause.number,
        "span": [clause.span.start, clause.span.end],
        "blocks": clause.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(text) => json!({ "paragraph": text.to_string() }),
        Block::List(list) => json!({ "list": list.items.iter().map(item).collect::<Vec<_>>() }),
        Block::Table(table) => json!({
            "head": table.head,
            "table": table.rows.iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>()).collect::<Vec<_>>(),
        }),
        Block::Terms(terms) => json!({
            "terms": terms.iter().map(|term| json!({
                "term": term.term.to_string(),
                "blocks": term.blocks.iter().map(self::block).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        }),
        Block::Quote(elements) => json!({ "quote": elements.iter().map(element).collect::<Vec<_>>() }),
        Block::Figure(figure) => json!({
            "figure": figure.alternative,
            "caption": figure.caption.as_ref().map(ToString::to_string),
        }),
        Block::Rule => json!("rule"),
    }
}

fn item(item: &Item) -> Value {
    let numeral = match &item.numeral {
        Numeral::Number(number) => json!(number),
        Numeral::Typed(text) => json!(text.to_string()),
        Numeral::Dash => json!("–"),
    };
    json!({ "numeral": numeral, "blocks": item.blocks.iter().map(block).collect::<Vec<_>>() })
}
