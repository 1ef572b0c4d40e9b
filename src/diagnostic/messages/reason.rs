//! What libraries and the system say, as sentences of the tables where they are known.

use super::super::message::{Argument, Message};
use super::{
    bad_length, bad_setting, missing_setting, unknown_setting, unknown_setting_near, unknown_value,
    wrong_setting,
};
use crate::source::nearest;

/// What the system says of a file.
pub fn io(error: &std::io::Error) -> Argument {
    use std::io::ErrorKind;
    let phrase = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::AlreadyExists => "it exists already",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::FileTooLarge => "the file would be too large",
        _ => return Argument::Text(error.to_string()),
    };
    Argument::Phrase(phrase.to_owned())
}

/// What the TOML reader says of a text that is none. What it expected, after that, is a list of signs that helps
/// nobody; the description alone has plain words in the tables.
pub fn syntax(error: &str) -> Argument {
    Argument::Phrase(error.split(", expected ").next().unwrap_or(error).to_owned())
}

/// What the reader of typed TOML says, as serde words it.
pub fn setting(error: &str) -> Message {
    let error = error.replace('\n', ", ");
    let quoted: Vec<&str> = error.split('`').skip(1).step_by(2).collect();
    let known = |names: &[&str]| names.join(", ");
    if let Some((text, _)) = error.strip_prefix('`').and_then(|error| error.split_once("` is not a length")) {
        return bad_length(text);
    }
    match quoted.split_first() {
        Some((name, names)) if error.starts_with("unknown field") => {
            match nearest(name, names.iter().copied()) {
                Some(near) => unknown_setting_near(*name, near),
                None => unknown_setting(*name, known(names)),
            }
        }
        Some((name, names)) if error.starts_with("unknown variant") => unknown_value(*name, known(names)),
        Some((name, _)) if error.starts_with("missing field") => missing_setting(*name),
        _ => {
            let parts = error
                .strip_prefix("invalid type: ")
                .or_else(|| error.strip_prefix("invalid value: "))
                .and_then(|rest| rest.split_once(", expected "));
            match parts {
                Some((found, wanted)) => {
                    wrong_setting(Argument::Phrase(found.to_owned()), Argument::Phrase(wanted.to_owned()))
                }
                None => bad_setting(Argument::Phrase(error)),
            }
        }
    }
}
