//! What the front matter of two versions must say alike.

use super::compare::Discordance;
use crate::diagnostic::{Argument, Message, messages};
use crate::source::{FrontMatter, Kind, Located, Span, Status};

/// Compares the fields of two versions.
pub fn compare_fields(
    base: &FrontMatter,
    other: &FrontMatter,
    same_reference: impl Fn(&str, &str) -> bool,
) -> Vec<Discordance> {
    let mut fields = Fields { found: Vec::new() };
    if let (Some(one), Some(two)) = (&base.reference, &other.reference)
        && !same_reference(&one.value, &two.value)
    {
        fields.differ("reference", (one.value.clone(), one.span), (two.value.clone(), two.span));
    }
    let number =
        |field: &Option<Located<u32>>| field.as_ref().map(|field| (field.value.to_string(), field.span));
    fields.value("number", number(&base.number), number(&other.number));
    let date = |front: &FrontMatter| front.date.as_ref().map(|field| (field.value.to_string(), field.span));
    fields.value("date", date(base), date(other));
    let status = |front: &FrontMatter| {
        let (value, span) =
            front.status.as_ref().map_or((Status::default(), None), |field| (field.value, Some(field.span)));
        let name = if value == Status::Draft { "draft" } else { "adopted" };
        (name.to_owned(), span.unwrap_or_else(|| first_field(front)))
    };
    fields.value("status", Some(status(base)), Some(status(other)));
    let kind = |front: &FrontMatter| Some((Kind::name(front.kind).to_owned(), first_field(front)));
    fields.value("kind", kind(base), kind(other));
    let count = |field: &Option<Located<Vec<String>>>| {
        field.as_ref().map(|field| (field.value.len().to_string(), field.span))
    };
    fields.value("signatures", count(&base.signatures), count(&other.signatures));
    fields.votes(base, other);
    fields.found
}

/// A field's value and place.
type Value = (String, Span);

fn first_field(front: &FrontMatter) -> Span {
    front.reference.as_ref().map(|field| field.span).unwrap_or_default()
}

struct Fields {
    found: Vec<Discordance>,
}

impl Fields {
    fn value(&mut self, name: &str, base: Option<Value>, other: Option<Value>) {
        match (base, other) {
            (Some(one), Some(two)) if one.0 != two.0 => self.differ(name, one, two),
            (Some((value, span)), None) => {
                self.push(messages::missing_value(name, value), span, Span::default());
            }
            (None, Some((value, span))) => {
                self.push(messages::added_value(name, value), Span::default(), span);
            }
            _ => {}
        }
    }

    fn differ(&mut self, name: &str, one: Value, two: Value) {
        self.push(messages::other_field(name, one.0, two.0), one.1, two.1);
    }

    fn push(&mut self, message: Message, base: Span, other: Span) {
        self.found.push(Discordance { message, base, other });
    }

    fn votes(&mut self, base: &FrontMatter, other: &FrontMatter) {
        let (one, two) = match (&base.vote, &other.vote) {
            (Some(one), Some(two)) => (one, two),
            (Some(one), None) => {
                return self.push(messages::missing_vote(), one.for_it.span, Span::default());
            }
            (None, Some(two)) => return self.push(messages::added_vote(), Span::default(), two.for_it.span),
            (None, None) => return,
        };
        let tallies = [
            ("votes-for", &one.for_it, &two.for_it),
            ("votes-against", &one.against, &two.against),
            ("abstentions", &one.abstentions, &two.abstentions),
        ];
        for (name, one, two) in tallies {
            if one.value != two.value {
                self.push(messages::other_vote(name, one.value, two.value), one.span, two.span);
            }
        }
        let names = ["voted-for", "voted-against", "abstained"];
        for ((name, one), two) in names.into_iter().zip(&one.recorded).zip(&two.recorded) {
            let count =
                |field: &Option<Located<Vec<String>>>| field.as_ref().map_or(0, |field| field.value.len());
            let place = |field: &Option<Located<Vec<String>>>| {
                field.as_ref().map(|field| field.span).unwrap_or_default()
            };
            if count(one) != count(two) {
                let count = |field| Argument::from(count(field));
                self.push(messages::other_names(name, count(one), count(two)), place(one), place(two));
            }
        }
    }
}
