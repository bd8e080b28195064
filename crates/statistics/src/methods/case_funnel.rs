//! # What it finds
//! What became of the cases that began in one year: the share that reached each outcome within a number of days, how
//! many were still followed then (at zero days: how many there are), and how long half of them took.
//!
//! # Why it matters
//! Dividing this year's convictions by this year's cases mixes cases of different years, can exceed one, and falls
//! whenever cases become more. A cohort has neither fault, if open cases are counted as open and not as failures.
//!
//! # Formula
//!     n_j    = cases followed at least t_j days, t_j the days on which something ended
//!     S(t)   = product over t_j <= t of (1 - d_j / n_j)
//!     I_k(t) = sum over t_j <= t of S(t_(j-1)) d_kj / n_j
//!
//! with d_kj ends of kind k and d_j of all kinds (Aalen and Johansen). Variance by the delta method, band symmetric for
//! log(-log). The median is Kaplan and Meier's: the first day on which at most half the cases are open; Greenwood's
//! variance.
//!
//! # Exclusions
//! What happens after the cut, the last day the register knows unless another is set, is unknown; cases open at the cut
//! are censored there. A share is `incomplete` while the cohort's youngest case could not be followed so long, and
//! there is none beyond the longest follow-up. Cohorts with fewer cases than `min_cases` are withheld and left out of
//! the total. Single cases are never shown as evidence.
//!
//! # Source
//! O. O. Aalen and S. Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; E. Marubini and M. G. Valsecchi
//! (1995), Analysing Survival Data from Clinical Trials and Observational Studies, 10.12; E. L. Kaplan and P. Meier
//! (1958), Journal of the American Statistical Association 53, 457–481.

use super::cells::id;
use super::recorded::level;
use crate::cube::TOTAL;
use crate::funnel::{Case, Duration, Incidence, Question, Words, funnel, last_day};
use crate::inference::Level;
use jiff::civil::Date;
use probity_core::interval::Bound;
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, Input, Interval, Kernel, Method, Parameters, PartialDate, RowView, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The funnel of cases.
pub struct CaseFunnel;

const ID: &str = "case-funnel";
const CASES: Input =
    Input { register: "cases", columns: &["case", "start", "end", "outcome", "cohort"], required: true };

impl Method for CaseFunnel {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("case_funnel.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[CASES]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        let wrong = |expected| move || ParameterError::Type { name: "times".to_owned(), expected };
        let times = parameters.get("times")?;
        let days = |text: &String| text.parse().map_err(|_| wrong("a list of days, such as \"365\"")());
        let mut times: Vec<u32> = times.list("times")?.iter().map(days).collect::<Result<_, _>>()?;
        times.sort_unstable();
        times.dedup();
        let cut = match parameters.get("cut")?.text("cut")? {
            "" => None,
            text => Some(day(text).ok_or_else(|| ParameterError::Type {
                name: "cut".to_owned(),
                expected: "a day such as \"2023-12-31\", or empty",
            })?),
        };
        let min_cases = u64::try_from(parameters.get("min_cases")?.integer("min_cases")?).unwrap_or(0);
        Ok(Box::new(Following { times, cut, min_cases, level: level(parameters)? }))
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok()?.day()
}

struct Following {
    times: Vec<u32>,
    cut: Option<Date>,
    min_cases: u64,
    level: Level,
}

/// One row of the register.
struct CaseRow<'a> {
    case: Told<'a>,
    import: u64,
}

/// What a register says about a case: cohort, start, end, outcome; the last two empty while it is open.
type Told<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Cases by import: how many there are of every kind. Counts add up to the same in any order, and no case is named.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Cohorts(BTreeMap<u64, BTreeMap<Kind, u64>>);

/// What [`Told`] says, kept.
type Kind = (String, String, String, String);

impl Kernel for Following {
    type Row<'a> = CaseRow<'a>;
    type Key = ();
    type State = Cohorts;

