//! Findings as the numbers of a page: state and interval kept, always with the name of the observation.

use super::{Context, INDICATOR, funnel, recorded};
use crate::dataflow::title;
use crate::message as say;
use crate::page::{Named, Number, RankRange, Reading, Verdict};
use crate::plot;
use probity_core::{Finding, Interval, State};
use probity_statistics::cube::{Dimension, Key, TOTAL};

/// A finding as a number.
pub fn number(finding: &Finding, decimals: usize) -> Number {
    let id = finding.id.to_string();
    let number = match (finding.state, finding.value) {
        (State::NotApplicable, _) => Number::absent(&id, Reading::NotApplicable),
        (State::Withheld, _) => Number::absent(&id, Reading::Suppressed),
        (State::Insufficient, None) => Number::absent(&id, Reading::Insufficient),
        (_, Some(value)) => Number::of(&id, value, decimals),
        (_, None) => Number::absent(&id, Reading::Unknown),
    };
    match ends(finding) {
        Some((low, high)) => number.between(low, high),
        None => number,
    }
}

/// The ends of a finding's interval.
pub fn ends(finding: &Finding) -> Option<(f64, f64)> {
    let interval: Interval<f64> = finding.interval?;
    Some((*interval.low().value()?, *interval.high().value()?))
}

/// The same for a plot.
pub fn span(finding: &Finding) -> Option<plot::Span> {
    ends(finding).map(|(low, high)| plot::Span::new(low, high))
}

/// What a plot shows of a finding.
pub fn reading(finding: Option<&Finding>) -> plot::Reading {
    match finding.map(|finding| (finding.state, finding.value)) {
        Some((State::NotApplicable, _)) => plot::Reading::NotApplicable,
        Some((State::Withheld, _)) => plot::Reading::Suppressed,
        Some((_, Some(value))) => plot::Reading::Value(value),
        _ => plot::Reading::Unknown,
    }
}

/// The verdict a change finding carries in its reason.
pub fn verdict(finding: &Finding) -> Verdict {
    match finding.reason.as_str() {
        "rose" => Verdict::Rose,
        "fell" => Verdict::Fell,
        _ => Verdict::NotClear,
    }
}

