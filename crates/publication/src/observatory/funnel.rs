//! What became of a cohort of cases, from the findings of the method `case-funnel`.

use super::Context;
use super::figures::Drawn;
use super::values::{ends, number, reading, span};
use crate::locale;
use crate::message as say;
use crate::page::funnel::{Horizon, Outcome, View};
use crate::page::{Figure, Named, Number};
use crate::plot;
use probity_core::{Finding, FindingId};
use probity_statistics::cube::{Stage, TOTAL};
use std::collections::BTreeSet;

/// The method.
pub const METHOD: &str = "case-funnel";
/// The cohort of all cases, in addresses.
const ALL: &str = "all";
/// How many cases were followed so long; at zero days, how many there are.
const AT_RISK: &str = "at_risk";
/// Measures that are no outcomes.
const NO_OUTCOME: [&str; 2] = ["median", AT_RISK];

/// Whether a finding is the size of a cohort.
pub fn is_size(id: &FindingId) -> bool {
    id.method == METHOD && id.measure == AT_RISK && id.period == "0"
}

/// Whether a finding is worth telling in one line: of all cases, what the first year brought and how long half took.
pub fn is_told(id: &FindingId) -> bool {
    id.subject == TOTAL
        && match id.measure.as_str() {
            AT_RISK => is_size(id),
            "median" => true,
            _ => id.period == "365",
        }
}

/// The cohorts, all cases first.
pub fn cohorts(context: Context<'_>) -> Vec<Named> {
    let periods = context.records.measures(METHOD).flat_map(|(_, periods)| periods.values());
    let subjects: BTreeSet<&String> = periods.flat_map(std::collections::BTreeMap::keys).collect();
    let mut all: Vec<Named> = subjects.into_iter().map(|subject| named(context, subject)).collect();
    all.sort_by_key(|cohort| cohort.id != ALL);
    all
}

fn named(context: Context<'_>, subject: &str) -> Named {
    match subject {
        TOTAL => Named::new(ALL, say::funnel_cohort_all(context.language)),
        other => context.named(other),
    }
}

/// The view; `None` when there is no such cohort.
pub fn view(context: Context<'_>, id: &str) -> Option<View> {
    let subject = if id == ALL { TOTAL } else { id };
    let cohorts = cohorts(context);
    let cohort = cohorts.iter().find(|cohort| cohort.id == id)?.clone();
    let (outcomes, days) = (outcomes(context, subject), days(context, subject));
    let records = context.records;
    let horizon = |days: &u64| {
        let cells = outcomes.iter().filter_map(|measure| records.get(METHOD, measure, subject, &days.to_string()));
        Horizon {
            days: *days,
            complete: cells.into_iter().all(|cell| cell.reason != "incomplete"),
            at_risk: records.get(METHOD, AT_RISK, subject, &days.to_string()).map(|cell| number(cell, 0)),
        }
    };
    let outcome = |measure: &&str| Outcome {
        name: context.measure_title(METHOD, measure),
        shares: days
            .iter()
            .map(|days| Some(share(records.get(METHOD, measure, subject, &days.to_string())?)))
            .collect(),
    };
    let method = records.methodologies.get(METHOD).map_or(METHOD, |method| method.title.get(context.language));
    Some(View {
        figure: figure(context, subject, &cohort, &outcomes, &days),
        horizons: days.iter().map(horizon).collect(),
        outcomes: outcomes.iter().map(outcome).collect(),
        size: records.get(METHOD, AT_RISK, subject, "0").map(|cell| number(cell, 0)),
        median: records.get(METHOD, "median", subject, "all").map(|cell| number(cell, 0)),
        method: Named::new(METHOD, method),
        cohort,
        cohorts,
    })
}

/// Outcomes of a cohort: those that are stages in the order of the procedure, then the others by code.
fn outcomes<'a>(context: Context<'a>, subject: &str) -> Vec<&'a str> {
    let measures = context.records.measures(METHOD).filter(|(measure, periods)| {
        !NO_OUTCOME.contains(measure) && periods.values().any(|subjects| subjects.contains_key(subject))
    });
    let mut all: Vec<&str> = measures.map(|(measure, _)| measure).collect();
    let place = |code: &str| Stage::ALL.iter().position(|stage| stage.code() == code.to_ascii_uppercase());
    all.sort_by_key(|code| (place(code).unwrap_or(usize::MAX), *code));
    all
}

