//! The unit of work: the documents of sessions, set in parallel and written whole.

mod build;
mod document;
mod fix;
mod output;
mod register;

pub use build::{Options, Report, Summary, build};
pub use document::{Built, Form, Prepared, Workshop};
pub use fix::fixed;
pub use output::write_whole;
pub use register::Register;
