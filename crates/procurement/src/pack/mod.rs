//! Rule packs: what a country's law or practice makes of single flags, as data in `methods/procurement/packs/`. Here only
//! what changes an answer is read: procedures about which a flag says nothing, with the reason, floors of prices, thresholds
//! of the law, and parameters of flags that a rule sets.

mod exclusion;
mod reach;
mod read;

pub use exclusion::{Exclusion, Floor};
pub use reach::{Above, Reach};
pub use read::read;

use crate::settings::{Settings, Threshold};
use std::collections::BTreeMap;

/// What a pack adds to the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// Procedures that single flags say nothing about, by code.
    pub exclusions: BTreeMap<String, Exclusion>,
    /// The floor of prices, where there is one.
    pub floor: Option<Floor>,
    /// Thresholds from which the law asks for an open procedure.
    pub thresholds: Vec<Threshold>,
    /// Flags whose rule looks only at processes that reach the pack's thresholds, by code.
    pub above: BTreeMap<String, Above>,
    /// What implemented rules set, by code and name of the parameter.
    pub parameters: BTreeMap<String, toml::Table>,
}

impl Pack {
    /// Adds what the pack says to the settings. What the settings say themselves stays, and so does what an earlier pack
    /// said of a parameter or a flag. A threshold of the settings' own takes the place of those of all packs: a pack's
    /// thresholds beside it would hold for processes that it does not name.
    pub fn apply(self, settings: &mut Settings) {
        settings.exclusions.extend(self.exclusions);
        settings.floors.extend(self.floor);
        if settings.thresholds.iter().all(|threshold| threshold.of_pack) {
            settings.thresholds.extend(self.thresholds);
        }
        for (code, above) in self.above {
            settings.above.entry(code).or_insert(above);
        }
        for (code, parameters) in self.parameters {
            let own = settings.flags.entry(code).or_default();
            for (name, value) in parameters {
                own.entry(name).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn a_rule_that_is_implemented_sets_its_parameters_where_the_settings_say_nothing() {
        let rule = |implemented: bool, value: f64| {
            format!(
                "[[rule]]\nid = \"xx-r\"\nflags = [\"R022\"]\nimplemented = {implemented}\n[rule.parameter]\nthreshold = {value}\n"
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
        let floor = read(&format!("{floor}\"0.95\"\nto = 2023-12-31\n")).expect("a pack").floor.expect("a floor");
        let holds = |tender: &str| {
            let text = format!("{{\"tender\":{{{tender}}}}}");
            let (process, settings) = (Process::parse(&text).expect("a release"), Settings::default());
            floor.holds(&Facts::new(&process, &[], &settings))
        };
        assert!(holds(&began("2023-12-31")) && !holds(&began("2024-01-01")));
    }

    #[test]
    fn thresholds_of_the_settings_take_the_place_of_those_of_packs_but_not_where_a_rule_of_a_pack_begins() {
        let pack = |amount: u32| {
            let rule = "[[rule]]\nid = \"xx-r\"\nflags = [\"R003\"]\nimplemented = true\nabove_threshold = true\n";
            read(&format!("id = \"xx\"\n[[threshold]]\namount = {amount}\ncurrency = \"EUR\"\n{rule}")).expect("a pack")
        };
        let amounts = |text: &str| {
            let mut settings = Settings::parse(text, |_| panic!("no tables")).expect("settings");
            pack(100).apply(&mut settings);
            pack(200).apply(&mut settings);
            let all =
                |thresholds: &[Threshold]| thresholds.iter().map(|own| own.amount.to_string()).collect::<Vec<_>>();
            (all(&settings.thresholds), all(&settings.above["R003"].thresholds))
        };
        let first = vec!["100".to_owned()];
        assert_eq!(amounts(""), (vec!["100".to_owned(), "200".to_owned()], first.clone()));
        let own = "[[thresholds.open]]\namount = 7\ncurrency = \"EUR\"\n";
        assert_eq!(amounts(own), (vec!["7".to_owned()], first));
        assert!(read("id = \"xx\"\n[[threshold]]\namount = \"much\"\ncurrency = \"EUR\"\n").is_err());
    }
}