fn days(context: Context<'_>, subject: &str) -> Vec<u64> {
    let periods = context.records.measures(METHOD).flat_map(|(_, periods)| periods);
    let with = periods.filter(|(_, subjects)| subjects.contains_key(subject));
    // At zero days nothing has an outcome; that finding is the size of the cohort.
    let days: BTreeSet<u64> = with.filter_map(|(period, _)| period.parse().ok()).filter(|days| *days > 0).collect();
    days.into_iter().collect()
}

/// Factor from the unit of a share to per cent.
fn factor(finding: &Finding) -> f64 {
    if finding.unit.starts_with("per") { 1.0 } else { 100.0 }
}

/// A share in per cent.
fn share(finding: &Finding) -> Number {
    let mut number = number(finding, 1);
    let factor = factor(finding);
    if let crate::page::Reading::Value(value) = &mut number.reading {
        *value *= factor;
    }
    number.interval = ends(finding).map(|(low, high)| (low * factor, high * factor));
    number
}

/// The cohort at the longest time that every case was watched for, else at the longest with any number.
fn figure(context: Context<'_>, subject: &str, cohort: &Named, outcomes: &[&str], days: &[u64]) -> Option<Figure> {
    let (language, records) = (context.language, context.records);
    let at = |measure: &str, days: u64| records.get(METHOD, measure, subject, &days.to_string());
    let watched = |days: &&u64| outcomes.iter().filter_map(|m| at(m, **days)).all(|cell| cell.reason != "incomplete");
    let known = |days: &&u64| outcomes.iter().filter_map(|m| at(m, **days)).any(|cell| cell.value.is_some());
    let longest = || days.iter().rev();
    let horizon = *longest().find(watched).or_else(|| longest().find(known)).or_else(|| days.last())?;
    let per_cent = |finding: &Finding| match reading(Some(finding)) {
        plot::Reading::Value(value) => plot::Reading::Value(value * factor(finding)),
        other => other,
    };
    let step = |measure: &&str| {
        let finding = at(measure, horizon)?;
        Some(plot::FunnelStep {
            name: context.measure_title(METHOD, measure),
            count: None,
            share: per_cent(finding),
            interval: span(finding)
                .map(|span| plot::Span::new(span.low * factor(finding), span.high * factor(finding))),
            complete: finding.reason != "incomplete",
            href: context.link(Some(finding)),
        })
    };
    let steps: Vec<plot::FunnelStep> = outcomes.iter().filter_map(step).collect();
    let complete = steps.iter().all(|step| step.complete);
    let reached = steps.iter().try_fold(0.0, |sum, step| Some(sum + step.share.value()?));
    let open = reached.map(|reached: f64| plot::FunnelStep {
        name: say::funnel_open(language),
        count: None,
        share: plot::Reading::Value((100.0 - reached).max(0.0)),
        interval: None,
        complete,
        href: None,
    });
    let start = at(AT_RISK, 0);
    let cohorts = vec![plot::FunnelCohort {
        name: cohort.name.clone(),
        size: reading(start),
        steps,
        open,
        href: context.link(start),
    }];
    let data = plot::FunnelData { cohorts, whole: 100.0 };
    let labels = plot::FunnelLabels {
        cohort: say::column_cohort(language),
        outcome: say::column_outcome(language),
        count: say::column_cases(language),
        share: say::funnel_share(language),
        interval: say::confidence_interval(language, 95_u64),
        status: say::column_status(language),
        complete: say::funnel_complete(language),
        incomplete: say::funnel_incomplete(language),
    };
    let title = say::funnel_figure_title(language, cohort.name.as_str(), horizon);
    let whole = move |value: f64| locale::number(language, value, 0);
    let drawn = Drawn { id: "funnel", title: &title, note: say::funnel_figure_note(language), decimals: 1 };
    Some(context.draw(drawn, |frame| plot::funnel(frame, &data, &labels, &whole)))
}
