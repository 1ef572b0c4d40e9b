//! The texts of new files: comments in one language, values as TOML, names of files.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name that is made of a subject, in characters.
const LONGEST: usize = 60;

/// A text with the comments of one language: `#fr …` is a comment in French, and no line at all in another language.
pub(super) fn commented(text: &str, language: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for line in text.lines() {
        let comment = line.strip_prefix('#').and_then(|line| line.split_at_checked(2));
        match comment.and_then(|(code, words)| Some((code, words.strip_prefix(' ')?))) {
            Some((code, words)) if code.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                if code != language {
                    continue;
                }
                lines.push_str("# ");
                lines.push_str(words);
            }
            _ => lines.push_str(line),
        }
        lines.push('\n');
    }
    lines
}

/// A text as a basic string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    use std::fmt::Write;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Writing to a string cannot fail.
            ch if ch.is_control() => drop(write!(quoted, "\\u{:04X}", u32::from(ch))),
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a part of a file name: letters without their accents and digits, in lower case, with a hyphen between words;
/// letters of other scripts stay. Empty when there are none.
///
/// ```
/// use greffe::starter::slug;
/// assert_eq!(slug("Budget de l’exercice 2031 : l'œuvre d'État"), "budget-de-l-exercice-2031-l-oeuvre-d-etat");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for ch in text.nfd().filter(|ch| !is_combining_mark(*ch)) {
        let letters = match ch {
            'œ' | 'Œ' => "oe",
            'æ' | 'Æ' => "ae",
            'ß' => "ss",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' => "d",
            _ => "",
        };
        if letters.is_empty() && !ch.is_alphanumeric() {
            gap = !slug.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            slug.push('-');
        }
        match letters {
            "" => slug.extend(ch.to_lowercase()),
            letters => slug.push_str(letters),
        }
    }
    shortened(slug)
}

/// Cuts a name that is too long at the end of a word, if it has one.
fn shortened(slug: String) -> String {
    let Some((end, _)) = slug.char_indices().nth(LONGEST) else { return slug };
    let at = if slug[end..].starts_with('-') { end } else { slug[..end].rfind('-').unwrap_or(end) };
    slug[..at].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_have_no_accents_and_end_with_a_word() {
        for (text, name) in [
            ("Accord de coopération avec l'UIT", "accord-de-cooperation-avec-l-uit"),
            ("  « Où ? » — çà & là…  ", "ou-ca-la"),
            ("Þing nº 3", "þing-nº-3"),
            ("الميزانية", "الميزانية"),
            ("../../etc/passwd", "etc-passwd"),
            ("!!!", ""),
        ] {
            assert_eq!(slug(text), name);
        }
        let long = slug(&"assemblée générale ".repeat(9));
        assert!(long.ends_with("-assemblee-generale") && long.len() == 56, "{long}");
        assert_eq!(slug(&"a".repeat(90)).len(), LONGEST);
    }

    #[test]
    fn a_quoted_text_is_read_back() {
        for text in ["l'État", "a \"b\" \\ c", "\u{7f}\u{1}\n\t", ""] {
            let table: std::collections::BTreeMap<String, String> =
                toml::from_str(&format!("a = {}", quoted(text))).expect("TOML");
            assert_eq!(table["a"], text);
        }
    }

    #[test]
    fn comments_are_those_of_one_language() {
        let text = "#fr un\n#en one\na = 1\n# b = 2\n[c]\n";
        assert_eq!(commented(text, "en"), "# one\na = 1\n# b = 2\n[c]\n");
        assert_eq!(commented(text, "fr"), "# un\na = 1\n# b = 2\n[c]\n");
    }
}
