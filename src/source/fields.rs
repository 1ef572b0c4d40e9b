//! A table of TOML read field by field, so that one reading reports every unknown key, every wrong type
//! and every missing field, each at its place.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

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

/// The fields of one table, taken out one by one; what is left at the end is unknown.
pub(crate) struct Fields<'a, 'i> {
    table: DeTable<'i>,
    source: &'a Arc<Source>,
    file: File,
    offset: usize,
    /// Where a missing field is reported.
    place: std::ops::Range<usize>,
    known: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a, 'i> Fields<'a, 'i> {
    /// Parses `text`, which begins at `offset` of `source`. Syntax errors are reported; the fields that
    /// could be read are still there.
    pub(crate) fn parse(
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
        Self { table: table.into_inner(), source, file, offset, place, known: Vec::new(), diagnostics }
    }

    fn report(&mut self, range: std::ops::Range<usize>, message: Message) {
        self.diagnostics.push(Diagnostic::error(self.source.clone(), range, message));
    }

    fn take(&mut self, name: &'static str) -> Option<(Spanned<DeValue<'i>>, Span)> {
        self.known.push(name);
        let value = self.table.remove(name)?;
        let range = value.span().start + self.offset..value.span().end + self.offset;
        Some((value, Span::in_file(self.file, range)))
    }

    /// A field of one type: `convert` answers `None` for another type, for which `wanted` says what to write.
    fn field<T>(
        &mut self,
        name: &'static str,
        wanted: &str,
        convert: impl FnOnce(&DeValue<'i>) -> Option<T>,
    ) -> Option<Located<T>> {
        self.field_or(name, |found| messages::wrong_type(name, found, wanted), convert)
    }

    fn field_or<T>(
        &mut self,
        name: &'static str,
        wrong: impl FnOnce(Argument) -> Message,
        convert: impl FnOnce(&DeValue<'i>) -> Option<T>,
    ) -> Option<Located<T>> {
        let (value, span) = self.take(name)?;
        if let Some(value) = convert(value.get_ref()) {
            Some(Located { value, span })
        } else {
            let found = Argument::Phrase(value.get_ref().type_str().to_owned());
            self.report(span.range(), wrong(found));
            None
        }
    }

    /// An optional text.
    pub(crate) fn text(&mut self, name: &'static str, example: &str) -> Option<Located<String>> {
        self.field(name, &format!("\"{example}\""), |value| value.as_str().map(str::to_owned))
    }

    /// An optional whole number from 0.
    pub(crate) fn number(&mut self, name: &'static str, example: &str) -> Option<Located<u32>> {
        self.field(name, example, |value| {
            let integer = value.as_integer()?;
            u32::from_str_radix(integer.as_str(), integer.radix()).ok()
        })
    }

    /// An optional day, as a TOML date or as text in the same form.
    pub(crate) fn date(&mut self, name: &'static str) -> Option<Located<Date>> {
        let wrong = |found| messages::wrong_date(name, found);
        self.field_or(name, wrong, |value| match value {
            DeValue::Datetime(datetime) if datetime.time.is_none() => {
                let date = datetime.date?;
                Date::new(date.year, date.month, date.day)
            }
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        })
    }

    /// An optional list of texts.
    pub(crate) fn texts(&mut self, name: &'static str, example: &str) -> Option<Located<Vec<String>>> {
        self.field(name, &format!("[\"{example}\"]"), |value| {
            value.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        })
    }

    /// An optional list of texts, each with its place.
    pub(crate) fn located_texts(&mut self, name: &'static str, example: &str) -> Vec<Located<String>> {
        let (file, offset) = (self.file, self.offset);
        let field = self.field(name, &format!("[\"{example}\"]"), |value| {
            let located = |item: &Spanned<DeValue<'i>>| {
                let range = item.span().start + offset..item.span().end + offset;
                let value = item.get_ref().as_str()?.to_owned();
                Some(Located { value, span: Span::in_file(file, range) })
            };
            value.as_array()?.iter().map(located).collect::<Option<Vec<_>>>()
        });
        field.map(|field| field.value).unwrap_or_default()
    }

    /// An optional table of texts, as the names of a place in several languages.
    pub(crate) fn text_table(&mut self, name: &'static str, example: &str) -> Option<Located<Names>> {
        let (file, offset) = (self.file, self.offset);
        self.field(name, &format!("{{ {example} }}"), |value| {
            let entry = |(key, item): (&Spanned<_>, &Spanned<DeValue<'i>>)| {
                let range = item.span().start + offset..item.span().end + offset;
                let value = item.get_ref().as_str()?.to_owned();
                let key: &std::borrow::Cow<'i, str> = key.get_ref();
                Some((key.to_string(), Located { value, span: Span::in_file(file, range) }))
            };
            value.as_table()?.iter().map(entry).collect()
        })
    }

    /// The same field, whose absence is a fault.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        example: &str,
        value: Option<Located<T>>,
    ) -> Option<Located<T>> {
        // A field that was there in the wrong type has been reported already.
        let reported = self.diagnostics.iter().any(|diagnostic| {
            let of_field = || diagnostic.message.argument("name") == Some(&Argument::from(name));
            diagnostic.code() == "GR-0110" || (diagnostic.code() == "GR-0113" && of_field())
        });
        if value.is_none() && !reported {
            self.report(self.place.clone(), messages::missing_field(name, example));
        }
        value
    }

    /// Reports every key that nothing asked for.
    pub(crate) fn finish(mut self) {
        let unknown: Vec<(String, std::ops::Range<usize>)> = self
            .table
            .keys()
            .map(|key| {
                (key.get_ref().to_string(), key.span().start + self.offset..key.span().end + self.offset)
            })
            .collect();
        for (name, range) in unknown {
            let message = match nearest(&name, self.known.iter().copied()) {
                Some(near) => messages::unknown_field_near(name, near),
                None => messages::unknown_field(name, self.known.join(", ")),
            };
            self.report(range, message);
        }
    }
}
