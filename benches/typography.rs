//! How fast the rules are: bytes of one paragraph in a second, for paragraphs of growing length.
//!
//! `cargo bench --bench typography`. The throughput stays the same while the paragraph grows a thousandfold: the rules
//! take time in proportion to the text.

use divan::Bencher;
use divan::counter::BytesCount;
use greffe::model::Language;
use greffe::style::{Lexicon, Shelf};
use greffe::typography::{Context, Settings, set_str};

fn main() {
    divan::main();
}

/// Text as clerks type it, with something to do for most of the rules.
const TEXT: &str = "Considérant l'article 41 du Statut: les \"membres\" versent 12500 € (3 %) le 26 septembre 2017; \
l'O.I.P.C.-INTERPOL, réunie en sa 86ème session, prend note de A/RES/75/10 - adoptée à 10:55 - et du No 8... ";

#[divan::bench(args = [10_000, 1_000_000, 10_000_000])]
fn one_paragraph(bencher: Bencher<'_, '_>, bytes: usize) {
    let lexicon = Lexicon::read(&Shelf::program().folder("templates/lexicon/fr")).expect("the lexicon");
    let settings = Settings::default();
    let text = TEXT.repeat(bytes / TEXT.len());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| set_str(&text, Language::French, Context::new(&settings, &lexicon)));
}
