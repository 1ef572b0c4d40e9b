//! The unit of work: the documents of sessions, set in parallel, written whole, and recorded.
//!
//! ```text
//! Discovery ─ build ─ for each session: Former (what the last build left) ─ Run
//!             Run: for each document, on a thread: unchanged? or Workshop::prepare ─ Prepared::set ─ Staged
//!                  in their order: Desk gives each its place ─ Ledger (journal, then manifest)
//! ```
//!
//! A document is built anew when anything has changed that it is made from: contents are compared, never dates. Files
//! are written beside their places and moved there; a build that is killed leaves whole files and a journal, from which
//! the next one goes on.

mod archive;
mod bilingual;
mod build;
mod citations;
mod concord;
mod desk;
mod document;
mod fingerprint;
mod fix;
mod ledger;
mod lock;
mod manifest;
mod merge;
mod numbers;
mod origin;
mod output;
mod pool;
mod run;
mod share;
mod status;
mod verify;
mod volume;
mod workshop;

pub(crate) use archive::Register;
pub use archive::{Archive, REGISTER};
pub use bilingual::{Bilingual, BilingualOptions, bilingual};
pub use build::{Change, Event, Listen, Options, Report, State, Summary, build};
pub use citations::judge;
pub(crate) use concord::language_name;
pub use concord::{Comparison, Difference, Place, Versions, concord};
pub use document::{Built, Form, Prepared};
pub use fix::fixed;
pub use manifest::{Entry, Failure, Manifest, PROGRAM, Proof, Remark, Stale};
pub use merge::{Merged, merge};
pub use numbers::{Numbers, WrongNumber, wrong_number};
pub use origin::{Recorded, record};
pub use output::write_whole;
pub(crate) use run::{failed_itself, file_name};
pub use share::Share;
pub use status::{Condition, Finding, status};
pub use verify::verify;
pub use volume::{Volume, VolumeOptions, volume};
pub use workshop::{Basis, Meant, Workshop};
