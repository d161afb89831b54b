//! The JSON schema of definition files and themes (draft 2020-12), made from the tables of keys.

use serde_json::{Map, Value, json};

use super::fields::FILE;
use super::preset_fields::PRESET;
use super::shape::{Choice, Field, Kind, Shape, Tie, Variants};
use super::theme_fields::THEME;

/// The schema of definition files, for editors.
#[must_use]
pub fn schema() -> Value {
    document(&FILE, "Leaflet definition")
}

/// The schema of theme files, for editors.
#[must_use]
pub fn theme_schema() -> Value {
    document(&THEME, "Leaflet theme")
}

/// The schema of print profiles, for editors.
#[must_use]
pub fn print_schema() -> Value {
    document(&PRESET, "Leaflet print profile")
}

/// A whole schema.
fn document(shape: &Shape, title: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(title));
    schema.extend(object(shape));
    Value::Object(schema)
}

/// The schema of a table.
fn object(shape: &Shape) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("description".to_owned(), json!(shape.doc));
    let mut properties = properties(shape.fields);
    let mut all_of = Vec::new();
    if let Some(variants) = &shape.variants {
        for (name, fields) in variants.cases {
            for (key, value) in self::properties(fields) {
                // Where kinds share a key the key stands once here; each kind says below whether it is needed.
                properties.entry(key).or_insert(value);
            }
            all_of.push(case(variants, name, fields));
        }
    }
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("required".to_owned(), required(shape.fields));
    schema.insert("additionalProperties".to_owned(), json!(false));
    if !shape.ties.is_empty() {
        schema.insert("dependentSchemas".to_owned(), ties(shape.ties));
    }
    match shape.choice {
        Some(Choice::One(keys)) => {
            schema.insert("oneOf".to_owned(), keys.iter().map(|key| json!({ "required": [key] })).collect());
        }
        Some(Choice::Some(keys)) => {
            schema.insert("anyOf".to_owned(), keys.iter().map(|key| json!({ "required": [key] })).collect());
        }
        None => {}
    }
    if !all_of.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(all_of));
    }
    schema
}

/// What holds where a table is of one kind: the keys that it needs, and the keys of other kinds that it may not have.
fn case(variants: &Variants, name: &str, fields: &[Field]) -> Value {
    let key = variants.key;
    let named = json!({ "properties": { key: { "const": name } }, "required": [key] });
    let when =
        if name == variants.default { json!({ "anyOf": [named, { "not": { "required": [key] } }] }) } else { named };
    let others = variants.cases.iter().flat_map(|(_, fields)| fields.iter()).map(|field| field.name);
    let others = others.filter(|other| fields.iter().all(|field| field.name != *other));
    let closed: Map<String, Value> = others.map(|other| (other.to_owned(), json!(false))).collect();
    json!({ "if": when, "then": { "required": required(fields), "properties": closed } })
}

/// What keys mean for each other.
fn ties(ties: &[Tie]) -> Value {
    let tie = |tie: &Tie| match tie {
        Tie::Needs(key, other) => ((*key).to_owned(), json!({ "required": [other] })),
        Tie::Bars(key, other) => ((*key).to_owned(), json!({ "properties": { *other: false } })),
    };
    Value::Object(ties.iter().map(tie).collect())
}

fn properties(fields: &[Field]) -> Map<String, Value> {
    let property = |field: &Field| {
        let mut schema = value(&field.kind);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(field.doc));
        }
        (field.name.to_owned(), schema)
    };
    fields.iter().map(property).collect()
}

fn required(fields: &[Field]) -> Value {
    fields.iter().filter(|field| field.required).map(|field| json!(field.name)).collect()
}

/// The schema of a value. Dates are texts of the format `date` to JSON; editors of TOML know what is meant.
fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::Body | Kind::Words | Kind::Line | Kind::Phone | Kind::Url | Kind::Link | Kind::Path => {
            json!({ "type": "string", "minLength": 1 })
        }
        Kind::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        Kind::Email => json!({ "type": "string", "format": "email" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Checked => json!({ "anyOf": [{ "type": "string", "format": "date" }, { "const": false }] }),
        Kind::Hex => json!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Kind::Inks => value(&Kind::Numbers(4, 0.0, 100.0)),
        Kind::Numbers(count, low, high) => json!({
            "type": "array",
            "items": { "type": "number", "minimum": low, "maximum": high },
            "minItems": count,
            "maxItems": count
        }),
        Kind::Name(_, names) => json!({ "type": "string", "enum": names() }),
        Kind::List(kind) => json!({ "type": "array", "items": value(kind) }),
        Kind::Table(shape) => Value::Object(object(shape)),
        Kind::Tables(shape) => json!({ "type": "array", "items": object(shape), "minItems": 1 }),
        Kind::Map(shape) => json!({ "type": "object", "additionalProperties": object(shape) }),
        Kind::Either(kind, shape) => json!({ "anyOf": [value(kind), object(shape)] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_the_schema_with_its_description() {
        let schema = schema();
        for (table, shape) in [("county", "slug"), ("contact", "verified"), ("publication", "max_lix")] {
            let key = &schema["properties"][table]["properties"][shape];
            assert!(key["description"].as_str().is_some_and(|text| text.ends_with('.')), "{table}.{shape}: {key}");
        }
        assert_eq!(schema["properties"]["override"]["items"]["oneOf"].as_array().map(Vec::len), Some(4));
        assert_eq!(schema["properties"]["section"]["items"]["allOf"].as_array().map(Vec::len), Some(6));
        assert_eq!(theme_schema()["properties"]["styles"]["required"].as_array().map(Vec::len), Some(17));
    }
}
