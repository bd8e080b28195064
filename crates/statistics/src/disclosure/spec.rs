//! The specification of a protection (`SPEC.toml`): what the table is, what is disclosive, how it is to be protected
//! and what everybody knows. A key nobody knows is refused with its line: a misspelt rule would be no rule.

use super::{Error, Hierarchy, Ratio, Scaled};
use probity_core::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What one row of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One inner cell.
    Cells,
    /// One contributor.
    Records,
}

/// Which columns of the table mean what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// What a row is.
    pub kind: Kind,
    /// The dimensions, in key order.
    pub dimensions: Vec<String>,
    /// Number of contributors.
    pub frequency: Option<String>,
    /// The magnitude; without it the frequency is published.
    pub value: Option<String>,
    /// The largest contributions, descending.
    #[serde(default)]
    pub contributions: Vec<String>,
    /// u, s or z.
    pub status: Option<String>,
    /// Whether all values are whole numbers.
    #[serde(default = "yes")]
    pub integer: bool,
}

/// What to do about a line all of whose contributors are in one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// List it.
    #[default]
    Flag,
    /// Protect the category that holds everybody.
    Protect,
    /// Nothing.
    Off,
}

/// The primary rules, checked.
#[derive(Debug, Clone)]
pub struct Primary {
    /// 0 < n < this is disclosive; 0 = rule off.
    pub frequency: u64,
    /// Whether empty cells are disclosive too.
    pub protect_zeros: bool,
    /// The sum of the n largest contributions exceeds k % of the total.
    pub nk: Option<(usize, Scaled)>,
    /// p % rule, as the ratio p/100.
    pub p: Option<Ratio>,
    /// pq rule, as the ratio p/q.
    pub pq: Option<Ratio>,
    /// Group disclosure.
    pub group: Group,
}

/// How to protect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Optimal up to 500 cells where that is quickly proven, else heuristic.
    #[default]
    Auto,
    /// The cheapest safe pattern.
    Optimal,
    /// A safe pattern.
    Heuristic,
    /// Rounding instead of suppression.
    Round,
}

/// What suppression minimises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weight {
    /// The sum of the suppressed values.
    Value,
    /// The number of suppressed cells.
    Unit,
    /// The sum of this column.
    Column(String),
}

/// How to protect, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Protection {
    /// Method.
    pub method: Method,
    /// Protection of the frequency rule, in hundredths of the value.
    pub range: Scaled,
    /// What is minimised.
    pub weight: Weight,
    /// Whether an empty cell may be suppressed to protect another.
    pub zeros_as_secondary: bool,
    /// Whether a lone contributor counts as an attacker who knows its own value.
    pub singletons: bool,
    /// Base of rounding.
    pub base: Option<u32>,
    /// Values below this are suppressed before rounding.
    pub suppress_below: Option<u32>,
}

/// What everybody knows about every suppressed cell; `None` = no bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attacker {
    /// Not less than this.
    pub lower: Option<Scaled>,
    /// Not more than this.
    pub upper: Option<Scaled>,
}

