//! What became of cases, by cohort: the share that reached each outcome within a number of days, with open cases
//! censored at the cut and not counted as failures. Dividing this year's outcomes by this year's cases, as a flow table
//! does, answers another question and can exceed one; see `ratios`.

mod duration;
mod incidence;
mod ratios;
mod table;

pub use duration::Duration;
pub use incidence::{Band, Incidence};
pub use ratios::{LABEL, Ratio, StageCount, UnitMix, UnitsDiffer, ratios};

use crate::cube::TOTAL;
use crate::inference::Level;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use table::LifeTable;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The group it is followed in, such as the year of its start; not `_T`, which is all of them.
    pub cohort: Arc<str>,
    /// The day it began.
    pub start: Date,
    /// The day it ended, not before its start, and how; `None` while it is open.
    pub end: Option<(Date, Arc<str>)>,
}

/// Names of cohorts and outcomes, which come again and again, kept once each.
#[derive(Debug, Default)]
pub struct Words(BTreeSet<Arc<str>>);

impl Words {
    /// The word, shared with everybody who asked for it before.
    pub fn once(&mut self, word: &str) -> Arc<str> {
        if let Some(kept) = self.0.get(word) {
            return kept.clone();
        }
        let word: Arc<str> = Arc::from(word);
        self.0.insert(word.clone());
        word
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What happens after this day is unknown.
    pub cut: Date,
    /// Days after the start at which the incidence is given.
    pub times: Vec<u32>,
    /// Level of the bands.
    pub level: Level,
}

/// The days at which the incidence is given unless others are asked for.
pub const TIMES: [u32; 6] = [30, 90, 180, 365, 730, 1095];

/// The funnel of every cohort and of all of them together.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// By cohort, outcome and time.
    pub incidence: Vec<Incidence>,
    /// By cohort.
    pub durations: Vec<Duration>,
}

/// The last day of a case known to the file: the cut, when nobody names another.
pub fn last_day<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Option<Date> {
    cases.into_iter().map(|case| case.end.as_ref().map_or(case.start, |(end, _)| case.start.max(*end))).max()
}

/// Follows every cohort. The total comes first, then cohorts in the order of their names; every cohort has a row for
/// every outcome that was known at the cut.
pub fn funnel(cases: &[Case], question: &Question) -> Funnel {
    let known = |case: &Case| case.end.as_ref().filter(|(end, _)| *end <= question.cut).map(|(_, how)| how.clone());
    let begun = || cases.iter().filter(|case| case.start <= question.cut);
    let mut outcomes: BTreeMap<Arc<str>, usize> = begun().filter_map(known).map(|how| (how, 0)).collect();
    outcomes.values_mut().zip(0..).for_each(|(place, number)| *place = number);
    let mut cohorts: BTreeMap<&str, Followed> = BTreeMap::new();
    let mut all = Followed::default();
    for case in begun() {
        let at = question.cut;
        let (last, how) = match &case.end {
            Some((end, how)) if *end <= at => (*end, outcomes.get(how).copied()),
            _ => (at, None),
        };
        let days = days(case.start, last);
        all.add(case.start, days, how);
        cohorts.entry(&case.cohort).or_default().add(case.start, days, how);
    }
    let total = (!all.cases.is_empty()).then_some((TOTAL, all));
    let mut funnel = Funnel { incidence: Vec::new(), durations: Vec::new() };
    for (cohort, followed) in total.into_iter().chain(cohorts) {
        let (first, last) = (days(followed.first, question.cut), days(followed.last, question.cut));
        let table = LifeTable::new(followed.cases, outcomes.len());
        funnel.durations.push(Duration::of(cohort, &table, question.level));
        for (outcome, number) in &outcomes {
            let curve = incidence::Curve::new(&table, *number);
            let rows = question.times.iter().map(|&time| {
                let reach = incidence::Reach { possible: time <= first, complete: time <= last };
                curve.at(cohort, outcome, time, reach, question.level)
            });
            funnel.incidence.extend(rows);
        }
    }
    funnel
}

/// A cohort while it is gathered.
struct Followed {
    first: Date,
    last: Date,
    /// Days followed, and the number of the outcome if there was one.
    cases: Vec<(u32, Option<usize>)>,
}

impl Default for Followed {
    fn default() -> Self {
        Self { first: Date::MAX, last: Date::MIN, cases: Vec::new() }
    }
}

impl Followed {
    fn add(&mut self, start: Date, days: u32, how: Option<usize>) {
        self.first = self.first.min(start);
        self.last = self.last.max(start);
        self.cases.push((days, how));
    }
}

/// Days from one day to a later one; 0 when it is not later.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or(0)
}
