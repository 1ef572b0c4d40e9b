//! Names the program by its own sources, so that a manifest tells which program wrote it and a changed program
//! builds its documents anew.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.push(PathBuf::from("Cargo.lock"));
    files.sort();
    let mut digest = Sha256::new();
    for file in &files {
        // Without a lock file the program is named by its sources alone; where line ends differ, it is the same.
        let text = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
        digest.update(file.to_string_lossy().replace('\\', "/"));
        digest.update([0]);
        digest.update(text);
        digest.update([0]);
    }
    let digest = digest.finalize();
    let number = digest.iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte));
    println!("cargo::rustc-env=GREFFE_SOURCES={number:012x}");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