impl Context<'_> {
    /// A country or source with its name.
    pub fn named(&self, code: &str) -> Named {
        Named::new(code, self.records.names.get(code, self.language))
    }

    /// The index with its name; in a synthetic world it does not bear the name of the real one.
    pub fn indicator(&self) -> Named {
        if self.synthetic {
            return Named::new(INDICATOR, say::indicator_synthetic(self.language));
        }
        let title = self.records.methodologies.get(INDICATOR).map(|method| method.title.get(self.language));
        Named::new(INDICATOR, title.unwrap_or(INDICATOR))
    }

    /// What a measure is called. Measures of legal statistics are coordinates of the cube or outcomes, put into words
    /// from the lists of codes.
    pub fn measure_title(&self, method: &str, measure: &str) -> String {
        match method {
            recorded::METHOD | recorded::CHANGE => {
                if let Some(title) = self.cell_title(measure) {
                    return title;
                }
            }
            funnel::METHOD => {
                let upper = measure.to_ascii_uppercase();
                let known = title("STAGE", &upper);
                if known.en != upper {
                    return known.get(self.language).to_owned();
                }
            }
            _ => {}
        }
        let output = self.records.methodologies.get(method).and_then(|method| method.output(measure));
        output.map_or(measure, |output| output.title.get(self.language)).to_owned()
    }

    /// A cell of the cube in words: the stage with what is counted, the offence, then every other code that is no total.
    fn cell_title(&self, measure: &str) -> Option<String> {
        let key = Key::of(measure, "", "")?;
        let stage = format!("{}.{}", key.code(Dimension::Stage), key.code(Dimension::UnitCount));
        let mut words = vec![self.stage_title(&stage), self.offence_title(key.code(Dimension::Offence))];
        let said = [Dimension::Freq, Dimension::RefArea, Dimension::Stage, Dimension::UnitCount, Dimension::Offence];
        for dimension in Dimension::ALL.into_iter().filter(|dimension| !said.contains(dimension)) {
            let code = key.code(dimension);
            if dimension != Dimension::TimePeriod && code != TOTAL {
                words.push(title(dimension.id(), code).get(self.language).to_owned());
            }
        }
        Some(words.join(", "))
    }

    /// A rank set as a range of places.
    pub fn places(&self, measure: &str, country: &str, edition: &str) -> Option<RankRange> {
        let finding = self.records.get("rank-sets", measure, country, edition)?;
        let (best, worst) = ends(finding)?;
        let of = self.records.period("rank-sets", measure, edition).count();
        Some(RankRange {
            best: best as u32,
            worst: worst as u32,
            of: u32::try_from(of).unwrap_or(u32::MAX),
            observation: Some(finding.id.to_string()),
        })
    }

    /// The coverage promised by the intervals, in per cent.
    pub fn confidence(&self) -> u64 {
        let share = self
            .records
            .runs
            .get("rank-sets")
            .and_then(|run| run.key.parameters.get("coverage").ok()?.number("coverage").ok());
        (share.unwrap_or(0.9) * 100.0).round() as u64
    }

    /// A unit in words.
    pub fn unit(&self, unit: &str) -> String {
        match unit {
            "points" => say::unit_points(self.language),
            "places" => say::unit_places(self.language),
            "sources" => say::unit_sources(self.language),
            "countries" => say::unit_countries(self.language),
            "share" => say::unit_share(self.language),
            "probability" => say::unit_probability(self.language),
            "percentile" => say::unit_percentile(self.language),
            "per cent" => say::unit_per_cent(self.language),
            "standard deviations" => say::unit_standard_deviations(self.language),
            "offences" => say::unit_offences(self.language),
            "cases" => say::unit_cases(self.language),
            "persons" => say::unit_persons(self.language),
            "days" => say::unit_days(self.language),
            "ratio" => say::unit_ratio(self.language),
            other => other.to_owned(),
        }
    }

    /// A reason in words; the code itself when there are none.
    pub fn reason(&self, code: &str) -> String {
        let language = self.language;
        match code {
            "too_few_sources" => say::reason_too_few_sources(language),
            "edition_without_rules" => say::reason_edition_without_rules(language),
            "rose" => say::reason_rose(language),
            "fell" => say::reason_fell(language),
            "no_clear_change" => say::reason_no_clear_change(language),
            "disclosure_primary" => say::reason_disclosure_primary(language),
            "disclosure_secondary" => say::reason_disclosure_secondary(language),
            "embargo" => say::reason_embargo(language),
            "missing" => say::reason_missing(language),
            "incomplete" => say::reason_incomplete(language),
            "complete" => say::reason_complete(language),
            "break" => say::recorded_break(language),
            "break_suspected" => say::recorded_break_suspected(language),
            "provisional" => say::recorded_provisional(language),
            "no_common_source" => say::reason_no_common_source(language),
            "too_few_common_sources" => say::reason_too_few_common_sources(language),
            "scored_in_one_edition" => say::reason_scored_in_one_edition(language),
            "map_changed" => say::reason_map_changed(language),
            "map_kept" => say::reason_map_kept(language),
            "levels_changed" => say::reason_levels_changed(language),
            "levels_kept" => say::reason_levels_kept(language),
            "first_map" => say::reason_first_map(language),
            "too_few_rows" => say::reason_too_few_rows(language),
            "sources_not_published" => say::reason_sources_not_published(language),
            "no_fit" => say::reason_no_fit(language),
            "no_interval" => say::reason_no_interval(language),
            "no_source" => say::reason_no_source(language),
            "all_rows" => say::reason_all_rows(language),
            other => other.to_owned(),
        }
    }
}
