//! A resolution as an indented tree, for `show --as tree`.

use std::fmt::Write;

use super::{Block, Clause, Resolution};

/// One line a node: its kind, its keyword, the beginning of its text.
pub fn tree(resolution: &Resolution) -> String {
    let mut out = String::new();
    let preface = &resolution.preface;
    line(&mut out, 0, "resolution", preface.reference.value.as_str());
    line(&mut out, 1, "preface", "");
    line(&mut out, 2, "title", &preface.title.to_string());
    line(&mut out, 2, "reference", &preface.reference_line.to_string());
    line(&mut out, 2, "subject", &preface.subject_line.to_string());
    line(&mut out, 1, "preamble", "");
    line(&mut out, 2, "formula", &resolution.preamble.formula.to_string());
    for clause in &resolution.preamble.recitals {
        self::clause(&mut out, "recital", clause);
    }
    line(&mut out, 1, "operative", "");
    for clause in &resolution.operative {
        self::clause(&mut out, "clause", clause);
    }
    line(&mut out, 1, "conclusion", "");
    if let Some(adoption) = &resolution.conclusion.adoption {
        line(&mut out, 2, "adoption", &adoption.to_string());
    }
    out
}

fn clause(out: &mut String, name: &str, clause: &Clause) {
    let text = match clause.blocks.first() {
        Some(Block::Paragraph(text)) => text.to_string(),
        _ => String::new(),
    };
    let length = clause.keyword.as_ref().map_or(0, |keyword| keyword.length);
    let keyword: String = text.chars().take(length).collect();
    let rest: String = text.chars().skip(length).collect();
    line(out, 2, name, &format!("[{keyword}]{rest}"));
    for block in &clause.blocks[1..] {
        self::block(out, 3, block);
    }
}

fn block(out: &mut String, depth: usize, block: &Block) {
    match block {
        Block::Paragraph(text) => line(out, depth, "paragraph", &text.to_string()),
        Block::List(list) => {
            let first = list.first.map_or_else(|| "unnumbered".to_owned(), |first| format!("from {first}"));
            line(out, depth, "list", &first);
            for item in &list.items {
                line(out, depth + 1, "item", "");
                for inner in item {
                    self::block(out, depth + 2, inner);
                }
            }
        }
    }
}

fn line(out: &mut String, depth: usize, name: &str, text: &str) {
    let indent = "  ".repeat(depth);
    let separator = if text.is_empty() { "" } else { " " };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{indent}{name}{separator}{text}");
}
