//! What of the file system concerns a watch.

use std::path::{Component, Path, PathBuf};

use crate::model::Session;
use crate::session::REGISTER;
use crate::source::folder_of;

/// Which documents are watched, with what, and what is written.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Documents, or folders to search for them.
    pub(super) paths: Vec<PathBuf>,
    /// The folder that holds `templates/` and `fonts/`.
    pub(super) root: PathBuf,
    /// The folder that is written to, whose changes are our own.
    out: Option<PathBuf>,
}

/// The parts of a library.
pub(super) const LIBRARY: [&str; 2] = ["templates", "fonts"];

impl Scope {
    /// What `paths` are made from with the library of a folder; what happens in `out` concerns nobody.
    pub fn new(paths: &[PathBuf], root: &Path, out: Option<&Path>) -> Self {
        Self {
            paths: paths.iter().map(|path| resolve(path)).collect(),
            root: resolve(root),
            out: out.map(resolve),
        }
    }

    /// The folders in which every change is looked at, hidden ones excepted: those of the documents, and the library's.
    pub(super) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let documents = self
            .paths
            .iter()
            .map(|path| if path.is_file() { folder_of(path).to_path_buf() } else { path.clone() });
        documents.chain(self.library())
    }

    /// The folders of the library, where links lead.
    pub(super) fn library(&self) -> impl Iterator<Item = PathBuf> {
        LIBRARY.into_iter().map(|part| resolve(&self.root.join(part)))
    }

    /// Whether a path is of the library.
    pub(super) fn is_library(&self, path: &Path) -> bool {
        let parts = LIBRARY.into_iter().map(|part| self.root.join(part));
        parts.chain(self.library()).any(|part| path.starts_with(&part) || part.starts_with(path))
    }

    /// Whether a change at a path may change what is built.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        if self.out.as_ref().is_some_and(|out| path.starts_with(out)) {
            return false;
        }
        let within = self.folders().find_map(|folder| path.strip_prefix(folder).ok().map(Path::to_path_buf));
        if let Some(rest) = within {
            return !rest.components().any(is_passing);
        }
        // A folder above has come, gone or been moved.
        if self.folders().any(|folder| folder.starts_with(path)) || self.is_library(path) {
            return true;
        }
        // What else is watched are the sessions beside, whose documents may be cited.
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let cited =
            name == REGISTER || name == Session::FILE_NAME || path.extension().is_some_and(|end| end == "md");
        let session = path.parent() != Some(&self.root) && path.join(Session::FILE_NAME).is_file();
        !path.components().next_back().is_some_and(is_passing) && (cited || session)
    }
}

/// Whether a name is one that editors and programs give to what passes: hidden, or a copy of before.
fn is_passing(component: Component<'_>) -> bool {
    let Component::Normal(name) = component else { return false };
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// The path without symbolic links, as events name it; what is missing stands where it would.
pub(super) fn resolve(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for above in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), absolute.strip_prefix(above)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_and_what_is_written_concerns_nobody() {
        let scope = Scope::new(
            &["/work/.x/content".into()],
            Path::new("/work/.x"),
            Some(Path::new("/work/.x/content/out")),
        );
        for (path, concerns) in [
            ("/work/.x/content/1/a.fr.md", true),
            ("/work/.x/content/1/figures/a.png", true),
            ("/work/.x/content", true),
            ("/work/.x", true),
            ("/work/.x/templates/interpol/style.toml", true),
            ("/work/.x/fonts/fonts.toml", true),
            ("/work/.x/references.toml", true),
            ("/work/.x/content/out/1/manifest.json", false),
            ("/work/.x/content/1/.a.fr.md.swp", false),
            ("/work/.x/content/1/a.fr.md~", false),
            ("/work/.x/content/.git/index", false),
            ("/work/.x/notes.txt", false),
        ] {
            assert_eq!(scope.concerns(Path::new(path)), concerns, "{path}");
        }
    }
}
