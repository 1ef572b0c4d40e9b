//! The manual and the page of the repository: every link leads somewhere, and every example is run and says what the manual shows.
//!
//! A chapter is a project of its own, in which its blocks of code happen in their order:
//!
//! | block | what happens |
//! |---|---|
//! | ```` ```markdown file=content/a/1.fr.md ```` | the file is written |
//! | ```` ```toml append=templates/a/style.toml ```` | the file is longer by that |
//! | ```` ```markdown now=content/a/1.fr.md ```` | the file must be so |
//! | ```` ```console ```` | each line `$ greffe …` is run; the lines after it are what it says, and `? 1` its exit code if that is not 0 |
//! | ```` ```toml ```` | it must be TOML |
//!
//! `[..]` in what is said stands for anything in a line, a line `...` for any lines. What cannot be run is preceded by
//! `<!-- not run: the reason -->`. `GREFFE_RENEW=1 cargo test --test suite manual` writes what is said into the chapters.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::support::{Desk, repository};

/// How many blocks are not run. A new one needs a reason that stands, not only a comment.
const NOT_RUN: usize = 10;

/// A block of code of a chapter.
#[derive(Debug)]
struct Block {
    language: String,
    /// What the line of the fence says after the language, as `file` and its value.
    attribute: Option<(String, String)>,
    text: String,
    /// The bytes of the text in the chapter.
    range: Range<usize>,
    /// The reason not to run it.
    not_run: Option<String>,
}

/// The page of the repository, as seen from the chapters.
const README: &str = "../../README.md";

/// The chapters that the summary names, by their files, and the page of the repository.
fn chapters() -> Vec<String> {
    let summary = fs::read_to_string(repository().join("docs/src/SUMMARY.md")).expect("the summary");
    let named = links(&summary).into_iter().filter(|link| !link.contains("://"));
    named.chain([README.to_owned()]).collect()
}

/// The same without the chapters that are made from the program, whose examples are not of greffe's commands.
fn written_chapters() -> Vec<String> {
    chapters().into_iter().filter(|chapter| !chapter.starts_with("reference/")).collect()
}

fn text_of(chapter: &str) -> String {
    fs::read_to_string(repository().join("docs/src").join(chapter))
        .unwrap_or_else(|_| panic!("no chapter {chapter}"))
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Where the links and pictures of a text lead.
fn links(text: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, link_type, .. }) if link_type != LinkType::Email => {
            Some(dest_url.to_string())
        }
        Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    Parser::new_ext(text, options()).filter_map(link).collect()
}

/// The names by which links find the headings of a text, as mdBook makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = heading.take().unwrap_or_default().to_lowercase();
                let kept = words.chars().filter(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_'));
                anchors.insert(kept.map(|ch| if ch == ' ' { '-' } else { ch }).collect());
            }
            _ => {}
        }
    }
    anchors
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut reason = None;
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Html(html) => {
                if let Some(said) = html.trim().strip_prefix("<!-- not run: ") {
                    reason = Some(said.trim_end_matches("-->").trim().to_owned());
                }
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let (language, rest) = info.split_once(' ').unwrap_or((&info, ""));
                let attribute = rest.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
                let start = range.start + text[range.clone()].find('\n').expect("a fence has a line") + 1;
                let (language, not_run) = (language.to_owned(), reason.take());
                open = Some(Block { language, attribute, text: String::new(), range: start..start, not_run });
            }
            Event::Text(words) if open.is_some() => {
                if let Some(block) = &mut open {
                    block.text.push_str(&words);
                    block.range.end = range.end;
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => reason = None,
        }
    }
    blocks
}

/// A command of a block, with what the manual shows of it.
#[derive(Debug)]
struct Command {
    line: String,
    shown: String,
}

fn commands(block: &Block) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for line in block.text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push(Command { line: command.to_owned(), shown: String::new() }),
            (None, Some(last)) => last.shown.extend([line, "\n"]),
            (None, None) => panic!("a block of console begins with a command: {line}"),
        }
    }
    commands
}

/// The words of a command line; text between single quotation marks is one word.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// What a command of the manual says.
fn run(desk: &Desk, line: &str) -> String {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["greffe", arguments @ ..] = &words[..] else { panic!("the manual runs greffe alone: {line}") };
    let run = desk.run(arguments);
    let code = if run.code == 0 { String::new() } else { format!("? {}\n", run.code) };
    // Where the project stands differs from run to run.
    (run.stdout + &run.stderr + &code).replace(&desk.path("").display().to_string(), "[..]/")
}

/// Whether what is shown is what was said.
fn agree(shown: &[&str], said: &[&str]) -> bool {
    match (shown, said) {
        ([], []) => true,
        (["...", rest @ ..], _) => (0..=said.len()).any(|count| agree(rest, &said[count..])),
        ([shown, shown_rest @ ..], [said, said_rest @ ..]) => {
            agree_line(shown, said) && agree(shown_rest, said_rest)
        }
        _ => false,
    }
}

fn agree_line(shown: &str, said: &str) -> bool {
    match shown.split_once("[..]") {
        None => shown == said.trim_end(),
        Some((head, tail)) => said.strip_prefix(head).is_some_and(|rest| {
            rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| agree_line(tail, &rest[at..]))
        }),
    }
}

