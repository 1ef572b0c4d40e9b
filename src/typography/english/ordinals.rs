//! Ordinal numbers: `1st`, `22nd`, `XXth`.

use crate::typography::common::words::is_roman;

/// Splits an ordinal into its number (Arabic or Roman) and its ending.
pub(super) fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let at = text.len().checked_sub(2)?;
    let (number, ending) = (text.get(..at)?, text.get(at..)?);
    let known = matches!(ending, "st" | "nd" | "rd" | "th");
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (known && (digits || (number.len() > 1 && is_roman(number)))).then_some((number, ending))
}
