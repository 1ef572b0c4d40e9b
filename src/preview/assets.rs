//! The files of the page itself, which are part of the program.

/// A file of the page.
pub(super) struct Asset {
    pub(super) name: &'static str,
    pub(super) media_type: &'static str,
    pub(super) bytes: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $media_type:expr) => {
        Asset { name: $name, media_type: $media_type, bytes: include_bytes!(concat!("assets/", $name)) }
    };
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! scripts {
    ($($name:literal),*) => {
        [$(Asset { name: $name, media_type: SCRIPT, bytes: include_bytes!(concat!("assets/", $name)) }),*]
    };
}

/// The page.
pub(super) const PAGE: Asset = asset!("index.html", "text/html; charset=utf-8");

/// What the page asks for besides.
pub(super) const STYLES: [Asset; 9] = [
    asset!("base.css", STYLE),
    asset!("frame.css", STYLE),
    asset!("list.css", STYLE),
    asset!("narrow.css", STYLE),
    asset!("pages.css", STYLE),
    asset!("text.css", STYLE),
    asset!("icon.svg", "image/svg+xml"),
    asset!("words.en.json", "application/json"),
    asset!("words.fr.json", "application/json"),
];

/// Its programs.
pub(super) const SCRIPTS: [Asset; 13] = scripts![
    "app.js",
    "editor.js",
    "findings.js",
    "highlight.js",
    "keys.js",
    "list.js",
    "pages.js",
    "panes.js",
    "server.js",
    "settings.js",
    "status.js",
    "work.js",
    "words.js"
];

/// A file by its name.
pub(super) fn find(name: &str) -> Option<&'static Asset> {
    static ALL: (&[Asset], &[Asset]) = (&STYLES, &SCRIPTS);
    ALL.0.iter().chain(ALL.1).find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn words(name: &str) -> BTreeMap<String, String> {
        serde_json::from_slice(find(name).expect("a table").bytes).expect("words by their keys")
    }

    #[test]
    fn both_languages_have_the_same_words() {
        let (english, french) = (words("words.en.json"), words("words.fr.json"));
        assert!(english.keys().eq(french.keys()), "{english:#?} {french:#?}");
        let holes = |text: &str| text.matches('{').count();
        for (key, text) in &english {
            assert_eq!(holes(text), holes(&french[key]), "{key}");
            assert!(!text.trim().is_empty() && !french[key].trim().is_empty(), "{key}");
        }
    }

    #[test]
    fn every_word_is_used_and_there() {
        let english = words("words.en.json");
        let page = String::from_utf8_lossy(PAGE.bytes);
        let scripts: String = SCRIPTS.iter().map(|asset| String::from_utf8_lossy(asset.bytes)).collect();
        let all = format!("{page}{scripts}");
        for key in english.keys() {
            let stem = key.split('.').next().unwrap_or(key);
            let named = [format!("\"{key}\""), format!("count(\"{stem}\""), format!("`{stem}.")];
            assert!(named.iter().any(|name| all.contains(name.as_str())), "{key} is said nowhere");
        }
        for said in page.split("data-words=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(english.contains_key(said), "{said} is in no table");
        }
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere_and_no_script_stands_in_the_page() {
        for asset in STYLES.iter().chain(&SCRIPTS).chain([&PAGE]) {
            let text = String::from_utf8_lossy(asset.bytes).replace("http://www.w3.org/2000/svg", "");
            assert!(!text.contains("http://") && !text.contains("https://"), "{}", asset.name);
            assert!(!text.contains("innerHTML") && !text.contains("style=\""), "{}", asset.name);
        }
        let page = String::from_utf8_lossy(PAGE.bytes);
        assert!(page.contains("<script type=\"module\" src=\"/assets/app.js\"></script>"));
        assert_eq!(page.matches("<script").count(), 1);
    }
}
