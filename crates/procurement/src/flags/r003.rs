//! # What it finds
//! A tender that could be answered for only a few days.
//! # Why it matters
//! Firms that did not know beforehand need time to read the terms and to prepare a bid. A short period favours those who
//! knew.
//! # Formula
//!     days = whole days from tender.tenderPeriod.startDate to endDate, truncated toward zero
//!     flagged when days < threshold (own thresholds by procurementMethodDetails)
//! With `start = "published"` the period begins at tender.datePublished where it is published. A day as the end counts to
//! its midnight. The value is the number of days; where one of the dates lacks its offset, the bound that decided.
//! # Exclusions
//! Periods that end before they begin (`negative_period`), periods that are on both sides of the threshold for want of an
//! offset (`timezone_unknown`), procedures outside `methods` (all by default), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R003; thresholds by procedure as in Cardinal.

use super::early::{alone, lack, lacking, shorter, written};
use super::gate;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Setup, Subject};
use crate::process::cell::Cell;
use probity_core::parameter::ParameterError;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R003",
    of: &[Subject::Process],
    source: include_str!("r003.rs"),
    build: |setup| {
        let own = ShortPeriod::new(setup)?;
        Ok(alone(move |facts| own.look(facts)))
    },
};

/// The table of the settings that holds own thresholds.
const TABLE: &str = "procurement_method_details";

struct ShortPeriod {
    methods: Vec<String>,
    threshold: f64,
    by_details: BTreeMap<String, f64>,
    from_publication: bool,
}

impl ShortPeriod {
    fn new(setup: &Setup<'_>) -> Result<Self, ParameterError> {
        let parameters = setup.parameters;
        let fault = |expected| ParameterError::Type { name: "start".to_owned(), expected };
        Ok(Self {
            methods: parameters.get("methods")?.list("methods")?.to_vec(),
            threshold: parameters.get("threshold")?.number("threshold")?,
            by_details: thresholds(setup)?,
            from_publication: match parameters.get("start")?.text("start")? {
                "period" => false,
                "published" => true,
                _ => return Err(fault("`period` or `published`")),
            },
        })
    }

    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate(facts, &self.methods) {
            return closed;
        }
        let tender = &facts.process.tender;
        let period = &tender.tender_period;
        let (start, start_path) = match &tender.date_published {
            Cell::Absent => (&period.start_date, "tender/tenderPeriod/startDate"),
            published if self.from_publication => (published, "tender/datePublished"),
            _ => (&period.start_date, "tender/tenderPeriod/startDate"),
        };
        let (Some(from), Some(end)) = (start.get().copied(), period.end_date.get()) else {
            let lacks = [lack(start, start_path), lack(&period.end_date, "tender/tenderPeriod/endDate")];
            return lacking(lacks).unwrap_or_else(|| Outcome::missing("tender/tenderPeriod"));
        };
        let threshold = self.by_details.get(tender.procurement_method_details.text()).unwrap_or(&self.threshold);
        let evidence = Evidence::at(format_args!("/{start_path}"), written(from))
            .and("/tender/tenderPeriod/endDate", written(*end))
            .with("threshold in days", threshold);
        shorter(facts, from.start(), end.end(), *threshold).on(evidence)
    }
}

/// Own thresholds by `procurementMethodDetails`.
fn thresholds(setup: &Setup<'_>) -> Result<BTreeMap<String, f64>, ParameterError> {
    let fault = |name: &str| ParameterError::Type { name: format!("{TABLE}.{name}"), expected: "a number of days" };
    let Some(table) = setup.settings.flags.get("R003").and_then(|own| own.get(TABLE)) else {
        return Ok(BTreeMap::new());
    };
    let table = table
        .as_table()
        .ok_or_else(|| ParameterError::Type { name: TABLE.to_owned(), expected: "a table of numbers of days" })?;
    let own = table.iter().map(|(details, days)| {
        let number = days.as_float().or_else(|| days.as_integer().map(|days| days as f64));
        Ok((details.clone(), number.ok_or_else(|| fault(details))?))
    });
    own.collect()
}
