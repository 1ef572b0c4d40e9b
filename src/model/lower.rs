//! From the Markdown tree to a [`Resolution`].

use super::inline;
use super::labels;
use super::quotation::{OpenQuotation, begins_quoted};
use super::reference::Reference;
use super::session::Session;
use super::text::{Style, Text};
use super::{Block, Clause, Conclusion, Furniture, Keyword, List, Preamble, Preface, Resolution, texts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Document, Files, Located, Node, NodeKind, Span, Status, nearest};
use crate::style::{ClauseKind, KeywordMatch, StyleSet, fold};

/// Reads a document as a resolution; what is wrong is added to `diagnostics`.
///
/// Returns `None` when a field without which nothing can be set is missing; it has then been reported.
pub fn lower(
    document: &Document,
    session: &Session,
    style: &StyleSet,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Resolution> {
    let preface = preface(document, style, files, diagnostics);
    let fields = &document.front_matter;
    let status = fields.status.as_ref().map(|status| status.value).unwrap_or_default();
    let formula = match &fields.formula {
        Some(formula) => Text::from_toml(&formula.value, &files.document.text, formula.span),
        None => labels::formula(style, session, files, diagnostics),
    };
    let mut body = Body {
        style,
        files,
        diagnostics,
        clauses: Vec::new(),
        border: None,
        adoption: None,
        quotation: OpenQuotation::default(),
    };
    body.border = document.body.iter().position(|node| node.kind == NodeKind::ThematicBreak);
    for (index, node) in document.body.iter().enumerate() {
        body.node(index, node);
    }
    if body.clauses.is_empty() && body.adoption.is_none() {
        let at = files.document.text.len();
        let diagnostic =
            files.diagnostic(Severity::Error, "GR-0201", Span::new(at..at), "the document has no text");
        body.diagnostics
            .push(diagnostic.help("write the recitals and the operative clauses after the front matter"));
    }
    let Body { clauses, adoption, border, diagnostics, .. } = body;
    let first_operative = clauses.iter().position(|clause| clause.kind == ClauseKind::Operative);
    if first_operative.is_none() && !clauses.is_empty() {
        let at = clauses.last().map_or(Span::default(), |clause| clause.span);
        diagnostics.push(
            files
                .diagnostic(Severity::Warning, "GR-0204", at, "the document has no operative clause")
                .help("begin a clause with a verb such as `Décide`, or mark its keyword `**…**`"),
        );
    }
    let split = first_operative.unwrap_or(clauses.len());
    let mut recitals = clauses;
    let operative = recitals.split_off(split);
    if border.is_none() {
        for clause in operative.iter().filter(|clause| clause.kind == ClauseKind::Recital) {
            diagnostics.push(
                files
                    .diagnostic(
                        Severity::Warning,
                        "GR-0205",
                        clause.span,
                        "a recital stands among the operative clauses",
                    )
                    .help("move it before them, or mark the border between both with a line `***`"),
            );
        }
    }
    let adoption = adoption.or_else(|| {
        (status == Status::Adopted).then(|| labels::set(&style.labels.adoption, files, |_| None))
    });
    let preface = preface?;
    let title = preface.title.clone();
    let reference_line = preface.reference_line.clone();
    let running_head = labels::set(&style.labels.running_head, files, |name| match name {
        "reference" => Some(reference_line.clone()),
        "title" => Some(title.clone()),
        _ => None,
    });
    Some(Resolution {
        language: style.language,
        status,
        preface,
        preamble: Preamble { formula, recitals },
        operative,
        conclusion: Conclusion { adoption },
        furniture: Furniture { running_head, folio: style.labels.folio.get_ref().clone() },
    })
}

fn preface(
    document: &Document,
    style: &StyleSet,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Preface> {
    let fields = &document.front_matter;
    let reference = fields.reference.as_ref().and_then(|reference| {
        let sound = Reference::new(&reference.value);
        if sound.is_none() {
            let message = format!("`{}` is not a reference", reference.value);
            diagnostics.push(
                files
                    .diagnostic(Severity::Error, "GR-0117", reference.span, message)
                    .help("write letters, digits, `-`, `/`, `.` and parentheses, as GA-2017-86-RES-08"),
            );
        }
        sound.map(|value| Located { value, span: reference.span })
    });
    let number = fields.number.as_ref();
    let subject = fields.subject.as_ref();
    if let Some(subject) = subject
        && subject.value.trim().is_empty()
    {
        diagnostics.push(
            files
                .diagnostic(Severity::Error, "GR-0118", subject.span, "the subject is empty")
                .help("say in a few words what the document is about"),
        );
    }
    let (reference, number, subject) = (reference?, number?, subject?);
    let reference_text = Text::from_toml(reference.value.as_str(), &files.document.text, reference.span);
    let subject_text = Text::from_toml(&subject.value, &files.document.text, subject.span);
    let number_text = Text::generated(&number.value.to_string(), number.span);
    let labels = &style.labels;
    Some(Preface {
        title: labels::set(&labels.title, files, |name| (name == "number").then(|| number_text.clone())),
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
    })
}

struct Body<'a> {
    style: &'a StyleSet,
    files: &'a Files,
    diagnostics: &'a mut Vec<Diagnostic>,
    clauses: Vec<Clause>,
    /// The index of the thematic break that divides recitals from operative clauses.
    border: Option<usize>,
    adoption: Option<Text>,
    /// The quotation that the last clause leaves open.
    quotation: OpenQuotation,
}

impl Body<'_> {
    fn node(&mut self, index: usize, node: &Node) {
        match &node.kind {
            NodeKind::Paragraph => self.paragraph(index, node),
            NodeKind::List(first) => {
                let list = self.list(*first, node);
                match self.clauses.last_mut() {
                    Some(clause) => {
                        let list = Block::List(list);
                        texts(std::slice::from_ref(&list)).for_each(|text| self.quotation.read(text));
                        clause.blocks.push(list);
                        clause.span = clause.span.join(Span::new(node.span.clone()));
                    }
                    None => self.report(
                        node,
                        "GR-0203",
                        "a list stands before the first clause",
                        "begin with a paragraph",
                    ),
                }
            }
            NodeKind::ThematicBreak if self.border == Some(index) => {}
            NodeKind::ThematicBreak => {
                self.report(
                    node,
                    "GR-0206",
                    "the border `***` is drawn twice",
                    "keep the one before the first operative clause",
                );
            }
            _ => self.refuse(node),
        }
    }

    fn refuse(&mut self, node: &Node) {
        let (what, help) = match node.kind {
            NodeKind::Heading(_) => ("a heading", "write a paragraph; the title comes from the front matter"),
            NodeKind::Table(_) => ("a table", "write its content as a list"),
            NodeKind::Quote => ("a block quotation", "write it between quotation marks"),
            NodeKind::CodeBlock => ("a block of code", "do not begin the line with four spaces"),
            NodeKind::FootnoteDefinition(_) => ("a footnote", "take it into the text"),
            _ => ("HTML", "write it in Markdown, or put `\\` before the `<`"),
        };
        self.diagnostics.push(inline::refusal(self.files, node, what, help));
    }

    fn report(&mut self, node: &Node, code: &'static str, message: &str, help: &str) {
        let span = Span::new(node.span.clone());
        self.diagnostics.push(self.files.diagnostic(Severity::Error, code, span, message).help(help));
    }

    fn paragraph(&mut self, index: usize, node: &Node) {
        let mut text = inline::text(&node.children, self.files, self.diagnostics);
        let adoption = fold(self.style.labels.adoption.get_ref());
        if fold(text.to_string().trim()).trim_end_matches('.') == adoption.trim_end_matches('.') {
            self.adoption = Some(text);
            return;
        }
        if self.goes_on(&text) {
            self.quotation.read(&text);
            if let Some(clause) = self.clauses.last_mut() {
                clause.blocks.push(Block::Paragraph(text));
                clause.span = clause.span.join(Span::new(node.span.clone()));
            }
            return;
        }
        let (keyword, found) = self.keyword(&mut text, node);
        let kind = match self.border {
            Some(border) if index < border => ClauseKind::Recital,
            Some(_) => ClauseKind::Operative,
            // A clause without a known keyword goes on with the part that it stands in.
            None => {
                found.unwrap_or_else(|| self.clauses.last().map_or(ClauseKind::Recital, |clause| clause.kind))
            }
        };
        self.quotation = OpenQuotation::default();
        self.quotation.read(&text);
        let span = Span::new(node.span.clone());
        self.clauses.push(Clause { kind, keyword, blocks: vec![Block::Paragraph(text)], span });
    }

    /// Whether a paragraph goes on with a quotation of the clause before it: it repeats the opening mark, or it
    /// opens with no keyword.
    fn goes_on(&self, text: &Text) -> bool {
        let begins = begins_quoted(text) || !self.opens_with_keyword(text);
        begins && self.quotation.admits(text)
    }

    fn opens_with_keyword(&self, text: &Text) -> bool {
        text.cells.first().is_some_and(|cell| cell.style.contains(Style::BOLD))
            || self.known_keyword(text).is_some()
    }

    /// The longest keyword of the lexicon that opens a text.
    fn known_keyword(&self, text: &Text) -> Option<KeywordMatch> {
        // No keyword is longer than this many words.
        let string: String = text.cells.iter().take(160).map(|cell| cell.ch).collect();
        let words: Vec<&str> = string.split_whitespace().take(12).collect();
        self.style.lexicon.keyword(&words)
    }

    /// The keyword that opens a paragraph, and what it opens: the author's `**…**`, or the lexicon's longest
    /// match. Without either, a warning names the nearest keywords.
    fn keyword(&mut self, text: &mut Text, node: &Node) -> (Option<Keyword>, Option<ClauseKind>) {
        let marked = text.cells.iter().take_while(|cell| cell.style.contains(Style::BOLD)).count();
        if marked > 0 {
            for cell in &mut text.cells[..marked] {
                cell.style = cell.style.without(Style::BOLD);
            }
            let words: String = text.cells[..marked].iter().map(|cell| cell.ch).collect();
            let words: Vec<&str> = words.split_whitespace().collect();
            let found = self.style.lexicon.keyword(&words);
            // The lexicon's spelling is taken only where it knows all that is marked.
            let whole = found.as_ref().filter(|found| found.words == words.len());
            let kind = match &found {
                Some(found) => found.kind,
                // Participles open recitals, in French as in the other languages of the assemblies.
                None if words.first().is_some_and(|word| fold(word).ends_with("ant")) => ClauseKind::Recital,
                None => ClauseKind::Operative,
            };
            let length = marked - text.cells[..marked].iter().rev().take_while(|cell| cell.ch == ' ').count();
            return (Some(Keyword { length, phrase: whole.map(|found| found.phrase.clone()) }), Some(kind));
        }
        if let Some(found) = self.known_keyword(text) {
            let length = keyword_length(text, found.words);
            self.check_accents(text, length, &found.phrase);
            return (Some(Keyword { length, phrase: Some(found.phrase) }), Some(found.kind));
        }
        let start = text.cells.first().map_or(node.span.start, |cell| cell.at as usize);
        let first: String =
            text.cells.iter().map(|cell| cell.ch).take_while(|ch| !ch.is_whitespace()).collect();
        let span = Span::new(start..start + first.len());
        let typed = fold(&first);
        let known: Vec<String> = self.style.lexicon.keyword_phrases().map(fold).collect();
        let help = match nearest(&typed, known.iter().map(String::as_str)) {
            Some(near) => {
                let at = known.iter().position(|phrase| phrase == near).unwrap_or_default();
                let near = self.style.lexicon.keyword_phrases().nth(at).unwrap_or(near);
                format!("did you mean `{near}`? Otherwise mark the keyword: `**{first}**`")
            }
            None => format!("mark the keyword, as `**{first}**`, or add it to the lexicon"),
        };
        let message = format!("no known keyword opens this clause: `{first}`");
        self.diagnostics.push(self.files.diagnostic(Severity::Warning, "GR-0210", span, message).help(help));
        (None, None)
    }

    fn check_accents(&mut self, text: &Text, length: usize, phrase: &str) {
        let cells = &text.cells[..length];
        let typed: String = cells.iter().map(|cell| cell.ch).collect();
        let plain = |text: &str| text.to_lowercase().replace('’', "'").replace(['\u{a0}', '\u{202f}'], " ");
        let collapsed = plain(&typed).split_whitespace().collect::<Vec<_>>().join(" ");
        if collapsed != plain(phrase) {
            let span = Text { cells: cells.to_vec() }.span();
            let message = format!("the keyword `{typed}` has lost its accents");
            let diagnostic = self.files.diagnostic(Severity::Warning, "GR-0211", span, message);
            self.diagnostics.push(diagnostic.help(format!("write `{phrase}`; it is printed so")));
        }
    }

    fn list(&mut self, first: Option<u64>, node: &Node) -> List {
        if let Some(first) = first {
            self.check_numbers(first, node);
        }
        let items = node.children.iter().map(|item| self.item(item)).collect();
        List { first, items }
    }

    /// Reports the first item whose typed number is not the one that is printed; a list that repeats its first
    /// number leaves the counting to the page.
    fn check_numbers(&mut self, first: u64, list: &Node) {
        let typed: Vec<Option<u64>> = list.children.iter().map(|item| self.typed_number(item)).collect();
        if typed.iter().all(|number| *number == Some(first)) {
            return;
        }
        let expected = (first..).zip(&typed).position(|(number, typed)| *typed != Some(number));
        let Some((index, Some(number))) = expected.and_then(|at| Some((at, typed.get(at).copied()?))) else {
            return;
        };
        let printed = first + index as u64;
        let start = list.children[index].span.start;
        let span = Span::new(start..start + number.to_string().len());
        let message = format!("this item is typed as {number} and printed as number {printed}");
        let diagnostic = self.files.diagnostic(Severity::Warning, "GR-0240", span, message);
        self.diagnostics.push(diagnostic.help(format!("write `{printed}.`, or begin a list of its own")));
    }

    /// The number at the beginning of an item.
    fn typed_number(&self, item: &Node) -> Option<u64> {
        let source = self.files.document.text[item.span.clone()].trim_start();
        let digits = source.bytes().take_while(u8::is_ascii_digit).count();
        source[..digits].parse().ok()
    }

    fn item(&mut self, item: &Node) -> Vec<Block> {
        let mut blocks = Vec::new();
        // A tight list has its inline nodes directly in the item.
        let mut inline: Vec<Node> = Vec::new();
        for node in &item.children {
            match &node.kind {
                NodeKind::Paragraph => {
                    blocks.push(Block::Paragraph(inline::text(&node.children, self.files, self.diagnostics)));
                }
                NodeKind::List(first) => {
                    self.flush(&mut inline, &mut blocks);
                    let list = self.list(*first, node);
                    blocks.push(Block::List(list));
                }
                kind if is_inline(kind) => inline.push(node.clone()),
                _ => self.refuse(node),
            }
        }
        self.flush(&mut inline, &mut blocks);
        blocks
    }

    fn flush(&mut self, inline: &mut Vec<Node>, blocks: &mut Vec<Block>) {
        if !inline.is_empty() {
            blocks.push(Block::Paragraph(inline::text(inline, self.files, self.diagnostics)));
            inline.clear();
        }
    }
}

fn is_inline(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Text(_)
            | NodeKind::Code(_)
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Link(_)
            | NodeKind::Image(_)
            | NodeKind::FootnoteReference(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
    )
}

/// How many characters the first `words` words take, without the punctuation after them.
fn keyword_length(text: &Text, words: usize) -> usize {
    let is_space = |ch: char| ch.is_whitespace();
    let mut seen = 0;
    let mut inside = false;
    let mut end = 0;
    for (index, cell) in text.cells.iter().enumerate() {
        if is_space(cell.ch) {
            if inside && seen == words {
                break;
            }
            inside = false;
        } else {
            if !inside {
                seen += 1;
                inside = true;
            }
            end = index + 1;
        }
    }
    while end > 0 && matches!(text.cells[end - 1].ch, ',' | ';' | ':' | '.') {
        end -= 1;
    }
    end
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
