//! What a volume has besides its documents: the title page, the contents, the indexes, the votes.

use super::super::flow::{Column, Composition, Flow, Table};
use super::super::structure::{Child, Tag};
use super::{Composer, Manner};
use crate::model::{Lead, Link, Target, Text};
use crate::source::{File, Span};
use crate::style::{Role, StyleSet};

/// A part of a volume that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apparatus {
    /// The title page: who speaks, what the volume is, and lines that say of what session.
    TitlePage {
        /// The organ.
        organ: String,
        /// The title of the volume.
        title: String,
        /// The lines below it.
        lines: Vec<String>,
    },
    /// Documents with the pages that they begin on.
    Listing {
        /// What it is.
        heading: String,
        /// Whether it is the table of contents.
        contents: bool,
        /// The documents, under a heading each where there is one.
        groups: Vec<(Option<String>, Vec<Listed>)>,
    },
    /// How the documents were voted.
    Votes {
        /// What it is.
        heading: String,
        /// The heads of the columns: the document, for, against, abstaining, the page.
        columns: [String; 5],
        /// The documents with their votes.
        rows: Vec<(Listed, [u32; 3])>,
    },
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its reference, or its number.
    pub label: String,
    /// What it is about.
    pub words: String,
    /// The page that it begins on, from 1.
    pub page: usize,
    /// What links call it.
    pub name: String,
}

/// Composes parts of a volume, each beginning a page.
pub fn compose_apparatus(parts: &[Apparatus], running_head: &str, style: &StyleSet) -> Composition {
    let mut composer = Composer::new(style, false);
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            composer.composition.flow.push(Flow::NewPage);
        }
        composer.apparatus(part);
    }
    let mut composition = composer.composition;
    let mut head = words(running_head);
    super::set(&mut head, style.language, style.context(), None, &mut Vec::new());
    composition.running_head = head;
    composition
}

/// Words that no source of the documents has.
fn words(text: &str) -> Text {
    Text::generated(text, Span::in_file(File::Labels, 0..0))
}

impl Composer<'_> {
    fn apparatus(&mut self, part: &Apparatus) {
        match part {
            Apparatus::TitlePage { organ, title, lines } => {
                self.masthead(&[Vec::new(), Vec::new()]);
                self.open(Tag::Section);
                self.text(Role::Reference, Tag::Paragraph, &words(organ));
                self.text(Role::Title, Tag::Heading(1), &words(title));
                for line in lines {
                    self.text(Role::Reference, Tag::Paragraph, &words(line));
                }
                self.close();
            }
            Apparatus::Listing { heading, contents, groups } => {
                self.open(Tag::Section);
                self.text(Role::Annex, Tag::Heading(1), &words(heading));
                for (group, rows) in groups {
                    if let Some(group) = group {
                        self.open(Tag::Section);
                        self.text(Role::Term, Tag::Heading(2), &words(group));
                    }
                    self.open(if *contents {
                        Tag::Contents
                    } else {
                        Tag::List(super::super::Numbering::None)
                    });
                    let rows = rows.iter().map(|row| self.listed(row, *contents)).collect();
                    self.close();
                    self.listing(rows);
                    if group.is_some() {
                        self.close();
                    }
                }
                self.close();
            }
            Apparatus::Votes { heading, columns, rows } => {
                self.open(Tag::Section);
                self.text(Role::Annex, Tag::Heading(1), &words(heading));
                self.votes(columns, rows);
                self.close();
            }
        }
    }

    /// A document in a list: its label, its words, its page, of which each leads to it.
    fn listed(&mut self, row: &Listed, contents: bool) -> Vec<Option<usize>> {
        let manner = Manner { role: Role::Cell, keyword: None, quoted: false };
        let link = self.link(&row.name);
        let texts = [row.label.as_str(), row.words.as_str(), &row.page.to_string()].map(|text| {
            let mut text = words(text);
            if let Some(link) = link {
                text.cells.iter_mut().for_each(|cell| cell.leads = Some(link));
            }
            text
        });
        self.open(if contents { Tag::ContentsItem } else { Tag::Item });
        if !contents {
            self.open(Tag::Body);
        }
        let cells = texts.map(|text| {
            let empty = text.is_empty();
            let cell = (!empty).then(|| self.settle(manner, None, text))?;
            self.composition.structure.leaf(Tag::Paragraph, Child::Text(cell), Span::default());
            Some(cell)
        });
        if !contents {
            self.close();
        }
        self.close();
        cells.to_vec()
    }

    fn listing(&mut self, rows: Vec<Vec<Option<usize>>>) {
        let columns = vec![Column::Left, Column::Left, Column::Right];
        let table = Table { columns, head: 0, rows, ruled: false, full: true, kept: false, role: Role::Cell };
        self.composition.flow.push(Flow::Table(table));
    }

    fn votes(&mut self, heads: &[String; 5], rows: &[(Listed, [u32; 3])]) {
        let mut set = Vec::with_capacity(rows.len() + 1);
        self.open(Tag::Table);
        self.open(Tag::TableHead);
        self.open(Tag::Row);
        set.push(heads.iter().map(|head| self.cell(Role::HeadCell, Tag::HeadCell, &words(head))).collect());
        self.close();
        self.close();
        self.open(Tag::TableBody);
        for (row, votes) in rows {
            self.open(Tag::Row);
            let mut document = words(&format!("{} – {}", row.label, row.words));
            let mut page = words(&row.page.to_string());
            if let Some(link) = self.link(&row.name) {
                document.cells.iter_mut().chain(&mut page.cells).for_each(|cell| cell.leads = Some(link));
            }
            let votes = votes.map(|count| words(&count.to_string()));
            let cells = std::iter::once(&document).chain(&votes).chain([&page]);
            set.push(cells.map(|text| self.cell(Role::Cell, Tag::Cell, text)).collect());
            self.close();
        }
        self.close();
        self.close();
        let mut columns = vec![Column::Right; heads.len()];
        columns[0] = Column::Left;
        let table =
            Table { columns, head: 1, rows: set, ruled: true, full: true, kept: false, role: Role::Cell };
        self.composition.flow.push(Flow::Table(table));
    }

    /// A link to a document of the volume; `None` when a volume has no room for more.
    fn link(&mut self, name: &str) -> Option<Lead> {
        let number = u16::try_from(self.composition.links.len()).ok()?;
        self.composition.links.push(Link { target: Target::Heading(name.to_owned()), span: Span::default() });
        Some(Lead::Link(number))
    }
}
