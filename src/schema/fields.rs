//! The schema of a table that is read field by field.

use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::model::Language;
use crate::source::{Field, FieldKind};

/// The schema of the declared fields. `together` names, for a field, others that must stand beside it.
pub(super) fn schema(fields: &[Field], together: Value) -> Schema {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
    });
    if !together.is_null() {
        object["dependencies"] = together;
    }
    Schema::try_from(object).unwrap_or_default()
}

fn property(field: &Field) -> Value {
    let mut property = match field.kind {
        FieldKind::Text => json!({ "type": "string" }),
        FieldKind::Choice(names) => json!({ "type": "string", "enum": names }),
        FieldKind::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Names => {
            let text = |language: Language| {
                (
                    language.code().to_owned(),
                    json!({ "type": "string", "description": "The name in this language." }),
                )
            };
            let known: Map<String, Value> = Language::ALL.into_iter().map(text).collect();
            json!({ "type": "object", "properties": known, "additionalProperties": { "type": "string" } })
        }
    };
    property["description"] = json!(field.about);
    if let Some(example) = example(field) {
        property["examples"] = json!([example]);
    }
    property
}

/// The example as the value that it is; dates are text in JSON.
fn example(field: &Field) -> Option<Value> {
    if field.kind == FieldKind::Date {
        return Some(json!(field.example));
    }
    let table: Map<String, Value> = toml::from_str(&format!("value = {}", field.example)).ok()?;
    table.get("value").cloned()
}
