//! From rows of text to a table: inner cells or records, checked against the specification. A row that makes no sense
//! stops everything, with its line: a table protected without one of its cells is not protected.

use super::{Cell, Error, Hierarchy, Kind, Mark, Scaled, Spec, Table, Weight};
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;

/// A file of rows as it was read.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The name for messages.
    pub file: String,
    /// The header.
    pub header: Vec<String>,
    /// Line and cells of every row; each has as many cells as the header.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Source {
    /// The index of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize, Error> {
        let found = self.header.iter().position(|column| column == name);
        found.ok_or_else(|| {
            Diagnostic::error("column-missing", &self.file, format!("there is no column `{name}`"))
                .at(Place { sheet: None, row: 1, column: 0 })
                .line(self.header.join(","))
                .hint(format!("the columns are {}", self.header.join(", ")))
                .into()
        })
    }

    /// A diagnostic about one cell.
    pub(super) fn fault(&self, row: usize, column: usize, message: impl Into<String>) -> Diagnostic {
        let (line, cells) = &self.rows[row];
        let place = Place { sheet: None, row: *line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) };
        Diagnostic::error("value", &self.file, message)
            .at(place)
            .field(self.header.get(column).cloned().unwrap_or_default())
            .found(cells.get(column).cloned().unwrap_or_default())
            .line(cells.join(","))
    }

    fn text(&self, row: usize, column: usize) -> &str {
        self.rows[row].1.get(column).map(String::as_str).unwrap_or_default()
    }

    /// A number; an empty cell is `None`.
    pub(super) fn number(&self, row: usize, column: usize) -> Result<Option<Scaled>, Error> {
        let text = self.text(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = Scaled::parse(text).map(Some);
        number.ok_or_else(|| {
            self.fault(row, column, format!("`{text}` is not a number"))
                .expected("digits with an optional sign and decimal point, at most 18 digits")
                .into()
        })
    }
}

/// The columns by index.
struct Indices {
    dimensions: Vec<usize>,
    frequency: Option<usize>,
    value: Option<usize>,
    contributions: Vec<usize>,
    status: Option<usize>,
    weight: Option<usize>,
}

/// Builds the table, totals included.
///
/// # Errors
/// A diagnostic with the line of the first row that cannot be used, or [`Error::Overflow`].
pub fn table(source: &Source, spec: &Spec) -> Result<Table, Error> {
    let columns = indices(source, spec)?;
    let hierarchies = hierarchies(source, spec, &columns)?;
    let scale = scale(source, spec, &columns)?;
    let mut cells: BTreeMap<Vec<usize>, Cell> = BTreeMap::new();
    for row in 0..source.rows.len() {
        let leaf = leaf(source, &columns, &hierarchies, row)?;
        let cell = cell(source, spec, &columns, row, scale)?;
        match (cells.get_mut(&leaf), spec.columns.kind) {
            (None, _) => {
                cells.insert(leaf, cell);
            }
            (Some(kept), Kind::Records) => kept.add(&cell)?,
            (Some(_), Kind::Cells) => {
                let fault = source.fault(row, columns.dimensions[0], "this cell stands in the table twice");
                return Err(fault.hint("add the rows up first, or say kind = \"records\"").into());
            }
        }
    }
    Table::new(spec.columns.dimensions.clone(), hierarchies, cells, scale)
}

fn indices(source: &Source, spec: &Spec) -> Result<Indices, Error> {
    let columns = &spec.columns;
    let optional = |name: &Option<String>| name.as_ref().map(|name| source.column(name)).transpose();
    let all = |names: &[String]| names.iter().map(|name| source.column(name)).collect::<Result<Vec<_>, _>>();
    let weight = match &spec.protection.weight {
        Weight::Column(name) => Some(source.column(name)?),
        _ => None,
    };
    Ok(Indices {
        dimensions: all(&columns.dimensions)?,
        frequency: optional(&columns.frequency)?,
        value: optional(&columns.value)?,
        contributions: all(&columns.contributions)?,
        status: optional(&columns.status)?,
        weight,
    })
}

fn hierarchies(source: &Source, spec: &Spec, columns: &Indices) -> Result<Vec<Hierarchy>, Error> {
    let pairs = spec.columns.dimensions.iter().zip(&columns.dimensions);
    let tree = |(name, column): (&String, &usize)| match spec.hierarchies.get(name) {
        Some(tree) => Ok(tree.clone()),
        None => {
            let codes = (0..source.rows.len()).map(|row| source.text(row, *column));
            Hierarchy::flat(codes.filter(|code| !code.is_empty() && *code != "_T")).map_err(|error| {
                Diagnostic::error("table-empty", &source.file, format!("dimension `{name}`: {error}")).into()
            })
        }
    };
    pairs.map(tree).collect()
}

/// Decimals that all values of the table have room for.
fn scale(source: &Source, spec: &Spec, columns: &Indices) -> Result<u32, Error> {
    let mut scale = 0;
    for column in columns.value.iter().chain(&columns.contributions) {
        for row in 0..source.rows.len() {
            let Some(number) = source.number(row, *column)? else { continue };
            if spec.columns.integer && number.scale > 0 {
                let fault = source.fault(row, *column, "this is not a whole number");
                return Err(fault.hint("say integer = false in [table]").into());
            }
            scale = scale.max(number.scale);
        }
    }
    let bounds = [spec.attacker.lower, spec.attacker.upper];
    Ok(bounds.into_iter().flatten().fold(scale, |scale, bound| scale.max(bound.scale)))
}

