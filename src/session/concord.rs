//! The versions of a session's documents held against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::pool;
use super::run::file_name;
use super::workshop::{Meant, Workshop};
use crate::concord::{Alignment, Discordance, Words, compare, compare_fields};
use crate::diagnostic::{Argument, Diagnostic, Error, Message, messages};
use crate::model::Language;
use crate::source::{Digest, Document, SessionFolder, Source, Span, documents_in};

/// Which versions are compared.
#[derive(Debug, Clone, Default)]
pub struct Versions {
    /// The language that the others are held against; by default French, or where a session has none the first of its own.
    pub base: Option<Language>,
    /// The languages that each document must have; by default those that any document of the session has.
    pub languages: Option<Vec<Language>>,
    /// How many documents are compared at once; 0 for as many as the machine has processors.
    pub jobs: usize,
}

/// Two versions of a document, compared.
#[derive(Debug)]
pub struct Comparison {
    /// The reference of the document, or the name of its file where it has none.
    pub reference: String,
    /// The language of the base.
    pub base: Language,
    /// The language of the other version.
    pub other: Language,
    /// The file of the base, if there is one.
    pub base_file: Option<PathBuf>,
    /// The file of the other version, if there is one.
    pub other_file: Option<PathBuf>,
    /// What they do not say alike.
    pub findings: Vec<Difference>,
}

/// What two versions do not say alike, with its places.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What differs.
    pub message: Message,
    /// The place in the base, unless there is no base.
    pub base: Option<Place>,
    /// The place in the other version, unless there is none.
    pub other: Option<Place>,
}

/// A place in a file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Its bytes.
    pub range: std::ops::Range<usize>,
}

impl Place {
    /// `file:line`.
    pub fn line(&self) -> String {
        format!("{}:{}", self.source.name, self.source.position(self.range.start).0)
    }
}

/// The versions of one document, by their languages.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) files: BTreeMap<Language, PathBuf>,
    reference: Option<String>,
}

/// Compares the documents of a session, in the order of their files.
///
/// # Errors
///
/// When the folder cannot be read, or a house style, a lexicon or a table of the comparison is wrong.
pub fn concord(
    workshop: &Workshop,
    session: &SessionFolder,
    versions: &Versions,
) -> Result<Vec<Comparison>, Error> {
    let words = words(workshop)?;
    let (groups, base, languages) = groups(session, versions, &words)?;
    let mut comparisons = Vec::new();
    pool::in_order(
        &groups,
        versions.jobs,
        &AtomicBool::new(false),
        || (),
        |(), group| compare_group(workshop, group, base, &languages, &words),
        |_, compared| {
            comparisons.extend(compared?);
            Ok::<(), Error>(())
        },
    )?;
    Ok(comparisons)
}

/// The tables of the comparison.
pub(super) fn words(workshop: &Workshop) -> Result<Words, Error> {
    Words::read(&workshop.library().shelf().folder("templates/lexicon"))
}

/// The documents of a session by their versions, the base, and the languages that each must have beside it.
pub(super) fn groups(
    session: &SessionFolder,
    versions: &Versions,
    words: &Words,
) -> Result<(Vec<Group>, Language, Vec<Language>), Error> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut present = BTreeSet::new();
    for path in documents_in(&session.path)? {
        let name = file_name(&path);
        let Ok(language) = Language::of_file_name(&name) else { continue };
        present.insert(language);
        let stem = name.trim_end_matches(".md").rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let group = groups.entry(stem.to_owned()).or_default();
        if group.reference.is_none() {
            group.reference = reference(&path);
        }
        group.files.insert(language, path);
    }
    let base = versions.base.or_else(|| present.contains(&Language::French).then_some(Language::French));
    let base = base.or_else(|| present.first().copied()).unwrap_or(Language::French);
    let languages = match &versions.languages {
        Some(languages) => languages.iter().copied().filter(|language| *language != base).collect(),
        None => present.iter().copied().filter(|language| *language != base).collect(),
    };
    let named = |group: &Group| group.files.values().any(|path| session.documents.contains(path));
    let groups = joined(groups, words).into_iter().filter(|group| session.whole || named(group)).collect();
    Ok((groups, base, languages))
}

