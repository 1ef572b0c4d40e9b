//! How fast a session is built: two hundred documents anew, and the same again when nothing has changed.
//!
//! `cargo bench --bench session`. Beside other programs it is measured by `benches/peers/batch.py`.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use divan::Bencher;
use divan::counter::ItemsCount;
use greffe::session::{Form, Options, Workshop, build};
use greffe::source::discover;
use greffe::style::Library;
use tempfile::TempDir;

fn main() {
    divan::main();
}

const DOCUMENTS: usize = 200;

const SESSION: &str = "number = 99\nplace = { fr = \"Brume\" }\ncountry = { fr = \"Îles\" }\nstart = 2031-05-01\nend = 2031-05-04\n\
template = \"interpol\"\n";

/// A clause; some twenty of them fill two pages.
const CLAUSE: &str = "Prie instamment les membres N de l'Organisation, réunis en leur 86ème session, d'étudier l'avenir \
de la navigation de nuit et de rendre compte avant le 1er mars 20NN des moyens qu'ils y consacrent ;\n\n";

/// A folder with the sources.
fn sources() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let session = folder.path().join("session");
    fs::create_dir(&session).expect("a folder");
    fs::write(session.join("session.toml"), SESSION).expect("a file");
    for number in 1..=DOCUMENTS {
        let matter = format!(
            "+++\nreference = \"BR-{number}\"\nnumber = {number}\nsubject = \"Étude {number}\"\n+++\n"
        );
        let body = CLAUSE.replace('N', &number.to_string()).repeat(20);
        fs::write(session.join(format!("{number:04}-etude.fr.md")), matter + &body).expect("a file");
    }
    folder
}

/// Builds all of it; how many documents were written.
fn set(folder: &Path, out: &Path) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workshop = Workshop::new(Library::open(root).to_write(), None);
    let discovery = discover(&[folder.to_path_buf()]).expect("the sources");
    let options = Options::new(out, Form { audit: false, ..Form::default() });
    let summary = build(&workshop, &discovery, &options, &AtomicBool::new(false), &mut |_| {});
    summary.expect("a build").written
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn anew(bencher: Bencher<'_, '_>) {
    let folder = sources();
    let out = || TempDir::new().expect("a folder");
    let counted = bencher.counter(ItemsCount::new(DOCUMENTS)).with_inputs(out);
    counted.bench_values(|out| {
        assert_eq!(set(folder.path(), out.path()), DOCUMENTS);
        out
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn unchanged(bencher: Bencher<'_, '_>) {
    let (folder, out) = (sources(), TempDir::new().expect("a folder"));
    set(folder.path(), out.path());
    bencher.counter(ItemsCount::new(DOCUMENTS)).bench(|| assert_eq!(set(folder.path(), out.path()), 0));
}
