//! Load files in CSV: one kind, a header of field names, lists separated by `;`. A dotted name (`names.en`,
//! `provision.work`) reaches into a table.

use super::spots::{Spot, Spots};
use super::{Kind, Raw, Tree, Whereabouts};
use probity_core::{Diagnostic, Place};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// Kinds that can be given as a table.
const KINDS: [Kind; 3] = [Kind::Recommendation, Kind::Measure, Kind::Evidence];

/// Fields that are lists.
const LISTS: [&str; 13] = [
    "parts",
    "themes",
    "affected",
    "recommended_by",
    "standards",
    "addressed_to",
    "programme_measures",
    "co_leads",
    "recommendations",
    "benchmarks",
    "sdgs",
    "on",
    "evidence",
];

/// Fields that are numbers.
const NUMBERS: [&str; 1] = ["funding.amount"];

/// The tree of a file.
pub(super) fn tree(text: &str, kind: Kind, spots: &Spots<'_>) -> Result<Tree, Vec<Diagnostic>> {
    if !KINDS.contains(&kind) {
        let message = format!("records of kind `{kind}` cannot be given as a table");
        let expected = KINDS.map(Kind::name).join("`, `");
        return Err(vec![spots.error("kind-unknown", 0..0, message).expected(format!("one of `{expected}`"))]);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut records = reader.records();
    let failed = |error: &csv::Error| {
        let row = error.position().map_or(0, csv::Position::line);
        let place = Place { sheet: None, row, column: 0 };
        vec![Diagnostic::error("not-csv", spots.file(), error.to_string()).at(place)]
    };
    let header: Vec<String> = match records.next() {
        None => return Err(vec![spots.error("not-csv", 0..0, "there is no header")]),
        Some(row) => row.map_err(|error| failed(&error))?.iter().map(str::to_owned).collect(),
    };
    if let Some(twice) =
        header.iter().enumerate().find(|(at, name)| header.iter().take(*at).any(|other| other == *name))
    {
        let place = Place { sheet: None, row: 1, column: u32::try_from(twice.0 + 1).unwrap_or(u32::MAX) };
        let message = format!("there are two columns `{}`", twice.1);
        return Err(vec![Diagnostic::error("column-twice", spots.file(), message).at(place).line(spots.line(1))]);
    }
    let (mut tree, mut wrong) = (Tree::default(), Vec::new());
    // A table has no `[defaults]`: without columns for it, it is whoever runs the observatory who records.
    for name in ["actor", "role"] {
        tree.defaults.insert(name.to_owned(), Value::from("operator"));
    }
    for row in records {
        let row = row.map_err(|error| failed(&error))?;
        let line = row.position().map_or(0, csv::Position::line);
        match members(&header, &row, line, spots) {
            Ok((members, place)) => tree.records.push(Raw { kind, members, place, shell: false }),
            Err(fault) => wrong.push(*fault),
        }
    }
    if wrong.is_empty() { Ok(tree) } else { Err(wrong) }
}

/// The members of one row; empty cells are members that are not there.
fn members(
    header: &[String],
    row: &csv::StringRecord,
    line: u64,
    spots: &Spots<'_>,
) -> Result<(Map<String, Value>, Whereabouts), Box<Diagnostic>> {
    let drawn = spots.line(usize::try_from(line).unwrap_or_default());
    let spot = |column: usize, text: &str| Spot::Cell {
        row: line,
        column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        text: text.to_owned(),
    };
    let (mut members, mut fields) = (Map::new(), BTreeMap::new());
    for (column, (name, cell)) in header.iter().zip(row.iter()).enumerate() {
        let outer = name.split('.').next().unwrap_or(name);
        fields.entry(outer.to_owned()).or_insert_with(|| spot(column, cell));
        if !cell.is_empty() {
            let placed = converted(name, cell).and_then(|value| put(&mut members, name, value));
            placed.map_err(|message| {
                let place = Place { sheet: None, row: line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) };
                let said = Diagnostic::error("value-unreadable", spots.file(), message).at(place).line(drawn);
                Box::new(said.field(name).found(cell))
            })?;
        }
    }
    let whole = Spot::Cell { row: line, column: 0, text: String::new() };
    Ok((members, spots.whereabouts(whole, fields)))
}

fn converted(name: &str, cell: &str) -> Result<Value, String> {
    if LISTS.contains(&name) {
        let items = cell.split(';').map(str::trim).filter(|item| !item.is_empty());
        return Ok(items.map(Value::from).collect());
    }
    if NUMBERS.contains(&name) {
        let number = cell.parse::<Number>().map_err(|_| format!("`{cell}` is not a number"))?;
        return Ok(Value::Number(number));
    }
    Ok(Value::from(cell))
}

/// Puts a value where a dotted name says.
fn put(members: &mut Map<String, Value>, name: &str, value: Value) -> Result<(), String> {
    match name.split_once('.') {
        None => {
            let before = members.insert(name.to_owned(), value);
            if before.is_some() { Err(format!("the column `{name}` and a part of it are both given")) } else { Ok(()) }
        }
        Some((outer, inner)) => match members.entry(outer).or_insert_with(|| Value::Object(Map::new())) {
            Value::Object(table) => put(table, inner, value),
            _ => Err(format!("the column `{outer}` and a part of it are both given")),
        },
    }
}