/// A specification, checked.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The columns.
    pub columns: Columns,
    /// Hierarchies of the dimensions that have one, by dimension.
    pub hierarchies: BTreeMap<String, Hierarchy>,
    /// Primary rules.
    pub primary: Primary,
    /// Protection.
    pub protection: Protection,
    /// The attacker.
    pub attacker: Attacker,
    /// Files of facts the attacker also has, as written in the specification.
    pub known: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSpec {
    table: Columns,
    #[serde(default)]
    hierarchy: BTreeMap<String, BTreeMap<String, RawParts>>,
    #[serde(default)]
    primary: RawPrimary,
    #[serde(default)]
    protection: RawProtection,
    #[serde(default)]
    attacker: RawAttacker,
    #[serde(default)]
    known: Vec<RawKnown>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a list of codes, or for `root` one code")]
enum RawParts {
    Root(String),
    Parts(Vec<String>),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawPrimary {
    frequency: Option<u64>,
    #[serde(default)]
    zeros: RawZeros,
    nk: Option<RawNk>,
    p: Option<f64>,
    pq: Option<RawPq>,
    #[serde(default)]
    group: Group,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "lowercase")]
enum RawZeros {
    #[default]
    Safe,
    Protect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNk {
    n: i64,
    k: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPq {
    p: f64,
    q: f64,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawProtection {
    #[serde(default)]
    method: Method,
    range_percent: Option<f64>,
    weight: Option<String>,
    #[serde(default)]
    zeros_as_secondary: bool,
    singletons: Option<bool>,
    base: Option<u32>,
    suppress_below: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawAttacker {
    lower: Option<RawBound>,
    upper: Option<RawBound>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a number, \"inf\" or \"-inf\"")]
enum RawBound {
    Number(f64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKnown {
    file: String,
}

/// Reads and checks a specification; `file` is its name for messages.
///
/// # Errors
/// [`Error::Input`] with the line for what is no TOML, an unknown key or a wrong type; [`Error::Usage`] for a value
/// that makes no sense.
pub fn parse(file: &str, text: &str) -> Result<Spec, Error> {
    let raw: RawSpec = toml::from_str(text).map_err(|error| syntax(file, text, &error))?;
    let usage = |message: String| Error::Usage(format!("`{file}`: {message}"));
    let primary = primary(&raw).map_err(usage)?;
    let protection = protection(&raw.protection).map_err(usage)?;
    let attacker = attacker(&raw.attacker).map_err(usage)?;
    let hierarchies = hierarchies(&raw).map_err(usage)?;
    check_columns(&raw.table, &primary, &protection).map_err(usage)?;
    let known = raw.known.into_iter().map(|known| known.file).collect();
    Ok(Spec { columns: raw.table, hierarchies, primary, protection, attacker, known })
}

/// What the TOML reader says, as a diagnostic with line and column.
pub(super) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Error {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let row = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    let line = text.lines().nth(row as usize - 1).unwrap_or_default();
    let message = error.message().lines().next().unwrap_or("this is no TOML").to_owned();
    let rest = error.message().lines().skip(1).collect::<Vec<_>>().join(" ");
    let mut diagnostic =
        Diagnostic::error("specification", file, message).at(Place { sheet: None, row, column }).line(line);
    if !rest.is_empty() {
        diagnostic = diagnostic.expected(rest);
    }
    diagnostic.hint("the keys of a specification are listed in docs/statistics.md").into()
}

fn primary(raw: &RawSpec) -> Result<Primary, String> {
    let rules = &raw.primary;
    let crossed = |name: &String| ["sex", "gender", "citizenship"].iter().any(|word| name.to_lowercase() == *word);
    let usual = if raw.table.dimensions.iter().any(crossed) { 5 } else { 3 };
    let nk = rules.nk.as_ref().map(|nk| {
        let n = usize::try_from(nk.n).ok().filter(|n| *n >= 1).ok_or(format!("nk: n = {} must be 1 or more", nk.n))?;
        Ok::<_, String>((n, percent("nk: k", nk.k, true)?))
    });
    let p = rules.p.map(|p| Ok::<_, String>(hundredth(percent("p", p, false)?)));
    let pq = rules.pq.as_ref().map(|pq| {
        let (p, q) = (percent("pq: p", pq.p, false)?.ratio(), percent("pq: q", pq.q, true)?.ratio());
        let ratio = Ratio::new(p.num * q.den, p.den * q.num);
        if ratio.num < ratio.den { Ok(ratio) } else { Err(format!("pq: p = {} must be below q = {}", pq.p, pq.q)) }
    });
    Ok(Primary {
        frequency: rules.frequency.unwrap_or(usual),
        protect_zeros: rules.zeros == RawZeros::Protect,
        nk: nk.transpose()?,
        p: p.transpose()?,
        pq: pq.transpose()?,
        group: rules.group,
    })
}

/// A percentage in (0, 100), or (0, 100] when `whole` is allowed.
fn percent(name: &str, value: f64, whole: bool) -> Result<Scaled, String> {
    let inside = value > 0.0 && (value < 100.0 || whole && value == 100.0);
    let expected = if whole { "above 0 and at most 100" } else { "above 0 and below 100" };
    let scaled = Scaled::of(value).filter(|scaled| inside && scaled.scale <= 6);
    scaled.ok_or(format!("{name} = {value} must be {expected}, with at most 6 decimals"))
}

pub(super) fn hundredth(value: Scaled) -> Ratio {
    let ratio = value.ratio();
    Ratio::new(ratio.num, ratio.den * 100)
}

fn protection(raw: &RawProtection) -> Result<Protection, String> {
    let range = raw.range_percent.unwrap_or(30.0);
    let scaled = Scaled::of(range).filter(|scaled| (0.0..=1e6).contains(&range) && scaled.scale <= 6);
    let weight = match raw.weight.as_deref() {
        None | Some("value") => Weight::Value,
        Some("unit") => Weight::Unit,
        Some(text) => match text.strip_prefix("column:").filter(|name| !name.is_empty()) {
            Some(name) => Weight::Column(name.to_owned()),
            None => return Err(format!("weight = \"{text}\" must be \"value\", \"unit\" or \"column:NAME\"")),
        },
    };
    match (raw.method, raw.base) {
        (Method::Round, None | Some(0 | 1)) => return Err("method = \"round\" needs base = 2 or more".to_owned()),
        (Method::Round, Some(_)) => {}
        (_, Some(_)) => return Err("base is a setting of method = \"round\"".to_owned()),
        (_, None) if raw.suppress_below.is_some() => {
            return Err("suppress_below is a setting of method = \"round\"".to_owned());
        }
        (_, None) => {}
    }
    Ok(Protection {
        method: raw.method,
        range: scaled.ok_or(format!("range_percent = {range} must be 0 or more, with at most 6 decimals"))?,
        weight,
        zeros_as_secondary: raw.zeros_as_secondary,
        singletons: raw.singletons.unwrap_or(true),
        base: raw.base,
        suppress_below: raw.suppress_below,
    })
}

fn attacker(raw: &RawAttacker) -> Result<Attacker, String> {
    let bound = |name: &str, raw: &Option<RawBound>, none: &str, usual: Option<f64>| {
        let value = match raw {
            None => usual,
            Some(RawBound::Text(text)) if text == none => None,
            Some(RawBound::Number(value)) if value.to_string() == none => None,
            Some(RawBound::Number(value)) if value.is_finite() => Some(*value),
            _ => return Err(format!("attacker.{name} must be a number or \"{none}\"")),
        };
        match value.map(Scaled::of) {
            None => Ok(None),
            Some(Some(scaled)) => Ok(Some(scaled)),
            Some(None) => Err(format!("attacker.{name} has too many digits")),
        }
    };
    Ok(Attacker {
        lower: bound("lower", &raw.lower, "-inf", Some(0.0))?,
        upper: bound("upper", &raw.upper, "inf", None)?,
    })
}

fn hierarchies(raw: &RawSpec) -> Result<BTreeMap<String, Hierarchy>, String> {
    let mut hierarchies = BTreeMap::new();
    for (dimension, tree) in &raw.hierarchy {
        if !raw.table.dimensions.contains(dimension) {
            return Err(format!("there is a hierarchy of `{dimension}`, which is no dimension of the table"));
        }
        let mut root = "_T";
        let mut parts = BTreeMap::new();
        for (code, value) in tree {
            match value {
                RawParts::Root(name) if code == "root" => root = name,
                RawParts::Root(_) => return Err(format!("hierarchy.{dimension}: `{code}` needs a list of its parts")),
                RawParts::Parts(list) => {
                    parts.insert(code.clone(), list.clone());
                }
            }
        }
        let tree = Hierarchy::new(root, &parts).map_err(|error| format!("hierarchy.{dimension}: {error}"))?;
        hierarchies.insert(dimension.clone(), tree);
    }
    Ok(hierarchies)
}

/// Whether the columns fit the rules.
fn check_columns(columns: &Columns, primary: &Primary, protection: &Protection) -> Result<(), String> {
    if columns.dimensions.is_empty() || columns.dimensions.len() > 8 {
        return Err("a table has 1 to 8 dimensions".to_owned());
    }
    let mut names: Vec<&String> = columns.dimensions.iter().collect();
    names.extend(columns.frequency.iter().chain(&columns.value).chain(&columns.status).chain(&columns.contributions));
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("the column `{}` is used for two things", twice[0]));
    }
    let needed = [primary.nk.map(|(n, _)| n), primary.p.map(|_| 2), primary.pq.map(|_| 2)];
    let needed = needed.into_iter().flatten().max();
    match columns.kind {
        Kind::Records if columns.status.is_some() || !columns.contributions.is_empty() => {
            return Err("`status` and `contributions` are columns of a table with kind = \"cells\"".to_owned());
        }
        Kind::Cells if columns.frequency.is_none() => {
            return Err("a table with kind = \"cells\" needs the column `frequency`".to_owned());
        }
        _ => {}
    }
    if let Some(needed) = needed {
        if columns.value.is_none() {
            return Err("nk, p and pq are rules about magnitudes: name the column `value`".to_owned());
        }
        if columns.kind == Kind::Cells && columns.contributions.len() < needed {
            return Err(format!(
                "these rules need the {needed} largest contributions: name their columns in `contributions`"
            ));
        }
    }
    if protection.method == Method::Round && !columns.integer {
        return Err("method = \"round\" needs a table of whole numbers".to_owned());
    }
    Ok(())
}
