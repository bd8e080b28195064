//! The world as an unobserved-components model wants it: for one edition, countries by sources on 0–1, higher is
//! better, with the sources that cover all kinds of countries marked as representative.

use super::sources::Source;
use crate::panel::Edition;

/// One edition's matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Governance {
    /// The sources that exist in the edition, in order of code.
    pub sources: Vec<String>,
    /// For each of them whether it is representative.
    pub representative: Vec<bool>,
    /// The countries, in order of code.
    pub units: Vec<GovernanceUnit>,
}

/// One country's row.
#[derive(Debug, Clone, PartialEq)]
pub struct GovernanceUnit {
    /// The country's code.
    pub unit: String,
    /// 0–1 a source, in the order of [`Governance::sources`].
    pub values: Vec<Option<f64>>,
}

impl Governance {
    /// From the raw values: the share of the way from the worst to the best value of the source's scale.
    pub(super) fn of(raw: &Edition, sources: &[Source]) -> Self {
        let kept: Vec<usize> = (0..sources.len()).filter(|&s| sources[s].active(raw.year)).collect();
        let value = |s: usize, raw: f64| {
            let share = sources[s].scale.share(raw);
            if sources[s].map(i16::MIN).slope < 0.0 { 1.0 - share } else { share }
        };
        let units = raw.countries.iter().map(|country| GovernanceUnit {
            unit: country.iso3.clone(),
            values: kept.iter().map(|&s| country.scores[s].map(|raw| value(s, raw))).collect(),
        });
        Self {
            units: units.collect(),
            sources: kept.iter().map(|&s| sources[s].code.to_owned()).collect(),
            representative: kept.iter().map(|&s| sources[s].representative).collect(),
        }
    }

    /// The codes of the representative sources.
    pub fn representative_codes(&self) -> Vec<&str> {
        let pairs = self.sources.iter().zip(&self.representative);
        pairs.filter(|(_, representative)| **representative).map(|(code, _)| code.as_str()).collect()
    }
}
