//! Text as keywords are compared: without what typing may lose.

use unicode_normalization::UnicodeNormalization;

/// Text as keywords are compared: lower case, without accents, `œ` as `oe`, straight apostrophes.
///
/// ```
/// assert_eq!(greffe::style::fold("À L’ŒUVRE"), "a l'oeuvre");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.chars() {
        match fold_letter(ch) {
            Some(letters) => folded.push_str(letters),
            None if ch.is_ascii() => folded.push(ch.to_ascii_lowercase()),
            None => return fold_any(text),
        }
    }
    folded
}

/// Whether two characters cannot begin texts that fold alike: both are letters whose folding is known, and it differs.
pub fn begin_differently(one: char, other: char) -> bool {
    let letter = |ch: char| match fold_letter(ch) {
        Some(letters) => letters.bytes().next(),
        None => ch.is_ascii_alphanumeric().then(|| ch.to_ascii_lowercase() as u8),
    };
    letter(one).zip(letter(other)).is_some_and(|(one, other)| one != other)
}

/// The characters of French and Spanish that are not their own lower case, as they are folded.
fn fold_letter(ch: char) -> Option<&'static str> {
    Some(match ch {
        'À'..='Å' | 'à'..='å' => "a",
        'Ç' | 'ç' => "c",
        'È'..='Ë' | 'è'..='ë' => "e",
        'Ì'..='Ï' | 'ì'..='ï' => "i",
        'Ñ' | 'ñ' => "n",
        'Ò'..='Ö' | 'ò'..='ö' => "o",
        'Ù'..='Ü' | 'ù'..='ü' => "u",
        'Ÿ' | 'ÿ' => "y",
        '’' => "'",
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        '\u{a0}' | '\u{202f}' => " ",
        '«' => "«",
        '»' => "»",
        '“' => "“",
        '”' => "”",
        '¿' => "¿",
        '¡' => "¡",
        'º' => "º",
        'ª' => "ª",
        '–' => "–",
        '°' => "°",
        _ => return None,
    })
}

/// The same for characters of any script.
fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.nfd() {
        match ch {
            // Combining marks.
            '\u{300}'..='\u{36f}' => {}
            '’' | '\u{2bc}' => folded.push('\''),
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            '\u{a0}' | '\u{202f}' => folded.push(' '),
            _ => folded.extend(ch.to_lowercase()),
        }
    }
    folded
}
