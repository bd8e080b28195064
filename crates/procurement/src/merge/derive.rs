//! Rules of merging from a release schema. The schema says per field what happens to it; what it says is collected as
//! paths, after references (`$ref`) are followed, so that nothing but the paths is needed later.

use super::rules::RuleList;
use serde_json::Value;

/// Schemas nest some ten levels; one that nests deeper refers to itself.
const DEPTH_MAX: usize = 64;

/// A schema from which no rules follow.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SchemaError {
    /// It has no `properties`.
    #[error("the schema has no object `properties`, so it is no release schema")]
    NoProperties,
    /// A reference that leads out of the document or nowhere.
    #[error("the schema refers to `{0}`, which is not in the file")]
    Reference(String),
    /// It refers to itself.
    #[error("the schema refers to itself at `{0}`")]
    Endless(String),
}

impl SchemaError {
    /// What the user can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoProperties => "name a release schema such as `release-schema.json` of OCDS 1.1 or of a profile",
            Self::Reference(_) => "put what it refers to into `definitions` of the same file; nothing is fetched",
            Self::Endless(_) => "take the circle of references out of the file",
        }
    }
}

/// The rules that a release schema states.
///
/// # Errors
/// When it is no release schema, or a reference in it leads nowhere.
pub fn derive(schema: &Value, version: &str) -> Result<RuleList, SchemaError> {
    let mut walk =
        Walk { schema, list: RuleList { version: version.to_owned(), ..RuleList::default() }, path: Vec::new() };
    let properties = schema.get("properties").filter(|value| value.is_object()).ok_or(SchemaError::NoProperties)?;
    walk.properties(properties)?;
    Ok(walk.list)
}

struct Walk<'a> {
    schema: &'a Value,
    list: RuleList,
    path: Vec<&'a str>,
}

impl<'a> Walk<'a> {
    fn properties(&mut self, properties: &'a Value) -> Result<(), SchemaError> {
        if self.path.len() > DEPTH_MAX {
            return Err(SchemaError::Endless(self.path.iter().take(8).copied().collect::<Vec<_>>().join("/")));
        }
        for (key, property) in properties.as_object().into_iter().flatten() {
            self.path.push(key);
            let property = self.followed(property)?;
            self.property(property)?;
            self.path.pop();
        }
        Ok(())
    }

    fn property(&mut self, property: &'a Value) -> Result<(), SchemaError> {
        let yes = |word: &str| property.get(word) == Some(&Value::Bool(true));
        let strategy = property.get("mergeStrategy").and_then(Value::as_str);
        let here = self.path.join("/");
        let (object, array) = (has_type(property, "object"), has_type(property, "array"));
        if yes("omitWhenMerged") || strategy == Some("ocdsOmit") {
            self.list.omit.insert(here);
        } else if array && (yes("wholeListMerge") || strategy == Some("ocdsVersion")) {
            self.list.whole_list.insert(here);
        } else if object && let Some(inner) = property.get("properties") {
            self.properties(inner)?;
        } else if array && let Some(items) = property.get("items") {
            let items = self.followed(items)?;
            self.items(here, items)?;
        }
        Ok(())
    }

    fn items(&mut self, here: String, items: &'a Value) -> Result<(), SchemaError> {
        if types(items).any(|kind| kind != "object") {
            self.list.whole_list.insert(here);
            return Ok(());
        }
        let Some(properties) = items.get("properties").filter(|_| has_type(items, "object")) else { return Ok(()) };
        if properties.get("id").is_none() {
            self.list.whole_list.insert(here);
            return Ok(());
        }
        self.list.identifier.insert(here);
        self.properties(properties)
    }

    /// What a reference stands for. Words beside `$ref` do not count, as the drafts that OCDS uses have it.
    fn followed(&self, mut value: &'a Value) -> Result<&'a Value, SchemaError> {
        for _ in 0..DEPTH_MAX {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Ok(value) };
            let target = reference.strip_prefix('#').and_then(|pointer| self.schema.pointer(pointer));
            value = target.ok_or_else(|| SchemaError::Reference(reference.to_owned()))?;
        }
        Err(SchemaError::Endless(self.path.join("/")))
    }
}

/// The words of `type`, which is a text or a list of texts.
fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match schema.get("type") {
        Some(Value::String(one)) => (Some(one.as_str()), None),
        Some(Value::Array(many)) => (None, Some(many)),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().filter_map(Value::as_str))
}

fn has_type(schema: &Value, wanted: &str) -> bool {
    types(schema).any(|kind| kind == wanted)
}

#[cfg(test)]
mod tests {
    use super::super::rules::Rules;
    use super::*;

    #[test]
    fn a_schema_says_its_rules_by_path_after_its_references_are_followed() {
        let schema = serde_json::json!({
            "properties": {
                "id": {"type": "string", "omitWhenMerged": true},
                "kept": {"type": "string", "omitWhenMerged": false},
                "things": {"type": "array", "items": {"$ref": "#/definitions/Thing"}},
                "texts": {"type": ["array", "null"], "items": {"type": "string"}},
                "pairs": {"type": "array", "items": {"type": "object", "properties": {"key": {"type": "string"}}}},
            },
            "definitions": {"Thing": {"type": "object", "properties": {
                "id": {"type": "integer"},
                "notes": {"type": "array", "wholeListMerge": true, "items": {"$ref": "#/definitions/Thing"}},
                "old": {"mergeStrategy": "ocdsOmit"},
            }}},
        });
        let list = derive(&schema, "x").expect("it is a schema");
        let texts = |set: &std::collections::BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>();
        assert_eq!(texts(&list.omit), ["id", "things/old"]);
        assert_eq!(texts(&list.whole_list), ["pairs", "texts", "things/notes"]);
        assert_eq!(texts(&list.identifier), ["things"]);
    }

    #[test]
    fn a_schema_that_refers_to_itself_or_nowhere_is_refused() {
        let circle = serde_json::json!({"properties": {"a": {"$ref": "#/properties/a"}}});
        assert_eq!(derive(&circle, "x"), Err(SchemaError::Endless("a".to_owned())));
        let deep = serde_json::json!({"type": "object", "properties": {"a": {"$ref": "#"}}});
        assert!(matches!(derive(&deep, "x"), Err(SchemaError::Endless(_))));
        let out = serde_json::json!({"properties": {"a": {"$ref": "https://example.org/x.json"}}});
        assert_eq!(derive(&out, "x"), Err(SchemaError::Reference("https://example.org/x.json".to_owned())));
        assert_eq!(derive(&serde_json::json!([]), "x"), Err(SchemaError::NoProperties));
    }

    #[test]
    fn the_lists_of_this_crate_are_what_the_schemas_say() {
        let lists = [
            ("release-schema-1__1__4.json", include_str!("../../data/merge-rules-1.1.toml"), "1.1"),
            ("release-schema-1__0__3.json", include_str!("../../data/merge-rules-1.0.toml"), "1.0"),
        ];
        for (file, kept, version) in lists {
            let Some(path) = probity_testkit::reference(&format!("procurement/merge_suite/{file}")) else { return };
            let schema: Value = serde_json::from_str(&fs_err::read_to_string(path).expect("it is read")).expect("JSON");
            let derived = derive(&schema, version).expect("it is a release schema");
            let kept: RuleList = toml::from_str(kept).expect("it is a list");
            assert_eq!(derived, kept, "{file}");
            assert_eq!(Rules::from(&derived), Rules::from(&kept));
        }
    }
}
