//! Rule packs: what a country's law or practice makes of single flags, as data in `methods/procurement/packs/`. Here only
//! what changes an answer is read: procedures about which a flag says nothing, with the reason.

use crate::facts::Facts;
use crate::flag::{Evidence, Outcome};
use crate::process::moment::Moment;
use crate::settings::SettingsError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Procedures that one flag (or screen) says nothing about.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// The pack.
    pub pack: String,
    /// Compared with `tender.procurementMethodDetails`.
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

/// The exclusions of a pack, by code.
///
/// # Errors
/// When the text is no pack.
pub fn exclusions(text: &str) -> Result<BTreeMap<String, Exclusion>, SettingsError> {
    let file: File = toml::from_str(text).map_err(|error| SettingsError::Toml(error.to_string()))?;
    let day = |day: Option<toml::value::Datetime>| day.and_then(|day| Moment::parse(&day.to_string()));
    let entries = file.exclude_method.into_iter().map(|(code, entry)| {
        let (from, to) = (day(entry.from), day(entry.to));
        let (procedures, reason) = (entry.procurement_method_details, entry.reason.en);
        (code, Exclusion { pack: file.id.clone(), procedures, reason, from, to })
    });
    Ok(entries.collect())
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
        self.procedures.iter().any(|own| own == details) && after(self.from) && before(self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn a_pack_speaks_only_of_its_procedures_and_days() {
        let text = "id = \"xx\"\n[exclude_method.R028]\nprocurement_method_details = [\"188\"]\nreason = { en = \"a floor\" }\n\
                    from = 2024-01-01\n";
        let pack = exclusions(text).expect("a pack");
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
        assert_eq!(about("\"procurementMethodDetails\":\"2\""), None);
        assert!(exclusions("id = 1").is_err());
    }
}
