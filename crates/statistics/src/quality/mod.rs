//! The quality report of a file of legal statistics, as data: what was tested, what failed, and where. A check of
//! severity `error` says that numbers cannot be right as they stand; one of severity `warning` asks somebody to look.

mod checks;
mod digits;
mod families;
mod release;
mod revision;
mod sims;

pub use release::{Release, Standing, releases, standing};

use crate::cube::Observation;
use families::Series;
use probity_core::Decimal;
use serde_json::{Map, Value, json};

/// A row or cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    /// Where it stands, as `SOURCE_CELL` writes it.
    pub cell: String,
    /// Code of the rule it breaks.
    pub rule: String,
    /// What stands there.
    pub text: String,
}

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The layout of the file, such as `unodc-cts`.
    pub layout: &'a str,
    /// Rows (of forms: cells) read.
    pub rows: u64,
    /// The day of release, `YYYY-MM-DD`, if the file says it.
    pub release: Option<&'a str>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: &'a str,
    /// What was read.
    pub observations: &'a [Observation],
    /// What could not be read.
    pub rejects: &'a [Reject],
    /// An earlier vintage of the same data.
    pub reference: Option<&'a [Observation]>,
    /// First and last year in which jumps are looked for.
    pub years: (u16, u16),
}

/// Years in which jumps are looked for unless somebody says otherwise.
pub const YEARS: (u16, u16) = (2013, 2022);

/// The report, and the names of the checks of severity `error` that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The report as JSON.
    pub document: Value,
    /// Failed checks of severity `error`, sorted.
    pub failed: Vec<String>,
}

/// Judges a file.
pub fn report(subject: &Subject<'_>) -> Report {
    let series = Series::of(subject.observations);
    let families = families::families(subject.layout, subject.observations);
    let mut checks = Checks::default();
    checks.error("duplicates", checks::rejected(subject, &["duplicate-row", "key-collision"]));
    checks.put("non_numeric", checks::non_numeric(subject), unreadable_numbers(subject));
    checks.error("negative", checks::rejected(subject, &["negative"]));
    checks.error("unreadable", checks::others(subject));
    checks.warning("additivity", checks::additivity(&families));
    let parts = checks::part_exceeds_total(subject.layout, &families, subject.observations);
    // The rules of a form hold in every correct form; parts of other sources are often counted by other rules.
    if subject.layout == "kz-cng1" {
        checks.error("part_exceeds_total", parts)
    } else {
        checks.warning("part_exceeds_total", parts)
    }
    checks.warning("orphan_parts", checks::orphan_parts(subject.layout, subject.observations));
    checks.warning("jumps", checks::jumps(subject.layout, &series, subject.years));
    checks.warning("small_cells", checks::small_cells(subject.layout, subject.observations));
    checks.plain("coverage", checks::coverage(subject.layout, subject.observations));
    checks.warning("implied_population", checks::implied_population(subject.layout, subject.observations));
    checks.warning("unit_mix", checks::unit_mix(subject.observations));
    checks.warning("digit_preference", digits::preference(subject.observations));
    checks.warning("break_flags", checks::break_flags(&series));
    checks.warning("completeness", checks::completeness(subject.layout, subject.observations));
    checks.warning("timeliness", release::timeliness(subject));
    checks.warning("punctuality", json!({ "planned": null, "reason": "no release calendar is part of the file" }));
    checks.warning("mapping_residue", checks::mapping_residue(subject.observations));
    checks.warning("revisions", revision::mean_absolute_revision(subject.observations, subject.reference));
    checks.warning("registered_release", release::registered(subject));
    let failed = checks.failed;
    let document = json!({
        "layout": subject.layout,
        "rows": subject.rows,
        "release": subject.release,
        "checks": checks.all,
        "failed": failed,
        "sims": sims::entries(subject, &checks.all),
    });
    Report { document, failed }
}

/// Whether a value is there that is neither a number nor a sign the layout knows.
fn unreadable_numbers(subject: &Subject<'_>) -> bool {
    subject.rejects.iter().any(|reject| checks::NO_NUMBER.contains(&reject.rule.as_str()))
}

#[derive(Default)]
struct Checks {
    all: Map<String, Value>,
    failed: Vec<String>,
}

impl Checks {
    /// A check of severity `error`: it fails when `failed` is more than 0.
    fn error(&mut self, name: &str, check: Value) {
        let failed = check["failed"].as_u64().unwrap_or(0) > 0;
        self.put(name, check, failed);
    }

    /// A check of severity `error` with its own verdict.
    fn put(&mut self, name: &str, check: Value, failed: bool) {
        if failed {
            self.failed.push(name.to_owned());
            self.failed.sort();
        }
        self.add(name, check, "error");
    }

    fn warning(&mut self, name: &str, check: Value) {
        self.add(name, check, "warning");
    }

    fn plain(&mut self, name: &str, check: Value) {
        self.all.insert(name.to_owned(), check);
    }

    fn add(&mut self, name: &str, mut check: Value, severity: &str) {
        if let Value::Object(map) = &mut check {
            map.insert("severity".to_owned(), severity.into());
        }
        self.plain(name, check);
    }
}

/// A decimal as a JSON number: whole numbers as such, others by their shortest text.
fn number(value: Decimal) -> Value {
    let text = value.to_string();
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or(Value::Null)
}
