//! Load files in JSON: the tree of the TOML form. The strict reader of `core` refuses what two programs could read
//! differently; the places come from a second look at the same text.

use super::spots::{Spot, Spots};
use super::{Kind, Raw, Tree};
use probity_core::{Diagnostic, Place, canonical};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// Objects of a JSON text with the text of their members.
type Parts<'a> = BTreeMap<String, &'a RawValue>;

/// The tree of a file.
pub(super) fn tree(text: &str, spots: &Spots<'_>) -> Result<Tree, Vec<Diagnostic>> {
    let parts = checked(text, spots)?;
    let (mut tree, mut wrong) = (Tree::default(), Vec::new());
    for (name, part) in &parts {
        let here = range(part, spots);
        if name == "defaults" {
            match object(part, spots) {
                Some((members, place)) => (tree.defaults, tree.defaults_place) = (members, place),
                None => wrong.push(spots.error("table-expected", here, "`defaults` is an object")),
            }
            continue;
        }
        let Some(kind) = Kind::named(name) else {
            wrong.push(unknown_kind(spots, here, name));
            continue;
        };
        let items: Vec<&RawValue> = match serde_json::from_str(part.get()) {
            Ok(items) => items,
            Err(_) => vec![part],
        };
        for item in items {
            match object(item, spots) {
                Some((members, place)) => tree.records.push(Raw { kind, members, place, shell: false }),
                None => {
                    let message = format!("`{name}` is a list of objects");
                    wrong.push(spots.error("table-expected", range(item, spots), message));
                }
            }
        }
    }
    if wrong.is_empty() { Ok(tree) } else { Err(wrong) }
}

/// The record of an event file, with the members of the envelope beside those of the record.
pub(super) fn event(text: &str, spots: &Spots<'_>) -> Result<Raw, Vec<Diagnostic>> {
    const KNOWN: [&str; 7] = ["kind", "actor", "role", "effective", "source", "corrects", "record"];
    let parts = checked(text, spots)?;
    let mut wrong: Vec<Diagnostic> = parts
        .iter()
        .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
        .map(|(name, part)| {
            let message = format!("an event has no member `{name}`");
            spots
                .error("field-unknown", range(part, spots), message)
                .expected(format!("one of `{}`", KNOWN.join("`, `")))
        })
        .collect();
    let kind = parts.get("kind").and_then(|part| serde_json::from_str::<String>(part.get()).ok());
    let found = kind.as_deref().and_then(Kind::named);
    let here = |name: &str| parts.get(name).map_or(0..0, |part| range(part, spots));
    if found.is_none() {
        wrong.push(unknown_kind(spots, here("kind"), kind.as_deref().unwrap_or_default()));
    }
    let record = parts.get("record").and_then(|part| object(part, spots));
    if record.is_none() {
        wrong.push(spots.error("table-expected", here("record"), "`record` is an object"));
    }
    let (Some(kind), Some((mut members, mut place)), true) = (found, record, wrong.is_empty()) else {
        return Err(wrong);
    };
    for name in super::ENVELOPE {
        let own = members.contains_key(name);
        if own && !super::has_own(kind, name) {
            return Err(vec![place.error(
                "field-unknown",
                Some(name),
                format!("`{name}` stands beside `record`, not in it"),
            )]);
        }
        if let Some(part) = parts.get(name).filter(|_| !own) {
            members.insert(name.to_owned(), value(part));
            place.fields.insert(name.to_owned(), Spot::Bytes(range(part, spots)));
        }
    }
    Ok(Raw { kind, members, place, shell: false })
}

/// Reads the text strictly, then once more for the places.
fn checked<'a>(text: &'a str, spots: &Spots<'_>) -> Result<Parts<'a>, Vec<Diagnostic>> {
    let whole = canonical::read(text).map_err(|error| {
        let line = spots.line(error.line);
        // The strict reader counts bytes, a person counts characters.
        let column = line.char_indices().take_while(|(at, _)| *at < error.column).count();
        let place = Place { sheet: None, row: error.line as u64, column: u32::try_from(column).unwrap_or(u32::MAX) };
        vec![Diagnostic::error("not-json", spots.file(), error.message).at(place).line(spots.drawn(error.line))]
    })?;
    if let Some(large) = too_large(&whole) {
        return Err(vec![spots.error("number-expected", 0..0, format!("`{large}` is too large to be kept exactly"))]);
    }
    serde_json::from_str(text).map_err(|_| vec![spots.error("table-expected", 0..0, "a load file is an object")])
}

/// A whole number that the canonical form of the log would round.
fn too_large(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => {
            let whole = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs))?;
            (whole > 1 << 53).then(|| number.to_string())
        }
        Value::Array(items) => items.iter().find_map(too_large),
        Value::Object(members) => members.values().find_map(too_large),
        _ => None,
    }
}

fn object(part: &RawValue, spots: &Spots<'_>) -> Option<(Map<String, Value>, super::Whereabouts)> {
    let parts: Parts<'_> = serde_json::from_str(part.get()).ok()?;
    let members = parts.iter().map(|(name, part)| (name.clone(), value(part))).filter(|(_, value)| !value.is_null());
    let members = members.collect();
    let fields = parts.iter().map(|(name, part)| (name.clone(), Spot::Bytes(range(part, spots)))).collect();
    Some((members, spots.whereabouts(Spot::Bytes(range(part, spots)), fields)))
}

/// The text was read strictly before, so a part of it is always a value.
fn value(part: &RawValue) -> Value {
    serde_json::from_str(part.get()).unwrap_or(Value::Null)
}

fn range(part: &RawValue, spots: &Spots<'_>) -> Range<usize> {
    let start = spots.offset(part.get());
    start..start + part.get().len()
}

/// A table that is no kind of record.
pub(super) fn unknown_kind(spots: &Spots<'_>, range: Range<usize>, name: &str) -> Diagnostic {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    spots
        .error("kind-unknown", range, format!("`{name}` is not a kind of record"))
        .expected(format!("one of `{}`", names.join("`, `")))
}
