//! From what a resolution means to what is to be set: the right characters, each space a value, each change
//! with the rule that made it.
//!
//! ```text
//! Resolution ─ compose ─ for each paragraph: zones::mark ─ rules ─ keyword ─ space::classify ─ Composition
//! ```
//!
//! The rules are a table of small functions (see [`rules`]); each proposes edits, the engine
//! applies them. All are idempotent: what is right stays as it is.

mod calls;
mod common;
mod compose;
mod engine;
mod english;
mod flow;
mod french;
mod graft;
mod hyphenation;
mod keyword;
mod mixed;
mod numeral;
mod settings;
mod signs;
mod space;
mod spanish;
mod structure;
mod work;
mod zones;

pub use compose::{Apparatus, Listed, compose, compose_apparatus, fill_folio};
pub use engine::{Change, Context, Finding, Pass, Rule, Word};
pub use flow::{Column, Composition, Figure, Flow, Paragraph, Table};
pub use graft::Offsets;
pub use hyphenation::hyphenation_points;
pub use settings::{
    Aside, Division, NumberSign, Ordinals, Preset, Quotes, Separator, Settings, SettingsTable, Spacing,
};
pub use signs::Signs;
pub use space::SpaceValue;
pub use structure::{Child, Node, Numbering, Structure, Tag};

use crate::model::{Language, Text};
use work::Work;

/// The rules of a language, in the order in which they apply.
pub fn rules(language: Language) -> &'static [Rule] {
    match language {
        Language::English => english::RULES,
        Language::Spanish => spanish::RULES,
        Language::French => french::RULES,
    }
}

/// The sign of decimals in a language.
pub fn decimal_sign(language: Language) -> char {
    match language {
        Language::English => english::CUSTOMS.decimal,
        Language::Spanish => spanish::CUSTOMS.decimal,
        Language::French => french::CUSTOMS.decimal,
    }
}

/// How often the table is applied at most. What one rule settles may let an earlier one see more; the second
/// pass finds nothing to do in any text that people write, and so makes the rules idempotent.
const MAX_PASSES: usize = 4;

/// Applies a language's rules to a text until nothing changes: zones are marked, characters settled, spaces given their kind.
pub fn set(
    text: &mut Text,
    language: Language,
    context: Context<'_>,
    mut changes: Option<&mut Vec<Change>>,
    findings: &mut Vec<Finding>,
) {
    mixed::set_spans(text, language, context, changes.as_deref_mut(), findings);
    set_by(rules(language), text, context, changes, findings);
}

/// The same by a table of one's own.
pub fn set_by(
    rules: &[Rule],
    text: &mut Text,
    context: Context<'_>,
    mut changes: Option<&mut Vec<Change>>,
    findings: &mut Vec<Finding>,
) {
    let off = &context.settings.off;
    let mut work = Work::new(text, context);
    // The rules from this one on have seen the text as it is, and found nothing to do.
    let mut settled = rules.len();
    for pass in 0..MAX_PASSES {
        if zones::mark(&mut work) {
            settled = rules.len();
        }
        // What cannot be mended is reported as the author typed it, once.
        let mut again = Vec::new();
        let findings = if pass == 0 { &mut *findings } else { &mut again };
        let mut last_change = None;
        for (index, rule) in rules.iter().enumerate() {
            if index >= settled && last_change.is_none() {
                break;
            }
            let is_off = off.iter().any(|off| off == rule.id);
            if !is_off && work.apply(rule, context, changes.as_deref_mut(), findings) {
                last_change = Some(index);
            }
        }
        match last_change {
            Some(index) => settled = index + 1,
            None => break,
        }
    }
    common::numbers::mark_unbroken(&mut work);
    space::classify(text);
}

/// The rule of a name, with its reason and its authority, as it is in a language or, for spans, in another; `None` for a
/// name that no rule has.
///
/// ```
/// use greffe::model::Language;
/// let (reason, authority) = greffe::typography::rule(Language::French, "fr-colon").expect("a rule");
/// assert_eq!(reason, "the colon is preceded by a no-break word space");
/// assert_eq!(authority, "LIN, Espacements");
/// ```
pub fn rule(language: Language, id: &str) -> Option<(&'static str, &'static str)> {
    if id == keyword::RULE {
        return Some((keyword::REASON, keyword::authority(language)));
    }
    let languages = std::iter::once(language).chain(Language::ALL);
    let mut known = languages.flat_map(rules);
    known.find(|rule| rule.id == id).map(|rule| (rule.reason, rule.authority))
}

/// Applies a language's rules to a plain string: what a test or another program asks.
///
/// ```
/// use greffe::model::Language;
/// use greffe::style::Lexicon;
/// use greffe::typography::{Context, Settings, set_str};
/// let (settings, lexicon) = (Settings::default(), Lexicon::default());
/// let context = Context::new(&settings, &lexicon);
/// assert_eq!(set_str("Objet: \"l'accord\" ;", Language::French, context), "Objet\u{a0}: «\u{a0}l’accord\u{a0}»\u{202f};");
/// ```
pub fn set_str(text: &str, language: Language, context: Context<'_>) -> String {
    let mut text = Text::verbatim(text, crate::source::File::Document, 0);
    set(&mut text, language, context, None, &mut Vec::new());
    text.to_string()
}
