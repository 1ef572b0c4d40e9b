//! What greffe says in each of its languages, and to programs.

use std::collections::BTreeSet;

use greffe::diagnostic::{Catalog, Key, Speech, messages};
use serde_json::Value;

use crate::support::{Desk, FRONT_MATTER};

/// The placeholders of a template that a key knows, each once.
fn placeholders<'a>(template: &'a str, key: &Key) -> BTreeSet<&'a str> {
    let parts = template.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let names = parts.map(|(inside, _)| inside.split(['.', '|']).next().unwrap_or_default());
    names.filter(|name| key.placeholders.contains(name)).collect()
}

#[test]
fn each_table_has_each_sentence_with_all_its_placeholders_and_no_other() {
    for speech in Speech::ALL {
        let catalog = Catalog::of(speech);
        for key in messages::ALL {
            let place = format!("{speech:?}: {} {}", key.group, key.name);
            let sentence = catalog.sentences.get(key.group).and_then(|group| group.get(key.name));
            let sentence = sentence.unwrap_or_else(|| panic!("{place} is missing"));
            let said: BTreeSet<&str> = sentence.iter().flat_map(|part| placeholders(part, key)).collect();
            assert_eq!(said, key.placeholders.iter().copied().collect(), "{place}");
            let parts = if key.group == "talk" { 1 } else { 2 };
            assert_eq!(sentence.len(), parts, "{place}");
            assert!(!sentence[0].is_empty(), "{place}");
        }
        let known: BTreeSet<(&str, &str)> = messages::ALL.iter().map(|key| (key.group, key.name)).collect();
        for (group, names) in &catalog.sentences {
            for name in names.keys() {
                assert!(
                    known.contains(&(group.as_str(), name.as_str())),
                    "{speech:?}: {group} {name} is of no use"
                );
            }
        }
    }
}

#[test]
fn what_has_help_in_one_language_has_it_in_the_other() {
    let [english, french] = Speech::ALL.map(Catalog::of);
    for key in messages::ALL.iter().filter(|key| key.group != "talk") {
        let help = |catalog: &Catalog| !catalog.sentences[key.group][key.name][1].is_empty();
        assert_eq!(help(english), help(french), "{} {}", key.group, key.name);
    }
}

#[test]
fn french_sentences_are_set_as_french() {
    for (group, names) in &Catalog::of(Speech::French).sentences {
        for (name, parts) in names {
            for part in parts {
                // What stands between backquotes is what the user types.
                let words: String = part.split('`').step_by(2).collect();
                for wrong in [" :", " ;", " ?", " !", "'", "..."] {
                    assert!(!words.contains(wrong), "{group} {name}: {part}");
                }
            }
        }
    }
}

#[test]
fn the_language_is_that_of_the_system_or_the_one_that_is_asked_for() {
    let of = |set: &[(&str, &str)]| {
        Speech::of_environment(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into())
        })
    };
    assert_eq!(of(&[]), Speech::English);
    assert_eq!(of(&[("LANG", "fr_CH.UTF-8")]), Speech::French);
    assert_eq!(of(&[("LANG", "FR")]), Speech::French);
    assert_eq!(of(&[("LANG", "fr_FR"), ("LC_ALL", "C")]), Speech::English);
    assert_eq!(of(&[("LANG", "en_GB"), ("LC_ALL", ""), ("LC_MESSAGES", "fr")]), Speech::French);
    assert_eq!(of(&[("LANG", "frp")]), Speech::English);
    let desk = Desk::new().write("content/session/001-essai.fr.md", "");
    for arguments in [["--lang", "fr", "check"], ["check", "--lang", "fr"]] {
        let run = desk.run(&arguments);
        assert_eq!(
            run.stderr,
            "content/session/001-essai.fr.md:1:1: erreur[GR-0100]: le fichier est vide\n = aide : commencez par l’en-tête\u{a0}: une ligne `+++`, les champs, une ligne `+++`\n\n1 vérifié\u{a0}: 1 erreur, 0 avertissement\n"
        );
    }
    assert_eq!(desk.run(&["--lang", "de", "check"]).code, 2);
}

