//! A procedure as it is written, and the checks that make it one: what a deadline refers to exists, and nothing is named
//! twice. A misspelt conclusion would otherwise start a deadline that the organ had ended.

use super::{
    Area, Conclusion, Condition, Deadline, LadderStep, MeasureStatus, MonthDay, PartRule, Procedure, Rolling, Round,
    Scale, Trigger, Verdict, Window, WindowDays,
};
use crate::calendar::Direction;
use crate::date::Day;
use crate::fault::{Fault, Faults, Step};
use crate::names::Names;
use crate::record::value::Printed;
use probity_core::PartialDate;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Kinds of submissions that records know.
const SUBMISSIONS: [&str; 6] =
    ["situation_report", "progress_report", "additional_information", "self_assessment", "shadow", "comment"];

/// A procedure as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawProcedure {
    id: String,
    version: Printed,
    from: Option<Day>,
    body: Option<String>,
    #[serde(default)]
    title: Names,
    source: Option<String>,
    #[serde(default)]
    verified: bool,
    timezone: Option<String>,
    #[serde(default)]
    verdict: Vec<Verdict>,
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    conclusion: Vec<Conclusion>,
    #[serde(default)]
    deadline: Vec<RawDeadline>,
    #[serde(default)]
    window: Vec<RawWindow>,
    #[serde(default)]
    ladder: Vec<LadderStep>,
    #[serde(default)]
    status: Vec<MeasureStatus>,
    part_rule: Option<PartRule>,
    #[serde(default)]
    round: Vec<Round>,
    #[serde(default)]
    area: Vec<Area>,
    #[serde(default)]
    scale: Vec<Scale>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeadline {
    id: String,
    after: RawAfter,
    #[serde(default)]
    unless_conclusion: Vec<String>,
    #[serde(default)]
    if_conclusion: Vec<String>,
    #[serde(default)]
    satisfied_by: Vec<String>,
    #[serde(default)]
    months: i32,
    #[serde(default)]
    days: i32,
    #[serde(default)]
    end_of_month: bool,
    #[serde(default)]
    roll: RawRoll,
    #[serde(default)]
    calendar: String,
    #[serde(default)]
    verified: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAfter {
    #[serde(default)]
    start: bool,
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    submission: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawRoll {
    #[default]
    None,
    NextWorkingDay,
    PreviousWorkingDay,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWindow {
    id: String,
    cutoff: Option<MonthDay>,
    opens: Option<MonthDay>,
    closes: Option<MonthDay>,
}

impl TryFrom<RawProcedure> for Procedure {
    type Error = Faults;

    fn try_from(raw: RawProcedure) -> Result<Self, Faults> {
        let mut faults = names_faults(&raw);
        part_rule_faults(&raw, &mut faults);
        let known = Known {
            reports: raw.report.iter().map(String::as_str).collect(),
            conclusions: raw.conclusion.iter().map(|conclusion| conclusion.id.as_str()).collect(),
        };
        let deadlines = items("deadline", &raw.deadline, &mut faults, |deadline| known.deadline(deadline));
        let windows = items("window", &raw.window, &mut faults, window);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let version = raw.version.as_str().parse::<PartialDate>().ok();
        Ok(Self {
            in_force_from: raw.from.map(|from| from.0).or(version.map(PartialDate::earliest)),
            id: raw.id,
            version: raw.version.to_string(),
            body: raw.body,
            title: raw.title,
            source: raw.source,
            verified: raw.verified,
            timezone: raw.timezone.unwrap_or_else(|| "UTC".to_owned()),
            verdicts: raw.verdict,
            reports: raw.report,
            conclusions: raw.conclusion,
            deadlines,
            windows,
            ladder: raw.ladder,
            statuses: raw.status,
            part_rule: raw.part_rule,
            rounds: raw.round,
            areas: raw.area,
            scales: raw.scale,
        })
    }
}

/// Makes each item of a list, or says what is wrong below its path.
fn items<R, T>(
    key: &'static str,
    raw: &[R],
    faults: &mut Vec<Fault>,
    make: impl Fn(&R) -> Result<T, Vec<Fault>>,
) -> Vec<T> {
    let mut made = Vec::new();
    for (index, raw) in raw.iter().enumerate() {
        match make(raw) {
            Ok(item) => made.push(item),
            Err(found) => {
                let here = [Step::Key(key), Step::Item(index)];
                faults.extend(found.into_iter().map(|fault| fault.below(&here)));
            }
        }
    }
    made
}

/// Names that are missing, unfit for a key, or given twice.
fn names_faults(raw: &RawProcedure) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (key, name) in [("id", raw.id.as_str()), ("version", raw.version.as_str())] {
        if name.trim().is_empty() || name.contains(['@', '#']) {
            let fault = Fault::new(&[Step::Key(key)], format!("`{name}` cannot be the {key} of a procedure"));
            faults.push(fault.expected("a name without `@` and `#`").found(name));
        }
    }
    twice("verdict", Some("id"), raw.verdict.iter().map(|verdict| &verdict.id), &mut faults);
    twice("report", None, raw.report.iter(), &mut faults);
    twice("conclusion", Some("id"), raw.conclusion.iter().map(|conclusion| &conclusion.id), &mut faults);
    twice("deadline", Some("id"), raw.deadline.iter().map(|deadline| &deadline.id), &mut faults);
    twice("window", Some("id"), raw.window.iter().map(|window| &window.id), &mut faults);
    twice("ladder", Some("step"), raw.ladder.iter().map(|step| &step.step), &mut faults);
    twice("status", Some("id"), raw.status.iter().map(|status| &status.id), &mut faults);
    faults
}

fn twice<'a>(
    list: &'static str,
    key: Option<&'static str>,
    names: impl Iterator<Item = &'a String>,
    faults: &mut Vec<Fault>,
) {
    let mut seen = BTreeSet::new();
    for (index, name) in names.enumerate() {
        if !seen.insert(name) {
            let mut path = vec![Step::Key(list), Step::Item(index)];
            path.extend(key.map(Step::Key));
            faults.push(Fault::new(&path, format!("{list} `{name}` is given twice")).found(name));
        }
    }
}

fn part_rule_faults(raw: &RawProcedure, faults: &mut Vec<Fault>) {
    let Some(rule) = &raw.part_rule else { return };
    let known: Vec<&str> = raw.verdict.iter().map(|verdict| verdict.id.as_str()).collect();
    let verdicts = [("all_closed", &rule.all_closed), ("unanimous", &rule.unanimous), ("otherwise", &rule.otherwise)];
    for (key, name) in verdicts.into_iter().filter(|(_, name)| !known.contains(&name.as_str())) {
        let fault = Fault::new(&[Step::Key("part_rule"), Step::Key(key)], format!("`{name}` is no verdict here"));
        faults.push(fault.expected(known.join(", ")).found(name));
    }
}

/// What deadlines of a procedure can refer to.
struct Known<'a> {
    reports: Vec<&'a str>,
    conclusions: Vec<&'a str>,
}

