//! Noise for the cells of a cube of records. Keys are added as whole numbers: a float sum would depend on the order of
//! the records, and the same people would no longer give the same noise.

use super::super::source::Source;
use super::super::{Cell, Error, Hierarchy, Scaled, Table, number};
use super::ptable::Ptable;
use super::spec::{CubeColumns, KeyColumn, UNIT};
use hmac::{Hmac, KeyInit, Mac};
use probity_core::canonical;
use sha2::Sha256;
use std::collections::BTreeMap;

/// What record keys are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKeys {
    /// 1e-15: keys given as decimals.
    Decimal,
    /// 2^-53: keys derived from identifiers.
    Binary,
}

impl RecordKeys {
    fn modulus(self) -> u64 {
        match self {
            Self::Decimal => 1_000_000_000_000_000,
            Self::Binary => 1 << 53,
        }
    }

    fn text(self, key: u64) -> String {
        match self {
            Self::Decimal => number::decimal(i128::from(key), 15),
            // Both are exact: 53 bits over a power of two.
            Self::Binary => canonical::number(key as f64 / self.modulus() as f64),
        }
    }
}

/// A cell with its noise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoisyCell {
    /// Its codes.
    pub codes: Vec<String>,
    /// The true count.
    pub frequency: u64,
    /// Its key as text.
    pub key: String,
    /// The row of the table of probabilities.
    pub row: u32,
    /// The noise.
    pub noise: i64,
    /// What is published.
    pub published: u64,
}

/// Counts the records of every cell, totals included, and gives each its noise. `secret` is needed when keys come from
/// identifiers.
///
/// # Errors
/// A diagnostic with the line of a record that cannot be used; [`Error::Usage`] when the secret is missing.
pub fn noisy(
    source: &Source,
    columns: &CubeColumns,
    table: &Ptable,
    secret: Option<&[u8]>,
) -> Result<Vec<NoisyCell>, Error> {
    let (column, keys) = match &columns.key {
        KeyColumn::Key(name) => (source.column(name)?, RecordKeys::Decimal),
        KeyColumn::Id(name) => (source.column(name)?, RecordKeys::Binary),
    };
    let secret = match (keys, secret) {
        (RecordKeys::Decimal, _) => &[],
        (RecordKeys::Binary, Some(secret)) => secret,
        (RecordKeys::Binary, None) => return Err(Error::Usage("`record_id` needs --key FILE".to_owned())),
    };
    let dimensions = columns.dimensions.iter().map(|name| source.column(name)).collect::<Result<Vec<_>, _>>()?;
    let mut leaves: BTreeMap<Vec<&str>, (u64, u64)> = BTreeMap::new();
    for (row, (_, cells)) in source.rows.iter().enumerate() {
        let codes: Vec<&str> = dimensions.iter().map(|at| cells[*at].as_str()).collect();
        if let Some(at) = codes.iter().position(|code| code.is_empty() || *code == "_T") {
            return Err(source.fault(row, dimensions[at], "a record needs a code that is no total").into());
        }
        let key = match keys {
            RecordKeys::Decimal => decimal_key(source, row, column)?,
            RecordKeys::Binary => derived_key(secret, cells[column].as_bytes())?,
        };
        let leaf = leaves.entry(codes).or_default();
        *leaf = (leaf.0 + 1, (leaf.1 + key) % keys.modulus());
    }
    let cube = cube(source, columns, &dimensions, &leaves)?;
    let mut sums = vec![0u64; cube.cells().len()];
    for (codes, (_, key)) in &leaves {
        for cell in cube.containing_codes(codes) {
            sums[cell] = (sums[cell] + key) % keys.modulus();
        }
    }
    sums.iter().enumerate().map(|(cell, key)| perturbed(&cube, cell, *key, keys, table)).collect()
}

fn decimal_key(source: &Source, row: usize, column: usize) -> Result<u64, Error> {
    let text = &source.rows[row].1[column];
    let units = Scaled::parse(text).and_then(|key| key.at(15)).and_then(|key| u64::try_from(key).ok());
    units.filter(|key| *key < RecordKeys::Decimal.modulus()).ok_or_else(|| {
        let fault = source.fault(row, column, format!("`{text}` is no record key"));
        fault.expected("a decimal from 0 to below 1 with at most 15 digits behind the point").into()
    })
}

/// The first 53 bits of the keyed hash of an identifier.
fn derived_key(secret: &[u8], id: &[u8]) -> Result<u64, Error> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret)
        .map_err(|_| Error::Usage("the key cannot be used for a keyed hash".to_owned()))?;
    mac.update(id);
    let digest = mac.finalize().into_bytes();
    Ok(digest.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 11)
}

fn cube(
    source: &Source,
    columns: &CubeColumns,
    dimensions: &[usize],
    leaves: &BTreeMap<Vec<&str>, (u64, u64)>,
) -> Result<Table, Error> {
    let tree = |at: usize| {
        let tree = Hierarchy::flat(leaves.keys().map(|codes| codes[at]));
        tree.map_err(|error| {
            let message = format!("dimension `{}`: {error}", columns.dimensions[at]);
            Error::from(probity_core::Diagnostic::error("table-empty", &source.file, message))
        })
    };
    let trees = (0..dimensions.len()).map(tree).collect::<Result<Vec<_>, Error>>()?;
    let mut inner = BTreeMap::new();
    for (codes, (count, _)) in leaves {
        let key: Option<Vec<usize>> = trees.iter().zip(codes).map(|(tree, code)| tree.node(code)).collect();
        let cell = Cell { frequency: *count, value: i128::from(*count), ..Cell::default() };
        inner.extend(key.map(|key| (key, cell)));
    }
    Table::new(columns.dimensions.clone(), trees, inner, 0)
}

fn perturbed(cube: &Table, cell: usize, key: u64, keys: RecordKeys, table: &Ptable) -> Result<NoisyCell, Error> {
    let frequency = cube.cells()[cell].frequency;
    let last = table.rows.len().saturating_sub(1);
    let row = usize::try_from(frequency).unwrap_or(last).min(last);
    // key / modulus < to / UNIT, in whole numbers.
    let below = |to: i64| u128::from(key) * (UNIT as u128) < (to as u128) * u128::from(keys.modulus());
    let entry = table.rows.get(row).and_then(|row| row.entries.iter().find(|entry| below(entry.to)));
    let noise = entry.map_or(0, |entry| entry.noise);
    Ok(NoisyCell {
        codes: cube.codes(cell).into_iter().map(str::to_owned).collect(),
        frequency,
        key: keys.text(key),
        row: u32::try_from(row).map_err(|_| Error::Overflow)?,
        noise,
        published: frequency.saturating_add_signed(noise),
    })
}