    fn row<'a>(&self, _input: usize, row: &'a dyn RowView) -> Option<CaseRow<'a>> {
        let end = row.text(2).zip(row.text(3)).unwrap_or_default();
        Some(CaseRow { case: (row.text(4)?, row.text(1)?, end.0, end.1), import: row.import() })
    }

    fn key(&self, _row: &CaseRow<'_>) -> Option<()> {
        Some(())
    }

    fn observe(&self, state: &mut Cohorts, row: &CaseRow<'_>) {
        let (cohort, start, end, outcome) = row.case;
        let key = (cohort.to_owned(), start.to_owned(), end.to_owned(), outcome.to_owned());
        *state.0.entry(row.import).or_default().entry(key).or_default() += 1;
    }

    fn merge(&self, into: &mut Cohorts, other: Cohorts) {
        for (import, cases) in other.0 {
            let kept = into.0.entry(import).or_default();
            for (case, number) in cases {
                *kept.entry(case).or_default() += number;
            }
        }
    }

    /// The latest import counts as a whole: a case file is a register's state at one time.
    fn finish(&self, _key: &(), state: Cohorts) -> Vec<Finding> {
        let latest = state.0.into_iter().next_back().map(|(_, cases)| cases).unwrap_or_default();
        let mut words = Words::default();
        let mut cases = Vec::new();
        for ((cohort, start, end, outcome), number) in &latest {
            let Some(start) = day(start) else { continue };
            let end = day(end).map(|end| (end, words.once(outcome)));
            let case = Case { cohort: words.once(cohort), start, end };
            cases.extend((0..*number).map(|_| case.clone()));
        }
        let Some(cut) = self.cut.or_else(|| last_day(&cases)) else { return Vec::new() };
        cases.retain(|case| case.start <= cut);
        let mut findings = self.too_small(&mut cases);
        let found = funnel(&cases, &Question { cut, times: self.times.clone(), level: self.level });
        findings.extend(found.durations.iter().map(median));
        findings.extend(found.incidence.iter().map(share));
        findings.extend(sizes(&cases));
        findings.extend(at_risk(&found.incidence));
        findings
    }
}

impl Following {
    /// Takes out the cohorts with too few cases; they are said to be withheld.
    fn too_small(&self, cases: &mut Vec<Case>) -> Vec<Finding> {
        let mut sizes: BTreeMap<Arc<str>, u64> = BTreeMap::new();
        for case in cases.iter() {
            *sizes.entry(case.cohort.clone()).or_default() += 1;
        }
        sizes.retain(|_, size| *size < self.min_cases);
        cases.retain(|case| !sizes.contains_key(&case.cohort));
        let finding = |cohort: &Arc<str>| {
            Finding::new(id(ID, "median", cohort, "all"), State::Withheld, "days").because("disclosure_primary")
        };
        sizes.keys().map(finding).collect()
    }
}

fn share(row: &Incidence) -> Finding {
    // A colon would end the measure's name.
    let measure = row.outcome.replace(':', "_");
    let id = id(ID, &measure, &row.cohort, &row.time.to_string());
    let Some(share) = row.share else {
        return Finding::new(id, State::Insufficient, "share").because("incomplete");
    };
    let finding = Finding::value(id, share.value, "share").because(reason(row.complete));
    Finding { interval: Interval::closed(share.low, share.high), ..finding }
}

fn reason(complete: bool) -> &'static str {
    if complete { "complete" } else { "incomplete" }
}

/// How many cases each cohort and all of them have: those followed for at least no time.
fn sizes(cases: &[Case]) -> Vec<Finding> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for case in cases {
        *sizes.entry(&*case.cohort).or_default() += 1;
        *sizes.entry(TOTAL).or_default() += 1;
    }
    let finding = |(cohort, size): (&&str, &u64)| {
        Finding::value(id(ID, "at_risk", cohort, "0"), *size as f64, "cases").because(reason(true))
    };
    sizes.iter().map(finding).collect()
}

/// How many cases were followed so long, once a cohort and time.
fn at_risk(rows: &[Incidence]) -> Vec<Finding> {
    let unique: BTreeMap<(&str, u32), &Incidence> = rows.iter().map(|row| ((&*row.cohort, row.time), row)).collect();
    let finding = |row: &&Incidence| {
        let id = id(ID, "at_risk", &row.cohort, &row.time.to_string());
        Finding::value(id, row.at_risk as f64, "cases").because(reason(row.complete))
    };
    unique.values().map(finding).collect()
}

fn median(row: &Duration) -> Finding {
    let id = id(ID, "median", &row.cohort, "all");
    let Some(median) = row.median else {
        return Finding::new(id, State::Insufficient, "days").because("incomplete");
    };
    let bound = |days: Option<u32>| days.map_or(Bound::Unbounded, |days| Bound::Closed(f64::from(days)));
    Finding {
        interval: Interval::new(bound(row.low), bound(row.high)),
        ..Finding::value(id, f64::from(median), "days")
    }
}
