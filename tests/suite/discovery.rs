//! Finding documents.

use std::path::PathBuf;

use greffe::source::discover;

use crate::support::Desk;

#[test]
fn folders_are_searched_and_loops_are_not_followed() {
    let desk = Desk::new()
        .write("content/b/2.fr.md", "")
        .write("content/a/1.fr.md", "")
        .write("content/a/README.md", "")
        .write("content/a/.hidden/3.fr.md", "")
        .write("content/a/notes.txt", "");
    std::os::unix::fs::symlink(desk.path("content"), desk.path("content/a/loop")).expect("a link");
    let found = discover(&[desk.path("content"), desk.path("content/a/1.fr.md")]).expect("a search");
    let names: Vec<PathBuf> =
        ["content/a/1.fr.md", "content/b/2.fr.md"].iter().map(|name| desk.path(name)).collect();
    assert_eq!(found.documents().cloned().collect::<Vec<_>>(), names);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    assert!(discover(&[PathBuf::from("/nowhere/at/all")]).is_err());
}
