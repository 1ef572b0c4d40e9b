//! Numbers in the forms of lists: `1)`, `(a)`, `i.`, `A`, `I`, `أ`.

use crate::model::ABJAD;

/// A number in the form that a style gives by example: `1)`, `(a)`, `i.`, `A`, `I`, `أ`.
pub(super) fn numeral(form: &str, number: u64) -> String {
    let Some(at) = form.find(|ch: char| ch.is_ascii_alphanumeric() || ch == 'أ') else {
        return form.to_owned();
    };
    let (before, rest) = form.split_at(at);
    let (sort, after) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    let numeral = match sort {
        "a" => letters(number),
        "A" => letters(number).to_uppercase(),
        "i" => roman(number).to_lowercase(),
        "I" => roman(number),
        "أ" => abjad(number),
        _ => number.to_string(),
    };
    format!("{before}{numeral}{after}")
}

/// `a` to `z`, then `aa`, `ab` and so on.
fn letters(number: u64) -> String {
    let mut number = number.max(1);
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(char::from(b'a' + ((number - 1) % 26) as u8));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// `أ` to `غ`, then `أأ`, `أب` and so on.
fn abjad(number: u64) -> String {
    let alphabet: Vec<char> = ABJAD.chars().collect();
    let count = alphabet.len() as u64;
    let mut number = number.max(1);
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(alphabet[((number - 1) % count) as usize]);
        number = (number - 1) / count;
    }
    // A heh by itself would be read as a five.
    letters
        .iter()
        .rev()
        .map(|letter| if *letter == 'ه' { "هـ".to_owned() } else { letter.to_string() })
        .collect()
}

/// The Roman numeral of a number below 4000; larger ones stay Arabic.
fn roman(number: u64) -> String {
    const PARTS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, symbol) in PARTS {
        while rest >= value {
            numeral.push_str(symbol);
            rest -= value;
        }
    }
    numeral
}