/// The reference in a file's front matter.
fn reference(path: &Path) -> Option<String> {
    let document = Document::parse(Source::read(path).ok()?, &mut Vec::new())?;
    document.front_matter.reference.map(|reference| reference.value)
}

/// Versions whose files are named otherwise are one document by their reference, where no language is there twice.
fn joined(groups: BTreeMap<String, Group>, words: &Words) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups.into_values() {
        let key = group.reference.as_ref().map(|reference| words.common_reference(reference));
        let place = key.as_ref().and_then(|key| known.get(key)).copied();
        match place {
            Some(at) if group.files.keys().all(|language| !joined[at].files.contains_key(language)) => {
                joined[at].files.extend(group.files);
            }
            _ => {
                if let Some(key) = key {
                    known.insert(key, joined.len());
                }
                joined.push(group);
            }
        }
    }
    joined
}

impl Group {
    /// The reference, or the name of a file.
    pub(super) fn name(&self) -> String {
        let file = || self.files.values().next().map(|path| file_name(path)).unwrap_or_default();
        self.reference.clone().unwrap_or_else(file)
    }
}

fn compare_group(
    workshop: &Workshop,
    group: &Group,
    base: Language,
    languages: &[Language],
    words: &Words,
) -> Result<Vec<Comparison>, Error> {
    let read = |language: Language| match group.files.get(&language) {
        Some(path) => read(workshop, path).map(Some),
        None => Ok(None),
    };
    let own = read(base)?;
    let mut comparisons = Vec::new();
    for language in languages {
        // A document that neither version is of says nothing about either.
        if own.is_none() && !group.files.contains_key(language) {
            continue;
        }
        let other = read(*language)?;
        let findings = match (&own, &other) {
            (Some(one), Some(two)) => compare_versions(group, (base, one), (*language, two), words).0,
            (one, two) => missing(
                group,
                one.as_ref().map(|one| (base, one)),
                two.as_ref().map(|two| (*language, two)),
                (base, *language),
            ),
        };
        comparisons.push(Comparison {
            reference: group.name(),
            base,
            other: *language,
            base_file: group.files.get(&base).cloned(),
            other_file: group.files.get(language).cloned(),
            findings,
        });
    }
    Ok(comparisons)
}

/// A version, or its file where nothing can be made of it.
pub(super) type Read = Result<Box<Meant>, Arc<Source>>;

/// Reads a version.
pub(super) fn read(workshop: &Workshop, path: &Path) -> Result<Read, Error> {
    let source = match Source::read(path) {
        Ok(source) => source,
        Err(fault) => return Ok(Err(fault.source)),
    };
    // What is wrong in a version without keeping it from meaning something, `check` and `build` say.
    let meant = workshop.read_source(Arc::clone(&source), path, &mut Vec::new())?;
    Ok(meant.map(Box::new).ok_or(source))
}

/// Compares two versions of one document.
pub(super) fn compare_versions(
    group: &Group,
    (base, one): (Language, &Read),
    (other, two): (Language, &Read),
    words: &Words,
) -> (Vec<Difference>, Alignment) {
    let (one, two) = match (one, two) {
        (Ok(one), Ok(two)) => (one, two),
        (one, two) => {
            let place = |read: &Read| Some(Place { source: source(read), range: 0..0 });
            let wrong = if one.is_err() { base } else { other };
            let message = messages::unread_version(language_name(wrong));
            return (vec![Difference { message, base: place(one), other: place(two) }], Alignment::default());
        }
    };
    let same = |one: &str, two: &str| words.common_reference(one) == words.common_reference(two);
    let mut found = compare_fields(&one.front_matter, &two.front_matter, same);
    let (parts, alignment) = compare(&one.resolution, &two.resolution, words);
    found.extend(parts);
    let mut found: Vec<Difference> = found.into_iter().map(|finding| placed(finding, one, two)).collect();
    if let Some(stale) = stale(group, one, two, &one.files.document) {
        found.insert(0, stale);
    }
    (found, alignment)
}

pub(super) fn source(read: &Read) -> Arc<Source> {
    match read {
        Ok(version) => Arc::clone(&version.files.document),
        Err(source) => Arc::clone(source),
    }
}

fn placed(finding: Discordance, one: &Meant, two: &Meant) -> Difference {
    let place = |version: &Meant, span: Span| {
        Some(Place { source: Arc::clone(version.files.get(span.file)), range: span.range() })
    };
    Difference { message: finding.message, base: place(one, finding.base), other: place(two, finding.other) }
}

