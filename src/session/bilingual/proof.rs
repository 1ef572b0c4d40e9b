//! Both versions of a document as one file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::rows;
use super::{BilingualOptions, Proof};
use crate::concord::Alignment;
use crate::diagnostic::{Diagnostic, has_errors, messages};
use crate::font::Shaper;
use crate::layout::{Layout, Mark, Page, Side, lay_out_beside};
use crate::model::Language;
use crate::pdf::{self, Metadata};
use crate::session::document::{Prepared, sources_of};
use crate::source::Span;
use crate::typography::Composition;

/// Sets two versions beside each other; `None` when one cannot be set, or the file would not be what it claims.
pub(super) fn set(
    versions: [Prepared; 2],
    alignment: &Alignment,
    marks: &[Vec<Mark>; 2],
    options: &BilingualOptions,
    shaper: &mut Shaper<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Proof> {
    let [first, second] = versions;
    for prepared in [&first, &second] {
        prepared.check_characters(shaper, diagnostics);
    }
    if has_errors(diagnostics) {
        return None;
    }
    let rows = rows([&first.composition, &second.composition], alignment);
    let head = |prepared: &Prepared| {
        format!("{} · {}", prepared.resolution.preface.reference.value, prepared.resolution.language)
    };
    let heads = [head(&first), head(&second)];
    let sides = [(0, &first), (1, &second)].map(|(at, prepared)| Side {
        composition: &prepared.composition,
        style: &prepared.style,
        head: &heads[at],
        marks: &marks[at],
    });
    let halves = lay_out_beside(sides, &rows, shaper);
    let own = first.metadata();
    let [base, other] = options.languages;
    let metadata = Metadata { title: format!("{} ({base} – {other})", own.title), ..own };
    let sources =
        if options.form.standard.sources { sources_of([&first, &second].into_iter()) } else { Vec::new() };
    let files = first.files.clone();
    let style = Arc::clone(&first.style);
    let path = path(&first.folder, &first.resolution.preface.reference.value.file_stem(), options.languages);
    let Some((composition, layout)) =
        join([first.composition, second.composition], options.languages, halves)
    else {
        diagnostics.push(files.error(Span::default(), messages::volume_too_large()));
        return None;
    };
    let job = pdf::Job {
        layout: &layout,
        composition: &composition,
        metadata: &metadata,
        book: &style.fonts,
        standard: options.form.standard,
        sources: &sources,
    };
    let bytes = match pdf::write(&job) {
        Ok(bytes) => bytes,
        Err(violations) => {
            let told = violations.iter();
            diagnostics.extend(told.map(|violation| files.error(violation.span(), violation.message())));
            return None;
        }
    };
    let faults = if options.form.audit { pdf::audit(&bytes, &job) } else { Vec::new() };
    let unsaid = |fault: &pdf::Fault| files.error(Span::default(), messages::unsaid(fault.to_string()));
    diagnostics.extend(faults.iter().map(unsaid));
    faults.is_empty().then_some(Proof { path, bytes, pages: layout.pages.len() })
}

fn path(folder: &str, stem: &str, [base, other]: [Language; 2]) -> PathBuf {
    Path::new(folder).join(format!("{stem}.{base}-{other}.bilingual.pdf"))
}

/// Both versions as one composition, each a part in its language, and the halves of the pages as pages.
fn join(
    compositions: [Composition; 2],
    languages: [Language; 2],
    halves: Vec<[Page; 2]>,
) -> Option<(Composition, Layout)> {
    let mut whole = Composition::default();
    let mut offsets = Vec::new();
    for (composition, language) in compositions.into_iter().zip(languages) {
        let part = whole.structure.nodes.len();
        offsets.push(whole.append(composition, Some(language.code()), language.code())?);
        if let Some(node) = whole.structure.nodes.get_mut(part) {
            node.language = Some(language);
        }
    }
    let pages = halves.into_iter().map(|[mut first, mut second]| {
        first.shift(&offsets[0]);
        second.shift(&offsets[1]);
        first.head.append(&mut second.head);
        first.lines.append(&mut second.lines);
        first.margin.append(&mut second.margin);
        first.shapes.append(&mut second.shapes);
        first.figures.append(&mut second.figures);
        first
    });
    let pages = pages.collect();
    Some((whole, Layout { pages }))
}
