//! Rule packs: what a country's law or practice makes of single flags, as data in `methods/procurement/packs/`. Here only
//! what changes an answer is read: procedures about which a flag says nothing, with the reason, floors of prices, and
//! parameters of flags that a rule sets.

use crate::facts::Facts;
use crate::flag::{Evidence, Outcome};
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::settings::{Settings, SettingsError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a pack adds to the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// Procedures that single flags say nothing about, by code.
    pub exclusions: BTreeMap<String, Exclusion>,
    /// The floor of prices, where there is one.
    pub floor: Option<Floor>,
    /// What implemented rules set, by code and name of the parameter.
    pub parameters: BTreeMap<String, toml::Table>,
}

impl Pack {
    /// Adds what the pack says to the settings. What the settings say themselves stays, and so does what an earlier pack
    /// said of a parameter.
    pub fn apply(self, settings: &mut Settings) {
        settings.exclusions.extend(self.exclusions);
        settings.floors.extend(self.floor);
        for (code, parameters) in self.parameters {
            let own = settings.flags.entry(code).or_default();
            for (name, value) in parameters {
                own.entry(name).or_insert(value);
            }
        }
    }
}

/// Procedures in which no price may be below a share of the allocated sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    procedures: Vec<String>,
    /// The share.
    pub share: Amount,
}

/// Procedures that one flag (or screen) says nothing about.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// The pack.
    pub pack: String,
    /// Compared with `tender.procurementMethodDetails`, both in small letters without needless white space.
    procedures: Vec<String>,
    /// Why, in English.
    reason: String,
    from: Option<Moment>,
    to: Option<Moment>,
}

#[derive(Deserialize)]
struct File {
    id: String,
    #[serde(default)]
    exclude_method: BTreeMap<String, Entry>,
    price_floor: Option<FloorEntry>,
    #[serde(default)]
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    flags: Vec<String>,
    implemented: bool,
    #[serde(default)]
    parameter: toml::Table,
}

#[derive(Deserialize)]
struct FloorEntry {
    procurement_method_details: Vec<String>,
    share_of_allocated_sum: String,
}

