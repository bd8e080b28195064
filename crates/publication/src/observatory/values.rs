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
}
