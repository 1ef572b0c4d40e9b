//! Names the program by its own sources, so that a manifest tells which program wrote it and a changed program
//! builds its documents anew; and lists the files of `templates/` and `fonts/`, which the program carries.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rustc-env=GREFFE_SOURCES={:012x}", name_of_sources());
    let list = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("library.rs");
    fs::write(list, library()?)?;
    for watched in ["src", "Cargo.lock", "templates", "fonts"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    Ok(())
}

/// The beginning of the digest of the sources.
fn name_of_sources() -> u64 {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.push(PathBuf::from("Cargo.lock"));
    files.sort();
    let mut digest = Sha256::new();
    for file in &files {
        // Without a lock file the program is named by its sources alone; where line ends differ, it is the same.
        let text = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
        digest.update(name(file));
        digest.update([0]);
        digest.update(text);
        digest.update([0]);
    }
    let digest = digest.finalize();
    digest.iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The files that the program carries, as the elements of a slice of `Embedded` in the order of their names. The paths
/// are those of the crate wherever it is built: no path of this machine comes into the program.
fn library() -> io::Result<String> {
    let mut files = Vec::new();
    collect(Path::new("templates"), &mut files);
    collect(Path::new("fonts"), &mut files);
    let mut files: Vec<(String, PathBuf)> = files.into_iter().map(|file| (name(&file), file)).collect();
    files.sort();
    let mut list = "&[\n".to_owned();
    for (name, file) in files {
        let digest: [u8; 32] = Sha256::digest(fs::read(file)?).into();
        let bytes =
            format!("include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", format!("/{name}"));
        let _ =
            writeln!(list, "Embedded {{ name: {name:?}, bytes: {bytes}, digest: Digest::new({digest:?}) }},");
    }
    list.push_str("]\n");
    Ok(list)
}

/// A path with `/` between its parts.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The files below a folder; hidden ones, and what editors leave, are no part of it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
