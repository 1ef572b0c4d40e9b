//! The manifest of a session: what was built, and from what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize};

use super::share::Share;
use crate::diagnostic::{Diagnostic, Error, Message, Speech, messages};
use crate::model::Citation;
use crate::source::{Digest, Source};

/// The program as manifests name it: its version, and what identifies its sources.
pub const PROGRAM: &str = concat!("greffe ", env!("CARGO_PKG_VERSION"), " (", env!("GREFFE_SOURCES"), ")");

/// Everything that is known of a session's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// The program that wrote it.
    pub program: String,
    /// The name of the session's folder.
    pub session: String,
    /// Which share of the documents it speaks of, where it does not of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The documents, in the order of their sources.
    pub documents: Vec<Entry>,
    /// The documents that could not be built the last time.
    pub failed: Vec<Failure>,
    /// The files that no source makes any more.
    #[serde(default)]
    pub stale: Vec<Stale>,
    /// What is amiss among the documents, each of which is sound by itself.
    pub warnings: Vec<Remark>,
    /// What several documents share, by the name of its set: the files with their digests.
    pub sets: BTreeMap<String, BTreeMap<String, Digest>>,
}

/// One document that was built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    /// The official reference.
    pub reference: String,
    /// The language, as a code of ISO 639-1.
    pub language: String,
    /// The number within the session.
    pub number: u32,
    /// What it is: `resolution`, `decision`, …
    pub kind: String,
    /// The title of the file.
    pub title: String,
    /// The source, in the session's folder.
    pub source: String,
    /// The file that was written, in the session's folder of the output.
    pub file: String,
    /// What the file claims to be.
    pub standard: String,
    /// How many pages it has.
    pub pages: usize,
    /// Its size.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
    /// The proof for revisers, when it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The digest of its words in their final characters.
    pub text: Digest,
    /// What identifies everything that the file was made from.
    pub fingerprint: Digest,
    /// The source and the pictures, with their digests.
    pub inputs: BTreeMap<String, Digest>,
    /// The set that it shares with others.
    pub set: String,
    /// The documents that it cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Remark>,
}

/// A proof for revisers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The file.
    pub file: String,
    /// Its digest.
    pub sha256: Digest,
}

/// A file that no source makes any more: its source is gone, or has another reference now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stale {
    /// The file.
    pub file: String,
    /// The source that it was made from.
    pub source: String,
    /// The digest of the file.
    pub sha256: Digest,
}

/// A document that could not be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The source.
    pub source: String,
    /// Its digest, if it could be read.
    pub sha256: Option<Digest>,
    /// What is wrong, as `GR-0112: the field …`.
    pub errors: Vec<String>,
}

/// A warning about a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The stable code.
    pub code: String,
    /// The file that is spoken of.
    pub file: String,
    /// The first byte in it, and the one after the last.
    pub at: (usize, usize),
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is amiss, in English.
    pub message: String,
    /// What to do, in English.
    pub help: String,
    /// The same in no language, to be told in any; `None` where another program has written it in words of its own.
    #[serde(deserialize_with = "known")]
    pub said: Option<Message>,
}

/// A sentence that this program has, or `None`.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Message>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(|value| serde_json::from_value(value).ok())
}

impl Remark {
    /// A finding as a manifest keeps it.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let (line, column) = diagnostic.source.position(diagnostic.range.start);
        Self {
            code: diagnostic.code().to_owned(),
            file: diagnostic.source.name.clone(),
            at: (diagnostic.range.start, diagnostic.range.end),
            line,
            column,
            message: diagnostic.message.text(Speech::English),
            help: diagnostic.message.help(Speech::English),
            said: Some(diagnostic.message.clone()),
        }
    }

    /// The finding again, over the text of `source` if it is of that; otherwise its place is told in words. `None`
    /// for one of another program.
    pub fn diagnostic(&self, source: &std::sync::Arc<Source>) -> Option<Diagnostic> {
        let (source, range) = if source.name == self.file {
            (std::sync::Arc::clone(source), self.at.0..self.at.1)
        } else {
            (Source::new(format!("{}:{}:{}", self.file, self.line, self.column), ""), 0..0)
        };
        self.said.clone().map(|message| Diagnostic::warning(source, range, message))
    }
}

impl Manifest {
    /// The name of the file.
    pub const FILE_NAME: &'static str = "manifest.json";

    /// Reads the manifest of an output folder; `None` when there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not one of this program's.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(messages::cannot_read, path, error)),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|error| {
            Error::Refused(messages::bad_manifest(path.display().to_string(), error.to_string()))
        })
    }

    /// The path of a session's manifest, or of that of a share.
    pub fn path(out: &Path, session: &str, share: Option<Share>) -> PathBuf {
        let folder = out.join(session);
        match share {
            None => folder.join(Self::FILE_NAME),
            Some(share) => folder.join(format!("manifest.{}.json", share.lane())),
        }
    }

    /// The manifest as the bytes of its file: a document a line, so that two of them can be compared line by line.
    ///
    /// # Errors
    ///
    /// Never for the types above; serialization has a way to fail.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = self.head()?;
        for (index, entry) in self.documents.iter().enumerate() {
            bytes.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut bytes, entry)?;
        }
        bytes.extend(self.tail()?);
        Ok(bytes)
    }

    /// What stands before the documents.
    pub(super) fn head(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = b"{\n\"program\": ".to_vec();
        serde_json::to_writer(&mut bytes, &self.program)?;
        bytes.extend_from_slice(b",\n\"session\": ");
        serde_json::to_writer(&mut bytes, &self.session)?;
        if let Some(share) = &self.share {
            bytes.extend_from_slice(b",\n\"share\": ");
            serde_json::to_writer(&mut bytes, share)?;
        }
        bytes.extend_from_slice(b",\n\"documents\": [");
        Ok(bytes)
    }

    /// What stands after them.
    pub(super) fn tail(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = b"\n],\n\"failed\": ".to_vec();
        serde_json::to_writer_pretty(&mut bytes, &self.failed)?;
        bytes.extend_from_slice(b",\n\"stale\": ");
        serde_json::to_writer_pretty(&mut bytes, &self.stale)?;
        bytes.extend_from_slice(b",\n\"warnings\": ");
        serde_json::to_writer_pretty(&mut bytes, &self.warnings)?;
        bytes.extend_from_slice(b",\n\"sets\": ");
        serde_json::to_writer_pretty(&mut bytes, &self.sets)?;
        bytes.extend_from_slice(b"\n}\n");
        Ok(bytes)
    }
}
