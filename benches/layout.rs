//! How the time grows with the document: a text of a hundred pages and one of a thousand.
//!
//! `cargo bench --bench layout`. The time of a page stays the same: breaking lines and pages takes time in proportion
//! to the text. Both figures come from one run, so that the machine's load falls out of their ratio.

use divan::Bencher;
use divan::counter::ItemsCount;
use greffe::font::Shaper;
use greffe::session::{Form, Workshop};
use greffe::source::Source;
use greffe::style::Library;

fn main() {
    divan::main();
}

/// A clause with its note; some twenty of them fill a page.
const CLAUSE: &str = "Invite chacun des membres de l'Organisation à verser sa part avant le 1er mars, à rendre compte de \
ce qu'il en a fait, et à signaler toute difficulté qui l'en empêcherait[^N], quelle qu'elle soit ;\n\n[^N]: Rapport N.\n\n";

#[divan::bench(args = [100, 1000], sample_count = 5, sample_size = 1)]
fn pages(bencher: Bencher<'_, '_>, pages: usize) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let workshop = Workshop::new(Library::open(root), None);
    let path = root.join("content/86-beijing-2017/001-long.fr.md");
    let mut text = "+++\nreference = \"A-1\"\nnumber = 1\nsubject = \"Long\"\n+++\n".to_owned();
    for note in 0..pages * 9 {
        text.push_str(&CLAUSE.replace('N', &note.to_string()));
    }
    let set = || {
        let mut diagnostics = Vec::new();
        let source = Source::new("long", text.as_str());
        let prepared = workshop.prepare_source(source, &path, false, &mut diagnostics).expect("a style");
        let prepared = prepared.expect("a sound document");
        let mut shaper = Shaper::new(&prepared.style.fonts);
        prepared.set(&Form::default(), &mut shaper, &mut diagnostics).expect("pages").pages
    };
    let count = set();
    assert!(count > pages / 2, "{count} pages");
    bencher.counter(ItemsCount::new(count)).bench(set);
}
