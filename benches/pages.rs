//! From a source to pages, without the PDF: documents of two pages, one thread, each text unlike the last.
//!
//! `cargo bench --bench pages`. The words of a language come back, the texts do not: the memory of shaped words is
//! warm, as in a batch, and nothing else is remembered.

use divan::Bencher;
use greffe::font::Shaper;
use greffe::session::Workshop;
use greffe::source::Source;
use greffe::style::Library;

fn main() {
    divan::main();
}

/// A clause; fifteen of them fill two pages.
const CLAUSE: &str = "Prie instamment les membres N de l'Organisation, réunis en leur 86ème session, d'étudier l'avenir \
de la navigation de nuit et de rendre compte avant le 1er mars 20N des moyens qu'ils y consacrent, dans la limite de \
N00000 francs par an (annexe N): l'observation des marées exige en effet \"des échanges réguliers\" ;\n\n";

#[divan::bench]
fn two_pages(bencher: Bencher<'_, '_>) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::open(root);
    let fonts = library.fonts().expect("the fonts");
    let workshop = Workshop::new(library, None);
    let path = root.join("content/86-beijing-2017/001-pages.fr.md");
    let mut shaper = Shaper::new(&fonts);
    let mut number = 10;
    let source = || {
        number = if number == 99 { 10 } else { number + 1 };
        let clause = CLAUSE.replace('N', &number.to_string());
        let matter = format!(
            "+++\nreference = \"A-{number}\"\nnumber = {number}\nsubject = \"Étude {number}\"\n+++\n"
        );
        Source::new("pages", matter + &clause.repeat(15))
    };
    bencher.with_inputs(source).bench_local_values(|source| {
        let mut diagnostics = Vec::new();
        let prepared = workshop.prepare_source(source, &path, false, &mut diagnostics).expect("a style");
        let layout = prepared.expect("a sound document").lay_out(&mut shaper, &mut diagnostics);
        assert_eq!(layout.expect("pages").pages.len(), 2);
    });
}
