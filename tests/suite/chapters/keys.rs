//! A schema as tables: key, value, default, meaning.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use greffe::schema::find;
use serde_json::Value;

use super::cell;

/// The tables of a schema, the outermost first; a form that several keys share is told once.
pub(super) fn tables(name: &str) -> String {
    let schema = find(name).expect("a schema");
    let root = schema.json();
    let file = schema.files.last().map_or("the front matter", |file| file.rsplit('/').next().unwrap_or(file));
    let mut out = format!("\n## `{file}`\n").replace("`the front matter`", "Fields");
    let mut told = BTreeSet::new();
    let mut queue = VecDeque::from([(String::new(), root.clone())]);
    while let Some((place, object)) = queue.pop_front() {
        if !place.is_empty() {
            let _ = write!(out, "\n### `{place}`\n");
        }
        table(&object, &root, &mut out);
        for (key, property) in object["properties"].as_object().into_iter().flatten() {
            let (below, is_list) = below(property, &root);
            let names = below["additionalProperties"].is_object();
            if below["properties"].is_object() && !names && told.insert(below.to_string()) {
                queue.push_back((header(&place, key, is_list, shares(&object, property)), below));
            }
        }
        if let Some(below) = object.get("additionalProperties").filter(|below| below.is_object()) {
            let (below, _) = self::below(below, &root);
            let names = below["additionalProperties"].is_object();
            if below["properties"].is_object() && !names && told.insert(below.to_string()) {
                queue.push_back((header(&place, "NAME", false, false), below));
            }
        }
    }
    out
}

/// The line that opens a table in a file.
fn header(place: &str, key: &str, is_list: bool, shared: bool) -> String {
    let key = if shared { "NAME" } else { key };
    let inner = place.trim_matches(['[', ']']);
    let path = if inner.is_empty() { key.to_owned() } else { format!("{inner}.{key}") };
    if is_list { format!("[[{path}]]") } else { format!("[{path}]") }
}

/// Whether other keys of the object have the same form.
fn shares(object: &Value, property: &Value) -> bool {
    let form = |property: &Value| {
        property["$ref"].as_str().or(property["allOf"][0]["$ref"].as_str()).map(str::to_owned)
    };
    let wanted = form(property);
    let all = object["properties"].as_object().into_iter().flatten();
    wanted.is_some() && all.filter(|(_, other)| form(other) == wanted).count() > 1
}

/// What a property refers to, and whether it is a list of that.
fn below(property: &Value, root: &Value) -> (Value, bool) {
    let property = resolved(property, root);
    if property["items"].is_object() { (resolved(&property["items"], root), true) } else { (property, false) }
}

fn resolved(value: &Value, root: &Value) -> Value {
    let name = value["$ref"].as_str().or(value["allOf"][0]["$ref"].as_str());
    match name.and_then(|name| name.strip_prefix("#/definitions/")) {
        Some(name) => root["definitions"][name].clone(),
        None => value.clone(),
    }
}

fn table(object: &Value, root: &Value, out: &mut String) {
    if let Some(about) = object["description"].as_str() {
        let _ = write!(out, "\n{about}\n");
    }
    let Some(properties) = object["properties"].as_object() else { return };
    let required: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    out.push_str("\n| key | value | default | meaning |\n|---|---|---|---|\n");
    let mut words: Vec<(String, String)> = Vec::new();
    for (key, property) in properties {
        let form = resolved(property, root);
        let default = match property.get("default") {
            Some(default) if default.is_object() => "as below".to_owned(),
            Some(default) => format!("`{default}`"),
            None if required.contains(&key.as_str()) => "required".to_owned(),
            None => String::new(),
        };
        let about = property["description"].as_str().unwrap_or_default();
        let row = [format!("`{key}`"), value(&form, property, root), default, about.to_owned()];
        let _ = writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | "));
        for choice in form["oneOf"].as_array().into_iter().flatten() {
            let said =
                (choice["const"].to_string(), choice["description"].as_str().unwrap_or_default().to_owned());
            if !words.contains(&said) {
                words.push(said);
            }
        }
    }
    if !words.is_empty() {
        out.push('\n');
    }
    for (word, about) in words {
        let _ = writeln!(out, "- `{word}`: {about}");
    }
}

/// What may stand as the value of a key.
fn value(form: &Value, property: &Value, root: &Value) -> String {
    let words = |words: &[Value]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    if let Some(choices) = form["oneOf"].as_array() {
        return words(&choices.iter().map(|choice| choice["const"].clone()).collect::<Vec<_>>());
    }
    if let Some(choices) = form["enum"].as_array() {
        return words(choices);
    }
    let example = property["examples"][0].clone();
    let like =
        if example.is_null() || example.is_object() { String::new() } else { format!(", as `{example}`") };
    match form["type"].as_str() {
        Some("string") if form["pattern"].is_string() => "a length".to_owned(),
        Some("string") if form["format"] == "date" => format!("a day{like}").replace('"', ""),
        Some("string") => format!("text{like}"),
        Some("integer") => match (form["minimum"].as_i64(), form["maximum"].as_i64()) {
            (Some(least), Some(most)) if most < 1000 => format!("a whole number from {least} to {most}"),
            (Some(least), _) => format!("a whole number from {least}"),
            _ => "a whole number".to_owned(),
        },
        Some("boolean") => "`true`, `false`".to_owned(),
        Some("array") => {
            let item = resolved(&form["items"], root);
            if item["properties"].is_object() {
                return "tables".to_owned();
            }
            if form["items"].is_array() || item["items"].is_array() {
                return "a list of pairs".to_owned();
            }
            format!("a list of texts{like}")
        }
        Some("object") if form["properties"].is_object() && form["additionalProperties"].is_object() => {
            "a table of texts by language".to_owned()
        }
        Some("object") => "a table".to_owned(),
        _ => "a value".to_owned(),
    }
}
