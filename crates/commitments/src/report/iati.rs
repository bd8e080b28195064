//! The results of a national programme as an activity of the International Aid Transparency Initiative (IATI 2.03): results,
//! indicators, where they began, where they should be and what was observed. Donors and their tools read it; values are those
//! of the log, and one that is missing says why and has no number.

use super::make::{ReportError, programme_named};
use crate::record::programme::{Direction, Indicator, Missing, Observation, Observed, Outcome, Programme};
use crate::record::value::Texts;
use crate::record::{Kind, Record};
use crate::score::exact::{Exact, Mode, Rounding};
use crate::view::View;
use crate::view::terms::is_in;
use crate::xml::{Attributes, Xml};
use jiff::civil::Date;
use probity_core::PartialDate;
use serde_json::Number;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const VERSION: &str = "2.03";
/// Code lists of the standard: a result that is an outcome, not an output.
const OUTCOME: &str = "2";
/// Measures of an indicator: a unit, a percentage.
const UNIT: &str = "1";
const PERCENTAGE: &str = "2";
/// Organisations by role: who answers for it, who does it.
const ACCOUNTABLE: &str = "2";
const IMPLEMENTING: &str = "4";
/// Dates of an activity: planned beginning and end.
const PLANNED_START: &str = "1";
const PLANNED_END: &str = "3";
/// Descriptions: general, objectives.
const GENERAL: &str = "1";
const OBJECTIVES: &str = "2";
/// Units that are percentages.
const PERCENT: [&str; 4] = ["percent", "per cent", "%", "percentage"];
/// Decimals of a ratio; numerator and denominator stand beside it.
const RATIO: Rounding = Rounding { digits: 2, mode: Mode::HalfUp };

/// Who reports.
#[derive(Debug, Clone, Copy)]
pub struct Reporter<'a> {
    /// The identifier of the organisation, such as `XM-DAC-7` or `KZ-BIN-123456789012`.
    pub identifier: &'a str,
    /// Its type in the standard's list: 10 is a government, 22 a national non-governmental organisation.
    pub kind: &'a str,
    /// What it is called.
    pub name: &'a str,
}

/// The document for a programme (`<id>@<version>`, or an id), valid under the standard's schema of activities.
///
/// # Errors
/// When there is no such programme, or none of its results has an indicator.
pub fn iati(view: &View<'_>, programme: &str, reporter: &Reporter<'_>) -> Result<String, ReportError> {
    let programme = programme_named(view, programme.trim())?;
    let results = results(view, programme);
    if results.is_empty() {
        return Err(ReportError::NoIndicators { programme: key(programme) });
    }
    // Writing into memory does not fail.
    written(view, programme, &results, reporter).map_err(|_| ReportError::NoIndicators { programme: key(programme) })
}

fn key(programme: &Programme) -> String {
    format!("{}@{}", programme.id, programme.version)
}

/// Results of a programme with the indicators they have; the standard knows no result without one.
fn results<'a>(view: &View<'a>, programme: &Programme) -> Vec<(&'a Outcome, Vec<&'a Indicator>)> {
    let mut indicators: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for (_, kept) in view.all(Kind::Indicator) {
        if let Record::Indicator(indicator) = &kept.record {
            indicators.entry(indicator.result.as_str()).or_default().push(indicator);
        }
    }
    let outcomes = view.all(Kind::Outcome).filter_map(|(_, kept)| match &kept.record {
        Record::Outcome(outcome) => Some(&**outcome),
        _ => None,
    });
    let own = outcomes.filter(|outcome| {
        let of = view.objective(outcome.objective.as_str()).map(|(objective, _)| objective.programme.to_string());
        of.is_some_and(|of| of == key(programme) || of == programme.id.as_str())
    });
    own.filter_map(|outcome| Some((outcome, indicators.remove(outcome.id.as_str())?))).collect()
}

fn written(
    view: &View<'_>,
    programme: &Programme,
    results: &[(&Outcome, Vec<&Indicator>)],
    reporter: &Reporter<'_>,
) -> io::Result<String> {
    let mut out = Activity { out: Xml::new(2)?, view, programme };
    let made = format!("{}T00:00:00Z", view.at());
    out.out.start("iati-activities", &[("version", VERSION), ("generated-datetime", &made)])?;
    out.out.start("iati-activity", &[("xml:lang", "en"), ("last-updated-datetime", &made)])?;
    out.head(reporter)?;
    for (result, indicators) in results {
        out.result(result, indicators)?;
    }
    out.out.end("iati-activity")?;
    out.out.end("iati-activities")?;
    out.out.finish()
}

