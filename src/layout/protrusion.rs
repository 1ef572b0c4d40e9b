//! How far marks hang in the margins.

/// How far a character hangs in the margin where lines begin, in thousandths of an em.
pub(super) fn left(ch: char) -> i64 {
    match ch {
        '“' | '”' | '‘' => 150,
        '«' => 120,
        '(' | '[' => 40,
        '–' | '—' | '-' => 100,
        'A' | 'À' | 'Â' | 'T' | 'V' | 'W' | 'Y' => 30,
        _ => 0,
    }
}

/// How far a character hangs in the margin where lines end, in thousandths of an em. The figures follow those of Hàn
/// Thế Thành (*Micro-typographic extensions to the TeX typesetting system*, 2000): what is light hangs far.
pub(super) fn right(ch: char) -> i64 {
    match ch {
        '.' | ',' | '،' => 160,
        '-' | '\u{ad}' | '\u{2010}' => 170,
        ';' | ':' | '؛' => 100,
        '’' | '“' | '”' => 150,
        '»' => 120,
        '!' | '?' | '؟' => 50,
        '–' | '—' => 100,
        ')' | ']' => 40,
        'r' | 'v' | 'w' | 'y' | 'T' | 'V' | 'Y' => 20,
        _ => 0,
    }
}
