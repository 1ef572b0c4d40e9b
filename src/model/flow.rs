//! The body of a document: its nodes as clauses, headings and blocks.

use super::enumerate::{self, Levels};
use super::inline::{self, Reading};
use super::notes::called_note;
use super::quotation::{OpenQuotation, begins_quoted};
use super::text::{Style, Text};
use super::{Block, Clause, Element, Figure, Heading, Item, Keyword, List, Numeral, Table, Term, texts};
use crate::diagnostic::Severity;
use crate::source::{ColumnAlignment, Node, NodeKind, Span, nearest};
use crate::style::{ClauseKind, KeywordMatch, fold};

/// How the paragraphs of a flow are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As recitals and operative clauses; one without a known keyword is reported.
    Clauses,
    /// As clauses where a known keyword opens them, as a document quoted in another.
    Quoted,
    /// As they are.
    Free,
}

/// Reads the nodes of a flow, in order.
pub(super) struct Flow<'a, 'r> {
    reading: &'a mut Reading<'r>,
    manner: Manner,
    pub(super) elements: Vec<Element>,
    /// The index of the thematic break that divides recitals from operative clauses.
    border: Option<usize>,
    pub(super) adoption: Option<Text>,
    /// The quotation that the last clause leaves open.
    quotation: OpenQuotation,
    /// The lists that typed numerals go on with.
    levels: Levels,
}

impl<'a, 'r> Flow<'a, 'r> {
    pub(super) fn new(reading: &'a mut Reading<'r>, manner: Manner) -> Self {
        let (quotation, levels) = (OpenQuotation::default(), Levels::default());
        Self { reading, manner, elements: Vec::new(), border: None, adoption: None, quotation, levels }
    }

    /// Reads every node.
    pub(super) fn nodes(&mut self, nodes: &[Node]) {
        if self.manner == Manner::Clauses {
            self.border = nodes.iter().position(|node| node.kind == NodeKind::ThematicBreak);
        }
        for (index, node) in nodes.iter().enumerate() {
            self.node(index, node);
        }
        if self.manner == Manner::Clauses {
            self.check_order();
        }
    }

    fn node(&mut self, index: usize, node: &Node) {
        match &node.kind {
            NodeKind::Paragraph => match node.children.as_slice() {
                [image] if matches!(image.kind, NodeKind::Image { .. }) => {
                    if let Some(figure) = self.figure(image) {
                        self.attach(Block::Figure(figure), node);
                    }
                }
                _ => {
                    let text = inline::text(&node.children, self.reading);
                    self.paragraph(index, text, node);
                }
            },
            NodeKind::List(first) => self.top_list(index, *first, node),
            NodeKind::Heading(level) => {
                let heading = self.heading(*level, node);
                self.elements.push(Element::Heading(heading));
                self.levels = Levels::default();
            }
            NodeKind::Table(columns) => {
                let table = self.table(columns, node);
                self.attach(Block::Table(table), node);
            }
            NodeKind::DefinitionList => {
                let terms = self.terms(node);
                self.attach(terms, node);
            }
            NodeKind::Quote => {
                let quote = self.quote(node);
                self.attach(quote, node);
            }
            NodeKind::ThematicBreak if self.manner != Manner::Clauses => self.attach(Block::Rule, node),
            NodeKind::ThematicBreak if self.border == Some(index) => {}
            NodeKind::ThematicBreak => {
                let help = "keep the one before the first operative clause";
                self.report(node, "GR-0206", "the border `***` is drawn twice", help);
            }
            NodeKind::FootnoteDefinition(_) => {}
            NodeKind::Html if inline::is_comment(node, self.reading.files) => {}
            _ => self.refuse(node),
        }
    }