fn missing(
    group: &Group,
    one: Option<(Language, &Read)>,
    two: Option<(Language, &Read)>,
    languages: (Language, Language),
) -> Vec<Difference> {
    let place = |read: &Read| Place { source: source(read), range: 0..0 };
    let lacking = if one.is_none() { languages.0 } else { languages.1 };
    let message = messages::no_version(group.name(), language_name(lacking));
    vec![Difference {
        message,
        base: one.map(|(_, read)| place(read)),
        other: two.map(|(_, read)| place(read)),
    }]
}

/// Whether the version that a translation was made from is another now.
fn stale(group: &Group, one: &Meant, two: &Meant, base: &Arc<Source>) -> Option<Difference> {
    let origin = two.front_matter.translated_from.as_ref()?;
    let place = Some(Place { source: Arc::clone(&two.files.document), range: origin.span.range() });
    let base_place = |source: &Arc<Source>| Some(Place { source: Arc::clone(source), range: 0..0 });
    let Some((language, digest)) = parse_origin(&origin.value) else {
        let message = messages::bad_origin(&origin.value);
        return Some(Difference { message, base: base_place(base), other: place });
    };
    let source = if language == one.resolution.language {
        Arc::clone(base)
    } else {
        Source::read(group.files.get(&language)?).ok()?
    };
    if digest == source.digest.to_string() {
        return None;
    }
    let file = two.files.document.name.clone();
    let message = messages::stale_version(language_name(language), file);
    Some(Difference { message, base: base_place(&source), other: place })
}

fn parse_origin(value: &str) -> Option<(Language, String)> {
    let (code, digest) = value.split_once(":sha256:")?;
    let sound = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| Some((code.parse().ok()?, digest.to_ascii_lowercase())))?
}

/// How the field of a translation names a version.
pub(super) fn origin(language: Language, digest: Digest) -> String {
    format!("{language}:sha256:{digest}")
}

/// The English name of a language, which the tables translate.
pub(crate) fn language_name(language: Language) -> Argument {
    let name = match language.code() {
        "ar" => "Arabic",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        other => other,
    };
    Argument::Phrase(name.to_owned())
}

impl Difference {
    /// The finding as one of the other version, or of the base where there is no other.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let sides = [(&self.other, &self.base), (&self.base, &self.other)];
        sides
            .into_iter()
            .filter_map(|(own, there)| {
                let own = own.as_ref()?;
                let message = match there {
                    Some(there) => messages::discordance(self.message.clone(), there.line()),
                    None => self.message.clone(),
                };
                Some(Diagnostic::error(Arc::clone(&own.source), own.range.clone(), message))
            })
            .collect()
    }
}

/// The errors of a session's discordant documents, by the names of their files: none of their versions is to be written.
pub(super) fn discordances(
    workshop: &Workshop,
    session: &SessionFolder,
    jobs: usize,
) -> Result<BTreeMap<PathBuf, Vec<Diagnostic>>, Error> {
    let versions = Versions { jobs, ..Versions::default() };
    let words = words(workshop)?;
    let (groups, base, languages) = groups(session, &versions, &words)?;
    let mut errors: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    pool::in_order(
        &groups,
        jobs,
        &AtomicBool::new(false),
        || (),
        |(), group| compare_group(workshop, group, base, &languages, &words),
        |group, compared| {
            let found: Vec<Difference> =
                compared?.into_iter().flat_map(|compared| compared.findings).collect();
            let Some(first) = found.first() else { return Ok::<(), Error>(()) };
            let place = first.other.as_ref().or(first.base.as_ref()).map(Place::line).unwrap_or_default();
            for path in group.files.values() {
                let name = path.display().to_string();
                let own = found.iter().flat_map(Difference::diagnostics);
                let mut own: Vec<Diagnostic> = own.filter(|finding| finding.source.name == name).collect();
                if own.is_empty() {
                    let source = Source::read(path).unwrap_or_else(|fault| fault.source);
                    own.push(Diagnostic::error(source, 0..0, messages::discordant_elsewhere(place.as_str())));
                }
                errors.insert(path.clone(), own);
            }
            Ok::<(), Error>(())
        },
    )?;
    Ok(errors)
}