struct Activity<'a, 'v> {
    out: Xml,
    view: &'a View<'v>,
    programme: &'a Programme,
}

/// A stretch of time with what was aimed at and what was observed in it.
#[derive(Default)]
struct Period<'a> {
    target: Option<&'a Number>,
    actual: Vec<&'a Observation>,
}

impl Activity<'_, '_> {
    fn head(&mut self, reporter: &Reporter<'_>) -> io::Result<()> {
        let Programme { id, version, names, from, to, .. } = self.programme;
        let (from, to, at) = (from.0, to.0, self.view.at());
        self.out.text("iati-identifier", &[], &identifier(&format!("{}-{id}-{version}", reporter.identifier)))?;
        self.out.start("reporting-org", &[("ref", reporter.identifier), ("type", reporter.kind)])?;
        self.out.text("narrative", &[], reporter.name)?;
        self.out.end("reporting-org")?;
        self.narratives("title", &[], names)?;
        self.narratives("description", &[("type", GENERAL)], names)?;
        self.objectives()?;
        self.organisations(reporter)?;
        let code = match (at < from, at > to) {
            (true, _) => "1",
            (_, true) => "4",
            _ => "2",
        };
        self.out.empty("activity-status", &[("code", code)])?;
        for (kind, day) in [(PLANNED_START, from), (PLANNED_END, to)] {
            self.out.empty("activity-date", &[("type", kind), ("iso-date", &day.to_string())])?;
        }
        Ok(())
    }

    fn objectives(&mut self) -> io::Result<()> {
        let (view, programme) = (self.view, self.programme);
        for (_, kept) in view.all(Kind::Objective) {
            if let Record::Objective(objective) = &kept.record
                && [key(programme).as_str(), programme.id.as_str()].contains(&objective.programme.as_str())
            {
                self.narratives("description", &[("type", OBJECTIVES)], &objective.names)?;
            }
        }
        Ok(())
    }

    /// Who reports answers for it; the bodies that lead measures do it.
    fn organisations(&mut self, reporter: &Reporter<'_>) -> io::Result<()> {
        let own = [("ref", reporter.identifier), ("type", reporter.kind), ("role", ACCOUNTABLE)];
        self.out.start("participating-org", &own)?;
        self.out.text("narrative", &[], reporter.name)?;
        self.out.end("participating-org")?;
        let (view, programme) = (self.view, self.programme);
        let measures = view.every_measure().filter(|measure| is_in(measure, programme));
        let leads: BTreeSet<&str> = measures.map(|measure| measure.lead.as_str()).collect();
        for lead in leads {
            match view.body(lead) {
                Some(body) => self.narratives("participating-org", &[("role", IMPLEMENTING)], &body.names)?,
                None => {
                    self.out.start("participating-org", &[("role", IMPLEMENTING)])?;
                    self.out.text("narrative", &[], lead)?;
                    self.out.end("participating-org")?;
                }
            }
        }
        Ok(())
    }

    fn result(&mut self, result: &Outcome, indicators: &[&Indicator]) -> io::Result<()> {
        self.out.start("result", &[("type", OUTCOME)])?;
        self.narratives("title", &[], &result.names)?;
        for indicator in indicators {
            self.indicator(indicator)?;
        }
        self.out.end("result")
    }

    fn indicator(&mut self, indicator: &Indicator) -> io::Result<()> {
        let percent = PERCENT.contains(&indicator.unit.trim().to_lowercase().as_str());
        let measure = if percent { PERCENTAGE } else { UNIT };
        let ascending = if indicator.direction == Some(Direction::Down) { "false" } else { "true" };
        self.out.start("indicator", &[("measure", measure), ("ascending", ascending)])?;
        self.narratives("title", &[], &indicator.names)?;
        if !percent {
            self.out.start("description", &[])?;
            self.out.text("narrative", &[], &indicator.unit)?;
            self.out.end("description")?;
        }
        if let Some(baseline) = &indicator.baseline {
            let day = baseline.date.or(indicator.start).map_or(self.programme.from.0, |day| day.0);
            let (day, year, value) = (day.to_string(), day.year().to_string(), baseline.value.to_string());
            let attributes = [("iso-date", day.as_str()), ("year", &year), ("value", &value)];
            self.commented("baseline", &attributes, baseline.source.as_deref())?;
        }
        for ((from, to), period) in self.periods(indicator) {
            self.period(from, to, &period, percent)?;
        }
        self.out.end("indicator")
    }