    /// Adds a block to the clause before it, or to the flow where no clause is open.
    fn attach(&mut self, block: Block, node: &Node) {
        texts(std::slice::from_ref(&block)).for_each(|text| self.quotation.read(text));
        if let Block::List(list) = &block {
            self.levels = Levels::after(list);
        }
        match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                clause.blocks.push(block);
                clause.span = clause.span.join(Span::new(node.span.clone()));
            }
            _ => self.elements.push(Element::Block(block)),
        }
    }

    fn refuse(&mut self, node: &Node) {
        let (what, help) = match node.kind {
            NodeKind::CodeBlock => ("a block of code", "do not begin the line with four spaces"),
            _ => ("HTML", "write it in Markdown, or put `\\` before the `<`"),
        };
        self.reading.diagnostics.push(inline::refusal(self.reading.files, node, what, help));
    }

    fn report(&mut self, node: &Node, code: &'static str, message: &str, help: &str) {
        let span = Span::new(node.span.clone());
        let diagnostic = self.reading.files.diagnostic(Severity::Error, code, span, message);
        self.reading.diagnostics.push(diagnostic.help(help));
    }

    pub(super) fn heading(&mut self, level: u8, node: &Node) -> Heading {
        let text = inline::text(&node.children, self.reading);
        let words = text.to_string();
        let first = words.split_whitespace().next().unwrap_or_default();
        let article = fold(first) == fold(&self.reading.style.labels.words.article);
        Heading { level, article, text, span: Span::new(node.span.clone()) }
    }

    fn quote(&mut self, node: &Node) -> Block {
        // A quotation that begins with a heading is a document within the document.
        let document = matches!(node.children.first().map(|child| &child.kind), Some(NodeKind::Heading(_)));
        let manner = if document { Manner::Quoted } else { Manner::Free };
        let mut inner = Flow::new(self.reading, manner);
        inner.nodes(&node.children);
        Block::Quote(inner.elements)
    }

    /// A picture in a paragraph of its own.
    fn figure(&mut self, node: &Node) -> Option<Figure> {
        let NodeKind::Image { target, title } = &node.kind else { return None };
        let alternative = inline::text(&node.children, self.reading).to_string();
        if alternative.trim().is_empty() {
            let message = "the picture has no words for those who do not see it";
            self.report(node, "GR-0250", message, "write what it shows between the brackets: `![…](…)`");
            return None;
        }
        match (self.reading.pictures)(target) {
            Ok(graphic) => {
                let span = Span::new(node.span.clone());
                let caption = (!title.is_empty())
                    .then(|| Text::from_toml(title, &self.reading.files.document.text, span));
                Some(Figure { graphic, alternative, caption })
            }
            Err((message, help)) => {
                self.report(node, "GR-0251", &message, help);
                None
            }
        }
    }

    fn terms(&mut self, node: &Node) -> Block {
        let mut terms: Vec<Term> = Vec::new();
        for child in &node.children {
            if child.kind == NodeKind::Definition
                && let Some(term) = terms.last_mut()
            {
                term.blocks.extend(self.item(child));
            } else {
                let term = inline::text(&child.children, self.reading);
                terms.push(Term { term, blocks: Vec::new() });
            }
        }
        Block::Terms(terms)
    }

    fn table(&mut self, columns: &[ColumnAlignment], node: &Node) -> Table {
        let mut rows = Vec::new();
        for row in &node.children {
            let mut cells: Vec<Text> =
                row.children.iter().map(|cell| inline::text(&cell.children, self.reading)).collect();
            cells.resize(columns.len(), Text::default());
            rows.push(cells);
        }
        // A head without words is there for Markdown's sake.
        let head = rows.first().is_some_and(|row| row.iter().any(|cell| !cell.is_empty()));
        if !head && !rows.is_empty() {
            rows.remove(0);
        }
        Table { columns: columns.to_vec(), rows, head, span: Span::new(node.span.clone()) }
    }

    fn paragraph(&mut self, index: usize, text: Text, node: &Node) {
        if self.is_adoption(&text) {
            self.adoption = Some(text);
            return;
        }
        let (lead, items) = enumerate::split(text, &self.levels, &self.reading.files.document.text);
        if !lead.is_empty() || items.is_empty() {
            self.lead(index, lead, node);
        }
        if items.is_empty() {
            return;
        }
        for (typed, text) in items {
            self.quotation.read(&text);
            if let Some(Element::Clause(clause)) = self.elements.last_mut() {
                enumerate::append(&mut clause.blocks, &mut self.levels, &typed, &text);
                clause.span = clause.span.join(Span::new(node.span.clone()));
                continue;
            }
            let open = self.elements.pop_if(|last| matches!(last, Element::Block(Block::List(_))));
            let mut blocks: Vec<Block> = open.into_iter().filter_map(Element::into_block).collect();
            enumerate::append(&mut blocks, &mut self.levels, &typed, &text);
            self.elements.extend(blocks.into_iter().map(Element::Block));
        }
    }

    fn is_adoption(&self, text: &Text) -> bool {
        let words = fold(text.to_string().trim());
        let adoption = fold(self.reading.style.labels.adoption.get_ref());
        self.manner == Manner::Clauses && words.trim_end_matches('.') == adoption.trim_end_matches('.')
    }

    /// A paragraph, or the part of one before its typed items.
    fn lead(&mut self, index: usize, mut text: Text, node: &Node) {
        if self.manner != Manner::Free && self.goes_on(&text) {
            self.quotation.read(&text);
            return self.attach_paragraph(text, node);
        }
        let (keyword, found) = match self.manner {
            Manner::Free => (None, None),
            Manner::Quoted if !self.opens_with_keyword(&text) => (None, None),
            Manner::Quoted | Manner::Clauses => self.keyword(&mut text, node),
        };
        self.levels = Levels::default();
        if self.manner != Manner::Clauses && found.is_none() {
            self.elements.push(Element::Block(Block::Paragraph(text)));
            return;
        }
        self.push_clause(index, keyword, found, None, text, node);
    }

    fn push_clause(
        &mut self,
        index: usize,
        keyword: Option<Keyword>,
        found: Option<ClauseKind>,
        number: Option<u64>,
        text: Text,
        node: &Node,
    ) {
        let kind = match self.border {
            Some(border) if index < border => ClauseKind::Recital,
            Some(_) => ClauseKind::Operative,
            // A clause without a known keyword goes on with the part that it stands in.
            None => {
                found.unwrap_or_else(|| self.last_clause().map_or(ClauseKind::Recital, |clause| clause.kind))
            }
        };
        self.quotation = OpenQuotation::default();
        self.quotation.read(&text);
        let span = Span::new(node.span.clone());
        let blocks = vec![Block::Paragraph(text)];
        self.elements.push(Element::Clause(Clause { kind, keyword, number, blocks, span }));
    }

    fn last_clause(&self) -> Option<&Clause> {
        self.elements.iter().rev().find_map(|element| match element {
            Element::Clause(clause) => Some(clause),
            _ => None,
        })
    }

    fn attach_paragraph(&mut self, text: Text, node: &Node) {
        match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                clause.blocks.push(Block::Paragraph(text));
                clause.span = clause.span.join(Span::new(node.span.clone()));
            }
            _ => self.elements.push(Element::Block(Block::Paragraph(text))),
        }
    }

    /// Whether a paragraph goes on with the clause before it: with its quotation, or after its list, its table or
    /// its quotation, in a small letter.
    fn goes_on(&self, text: &Text) -> bool {
        let Some(Element::Clause(clause)) = self.elements.last() else { return false };
        if self.opens_with_keyword(text) {
            return begins_quoted(text) && self.quotation.admits(text);
        }
        let small = text.cells.iter().find(|cell| cell.ch.is_alphanumeric());
        let small = small.is_some_and(|cell| cell.ch.is_lowercase());
        let after_block = !matches!(clause.blocks.last(), Some(Block::Paragraph(_)));
        self.quotation.admits(text) || (small && after_block)
    }

    fn opens_with_keyword(&self, text: &Text) -> bool {
        text.cells.first().is_some_and(|cell| cell.style.contains(Style::BOLD))
            || self.known_keyword(text).is_some()
    }

    /// The longest keyword of the lexicon that opens a text.
    fn known_keyword(&self, text: &Text) -> Option<KeywordMatch> {
        // No keyword is longer than this many words.
        let word = |ch| if called_note(ch).is_some() { ' ' } else { ch };
        let string: String = text.cells.iter().take(160).map(|cell| word(cell.ch)).collect();
        let words: Vec<&str> = string.split_whitespace().take(12).collect();
        self.reading.style.lexicon.keyword(&words)
    }

    /// The keyword that opens a paragraph, and what it opens: the author's `**…**`, or the lexicon's longest
    /// match. Without either, a warning names the nearest keywords.
    fn keyword(&mut self, text: &mut Text, node: &Node) -> (Option<Keyword>, Option<ClauseKind>) {
        let lexicon = &self.reading.style.lexicon;
        let marked = text.cells.iter().take_while(|cell| cell.style.contains(Style::BOLD)).count();
        if marked > 0 {
            for cell in &mut text.cells[..marked] {
                cell.style = cell.style.without(Style::BOLD);
            }
            let words: String = text.cells[..marked].iter().map(|cell| cell.ch).collect();
            let words: Vec<&str> = words.split_whitespace().collect();
            let found = lexicon.keyword(&words);
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
            // The author's emphasis on a keyword is the house style's to give.
            for cell in &mut text.cells[..length] {
                cell.style = cell.style.without(Style::ITALIC);
            }
            return (Some(Keyword { length, phrase: Some(found.phrase) }), Some(found.kind));
        }
        let start = text.cells.first().map_or(node.span.start, |cell| cell.at as usize);
        let first: String =
            text.cells.iter().map(|cell| cell.ch).take_while(|ch| !ch.is_whitespace()).collect();
        let span = Span::new(start..start + first.len());
        let typed = fold(&first);
        let known: Vec<String> = lexicon.keyword_phrases().map(fold).collect();
        let help = match nearest(&typed, known.iter().map(String::as_str)) {
            Some(near) => {
                let at = known.iter().position(|phrase| phrase == near).unwrap_or_default();
                let near = lexicon.keyword_phrases().nth(at).unwrap_or(near);
                format!("did you mean `{near}`? Otherwise mark the keyword: `**{first}**`")
            }
            None => format!("mark the keyword, as `**{first}**`, or add it to the lexicon"),
        };
        let message = format!("no known keyword opens this clause: `{first}`");
        let diagnostic = self.reading.files.diagnostic(Severity::Warning, "GR-0210", span, message);
        self.reading.diagnostics.push(diagnostic.help(help));
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
            let diagnostic = self.reading.files.diagnostic(Severity::Warning, "GR-0211", span, message);
            self.reading.diagnostics.push(diagnostic.help(format!("write `{phrase}`; it is printed so")));
        }
    }

    /// A list at the top of the flow: the numbered clauses themselves, or what the clause before it announces.
    fn top_list(&mut self, index: usize, first: Option<u64>, node: &Node) {
        let announced = self.last_clause().and_then(|clause| match clause.blocks.last() {
            Some(Block::Paragraph(text)) => text.cells.iter().rev().find(|cell| !cell.ch.is_whitespace()),
            _ => None,
        });
        let announced = announced.is_some_and(|cell| cell.ch == ':');
        let opens = self.manner != Manner::Free
            && !announced
            && node.children.iter().all(|item| self.item_opens(item));
        if let (Some(first), true) = (first, opens) {
            let numbers = self.numbers(first, node);
            for (number, item) in numbers.into_iter().zip(&node.children) {
                self.numbered_clause(index, number, item);
            }
            return;
        }
        if self.manner == Manner::Clauses && self.elements.is_empty() {
            self.report(node, "GR-0203", "a list stands before the first clause", "begin with a paragraph");
            return;
        }
        let list = self.list(first, node);
        let list = match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                let texts = list.items.iter().flat_map(|item| texts(&item.blocks));
                let before = self.quotation;
                texts.for_each(|text| self.quotation.read(text));
                clause.span = clause.span.join(Span::new(node.span.clone()));
                let back = enumerate::append_list(&mut clause.blocks, &mut self.levels, list);
                if back.is_some() {
                    self.quotation = before;
                }
                back
            }
            _ => Some(list),
        };
        if let Some(list) = list {
            self.attach(Block::List(list), node);
        }
    }

    /// Whether an item begins with a keyword of an operative clause.
    fn item_opens(&mut self, item: &Node) -> bool {
        let inline: &[Node] = match item.children.first() {
            Some(node) if node.kind == NodeKind::Paragraph => &node.children,
            _ => &item.children,
        };
        let text: String = inline.iter().map_while(first_characters).collect();
        let words: Vec<&str> = text.split_whitespace().take(12).collect();
        let marked = inline.first().is_some_and(|node| node.kind == NodeKind::Strong);
        let known = self.reading.style.lexicon.keyword(&words);
        marked || known.is_some_and(|found| found.kind == ClauseKind::Operative)
    }

    fn numbered_clause(&mut self, index: usize, number: u64, item: &Node) {
        let mut blocks = self.item(item).into_iter();
        let Some(Block::Paragraph(mut text)) = blocks.next() else { return };
        let (keyword, found) = self.keyword(&mut text, item);
        self.levels = Levels::default();
        self.push_clause(index, keyword, found, Some(number), text, item);
        for block in blocks {
            self.attach(block, item);
        }
    }

    fn list(&mut self, first: Option<u64>, node: &Node) -> List {
        let mut numbers = first.map_or_else(Vec::new, |first| self.numbers(first, node)).into_iter();
        let mut items = Vec::with_capacity(node.children.len());
        for item in &node.children {
            let numeral = numbers.next().map_or(Numeral::Dash, Numeral::Number);
            items.push(Item { numeral, blocks: self.item(item) });
        }
        List { items }
    }

    /// The numbers of a list's items: as they are typed, or counted where the list repeats its first. The first
    /// that does not follow the one before is reported.
    fn numbers(&mut self, first: u64, list: &Node) -> Vec<u64> {
        let typed: Vec<Option<u64>> = list.children.iter().map(|item| self.typed_number(item)).collect();
        if typed.iter().all(|number| *number == Some(first)) {
            return (first..).take(typed.len()).collect();
        }
        let mut numbers: Vec<u64> = Vec::with_capacity(typed.len());
        let mut jump = None;
        for (index, typed) in typed.into_iter().enumerate() {
            let expected = numbers.last().map_or(first, |last| last + 1);
            let number = typed.unwrap_or(expected);
            if number != expected && jump.is_none() {
                jump = Some((index, expected, number));
            }
            numbers.push(number);
        }
        if let Some((index, expected, number)) = jump {
            let start = list.children[index].span.start;
            let span = Span::new(start..start + number.to_string().len());
            let message =
                format!("the numbers of this list jump from {} to {number}", numbers[index.max(1) - 1]);
            let diagnostic = self.reading.files.diagnostic(Severity::Warning, "GR-0240", span, message);
            let help = format!("write `{expected}.`, if none is missing; it is printed as it is typed");
            self.reading.diagnostics.push(diagnostic.help(help));
        }
        numbers
    }

    /// The number at the beginning of an item.
    fn typed_number(&self, item: &Node) -> Option<u64> {
        let source = self.reading.files.document.text[item.span.clone()].trim_start();
        let digits = source.bytes().take_while(u8::is_ascii_digit).count();
        source[..digits].parse().ok()
    }

    /// The blocks of an item; the typed numerals of its lines are items of their own.
    fn item(&mut self, item: &Node) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut levels = Levels::default();
        // A tight list has its inline nodes directly in the item.
        let mut inline: Vec<Node> = Vec::new();
        for node in &item.children {
            if is_inline(&node.kind) {
                inline.push(node.clone());
                continue;
            }
            if !inline.is_empty() {
                self.item_text(&std::mem::take(&mut inline), &mut blocks, &mut levels);
            }
            match &node.kind {
                NodeKind::Paragraph => self.item_text(&node.children, &mut blocks, &mut levels),
                NodeKind::List(first) => {
                    let list = self.list(*first, node);
                    if let Some(list) = enumerate::append_list(&mut blocks, &mut levels, list) {
                        levels = Levels::after(&list);
                        blocks.push(Block::List(list));
                    }
                }
                NodeKind::Table(columns) => blocks.push(Block::Table(self.table(columns, node))),
                NodeKind::DefinitionList => blocks.push(self.terms(node)),
                NodeKind::Quote => blocks.push(self.quote(node)),
                NodeKind::Html if inline::is_comment(node, self.reading.files) => {}
                NodeKind::FootnoteDefinition(_) => {}
                _ => self.refuse(node),
            }
        }
        if !inline.is_empty() {
            self.item_text(&inline, &mut blocks, &mut levels);
        }
        // An item always has a paragraph to stand beside its numeral.
        if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
            blocks.insert(0, Block::Paragraph(Text::default()));
        }
        blocks
    }

    fn item_text(&mut self, nodes: &[Node], blocks: &mut Vec<Block>, levels: &mut Levels) {
        let text = inline::text(nodes, self.reading);
        let (lead, items) = enumerate::split(text, levels, &self.reading.files.document.text);
        if !lead.is_empty() || items.is_empty() {
            blocks.push(Block::Paragraph(lead));
        }
        for (typed, text) in items {
            enumerate::append(blocks, levels, &typed, &text);
        }
    }

    /// Reports recitals among the operative clauses of a part, and a document without any operative clause.
    fn check_order(&mut self) {
        if self.border.is_some() {
            return;
        }
        let mut operative = false;
        let mut any = false;
        let mut misplaced = Vec::new();
        for element in &self.elements {
            match element {
                // Each part has recitals of its own.
                Element::Heading(_) => operative = false,
                Element::Clause(clause) if clause.kind == ClauseKind::Operative => {
                    (operative, any) = (true, true);
                }
                Element::Clause(clause) if operative => misplaced.push(clause.span),
                _ => {}
            }
        }
        let files = self.reading.files;
        for span in misplaced {
            let message = "a recital stands among the operative clauses";
            let help = "move it before them, or mark the border between both with a line `***`";
            self.reading
                .diagnostics
                .push(files.diagnostic(Severity::Warning, "GR-0205", span, message).help(help));
        }
        if let (Some(last), false) = (self.last_clause(), any) {
            let message = "the document has no operative clause";
            let help = "begin a clause with a verb such as `Décide`, or mark its keyword `**…**`";
            let diagnostic = files.diagnostic(Severity::Warning, "GR-0204", last.span, message).help(help);
            self.reading.diagnostics.push(diagnostic);
        }
    }
}

/// The characters of an inline node; `None` after the first block.
fn first_characters(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(text) => Some(text.clone()),
        NodeKind::SoftBreak | NodeKind::HardBreak => Some(" ".to_owned()),
        kind if is_inline(kind) => Some(node.children.iter().map_while(first_characters).collect()),
        _ => None,
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
            | NodeKind::Image { .. }
            | NodeKind::FootnoteReference(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
    )
}

/// How many characters the first `words` words take, without the punctuation after them.
fn keyword_length(text: &Text, words: usize) -> usize {
    let is_space = |ch: char| ch.is_whitespace() || called_note(ch).is_some();
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