/// What the TOML reader says of a text that is none, in both languages.
#[test]
fn faults_of_toml_are_told_in_plain_words() {
    for (line, english, french) in [
        (
            "x",
            "`=` and a value are missing after the name of the field",
            "il manque `=` et une valeur après le nom du champ",
        ),
        (
            "x = L'accord",
            "text stands between double quotes",
            "un texte s’écrit entre guillemets droits doubles",
        ),
        ("x = \"a", "a text is not closed by its quote", "un texte n’est pas fermé par son guillemet"),
        ("x = [1,,2]", "the list has a comma too many", "il y a une virgule de trop dans la liste"),
        ("number = 2", "this field is given twice", "ce champ est donné deux fois"),
        ("x == 2", "there is one `=` too many", "il y a un `=` de trop"),
        ("x = tru", "yes and no are written `true` and `false`", "oui et non s’écrivent `true` et `false`"),
        (
            "é = 1",
            "the name of a field has letters without accents, digits, `-` and `_`",
            "le nom d’un champ s’écrit en lettres sans accent, chiffres, `-` et `_`",
        ),
        (
            "x = \"le \"pacte\"\"",
            "something follows the value on its line; a double quote within a text is written `\\\"`",
            "quelque chose suit la valeur sur sa ligne\u{202f}; dans un texte, un guillemet droit s’écrit `\\\"`",
        ),
    ] {
        let source = FRONT_MATTER.replace("number = 1", &format!("number = 1\n{line}"));
        let desk = Desk::new().write("content/session/001-essai.fr.md", source + "Décide.\n");
        let said = |speech: &str| {
            let run = desk.run(&["--lang", speech, "check"]);
            run.stderr.lines().find(|line| line.contains("GR-0110")).unwrap_or_default().to_owned()
        };
        assert_eq!(said("en"), format!("error[GR-0110]: this is not TOML: {english}"), "{line}");
        assert_eq!(said("fr"), format!("erreur[GR-0110]: ceci n’est pas du TOML\u{a0}: {french}"), "{line}");
    }
}

#[test]
fn a_log_for_continuous_integration() {
    let desk = Desk::new()
        .write("content/session/001-essai été.fr.md", format!("{FRONT_MATTER}Décide d'agir 猫 vite.\n"))
        .write("content/session/002-rien.fr.md", "");
    for command in ["check", "build"] {
        let run = desk.run(&[command, "--format", "sarif", "--lang", "fr"]);
        assert_eq!(run.code, 1);
        let log: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .expect("rules")
            .iter()
            .map(|rule| rule["id"].as_str().expect("a name"))
            .collect();
        assert_eq!(rules, ["GR-0100", "GR-0502"]);
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&"GR-0502".into(), &1.into()));
        assert_eq!(result["level"], "error");
        assert!(result["message"]["text"].as_str().expect("a text").starts_with("la famille "));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/session/001-essai%20%C3%A9t%C3%A9.fr.md");
        let region = &place["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&6.into(), &15.into()));
        assert_eq!((&region["endLine"], &region["endColumn"]), (&6.into(), &16.into()));
        assert_eq!(run["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
    }
}

#[test]
fn warnings_of_unchanged_documents_are_told_in_the_language_that_is_asked_for() {
    let desk = Desk::new().document("Rapelant le traité,\n\nDécide d'agir.\n");
    assert!(desk.run(&["build"]).stderr.contains("no known keyword opens this clause: `Rapelant`"));
    let again = desk.run(&["build", "--lang", "fr"]).stderr;
    assert!(
        again.contains("avertissement[GR-0210]: aucun mot-clé connu n’ouvre cet alinéa\u{a0}: `Rapelant`"),
        "{again}"
    );
    assert!(again.contains("0 document (0 page), 1 inchangé en "), "{again}");
}

#[test]
fn help_names_the_commands_and_unknown_codes() {
    let desk = Desk::new();
    let run = desk.run(&["help"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("build") && run.stdout.contains("check"), "{}", run.stdout);
    assert!(desk.run(&["help", "build"]).stdout.contains("Usage: greffe build"));
    let told = desk.run(&["help", "112", "--lang", "fr"]).stdout;
    assert!(told.starts_with("GR-0112\u{a0}: Un champ manque\n\n"), "{told}");
    assert!(told.contains("\nÀ écrire (en-tête)\u{a0}:\n"), "{told}");
    let run = desk.run(&["help", "GR-9999", "--lang", "fr"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("erreur[GR-0804]: il n’y a pas de code `GR-9999`\n"), "{}", run.stderr);
}
