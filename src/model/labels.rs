//! The words that the house style adds, filled in with the session's and the document's data.

use super::date::Date;
use super::session::Session;
use super::text::Text;
use crate::diagnostic::{Diagnostic, messages};
use crate::source::{File, Files, Located, Span};
use crate::style::{Label, LabelPart, Labels, StyleSet, fill_label, label_parts};

/// A label with its placeholders filled in; each filled text keeps its own place.
pub(super) fn set(label: &Label, files: &Files, value: impl Fn(&str) -> Option<Text>) -> Text {
    let span = Span::in_file(File::Labels, label.span());
    let words = Text::from_toml(label.get_ref(), &files.labels.text, span);
    let mut text = Text::default();
    let mut cells = words.cells.into_iter();
    for part in label_parts(label.get_ref()) {
        match part {
            LabelPart::Words(words, _) => text.cells.extend(cells.by_ref().take(words.chars().count())),
            LabelPart::Placeholder(name, _) => {
                // The name and both braces.
                let placeholder: Vec<_> = cells.by_ref().take(name.chars().count() + 2).collect();
                match value(name) {
                    Some(value) => text.cells.extend(value.cells),
                    None => text.cells.extend(placeholder),
                }
            }
        }
    }
    text
}

/// The enacting formula of the house style for a session.
pub(super) fn formula(
    style: &StyleSet,
    session: &Session,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Text {
    let language = style.language;
    let mut named = |what: &str, name: Option<&Located<String>>| {
        let Some(name) = name else {
            let message = messages::session_lacks(what, language.code());
            diagnostics.push(Diagnostic::error(session.source.clone(), 0..0, message));
            return Text::default();
        };
        Text::from_toml(&name.value, &files.session.text, name.span)
    };
    let place = named("place", session.place_in(language));
    let country = named("country", session.country_in(language));
    let labels = &style.labels;
    let span = Span::in_file(File::Labels, labels.formula.span());
    let ordinal = ordinal(labels, session.number);
    let dates = dates(labels, session.start, session.end);
    set(&labels.formula, files, |name| match name {
        "session" => Some(Text::generated(&ordinal, span)),
        "place" => Some(place.clone()),
        "country" => Some(country.clone()),
        "dates" => Some(Text::generated(&dates, span)),
        _ => None,
    })
}

/// The words of a session in a label: `{session}`, `{place}`, `{country}`, `{dates}`.
pub(crate) fn session_words(style: &StyleSet, session: &Session, name: &str) -> Option<String> {
    let named = |name: Option<&Located<String>>| name.map(|name| name.value.clone());
    match name {
        "session" => Some(ordinal(&style.labels, session.number)),
        "place" => named(session.place_in(style.language)),
        "country" => named(session.country_in(style.language)),
        "dates" => Some(dates(&style.labels, session.start, session.end)),
        _ => None,
    }
}

/// The ordinal of a session.
pub(super) fn ordinal(labels: &Labels, number: u32) -> String {
    if number == 1 {
        return labels.ordinals.first_session.clone();
    }
    let number = number.to_string();
    let endings = labels.ordinals.ending_in.iter().filter(|(figures, _)| number.ends_with(figures.as_str()));
    let own = endings.max_by_key(|(figures, _)| figures.len()).map(|(_, form)| form);
    fill_label(own.unwrap_or(&labels.ordinals.session), |name| (name == "n").then(|| number.clone()))
}

/// A day in words, without the article of the formula.
pub(super) fn day(labels: &Labels, date: Date) -> String {
    let day = if date.day == 1 { labels.dates.first.clone() } else { date.day.to_string() };
    let month = labels.dates.months[usize::from(date.month) - 1].clone();
    fill_label(&labels.dates.plain, |name| match name {
        "day" => Some(day.clone()),
        "month" => Some(month.clone()),
        "year" => Some(date.year.to_string()),
        _ => None,
    })
}

/// Where a label stands.
pub(super) fn span(label: &Label) -> Span {
    Span::in_file(File::Labels, label.span())
}

/// The days from `start` to `end` in words.
fn dates(labels: &Labels, start: Date, end: Date) -> String {
    let dates = &labels.dates;
    let form = if start == end {
        &dates.day
    } else if (start.year, start.month) == (end.year, end.month) {
        &dates.same_month
    } else if start.year == end.year {
        &dates.same_year
    } else {
        &dates.two_years
    };
    let day = |date: Date| if date.day == 1 { dates.first.clone() } else { date.day.to_string() };
    let month = |date: Date| dates.months[usize::from(date.month) - 1].clone();
    fill_label(form, |name| {
        Some(match name {
            "day" => day(start),
            "month" => month(start),
            "year" => start.year.to_string(),
            "end-day" => day(end),
            "end-month" => month(end),
            "end-year" => end.year.to_string(),
            _ => return None,
        })
    })
}
