//! The specification of the noise (`SPEC.toml`): how large it may be, and which columns of the records matter.

use super::super::spec::syntax;
use super::super::{Error, Scaled};
use serde::Deserialize;

/// Units of a probability: results are given with 8 digits.
pub const UNIT: i64 = 100_000_000;
/// Largest noise that makes sense: the table of probabilities has about `2 D²` entries.
const NOISE_MAX: u32 = 50;

/// What the noise may be, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoiseSpec {
    /// Largest noise.
    pub largest: u32,
    /// Variance allowed, in 1e-8.
    pub variance: i64,
    /// Published counts 1 to this never occur.
    pub blocked: u32,
    /// For each row from 1: the least probability of no noise in 1e-8; 0 = none asked for.
    pub stay: Vec<i64>,
    /// For each row from 1: whether probabilities must not fall towards no noise.
    pub mono: Vec<bool>,
    /// The columns of the records.
    pub cube: Option<CubeColumns>,
}

/// The columns of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CubeColumns {
    /// The dimensions, in key order.
    pub dimensions: Vec<String>,
    /// Where a record's key comes from.
    pub key: KeyColumn,
}

/// Where a record's key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyColumn {
    /// A column of decimals in [0, 1).
    Key(String),
    /// A column of identifiers; the key is derived from them with a secret.
    Id(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    ptable: RawPtable,
    cube: Option<RawCube>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPtable {
    #[serde(rename = "D")]
    largest: i64,
    #[serde(rename = "V")]
    variance: f64,
    #[serde(default)]
    js: i64,
    pstay: Option<OneOrMany<f64>>,
    mono: Option<OneOrMany<bool>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "one value or a list by row")]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCube {
    dimensions: Vec<String>,
    record_key: Option<String>,
    record_id: Option<String>,
}

impl NoiseSpec {
    /// The last row: counts of this and more have the same noise.
    pub fn last(&self) -> u32 {
        if self.blocked == 0 { self.largest } else { self.largest + self.blocked + 1 }
    }
}

/// Reads and checks a specification; `file` is its name for messages.
///
/// # Errors
/// [`Error::Input`] with the line for what is no TOML, an unknown key or a wrong type; [`Error::Usage`] for a value
/// that makes no sense.
pub fn parse(file: &str, text: &str) -> Result<NoiseSpec, Error> {
    let raw: Raw = toml::from_str(text).map_err(|error| syntax(file, text, &error))?;
    check(raw).map_err(|message| Error::Usage(format!("`{file}`: {message}")))
}

fn check(raw: Raw) -> Result<NoiseSpec, String> {
    let RawPtable { largest, variance, js, pstay, mono } = raw.ptable;
    let whole = |name: &str, value: i64, least: u32| {
        let fits = u32::try_from(value).ok().filter(|value| (least..=NOISE_MAX).contains(value));
        fits.ok_or(format!("{name} = {value} must be a whole number from {least} to {NOISE_MAX}"))
    };
    let (largest, blocked) = (whole("D", largest, 1)?, whole("js", js, 0)?);
    let in_units = Scaled::of(variance).and_then(|value| value.at(8)).and_then(|value| i64::try_from(value).ok());
    let variance = in_units
        .filter(|units| *units > 0 && variance <= 10_000.0)
        .ok_or(format!("V = {variance} must be above 0 and at most 10000, with at most 8 decimals"))?;
    let mut spec = NoiseSpec { largest, variance, blocked, stay: Vec::new(), mono: Vec::new(), cube: None };
    let rows = spec.last() as usize;
    spec.stay = match by_row("pstay", pstay, rows)? {
        None => vec![0; rows],
        Some(list) => list.into_iter().map(stay).collect::<Result<_, _>>()?,
    };
    spec.mono = by_row("mono", mono, rows)?.unwrap_or(vec![true; rows]);
    spec.cube = raw.cube.map(cube).transpose()?;
    Ok(spec)
}

fn by_row<T: Clone>(name: &str, value: Option<OneOrMany<T>>, rows: usize) -> Result<Option<Vec<T>>, String> {
    match value {
        None => Ok(None),
        Some(OneOrMany::One(value)) => Ok(Some(vec![value; rows])),
        Some(OneOrMany::Many(list)) if list.len() == rows => Ok(Some(list)),
        Some(OneOrMany::Many(list)) => Err(format!("{name} has {} values; there are {rows} rows", list.len())),
    }
}

fn stay(value: f64) -> Result<i64, String> {
    let units = Scaled::of(value).and_then(|value| value.at(8)).and_then(|value| i64::try_from(value).ok());
    units
        .filter(|units| (0..UNIT).contains(units))
        .ok_or(format!("pstay = {value} must be 0 or more and below 1, with at most 8 decimals"))
}

fn cube(raw: RawCube) -> Result<CubeColumns, String> {
    if raw.dimensions.is_empty() || raw.dimensions.len() > 8 {
        return Err("a cube has 1 to 8 dimensions".to_owned());
    }
    let key = match (raw.record_key, raw.record_id) {
        (Some(column), None) => KeyColumn::Key(column),
        (None, Some(column)) => KeyColumn::Id(column),
        _ => return Err("[cube] needs either `record_key` or `record_id`".to_owned()),
    };
    let mut names = raw.dimensions.clone();
    names.sort();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(twice) => Err(format!("the dimension `{}` is named twice", twice[0])),
        None => Ok(CubeColumns { dimensions: raw.dimensions, key }),
    }
}