/// What was said, with what differs from run to run left open.
fn opened(said: &str) -> String {
    let line = |line: &str| {
        let line = line.trim_end();
        if let Some((head, _)) =
            line.rsplit_once(" in ").filter(|(_, time)| time.ends_with("ms") || time.ends_with(" s"))
        {
            return format!("{head} in [..]\n");
        }
        match line.rsplit_once(", ").filter(|(_, size)| size.ends_with(" bytes")) {
            Some((head, _)) => format!("{head}, [..] bytes\n"),
            None => format!("{line}\n"),
        }
    };
    said.lines().map(line).collect()
}

/// Lets a chapter happen; returns what is wrong with it, and the chapter as it should be.
fn happen(chapter: &str) -> (Vec<String>, String) {
    let text = text_of(chapter);
    let (mut wrong, mut renewed, mut copied) = (Vec::new(), String::new(), 0);
    let desk = Desk::copied();
    fs::remove_dir_all(desk.path("content")).expect("a project without a session");
    let mut desk = Some(desk);
    for block in blocks(&text) {
        let here = desk.as_ref().expect("the project");
        match (&block.attribute, block.language.as_str()) {
            _ if block.not_run.is_some() => {}
            (Some((name, path)), _) if name == "file" => {
                desk = desk.take().map(|desk| desk.write(path, &block.text));
            }
            (Some((name, path)), _) if name == "append" => {
                let before = fs::read_to_string(here.path(path)).unwrap_or_default();
                desk = desk.take().map(|desk| desk.write(path, before + &block.text));
            }
            (Some((name, path)), _) if name == "now" => {
                let now = fs::read_to_string(here.path(path)).unwrap_or_default();
                if now != block.text {
                    wrong.push(format!("{chapter}: {path} is now\n{now}\n"));
                }
                renewed += &text[copied..block.range.start];
                renewed += &now;
                copied = block.range.end;
            }
            (_, "console") => {
                renewed += &text[copied..block.range.start];
                for Command { line, shown } in commands(&block) {
                    let said = run(here, &line);
                    let lines = |text| str::lines(text).collect::<Vec<_>>();
                    let (same, opened) = (agree(&lines(&shown), &lines(&said)), opened(&said));
                    if !same {
                        wrong.push(format!("{chapter}: $ {line}\n{said}"));
                    }
                    renewed.extend(["$ ", &line, "\n", if same { &shown } else { &opened }]);
                }
                copied = block.range.end;
            }
            (None, "toml") => {
                if let Err(fault) = toml::from_str::<toml::Table>(&block.text) {
                    wrong.push(format!("{chapter}: {fault}"));
                }
            }
            _ => {}
        }
    }
    (wrong, renewed + &text[copied..])
}

#[test]
fn every_example_happens_as_the_manual_shows_it() {
    let renew = std::env::var_os("GREFFE_RENEW").is_some();
    let (mut wrong, mut run) = (Vec::new(), 0);
    for chapter in &written_chapters() {
        run += blocks(&text_of(chapter)).iter().filter(|block| block.language == "console").count();
        let (faults, renewed) = happen(chapter);
        if renew && !faults.is_empty() {
            fs::write(repository().join("docs/src").join(chapter), renewed).expect("a chapter");
        } else {
            wrong.extend(faults);
        }
    }
    assert!(wrong.is_empty(), "the manual shows something else:\n\n{}", wrong.join("\n"));
    assert!(run > 20, "{run} blocks of console");
}

#[test]
fn what_is_not_run_has_a_reason_and_is_counted() {
    let mut not_run = Vec::new();
    for chapter in &written_chapters() {
        for block in blocks(&text_of(chapter)) {
            match &block.not_run {
                Some(reason) => {
                    assert!(reason.len() > 10, "{chapter}: {reason}");
                    not_run.push(format!("{chapter}: {reason}"));
                }
                None => assert!(
                    !["sh", "bash", "shell"].contains(&block.language.as_str()),
                    "{chapter}: a block of {} is neither run nor says why:\n{}",
                    block.language,
                    block.text
                ),
            }
        }
    }
    assert_eq!(not_run.len(), NOT_RUN, "{not_run:#?}");
}

#[test]
fn every_link_of_the_manual_leads_somewhere() {
    let named = chapters();
    let book = repository().join("docs/src");
    for chapter in &named {
        let text = text_of(chapter);
        for link in links(&text).into_iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                book.join(chapter)
            } else {
                book.join(chapter).parent().expect("a folder").join(file)
            };
            assert!(target.is_file(), "{chapter}: nothing is at {link}");
            if !anchor.is_empty() {
                let there = fs::read_to_string(&target).expect("a chapter");
                assert!(anchors(&there).contains(anchor), "{chapter}: no heading is named {link}");
            }
        }
    }
    // No chapter is left out of the summary.
    let mut files = Vec::new();
    for folder in ["", "reference"] {
        for entry in fs::read_dir(book.join(folder))
            .expect("a folder")
            .flatten()
            .filter(|entry| entry.path().is_file())
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
        }
    }
    files.retain(|file| file != "SUMMARY.md");
    for file in files {
        assert!(named.contains(&file), "{file} is not in the summary");
    }
}

#[test]
fn what_is_shown_may_leave_open_what_differs() {
    assert!(agree(&["a [..] c", "...", "z"], &["a b c", "1", "2", "z"]));
    assert!(agree(&["...", "z"], &["z"]));
    assert!(!agree(&["a [..] c"], &["a b d"]));
    assert!(!agree(&["a"], &["a", "b"]));
    assert!(!agree(&["a", "b"], &["a"]));
    assert_eq!(
        opened("1 document (1 page) in 21 ms\nx  1 page, 20 bytes\n"),
        "1 document (1 page) in [..]\nx  1 page, [..] bytes\n"
    );
}