fn leaf(source: &Source, columns: &Indices, trees: &[Hierarchy], row: usize) -> Result<Vec<usize>, Error> {
    let node = |(column, tree): (&usize, &Hierarchy)| {
        let code = source.text(row, *column);
        if code.contains('|') {
            let fault = source.fault(row, *column, "a code may not hold `|`, which joins the codes of a cell");
            return Err(fault.hint("write the code without it").into());
        }
        match tree.node(code).filter(|node| tree.is_leaf(*node)) {
            Some(node) => Ok(node),
            None if code.is_empty() => Err(source.fault(row, *column, "there is no code").into()),
            None if code == "_T" || tree.node(code).is_some() => Err(source
                .fault(row, *column, format!("`{code}` is a total"))
                .hint("give the inner cells only; totals are computed")
                .into()),
            None => Err(source
                .fault(row, *column, format!("`{code}` is not in the hierarchy"))
                .hint("add it to the parts of one of the totals")
                .into()),
        }
    };
    columns.dimensions.iter().zip(trees).map(node).collect()
}

fn cell(source: &Source, spec: &Spec, columns: &Indices, row: usize, scale: u32) -> Result<Cell, Error> {
    let frequency = match columns.frequency {
        Some(column) => count(source, row, column)?,
        None => 1,
    };
    let sized = |column: usize| {
        let number = source.number(row, column)?.unwrap_or(Scaled { mantissa: 0, scale: 0 });
        number.at(scale).ok_or_else(|| Error::from(source.fault(row, column, "the number has too many digits")))
    };
    let unit = 10i128.checked_pow(scale).ok_or(Error::Overflow)?;
    let value = match columns.value {
        Some(column) if frequency > 0 && source.text(row, column).is_empty() => {
            return Err(missing(source, row, column));
        }
        Some(column) => sized(column)?,
        None => i128::from(frequency).checked_mul(unit).ok_or(Error::Overflow)?,
    };
    let mut contributions = match (spec.columns.kind, columns.value) {
        (Kind::Records, Some(_)) => vec![value],
        _ => columns.contributions.iter().map(|column| sized(*column)).collect::<Result<Vec<_>, _>>()?,
    };
    let rules = &spec.primary;
    if rules.nk.is_some() || rules.p.is_some() || rules.pq.is_some() {
        check_contributions(source, columns, row, value, &contributions)?;
    }
    contributions.retain(|contribution| *contribution > 0);
    let weight = columns.weight.map(|column| weight(source, row, column)).transpose()?.unwrap_or(0);
    let mark = columns.status.map(|column| mark(source, row, column)).transpose()?.unwrap_or_default();
    Ok(Cell { frequency, value, contributions, weight, mark })
}

/// A missing number is no zero: totals that take it for one would be published as if they were known.
fn missing(source: &Source, row: usize, column: usize) -> Error {
    let fault = source.fault(row, column, "there is no number");
    fault.hint("write 0 when nothing was counted, or find out the number: every total needs it").into()
}

fn count(source: &Source, row: usize, column: usize) -> Result<u64, Error> {
    let number = source.number(row, column)?.ok_or_else(|| missing(source, row, column))?;
    let whole = number.at(0).and_then(|value| u64::try_from(value).ok());
    whole.ok_or_else(|| source.fault(row, column, "a number of contributors is a whole number, 0 or more").into())
}

/// Weights are kept in thousandths.
fn weight(source: &Source, row: usize, column: usize) -> Result<i128, Error> {
    let number = source.number(row, column)?.unwrap_or(Scaled { mantissa: 0, scale: 0 });
    let weight = number.at(3).filter(|weight| *weight >= 0);
    weight.ok_or_else(|| source.fault(row, column, "a weight is 0 or more, with at most 3 decimals").into())
}

fn mark(source: &Source, row: usize, column: usize) -> Result<Mark, Error> {
    match source.text(row, column) {
        "" | "s" => Ok(Mark::Safe),
        "u" => Ok(Mark::Primary),
        "z" => Ok(Mark::Publish),
        text => Err(source
            .fault(row, column, format!("`{text}` is no status"))
            .expected("u (primary by hand), s, z (never a secondary) or nothing")
            .into()),
    }
}

/// Dominance rules mean nothing when contributions can be negative, unsorted or larger than their sum.
fn check_contributions(
    source: &Source,
    columns: &Indices,
    row: usize,
    value: i128,
    contributions: &[i128],
) -> Result<(), Error> {
    let at = |index: usize| columns.contributions.get(index).or(columns.value.as_ref()).copied().unwrap_or(0);
    if let Some(index) = contributions.iter().position(|contribution| *contribution < 0) {
        let fault = source.fault(row, at(index), "the rules nk, p and pq need contributions of 0 or more");
        return Err(fault.hint("protect this table with the frequency rule or by hand (status u)").into());
    }
    if value < 0 {
        let column = columns.value.unwrap_or(0);
        return Err(source.fault(row, column, "the rules nk, p and pq need values of 0 or more").into());
    }
    if let Some(index) = contributions.windows(2).position(|pair| pair[0] < pair[1]) {
        return Err(source.fault(row, at(index + 1), "contributions must be in descending order").into());
    }
    if contributions.iter().sum::<i128>() > value {
        return Err(source.fault(row, at(0), "the contributions add up to more than the value").into());
    }
    Ok(())
}
