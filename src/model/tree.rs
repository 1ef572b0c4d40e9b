//! A resolution as an indented tree, for `show --as tree`.

use std::fmt::Write;

use super::{Block, Clause, Element, Numeral, Resolution, Text, called_note};
use crate::style::ClauseKind;

/// One line a node: its kind, its keyword, the beginning of its text.
pub fn tree(resolution: &Resolution) -> String {
    let mut out = String::new();
    let preface = &resolution.preface;
    line(&mut out, 0, "resolution", preface.reference.value.as_str());
    line(&mut out, 1, "preface", "");
    line(&mut out, 2, "title", &preface.title.to_string());
    line(&mut out, 2, "reference", &preface.reference_line.to_string());
    line(&mut out, 2, "subject", &preface.subject_line.to_string());
    line(&mut out, 1, "body", "");
    elements(&mut out, 2, &resolution.body);
    line(&mut out, 1, "conclusion", "");
    if let Some(adoption) = &resolution.conclusion.adoption {
        line(&mut out, 2, "adoption", &adoption.to_string());
    }
    for (announcement, names) in &resolution.conclusion.votes {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        line(&mut out, 2, "vote", &format!("{announcement} {}", names.join(", ")));
    }
    for annex in &resolution.annexes {
        line(&mut out, 1, "annex", &annex.heading.text.to_string());
        elements(&mut out, 2, &annex.elements);
    }
    for (index, note) in resolution.notes.iter().enumerate() {
        line(&mut out, 1, "note", &(index + 1).to_string());
        for block in note {
            self::block(&mut out, 2, block);
        }
    }
    out
}

fn elements(out: &mut String, depth: usize, elements: &[Element]) {
    for element in elements {
        match element {
            Element::Formula(text) => line(out, depth, "formula", &shown(text)),
            Element::Heading(heading) => {
                let name =
                    if heading.article { "article".to_owned() } else { format!("heading-{}", heading.level) };
                line(out, depth, &name, &shown(&heading.text));
            }
            Element::Clause(clause) => self::clause(out, depth, clause),
            Element::Block(block) => self::block(out, depth, block),
        }
    }
}

fn clause(out: &mut String, depth: usize, clause: &Clause) {
    let name = match clause.kind {
        ClauseKind::Recital => "recital",
        ClauseKind::Operative => "clause",
    };
    let text = match clause.blocks.first() {
        Some(Block::Paragraph(text)) => shown(text),
        _ => String::new(),
    };
    let length = clause.keyword.as_ref().map_or(0, |keyword| keyword.length);
    let keyword: String = text.chars().take(length).collect();
    let rest: String = text.chars().skip(length).collect();
    let number = clause.number.map_or_else(String::new, |number| format!("{number} "));
    line(out, depth, name, &format!("{number}[{keyword}]{rest}"));
    for block in clause.blocks.iter().skip(1) {
        self::block(out, depth + 1, block);
    }
}

fn block(out: &mut String, depth: usize, block: &Block) {
    match block {
        Block::Paragraph(text) => line(out, depth, "paragraph", &shown(text)),
        Block::List(list) => {
            line(out, depth, "list", "");
            for item in &list.items {
                let numeral = match &item.numeral {
                    Numeral::Number(number) => number.to_string(),
                    Numeral::Typed(text) => text.to_string(),
                    Numeral::Dash => "–".to_owned(),
                };
                line(out, depth + 1, "item", &numeral);
                for inner in &item.blocks {
                    self::block(out, depth + 2, inner);
                }
            }
        }
        Block::Table(table) => {
            line(out, depth, "table", if table.head { "with a head" } else { "" });
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(shown).collect();
                line(out, depth + 1, "row", &cells.join(" | "));
            }
        }
        Block::Terms(terms) => {
            line(out, depth, "terms", "");
            for term in terms {
                line(out, depth + 1, "term", &shown(&term.term));
                for inner in &term.blocks {
                    self::block(out, depth + 2, inner);
                }
            }
        }
        Block::Quote(inner) => {
            line(out, depth, "quote", "");
            elements(out, depth + 1, inner);
        }
        Block::Figure(figure) => line(out, depth, "figure", &figure.alternative),
        Block::Rule => line(out, depth, "rule", ""),
    }
}

/// A text with the calls of its notes as `[1]`.
fn shown(text: &Text) -> String {
    let mut shown = String::new();
    for cell in &text.cells {
        match called_note(cell.ch) {
            Some(number) => {
                let _ = write!(shown, "[{number}]");
            }
            None => shown.push(cell.ch),
        }
    }
    shown
}

fn line(out: &mut String, depth: usize, name: &str, text: &str) {
    let indent = "  ".repeat(depth);
    let separator = if text.is_empty() { "" } else { " " };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{indent}{name}{separator}{text}");
}
