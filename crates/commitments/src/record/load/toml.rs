//! Load files in TOML. The reader of the `toml` crate gives every value its place in the text.

use super::spots::{Spot, Spots};
use super::{Kind, Raw, Tree};
use probity_core::Diagnostic;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Whole numbers above this are not exact in the canonical form of the log.
const EXACT: u64 = 1 << 53;

/// The tree of a file.
pub(super) fn tree(text: &str, spots: &Spots<'_>) -> Result<Tree, Vec<Diagnostic>> {
    let root = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or("this is no TOML").to_owned();
        vec![spots.error("not-toml", error.span().unwrap_or_default(), message)]
    })?;
    let (mut tree, mut wrong) = (Tree::default(), Vec::new());
    for (name, value) in root.get_ref().iter() {
        let tables = tables(value);
        match (name.get_ref().as_ref(), tables) {
            ("defaults", Some(tables)) if tables.len() == 1 => {
                for (table, span) in tables {
                    let (members, place) = members(table, span, spots, &mut wrong);
                    (tree.defaults, tree.defaults_place) = (members, place);
                }
            }
            (other, tables) => match (Kind::named(other), tables) {
                (Some(kind), Some(tables)) => {
                    for (table, span) in tables {
                        let (members, place) = members(table, span, spots, &mut wrong);
                        tree.records.push(Raw { kind, members, place, shell: false });
                    }
                }
                (Some(_), None) => wrong.push(spots.error(
                    "table-expected",
                    value.span(),
                    format!("`{other}` is a list of tables: write `[[{other}]]`"),
                )),
                (None, _) => wrong.push(super::json::unknown_kind(spots, name.span(), other)),
            },
        }
    }
    if wrong.is_empty() { Ok(tree) } else { Err(wrong) }
}

/// The tables of `[[name]]`, or the one of `[name]`.
fn tables<'t, 'i>(value: &'t Spanned<DeValue<'i>>) -> Option<Vec<(&'t DeTable<'i>, Range<usize>)>> {
    match value.get_ref() {
        DeValue::Table(table) => Some(vec![(table, value.span())]),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => Some((table, item.span())),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

fn members(
    table: &DeTable<'_>,
    span: Range<usize>,
    spots: &Spots<'_>,
    wrong: &mut Vec<Diagnostic>,
) -> (Map<String, Value>, super::Whereabouts) {
    let (mut members, mut fields) = (Map::new(), BTreeMap::new());
    for (name, value) in table.iter() {
        let name = name.get_ref().to_string();
        fields.insert(name.clone(), Spot::Bytes(value.span()));
        match converted(value) {
            Ok(value) => drop(members.insert(name, value)),
            Err((here, message)) => wrong.push(spots.error("number-expected", here, message).field(name)),
        }
    }
    (members, spots.whereabouts(Spot::Bytes(span), fields))
}

/// The same value as JSON has it, dates as texts; or where a number is that cannot be kept.
fn converted(value: &Spanned<DeValue<'_>>) -> Result<Value, (Range<usize>, String)> {
    let wrong = |message: String| (value.span(), message);
    Ok(match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Integer(number) => {
            let whole = i64::from_str_radix(number.as_str(), number.radix()).ok();
            let exact = whole.filter(|whole| whole.unsigned_abs() <= EXACT);
            Value::from(exact.ok_or_else(|| wrong(format!("`{number}` is too large to be kept exactly")))?)
        }
        DeValue::Float(number) => {
            let float = number.as_str().parse::<f64>().ok().and_then(Number::from_f64);
            Value::Number(float.ok_or_else(|| wrong(format!("`{number}` is not a finite number")))?)
        }
        DeValue::Array(items) => Value::Array(items.iter().map(converted).collect::<Result<_, _>>()?),
        DeValue::Table(table) => {
            let member = |(name, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
                Ok((name.get_ref().to_string(), converted(value)?))
            };
            Value::Object(table.iter().map(member).collect::<Result<_, _>>()?)
        }
    })
}