impl Known<'_> {
    fn deadline(&self, raw: &RawDeadline) -> Result<Deadline, Vec<Fault>> {
        let mut faults = Vec::new();
        let after = self.triggers(&raw.after, &mut faults);
        let condition = self.condition(raw, &mut faults);
        let satisfying = [&self.reports[..], &SUBMISSIONS].concat();
        unknown(&[Step::Key("satisfied_by")], &raw.satisfied_by, &satisfying, "submission or report", &mut faults);
        term_faults(raw, &mut faults);
        let rolling = rolling(raw).unwrap_or_else(|fault| {
            faults.push(fault);
            Rolling::Stays
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Deadline {
            id: raw.id.clone(),
            after,
            condition,
            satisfied_by: raw.satisfied_by.clone(),
            months: raw.months,
            days: raw.days,
            end_of_month: raw.end_of_month,
            rolling,
            verified: raw.verified,
        })
    }

    fn triggers(&self, raw: &RawAfter, faults: &mut Vec<Fault>) -> Vec<Trigger> {
        let path = |key| [Step::Key("after"), Step::Key(key)];
        unknown(&path("report"), &raw.report, &self.reports, "report of this procedure", faults);
        unknown(&path("submission"), &raw.submission, &SUBMISSIONS, "submission", faults);
        let reports = raw.report.iter().cloned().map(Trigger::Report);
        let submissions = raw.submission.iter().cloned().map(Trigger::Submission);
        let triggers: Vec<Trigger> =
            raw.start.then_some(Trigger::Start).into_iter().chain(reports).chain(submissions).collect();
        if triggers.is_empty() {
            let fault = Fault::new(&[Step::Key("after")], "nothing starts this deadline");
            faults.push(fault.expected("`report = [...]`, `submission = [...]` or `start = true`"));
        }
        triggers
    }

    fn condition(&self, raw: &RawDeadline, faults: &mut Vec<Fault>) -> Condition {
        let both = [("unless_conclusion", &raw.unless_conclusion), ("if_conclusion", &raw.if_conclusion)];
        for (key, list) in both {
            unknown(&[Step::Key(key)], list, &self.conclusions, "conclusion of this procedure", faults);
        }
        match (raw.unless_conclusion.is_empty(), raw.if_conclusion.is_empty()) {
            (true, true) => Condition::Always,
            (false, true) => Condition::Unless(raw.unless_conclusion.clone()),
            (true, false) => Condition::Only(raw.if_conclusion.clone()),
            (false, false) => {
                let message = "a deadline has either `if_conclusion` or `unless_conclusion`";
                faults.push(Fault::new(&[Step::Key("if_conclusion")], message));
                Condition::Always
            }
        }
    }
}

