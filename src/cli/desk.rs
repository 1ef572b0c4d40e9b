//! What every command that works on an output folder is told.

use std::path::PathBuf;

/// Where files are written, and with what.
#[derive(Debug, clap::Args)]
pub(super) struct Desk {
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(super) out: PathBuf,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    pub(super) template: Option<String>,
    /// How many documents are worked on at once; by default one for each processor.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
}
