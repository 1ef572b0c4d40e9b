//! What is said of Rust's types is made to fit TOML.

use serde_json::{Map, Value};

/// A schema without what TOML cannot write (`null`) or what says nothing to an editor (the widths of integers); a choice of
/// words becomes a list of them.
pub(super) fn tidy(value: Value) -> Value {
    match value {
        Value::Object(object) => tidy_object(object),
        Value::Array(items) => items.into_iter().map(tidy).collect(),
        other => other,
    }
}

fn tidy_object(mut object: Map<String, Value>) -> Value {
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if object.get("format").and_then(Value::as_str).is_some_and(|format| format != "date") {
        object.remove("format");
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [kind] = &types[..] {
            let kind = kind.clone();
            object.insert("type".to_owned(), kind);
        }
    }
    // An option is its value; what the field says of itself goes before what the type says.
    if let Some(Value::Array(choices)) = object.get("anyOf")
        && let [choice, null] = &choices[..]
        && null.get("type").is_some_and(|kind| kind == "null")
    {
        let choice = choice.clone();
        object.remove("anyOf");
        object.insert("allOf".to_owned(), Value::Array(vec![choice]));
    }
    if let Some(Value::String(text)) = object.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    object.into_iter().map(|(key, value)| (key, tidy(value))).collect()
}
