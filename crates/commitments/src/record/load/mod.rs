//! Load files: TOML and JSON of the same tree, or a CSV of one kind. Every entry knows the line and column it was read
//! from, and every field of it too, so that a rule broken by the content can still point at the text.

mod csv;
mod json;
mod spots;
mod toml;
mod uhri;

pub use uhri::{CountryOf, Read as ReadUhri, is_uhri, read_uhri};

use super::party::Role;
use super::value::Day;
use super::{Kind, Record};
use probity_core::Diagnostic;
use serde_json::{Map, Value};
use spots::{Seen, Source, Spot, Spots};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a load file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// TOML.
    Toml,
    /// JSON, the same tree.
    Json,
    /// A table of one kind.
    Csv(Kind),
}

/// One record as a load file gives it, with who says it. Effective days that nobody gave are found when it is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who records.
    pub actor: String,
    /// In which role.
    pub role: Role,
    /// Where it is known from; empty when nobody said.
    pub source: String,
    /// When it holds, when somebody said.
    pub effective: Option<Day>,
    /// Why it replaces an earlier record.
    pub corrects: Option<String>,
    /// The record.
    pub record: Record,
    /// Whether it only holds what belongs to it, and is left out where the log has one with its key.
    pub shell: bool,
    /// Where it stands.
    pub place: Whereabouts,
}

/// Where an entry and its fields stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whereabouts {
    source: Arc<Source>,
    spot: Spot,
    fields: BTreeMap<String, Spot>,
}

impl Whereabouts {
    /// A diagnostic about a field, or about the entry when the field is not there.
    pub fn error(&self, code: &str, field: Option<&str>, message: impl Into<String>) -> Diagnostic {
        self.point(Diagnostic::error(code, &self.source.file, message), field)
    }

    /// The same as a warning.
    pub fn warning(&self, code: &str, field: Option<&str>, message: impl Into<String>) -> Diagnostic {
        self.point(Diagnostic::warning(code, &self.source.file, message), field)
    }

    fn point(&self, diagnostic: Diagnostic, field: Option<&str>) -> Diagnostic {
        let found = field.and_then(|field| self.fields.get(field));
        let Seen { place, line, text } = self.source.see(found.unwrap_or(&self.spot));
        let diagnostic = diagnostic.at(place).line(line);
        let diagnostic = field.map_or(diagnostic.clone(), |field| diagnostic.field(field));
        // The text of a whole entry is no answer to what is wrong with it.
        if found.is_some() && !text.is_empty() { diagnostic.found(text) } else { diagnostic }
    }
}

/// A record before it is typed: its kind, its members, where they stand.
struct Raw {
    kind: Kind,
    members: Map<String, Value>,
    place: Whereabouts,
    /// See [`Entry::shell`].
    shell: bool,
}

/// What a file holds before its records are typed.
#[derive(Default)]
struct Tree {
    defaults: Map<String, Value>,
    defaults_place: Whereabouts,
    records: Vec<Raw>,
}

/// The entries of a load file in the order they are recorded, or everything that is wrong with it.
///
/// # Errors
/// Diagnostics with line and column; nothing of a file with an error is used.
pub fn read(file: &str, text: &str, form: Form) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let spots = Spots::new(file, text);
    let tree = match form {
        Form::Toml => toml::tree(text, &spots)?,
        Form::Json => json::tree(text, &spots)?,
        Form::Csv(kind) => csv::tree(text, kind, &spots)?,
    };
    let mut wrong = Vec::new();
    let defaults = Defaults::read(&tree, &mut wrong);
    let mut entries: Vec<Entry> = Vec::with_capacity(tree.records.len());
    for raw in tree.records {
        match entry(raw, &defaults) {
            Ok(entry) => entries.push(entry),
            Err(fault) => wrong.push(*fault),
        }
    }
    // A stable sort: within a kind the order of the file.
    entries.sort_by_key(|entry| entry.record.kind());
    if wrong.is_empty() { Ok(entries) } else { Err(wrong) }
}

/// The one entry of an event file: `{"kind", "actor", "role", "effective"?, "source"?, "corrects"?, "record": {…}}`.
///
/// # Errors
/// Diagnostics with line and column.
pub fn read_event(file: &str, text: &str) -> Result<Entry, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw = json::event(text, &Spots::new(file, text))?;
    entry(raw, &Defaults::default()).map_err(|fault| vec![*fault])
}

