//! The files that are made from the program itself: each is in the repository as the program makes it now.
//!
//! `GREFFE_RENEW=1 cargo test --test suite generated` writes them anew.

use std::fs;

use greffe::schema::{SCHEMAS, taplo_rules};

use crate::chapters;
use crate::support::repository;

/// The files, by their names from the root, with their texts.
fn generated() -> Vec<(String, String)> {
    let schemas =
        SCHEMAS.iter().map(|schema| (format!("templates/schema/{}", schema.file_name()), schema.text()));
    let rules = [(".taplo.toml".to_owned(), taplo_rules())];
    let chapters = chapters::all().into_iter().map(|(name, text)| (format!("docs/src/{name}"), text));
    schemas.chain(rules).chain(chapters).collect()
}

#[test]
fn generated_files_are_as_the_program_makes_them() {
    let renew = std::env::var_os("GREFFE_RENEW").is_some();
    let mut old = Vec::new();
    for (name, text) in generated() {
        let path = repository().join(&name);
        if fs::read_to_string(&path).ok().as_ref() == Some(&text) {
            continue;
        }
        if renew {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("a file");
        } else {
            old.push(name);
        }
    }
    assert!(
        old.is_empty(),
        "not as the program makes them: {old:?}\nwrite them anew: GREFFE_RENEW=1 cargo test --test suite generated"
    );
}

#[test]
fn no_schema_is_left_that_nothing_makes() {
    for entry in fs::read_dir(repository().join("templates/schema")).expect("the schemas").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(SCHEMAS.iter().any(|schema| schema.file_name() == name), "nothing makes {name}");
    }
}
