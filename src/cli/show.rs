//! `greffe show`: one document as the stages see it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Outcome, Talk, workshop};
use crate::diagnostic::{Error, has_errors};
use crate::font::Shaper;
use crate::layout::Layout;
use crate::model::{Block, Clause, tree};
use crate::session::Prepared;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
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
        for placed in page.head.iter().chain(&page.lines).chain(&page.foot) {
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
        "formula": resolution.preamble.formula.to_string(),
        "recitals": resolution.preamble.recitals.iter().map(clause).collect::<Vec<_>>(),
        "operative": resolution.operative.iter().map(clause).collect::<Vec<_>>(),
        "adoption": resolution.conclusion.adoption.as_ref().map(ToString::to_string),
        "blocks": blocks,
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
        "span": [clause.span.start, clause.span.end],
        "blocks": clause.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(text) => json!({ "paragraph": text.to_string() }),
        Block::List(list) => json!({
            "first": list.first,
            "items": list.items.iter().map(|item| item.iter().map(self::block).collect::<Vec<_>>()).collect::<Vec<_>>(),
        }),
    }
}