/// A deadline ends after what starts it, and within a century of it: anything longer is a slip of the pen, and would end
/// outside the calendar.
fn term_faults(raw: &RawDeadline, faults: &mut Vec<Fault>) {
    const MONTHS: i32 = 1200;
    const DAYS: i32 = 36_525;
    if !(0..=MONTHS).contains(&raw.months) {
        let fault = Fault::new(&[Step::Key("months")], "a deadline cannot be so many months away");
        faults.push(fault.expected(format!("0 to {MONTHS}")).found(raw.months.to_string()));
    }
    // Days may be taken off months: a year less a day.
    let least = if raw.months > 0 { -DAYS } else { 0 };
    if !(least..=DAYS).contains(&raw.days) {
        let fault = Fault::new(&[Step::Key("days")], "a deadline cannot be so many days away");
        faults.push(fault.expected(format!("{least} to {DAYS}")).found(raw.days.to_string()));
    }
}

fn rolling(raw: &RawDeadline) -> Result<Rolling, Fault> {
    let direction = match raw.roll {
        RawRoll::None => return Ok(Rolling::Stays),
        RawRoll::NextWorkingDay => Direction::Next,
        RawRoll::PreviousWorkingDay => Direction::Previous,
    };
    if raw.calendar.is_empty() {
        let fault = Fault::new(&[Step::Key("calendar")], "working days need a calendar");
        return Err(fault.expected("the id of a calendar"));
    }
    Ok(Rolling::To { direction, calendar: raw.calendar.clone() })
}

fn window(raw: &RawWindow) -> Result<Window, Vec<Fault>> {
    let days = match (raw.cutoff, raw.opens, raw.closes) {
        (Some(cutoff), Some(opens), Some(closes)) => Some(WindowDays { cutoff, opens, closes }),
        (None, None, None) => None,
        _ => {
            let fault = Fault::new(&[Step::Key("id")], format!("window `{}` has some of its days only", raw.id));
            return Err(vec![fault.expected("`cutoff`, `opens` and `closes`, or none of them")]);
        }
    };
    Ok(Window { id: raw.id.clone(), days })
}

/// Names of a list that are not among the known ones.
fn unknown(path: &[Step], names: &[String], known: &[&str], what: &str, faults: &mut Vec<Fault>) {
    for (index, name) in names.iter().enumerate().filter(|(_, name)| !known.contains(&name.as_str())) {
        let path = [path, &[Step::Item(index)]].concat();
        let expected = if known.is_empty() { "none are listed".to_owned() } else { known.join(", ") };
        faults.push(Fault::new(&path, format!("`{name}` is no {what}")).expected(expected).found(name));
    }
}