/// What holds for every record that does not say otherwise.
#[derive(Default)]
struct Defaults(Map<String, Value>);

/// Members of an entry that are not the record's.
const ENVELOPE: [&str; 5] = ["actor", "role", "source", "effective", "corrects"];

impl Defaults {
    const NAMES: [&str; 5] = ["actor", "role", "source", "effective", "visibility"];

    fn read(tree: &Tree, wrong: &mut Vec<Diagnostic>) -> Self {
        for name in tree.defaults.keys().filter(|name| !Self::NAMES.contains(&name.as_str())) {
            let message = format!("`[defaults]` has no member `{name}`");
            let diagnostic = tree.defaults_place.error("default-unknown", Some(name), message);
            wrong.push(diagnostic.expected(format!("one of `{}`", Self::NAMES.join("`, `"))));
        }
        Self(tree.defaults.clone())
    }
}

/// Types a raw record. Its own members win over the defaults.
fn entry(raw: Raw, defaults: &Defaults) -> Result<Entry, Box<Diagnostic>> {
    let Raw { kind, mut members, place, shell } = raw;
    let mut envelope = Map::new();
    for name in ENVELOPE {
        let own = if has_own(kind, name) { members.get(name).cloned() } else { members.remove(name) };
        if let Some(value) = own.or_else(|| defaults.0.get(name).cloned()) {
            envelope.insert(name.to_owned(), value);
        }
    }
    if kind == Kind::Evidence
        && let (false, Some(value)) = (members.contains_key("visibility"), defaults.0.get("visibility"))
    {
        members.insert("visibility".to_owned(), value.clone());
    }
    let text = |name: &str| -> Result<Option<String>, Box<Diagnostic>> {
        match envelope.get(name) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
            Some(Value::String(_)) if name == "source" => Ok(None),
            Some(_) => {
                Err(place.error("text-expected", Some(name), format!("`{name}` is a text that is not empty")).into())
            }
        }
    };
    let missing = |name: &str| {
        let message = format!("a record of kind `{kind}` without `{name}`");
        Box::new(place.error("field-missing", None, message).hint(format!("give `{name}` here or in `[defaults]`")))
    };
    let actor = text("actor")?.ok_or_else(|| missing("actor"))?;
    let role = text("role")?.ok_or_else(|| missing("role"))?;
    let role: Role = serde_json::from_value(Value::String(role))
        .map_err(|error| unreadable(&place, Some("role"), &error.to_string()))?;
    let effective = text("effective")?.map(|text| text.parse::<Day>()).transpose();
    let effective = effective.map_err(|error| place.error("date-expected", Some("effective"), error))?;
    let (source, corrects) = (text("source")?.unwrap_or_default(), text("corrects")?);
    let record =
        Record::read(kind, &members).map_err(|fault| unreadable(&place, fault.member.as_deref(), &fault.message))?;
    Ok(Entry { actor, role, source, effective, corrects, record, shell, place })
}

/// Records that have a member of their own with the name of one of the envelope: both get it.
fn has_own(kind: Kind, name: &str) -> bool {
    name == "source" && matches!(kind, Kind::Observation | Kind::Procedure | Kind::Calendar)
}

/// What the reader of types says, in the words of a person who wrote a file.
fn unreadable(place: &Whereabouts, field: Option<&str>, message: &str) -> Diagnostic {
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("missing field") {
        return place.error("field-missing", None, format!("there is no `{}`", quoted()));
    }
    if message.starts_with("unknown field") {
        let expected = message.split_once("expected ").map_or("", |(_, rest)| rest).to_owned();
        let said = place.error("field-unknown", field, format!("there is no field `{}` here", quoted()));
        return if expected.is_empty() { said } else { said.expected(expected) };
    }
    if let Some((_, expected)) = message.strip_prefix("unknown variant").and_then(|rest| rest.split_once("expected ")) {
        return place
            .error("word-unknown", field, format!("`{}` is not one of the words", quoted()))
            .expected(expected);
    }
    place.error("value-unreadable", field, message)
}

#[cfg(test)]
mod tests;