#[derive(Deserialize)]
struct Entry {
    procurement_method_details: Vec<String>,
    reason: Reason,
    from: Option<toml::value::Datetime>,
    to: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
struct Reason {
    en: String,
}

/// What a pack says.
///
/// # Errors
/// When the text is no pack.
pub fn read(text: &str) -> Result<Pack, SettingsError> {
    let file: File = toml::from_str(text).map_err(|error| SettingsError::Toml(error.to_string()))?;
    let floor = file.price_floor.map(|entry| {
        let share = Amount::parse(&entry.share_of_allocated_sum).filter(|share| share.is_positive());
        let wrong =
            || SettingsError::Toml("price_floor: `share_of_allocated_sum` is no share such as \"0.95\"".to_owned());
        let procedures = entry.procurement_method_details.iter().map(|own| plain(own)).collect();
        Ok(Floor { procedures, share: share.ok_or_else(wrong)? })
    });
    let day = |day: Option<toml::value::Datetime>| day.and_then(|day| Moment::parse(&day.to_string()));
    let entries = file.exclude_method.into_iter().map(|(code, entry)| {
        let (from, to) = (day(entry.from), day(entry.to));
        let procedures = entry.procurement_method_details.iter().map(|own| plain(own)).collect();
        let reason = entry.reason.en;
        (code, Exclusion { pack: file.id.clone(), procedures, reason, from, to })
    });
    let mut parameters: BTreeMap<String, toml::Table> = BTreeMap::new();
    for rule in file.rule.into_iter().filter(|rule| rule.implemented && !rule.parameter.is_empty()) {
        for code in rule.flags {
            parameters.entry(code).or_default().extend(rule.parameter.clone());
        }
    }
    Ok(Pack { exclusions: entries.collect(), floor: floor.transpose()?, parameters })
}

impl Floor {
    /// Whether it holds for a process.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let details = plain(facts.process.tender.procurement_method_details.text());
        self.procedures.contains(&details)
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl Exclusion {
    /// The answer of the flag about a process that the pack leaves out, else nothing.
    pub fn answer(&self, facts: &Facts<'_>) -> Option<Outcome> {
        if !self.holds(facts) {
            return None;
        }
        let details = facts.process.tender.procurement_method_details.text();
        let evidence = Evidence::at("/tender/procurementMethodDetails", details)
            .with("pack", &self.pack)
            .with("reason", &self.reason);
        Some(Outcome::not_applicable("excluded").on(evidence))
    }

    /// Whether it holds for a process: its procedure is named, and it began while the rule held. A process without a
    /// beginning is taken to have begun then.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let details = facts.process.tender.procurement_method_details.text();
        let began = facts.start().map(Moment::start);
        let after = |rule: Option<Moment>| began.zip(rule).is_none_or(|(began, rule)| began.local >= rule.local);
        let before = |rule: Option<Moment>| began.zip(rule).is_none_or(|(began, rule)| began.local < rule.end().local);
        self.procedures.iter().any(|own| *own == plain(details)) && after(self.from) && before(self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn a_rule_that_is_implemented_sets_its_parameters_where_the_settings_say_nothing() {
        let rule = |implemented: bool, value: f64| {
            format!(
                "[[rule]]\nflags = [\"R022\"]\nimplemented = {implemented}\n[rule.parameter]\nthreshold = {value}\n"
            )
        };
        let pack = |text: &str| read(&format!("id = \"xx\"\n{text}")).expect("a pack");
        let threshold = |pack: Pack, settings: &str| {
            let mut settings = Settings::parse(settings, |_| panic!("no tables")).expect("settings");
            pack.apply(&mut settings);
            settings.flags.get("R022").and_then(|own| own.get("threshold")?.as_float())
        };
        assert_eq!(threshold(pack(&rule(true, 0.3)), ""), Some(0.3));
        assert_eq!(threshold(pack(&rule(true, 0.3)), "[R022]\nthreshold = 0.2"), Some(0.2));
        assert_eq!(threshold(pack(&rule(false, 0.3)), ""), None);
    }

    #[test]
    fn a_pack_speaks_only_of_its_procedures_and_days() {
        let text = "id = \"xx\"\n[exclude_method.R028]\nprocurement_method_details = [\"188\", \"Rating points\"]\nreason = { en = \"a floor\" }\n\
                    from = 2024-01-01\n";
        let pack = read(text).expect("a pack").exclusions;
        let about = |tender: &str| {
            let text = format!("{{\"ocid\":\"a\",\"tender\":{{{tender}}}}}");
            let process = Process::parse(&text).expect("a release");
            let settings = Settings::default();
            pack["R028"].answer(&Facts::new(&process, &[], &settings)).map(|answer| answer.reason.into_owned())
        };
        let details = "\"procurementMethodDetails\":\"188\"";
        let began = |day: &str| format!("{details},\"tenderPeriod\":{{\"startDate\":\"{day}\"}}");
        assert_eq!(about(details).as_deref(), Some("excluded"));
        assert_eq!(about(&began("2024-01-01")).as_deref(), Some("excluded"));
        assert_eq!(about(&began("2023-12-31")), None);
        assert_eq!(about("\"procurementMethodDetails\":\"Rating  POINTS \"").as_deref(), Some("excluded"));
        assert_eq!(about("\"procurementMethodDetails\":\"2\""), None);
        assert!(read("id = 1").is_err());
        let floor = "id = \"xx\"\n[price_floor]\nprocurement_method_details = [\"188\"]\nshare_of_allocated_sum = ";
        assert!(read(&format!("{floor}\"0.95\"")).is_ok() && read(&format!("{floor}\"much\"")).is_err());
    }
}
