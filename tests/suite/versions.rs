//! Real resolutions in several languages, as a clerk would write them down as sources.
//!
//! The texts are not part of the project (see [`crate::corpus`]).

use std::collections::BTreeMap;
use std::fs;

use crate::corpus::{folder, source};

/// The versions of a document by their languages.
pub(crate) type Versions = BTreeMap<&'static str, String>;

/// The documents that are there in two languages or more; nothing where the texts are not.
pub(crate) fn documents() -> Vec<(&'static str, Versions)> {
    if !folder().is_dir() {
        eprintln!("skipped: {} is not there", folder().display());
        return Vec::new();
    }
    let declaration = ["ar", "en", "es", "fr"].map(|language| {
        let text = read(&format!("un-A-RES-217A-UDHR-{language}"));
        (language, document(&articles(&text, language)))
    });
    let units = ["en", "fr"].map(|language| {
        let text = read(&format!("cgpm-26-res1-{language}"));
        // A paragraph that is joined to an item by a sign is an item of its own in the other version.
        (language, document(&source(&text, language).replace("\\+\n\nThe amount", "- The amount")))
    });
    let tuberculosis =
        [("en", paged()), ("fr", parted())].map(|(language, body)| (language, document(&body)));
    vec![("declaration", declaration.into()), ("units", units.into()), ("tuberculosis", tuberculosis.into())]
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.txt"))).expect(name)
}

fn document(body: &str) -> String {
    format!("+++\nreference = \"T-1\"\nnumber = 1\nsubject = \"Essai\"\nformula = \"\"\n+++\n\n{body}\n")
}

/// The paragraphs of the declaration, with the titles of its articles as headings.
fn articles(text: &str, language: &str) -> String {
    let word = match language {
        "ar" => "المادة",
        "es" => "Artículo",
        _ => "Article",
    };
    let block = |block: &str| {
        let words: Vec<&str> = block.split_whitespace().collect();
        let title = words.len() == 2 && words[0] == word;
        format!("{}{}", if title { "## " } else { "" }, words.join(" "))
    };
    text.split("\n\n").map(block).filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The political declaration in English, which is there as the lines of its pages.
fn paged() -> String {
    let mut words = String::new();
    let mut notes = false;
    for line in read("un-A-RES-73-3-en").lines().map(str::trim) {
        let head =
            line.contains("A/RES/73/3") || line.starts_with("18-16895") || line.starts_with("*1816895");
        let folio = line.starts_with(|ch: char| ch.is_ascii_digit()) && line.contains("/10");
        let title = line == "Political declaration of the high-level meeting of the General Assembly"
            || line == "on the fight against tuberculosis";
        if head || folio || title {
            notes = false;
        } else if line.starts_with("_____") {
            notes = true;
        } else if !notes && !line.is_empty() {
            words.push_str(line);
            words.push(' ');
        }
    }
    let start = words.find("The General Assembly Adopts").expect("its beginning");
    let end = words.find(" 18th plenary").expect("its end");
    let mut rest = words[start..end].replace(" -", "-");
    for (joined, parted) in [
        ("Assembly Adopts", "Assembly\n\nAdopts"),
        ("2018: Political", "2018:\n\nPolitical"),
        ("tuberculosis United", "tuberculosis\n\nUnited"),
        ("epidemic We, Heads", "epidemic\n\nWe, Heads"),
    ] {
        rest = rest.replacen(joined, parted, 1);
    }
    for number in 1..=53 {
        let opens = |at: &usize| {
            rest[at + format!(" {number}. ").len()..].trim_start().starts_with(char::is_uppercase)
        };
        let at =
            rest.match_indices(&format!(" {number}. ")).map(|(at, _)| at).find(opens).expect("a paragraph");
        rest.replace_range(at..=at, "\n\n");
    }
    let block = |block: &str| block.split_whitespace().collect::<Vec<_>>().join(" ");
    rest.split("\n\n").map(block).collect::<Vec<_>>().join("\n\n")
}

/// The same in French, which is there as paragraphs parted by the breaks of its pages.
fn parted() -> String {
    let mut blocks: Vec<String> = Vec::new();
    for line in read("un-A-RES-73-3-fr").lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = line.strip_prefix("- ").unwrap_or(&line);
        if line.is_empty() || line.starts_with("<!--") || line.starts_with("\\_") {
            continue;
        }
        match blocks.last_mut() {
            Some(last) if line.starts_with(char::is_lowercase) => *last = format!("{last} {line}"),
            _ => blocks.push(line.to_owned()),
        }
    }
    let start = blocks.iter().position(|block| block.starts_with("L'Assemblée")).expect("its beginning");
    let end = blocks.iter().position(|block| block.starts_with("18 e séance")).expect("its end");
    blocks[start..end].join("\n\n")
}
