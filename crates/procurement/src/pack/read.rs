//! Reads the text of a pack. What only tells people about it (titles, notes, rules that nobody implements) is left to the
//! test that holds packs to their form.

use super::exclusion::Procedures;
use super::{Above, Exclusion, Floor, Pack};
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::settings::{SettingsError, Threshold, amount};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    id: String,
    #[serde(default)]
    exclude_method: BTreeMap<String, Entry>,
    price_floor: Option<FloorEntry>,
    #[serde(default)]
    threshold: Vec<ThresholdEntry>,
    #[serde(default)]
    rule: Vec<Rule>,
}

type Day = Option<toml::value::Datetime>;

#[derive(Deserialize)]
struct Rule {
    id: String,
    flags: Vec<String>,
    implemented: bool,
    #[serde(default)]
    above_threshold: bool,
    #[serde(default)]
    parameter: toml::Table,
}

#[derive(Deserialize)]
struct FloorEntry {
    procurement_method_details: Vec<String>,
    share_of_allocated_sum: String,
    from: Day,
    to: Day,
}

#[derive(Deserialize)]
struct Entry {
    procurement_method_details: Vec<String>,
    reason: Reason,
    from: Day,
    to: Day,
}

#[derive(Deserialize)]
struct Reason {
    en: String,
}

#[derive(Deserialize)]
struct ThresholdEntry {
    amount: toml::Value,
    currency: String,
    category: Option<String>,
    country: Option<String>,
    from: Day,
    to: Day,
}

/// What a pack says.
///
/// # Errors
/// When the text is no pack.
pub fn read(text: &str) -> Result<Pack, SettingsError> {
    let file: File = toml::from_str(text).map_err(|error| SettingsError::Toml(error.to_string()))?;
    let id = file.id;
    let exclusions = file.exclude_method.into_iter().map(|(code, entry)| {
        let procedures = Procedures::new(&entry.procurement_method_details, day(entry.from), day(entry.to));
        (code, Exclusion { pack: id.clone(), procedures, reason: entry.reason.en })
    });
    let exclusions = exclusions.collect();
    let floor = file.price_floor.map(floor).transpose()?;
    let thresholds = file.threshold.into_iter().map(threshold).collect::<Result<Vec<_>, _>>()?;
    let (mut parameters, mut above) = (BTreeMap::<String, toml::Table>::new(), BTreeMap::new());
    for rule in file.rule.into_iter().filter(|rule| rule.implemented) {
        for code in rule.flags {
            if rule.above_threshold {
                let own = || Above { pack: id.clone(), rule: rule.id.clone(), thresholds: thresholds.clone() };
                above.entry(code.clone()).or_insert_with(own);
            }
            if !rule.parameter.is_empty() {
                parameters.entry(code).or_default().extend(rule.parameter.clone());
            }
        }
    }
    Ok(Pack { exclusions, floor, thresholds, above, parameters })
}

fn day(day: Day) -> Option<Moment> {
    day.and_then(|day| Moment::parse(&day.to_string()))
}

fn floor(entry: FloorEntry) -> Result<Floor, SettingsError> {
    let share = Amount::parse(&entry.share_of_allocated_sum).filter(|share| share.is_positive());
    let wrong = || SettingsError::Toml("price_floor: `share_of_allocated_sum` is no share such as \"0.95\"".to_owned());
    let procedures = Procedures::new(&entry.procurement_method_details, day(entry.from), day(entry.to));
    Ok(Floor { procedures, share: share.ok_or_else(wrong)? })
}

fn threshold(entry: ThresholdEntry) -> Result<Threshold, SettingsError> {
    Ok(Threshold {
        amount: amount("threshold.amount", &entry.amount)?,
        currency: entry.currency,
        category: entry.category,
        country: entry.country,
        from: day(entry.from),
        to: day(entry.to),
        of_pack: true,
    })
}
