//! A table of TOML read field by field, so that one reading reports every unknown key, every wrong type
//! and every missing field, each at its place.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::{Field, FieldKind};
use super::{File, Source, Span, nearest};
use crate::diagnostic::{Argument, Diagnostic, Message, messages};
use crate::model::Date;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// Names by the code of their language.
pub(crate) type Names = Vec<(String, Located<String>)>;

/// The fields of one table, taken out one by one by their declarations; what is left at the end is unknown.
pub(crate) struct Fields<'a, 'i> {
    declared: &'static [Field],
    table: DeTable<'i>,
    source: &'a Arc<Source>,
    file: File,
    offset: usize,
    /// Where a missing field is reported.
    place: std::ops::Range<usize>,
    /// The names that have been asked for, and of those the ones that had to be there.
    asked: Vec<&'static str>,
    wanted: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a, 'i> Fields<'a, 'i> {
    /// Parses `text`, which begins at `offset` of `source`. Syntax errors are reported; the fields that
    /// could be read are still there.
    pub(crate) fn parse(
        declared: &'static [Field],
        text: &'i str,
        offset: usize,
        source: &'a Arc<Source>,
        file: File,
        place: std::ops::Range<usize>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        // One fault of syntax draws others after it; the first is the one to mend.
        // A date that does not exist is reported as such, by the field that wants it.
        if let Some(error) = errors.iter().find(|error| !error.message().starts_with("invalid date")) {
            let range = error.span().map_or(place.clone(), |span| span.start + offset..span.end + offset);
            let message = messages::not_toml(messages::syntax(error.message()));
            diagnostics.push(Diagnostic::error(source.clone(), range, message));
        }
        let (asked, wanted) = (Vec::new(), Vec::new());
        Self { declared, table: table.into_inner(), source, file, offset, place, asked, wanted, diagnostics }
    }

    fn report(&mut self, range: std::ops::Range<usize>, message: Message) {
        self.diagnostics.push(Diagnostic::error(self.source.clone(), range, message));
    }

    /// The declaration of a field, which the reader of a table has beside it.
    fn declaration(&self, name: &str) -> &'static Field {
        let declared = self.declared.iter().find(|field| field.name == name);
        declared.expect("the reader asks for fields that are declared")
    }

    fn take(&mut self, name: &'static str) -> Option<(Spanned<DeValue<'i>>, Span)> {
        self.asked.push(name);
        let value = self.table.remove(name)?;
        let range = value.span().start + self.offset..value.span().end + self.offset;
        Some((value, Span::in_file(self.file, range)))
    }

    /// A field of one kind: `convert` answers `None` for a value of another.
    fn field<T>(
        &mut self,
        name: &'static str,
        kind: impl FnOnce(FieldKind) -> bool,
        convert: impl FnOnce(&DeValue<'i>) -> Option<T>,
    ) -> Option<Located<T>> {
        let Field { kind: declared, example, .. } = *self.declaration(name);
        debug_assert!(kind(declared), "`{name}` is read as it is declared");
        let (value, span) = self.take(name)?;
        if let Some(value) = convert(value.get_ref()) {
            Some(Located { value, span })
        } else {
            let found = Argument::Phrase(value.get_ref().type_str().to_owned());
            let message = match declared {
                FieldKind::Date => messages::wrong_date(name, found),
                _ => messages::wrong_type(name, found, example),
            };
            self.report(span.range(), message);
            None
        }
    }

    /// A text, or one of the words of a choice, which the caller compares.
    pub(crate) fn text(&mut self, name: &'static str) -> Option<Located<String>> {
        let kind = |kind| matches!(kind, FieldKind::Text | FieldKind::Choice(_));
        self.field(name, kind, |value| value.as_str().map(str::to_owned))
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, name: &'static str) -> Option<Located<u32>> {
        self.field(
            name,
            |kind| kind == FieldKind::Number,
            |value| {
                let integer = value.as_integer()?;
                u32::from_str_radix(integer.as_str(), integer.radix()).ok()
            },
        )
    }

    /// A day, as a TOML date or as text in the same form.
    pub(crate) fn date(&mut self, name: &'static str) -> Option<Located<Date>> {
        self.field(
            name,
            |kind| kind == FieldKind::Date,
            |value| match value {
                DeValue::Datetime(datetime) if datetime.time.is_none() => {
                    let date = datetime.date?;
                    Date::new(date.year, date.month, date.day)
                }
                DeValue::String(text) => text.parse().ok(),
                _ => None,
            },
        )
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, name: &'static str) -> Option<Located<Vec<String>>> {
        self.field(
            name,
            |kind| kind == FieldKind::Texts,
            |value| value.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
        )
    }

    /// A list of texts, each with its place; empty where there is none.
    pub(crate) fn located_texts(&mut self, name: &'static str) -> Vec<Located<String>> {
        let (file, offset) = (self.file, self.offset);
        let field = self.field(
            name,
            |kind| kind == FieldKind::Texts,
            |value| {
                let located = |item: &Spanned<DeValue<'i>>| {
                    let range = item.span().start + offset..item.span().end + offset;
                    let value = item.get_ref().as_str()?.to_owned();
                    Some(Located { value, span: Span::in_file(file, range) })
                };
                value.as_array()?.iter().map(located).collect::<Option<Vec<_>>>()
            },
        );
        field.map(|field| field.value).unwrap_or_default()
    }

    /// A table of texts, as the names of a place in several languages.
    pub(crate) fn names(&mut self, name: &'static str) -> Option<Located<Names>> {
        let (file, offset) = (self.file, self.offset);
        self.field(
            name,
            |kind| kind == FieldKind::Names,
            |value| {
                let entry = |(key, item): (&Spanned<_>, &Spanned<DeValue<'i>>)| {
                    let range = item.span().start + offset..item.span().end + offset;
                    let value = item.get_ref().as_str()?.to_owned();
                    let key: &std::borrow::Cow<'i, str> = key.get_ref();
                    Some((key.to_string(), Located { value, span: Span::in_file(file, range) }))
                };
                value.as_table()?.iter().map(entry).collect()
            },
        )
    }

    /// A field that has been read, whose absence is a fault: always, if it is declared so, or beside others.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        value: Option<Located<T>>,
    ) -> Option<Located<T>> {
        self.wanted.push(name);
        // A field that was there in the wrong type has been reported already.
        let reported = self.diagnostics.iter().any(|diagnostic| {
            let of_field = || diagnostic.message.argument("name") == Some(&Argument::from(name));
            diagnostic.code() == "GR-0110" || (diagnostic.code() == "GR-0113" && of_field())
        });
        if value.is_none() && !reported {
            let example = self.declaration(name).example;
            self.report(self.place.clone(), messages::missing_field(name, example));
        }
        value
    }

    /// Reports every key that nothing asked for.
    pub(crate) fn finish(mut self) {
        for field in self.declared {
            debug_assert!(self.asked.contains(&field.name), "`{}` is declared and read", field.name);
            debug_assert!(
                !field.required || self.wanted.contains(&field.name),
                "`{}` is declared as required and read so",
                field.name
            );
        }
        let unknown: Vec<(String, std::ops::Range<usize>)> = self
            .table
            .keys()
            .map(|key| {
                (key.get_ref().to_string(), key.span().start + self.offset..key.span().end + self.offset)
            })
            .collect();
        for (name, range) in unknown {
            let message = match nearest(&name, self.asked.iter().copied()) {
                Some(near) => messages::unknown_field_near(name, near),
                None => messages::unknown_field(name, self.asked.join(", ")),
            };
            self.report(range, message);
        }
    }
}
