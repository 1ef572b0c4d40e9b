//! Ordinal numbers: `1er`, `2e`, `XXe`.

use crate::typography::common::words::is_roman;

/// The endings of ordinal numbers, longest first.
const ORDINAL_ENDINGS: [&str; 18] = [
    "ièmes", "ières", "ième", "ière", "iers", "ier", "èmes", "emes", "ères", "ème", "eme", "ère", "ndes",
    "nde", "nds", "res", "ers", "es",
];

/// The short endings that are right already.
const SHORT_ENDINGS: [&str; 6] = ["er", "re", "nd", "me", "e", "d"];

/// Splits an ordinal into its number (Arabic or Roman) and its ending.
pub(super) fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits > 0 {
        digits
    } else {
        // The ending is in lower case, the numeral in capitals.
        text.bytes().take_while(|byte| b"IVXLCDM".contains(byte)).count()
    };
    let (number, ending) = text.split_at(number);
    let known = ORDINAL_ENDINGS.contains(&ending) || SHORT_ENDINGS.contains(&ending);
    if number.is_empty() || !known {
        return None;
    }
    if digits == 0 {
        // `Ce`, `De`, `Les` and `Mme` are words; a numeral has two letters at least, or is I, V or X.
        let sound = is_roman(number) && (number.len() > 1 || "IVX".contains(number));
        let first = number == "I" && matches!(ending, "er" | "re" | "ers" | "res" | "ère" | "ier" | "ière");
        let wordlike = matches!(text, "Ie" | "Ies" | "Id" | "Xe") && text != "Xe"
            || number.starts_with("MM") && number.len() < 3;
        if !sound || wordlike || (number == "I" && !first) {
            return None;
        }
    }
    Some((number, ending))
}