    /// Periods in the order of time. A target belongs to the period that ends on its day, or to one of its own.
    fn periods<'p>(&self, indicator: &'p Indicator) -> BTreeMap<(Date, Date), Period<'p>>
    where
        Self: 'p,
    {
        let mut all: BTreeMap<(Date, Date), Period<'p>> = BTreeMap::new();
        for (_, kept) in self.view.all(Kind::Observation) {
            if let Record::Observation(observation) = &kept.record
                && observation.indicator == indicator.id
                && let Some(span) = span(observation.period.as_str())
            {
                all.entry(span).or_default().actual.push(observation);
            }
        }
        if let Some(target) = &indicator.target {
            let day = target.date.or(indicator.end).map_or(self.programme.to.0, |day| day.0);
            let start = indicator.start.map_or(self.programme.from.0, |day| day.0).min(day);
            let own = all.keys().find(|(_, end)| *end == day).copied().unwrap_or((start, day));
            all.entry(own).or_default().target = Some(&target.value);
        }
        all
    }

    fn period(&mut self, from: Date, to: Date, period: &Period<'_>, percent: bool) -> io::Result<()> {
        self.out.start("period", &[])?;
        self.out.empty("period-start", &[("iso-date", &from.to_string())])?;
        self.out.empty("period-end", &[("iso-date", &to.to_string())])?;
        if let Some(target) = period.target {
            self.out.empty("target", &[("value", &target.to_string())])?;
        }
        for observation in &period.actual {
            self.actual(observation, percent)?;
        }
        self.out.end("period")
    }

    fn actual(&mut self, observation: &Observation, percent: bool) -> io::Result<()> {
        let (value, said) = match (&observation.value, observation.missing) {
            (Some(Observed::Number(number)), _) => (Some(number.to_string()), None),
            (Some(Observed::Ratio(ratio)), _) => {
                (share(&ratio.num, &ratio.den, percent), Some(format!("{} / {}", ratio.num, ratio.den)))
            }
            (None, missing) => (None, Some(why(missing).to_owned())),
        };
        let attributes: Vec<(&str, &str)> = value.as_deref().map(|value| ("value", value)).into_iter().collect();
        let comment: Vec<&str> = said.as_deref().into_iter().chain(observation.source.as_deref()).collect();
        self.out.start("actual", &attributes)?;
        for (name, value) in &observation.disaggregation {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.out.empty("dimension", &[("name", name), ("value", &value)])?;
        }
        self.comment(&comment.join("; "))?;
        self.out.end("actual")
    }

    fn commented(&mut self, name: &str, attributes: Attributes<'_>, comment: Option<&str>) -> io::Result<()> {
        self.out.start(name, attributes)?;
        self.comment(comment.unwrap_or_default())?;
        self.out.end(name)
    }

    fn comment(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.out.start("comment", &[])?;
        self.out.text("narrative", &[], text)?;
        self.out.end("comment")
    }

    /// An element with a text in every language there is.
    fn narratives(&mut self, name: &str, attributes: Attributes<'_>, texts: &Texts) -> io::Result<()> {
        self.out.start(name, attributes)?;
        for (language, text) in texts.languages() {
            match language {
                "und" => self.out.text("narrative", &[], text)?,
                language => self.out.text("narrative", &[("xml:lang", language)], text)?,
            }
        }
        self.out.end(name)
    }
}

/// An identifier without the signs that the standard forbids in one.
fn identifier(text: &str) -> String {
    text.chars().map(|sign| if sign.is_whitespace() || "/&|?@".contains(sign) { '-' } else { sign }).collect()
}

/// The days of a period: a year, a quarter (`2024-Q1`), a month or a day. Others have no days and are not exported.
fn span(period: &str) -> Option<(Date, Date)> {
    if let Some((year, quarter)) = period.split_once("-Q") {
        let (year, quarter) = (year.parse().ok()?, quarter.parse::<i8>().ok().filter(|it| (1..=4).contains(it))?);
        let first = PartialDate::year_month(year, quarter * 3 - 2)?;
        return Some((first.earliest(), PartialDate::year_month(year, quarter * 3)?.latest()));
    }
    let day: PartialDate = period.parse().ok()?;
    Some((day.earliest(), day.latest()))
}

/// A ratio as a number; in per cent where the unit is.
fn share(num: &Number, den: &Number, percent: bool) -> Option<String> {
    let exact = |number: &Number| Exact::toml_float(&number.to_string());
    let ratio = exact(num)?.over(&exact(den)?)?;
    let hundred = if percent { Exact::count(100) } else { Exact::one() };
    Some(ratio.times(&hundred).rounded(RATIO))
}

fn why(missing: Option<Missing>) -> &'static str {
    match missing {
        Some(Missing::NotApplicable) => "not applicable",
        Some(Missing::Withheld) => "withheld",
        Some(Missing::NotCollected) | None => "not collected",
    }
}
