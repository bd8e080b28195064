//! The shapes of the interface's documents and the answers every operation may give.

use super::To;
use serde_json::{Map, Value, json};

/// The shapes.
pub fn all() -> Value {
    let text = json!({"type": "string"});
    let optional = json!({"type": ["string", "null"]});
    let number = json!({"type": ["number", "null"]});
    let texts = object(&[("en", &text), ("kk", &text), ("ru", &text)]);
    let list = |of: &Value| json!({"type": "array", "items": of});
    let hash = json!({"type": "string", "pattern": "^[0-9a-f]{64}$"});
    let count = json!({"type": "integer", "minimum": 0});
    let boolean = json!({"type": "boolean"});
    let day = json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"});
    let set = json!({"$ref": "#/components/schemas/Dataset"});
    let source = json!({"$ref": "#/components/schemas/Source"});
    let key = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let lists = list(&text);
    json!({
        "Index": object(&[("openapi", &text), ("reads", &lists), ("writes", &lists)]),
        "Datasets": object(&[("datasets", &list(&set))]),
        "Dataset": object(&[
            ("id", &text), ("title", &texts), ("description", &texts), ("flow", &text), ("version", &text),
            ("licence", &text), ("licence_url", &text), ("updated", &day), ("vintages", &list(&day)),
            ("dimensions", &lists), ("observations", &count), ("data", &text),
        ]),
        "Observation": object(&[
            ("id", &text), ("flow", &text), ("dataset", &text), ("key", &key), ("value", &number), ("lower", &number),
            ("upper", &number), ("unit", &text), ("obs_status", &text), ("conf_status", &text), ("reason", &text),
            ("method", &text), ("method_version", &optional), ("run", &optional), ("sources", &list(&source)),
            ("pages", &texts),
        ]),
        "Source": object(&[
            ("register", &text), ("role", &text), ("value", &text), ("sha256", &hash), ("place", &text),
        ]),
        "Known": object(&[
            ("manifest_sha256", &hash), ("known", &boolean), ("package", &optional), ("version", &optional),
            ("released", &optional), ("signers", &lists), ("log_index", &json!({"type": ["integer", "null"]})),
            ("note_agrees", &json!({"type": ["boolean", "null"]})),
            ("standing", &json!({"enum": ["unknown", "valid", "corrected", "retracted"]})), ("by", &optional),
            ("reason", &optional), ("signature", &json!({"enum": ["not_checked", "valid", "invalid"]})),
        ]),
        "Problem": object(&[
            ("type", &text), ("title", &text), ("status", &json!({"type": "integer"})), ("detail", &text),
        ]),
    })
}

/// An object with exactly these members.
fn object(members: &[(&str, &Value)]) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), (*schema).clone())).collect();
    json!({"type": "object", "additionalProperties": false, "required": names, "properties": properties})
}

/// Answers with a problem, by the name of their meaning.
pub fn responses() -> Value {
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        })
    };
    json!({
        "BadRequest": problem("A key, filter, parameter or body that cannot be read"),
        "NotFound": problem("There is nothing at this address"),
        "MethodNotAllowed": problem("The address answers other methods"),
        "Conflict": problem("The cursor is of data that have changed since"),
        "NotAcceptable": problem("None of the asked formats can be had"),
        "TooLarge": problem("The body is too long"),
        "TooLong": problem("The address is too long"),
    })
}

/// The answers of an operation: what it says when all is well, and the problems it may have.
pub fn statuses(to: To, content: &Map<String, Value>) -> Value {
    let problem = |name: &str| json!({"$ref": format!("#/components/responses/{name}")});
    let mut statuses = Map::new();
    if !content.is_empty() {
        let mut fine = json!({"description": "What was asked for", "content": content});
        if to == To::Data {
            let link =
                json!({"description": "Address of the next page, with rel=\"next\"", "schema": {"type": "string"}});
            fine["headers"] = json!({"Link": link});
        }
        statuses.insert("200".to_owned(), fine);
        statuses.insert("304".to_owned(), json!({"description": "Unchanged since the entity tag that was sent"}));
    }
    let mut problems = vec![("404", "NotFound"), ("405", "MethodNotAllowed"), ("414", "TooLong")];
    match to {
        To::Data => problems.extend([("400", "BadRequest"), ("406", "NotAcceptable"), ("409", "Conflict")]),
        To::Verify => problems.extend([("400", "BadRequest"), ("413", "TooLarge")]),
        _ => {}
    }
    statuses.extend(problems.into_iter().map(|(status, name)| (status.to_owned(), problem(name))));
    Value::Object(statuses)
}
