//! The room as an observatory sees it: all flags and the screens over the kept releases in one pass, with findings whose
//! evidence points to the bytes of their sources.

mod base;
mod clean;
mod concentration;
mod detection;
mod fields;
mod findings;
mod known;
mod name;
pub mod network;
mod pass;
mod rates;
mod risk;
pub mod screens;
mod tender;
mod units;
mod years;

pub use known::Known;
pub use name::{name, plain};
pub use pass::{Place, Places};
pub(crate) use pass::{markets, releases};
#[cfg(test)]
pub(crate) use tender::of as tenders;
pub use tender::{Bid, Tender};
pub use units::Family;

use crate::flag::Definition;
use crate::flags;
use crate::run::Battery;
use crate::settings::{Settings, SettingsError};
use pass::Wanted;
use probity_core::parameter::{ParameterError, Parameters};
use probity_core::suite::{Member, Source, SuiteError};
use probity_core::{Finding, Input, Suite};
use std::collections::BTreeMap;

/// The room's name; also that of its settings in `probity.toml`.
pub const ROOM: &str = "procurement";
/// The register of releases.
pub const REGISTER: &str = "ocds";
/// The register of what was planted in an invented world.
pub const PLANTED: &str = "ocds-planted";

/// The method of screens.
const SCREENS: &str = screens::MEMBER.id;
/// The method of base rates.
pub const RATES: &str = rates::MEMBER.id;
/// The method of filled fields.
pub const FIELDS: &str = fields::MEMBER.id;
/// The method of markets.
pub const MARKETS: &str = concentration::MEMBER.id;
/// The method of the risk index, and its measure of processes.
pub const RISK: &str = risk::MEMBER.id;
pub use risk::INDEX;

/// The suite of procurement.
pub struct Procurement {
    members: Vec<Member>,
}

impl Procurement {
    /// The methods that `has` says there is a folder for.
    pub fn new(has: impl Fn(&str) -> bool) -> Self {
        let flag = |flag: &Definition| Member { id: flag.code, source: flag.source, is_dataset: false };
        let tables = [rates::MEMBER, fields::MEMBER, concentration::MEMBER];
        let all = flags::ALL.iter().map(flag).chain([screens::MEMBER, risk::MEMBER]).chain(tables);
        Self { members: all.filter(|member| has(member.id)).collect() }
    }
}

impl Suite for Procurement {
    fn room(&self) -> &'static str {
        ROOM
    }

    fn inputs(&self) -> &'static [Input] {
        const INPUTS: [Input; 2] = [
            Input { register: REGISTER, columns: &["at"], required: true },
            Input { register: PLANTED, columns: &[], required: false },
        ];
        &INPUTS
    }

    fn members(&self) -> Vec<Member> {
        self.members.clone()
    }

    fn rests_on(&self, member: &str) -> Vec<&'static str> {
        let is_flag = |own: &&Member| flags::ALL.iter().any(|flag| flag.code == own.id);
        if member == RATES { self.members.iter().filter(is_flag).map(|own| own.id).collect() } else { Vec::new() }
    }

    fn compute(
        &self,
        sources: &[Source],
        settings: &str,
        asked: &BTreeMap<String, Parameters>,
    ) -> Result<BTreeMap<String, Vec<Finding>>, SuiteError> {
        let settings = settings_of(settings)?;
        let known =
            Known::read(sources.iter().filter(|source| source.register == PLANTED).map(|source| &*source.bytes));
        let releases: Vec<&Source> = sources.iter().filter(|source| source.register == REGISTER).collect();
        let battery = self.battery(asked, &settings)?;
        let screens = asked.get(SCREENS).map(screens::Rules::read).transpose().map_err(|own| refused(SCREENS, own))?;
        let markets =
            asked.get(MARKETS).map(concentration::Rules::read).transpose().map_err(|own| refused(MARKETS, own))?;
        let wanted = Wanted {
            tenders: screens.is_some(),
            fields: asked.contains_key(FIELDS),
            markets: markets.is_some(),
            risks: asked.contains_key(RISK),
        };
        let pass = pass::run(&releases, &battery, &settings, wanted);
        let rows = battery.finish(pass.part).rows;
        let mut found = findings::of(&rows, |code| asked.contains_key(code), &pass.places, &known);
        if let Some(rules) = screens {
            found.insert(SCREENS.to_owned(), screens::findings(&rules, &pass.tenders, &pass.places, &known));
        }
        if let Some(rules) = markets {
            found.insert(MARKETS.to_owned(), concentration::findings(rules, pass.markets));
        }
        if wanted.risks {
            found.insert(RISK.to_owned(), risk::findings(pass.risks, &pass.places));
        }
        if wanted.fields {
            found.insert(FIELDS.to_owned(), fields::findings(pass.fields));
        }
        if asked.contains_key(RATES) {
            found.insert(RATES.to_owned(), rates::findings(&rows, &pass.places));
        }
        for id in asked.keys() {
            found.entry(id.clone()).or_default().sort_by(|a, b| a.id.cmp(&b.id));
        }
        Ok(found)
    }
}

impl Procurement {
    /// The flags asked for, and all flags where their rates are. The parameters of a flag that is not asked for itself come
    /// with the rates, as `CODE.NAME`.
    fn battery(&self, asked: &BTreeMap<String, Parameters>, settings: &Settings) -> Result<Battery, SuiteError> {
        let counted = if asked.contains_key(RATES) { self.rests_on(RATES) } else { Vec::new() };
        let chosen = flags::ALL.iter().filter(|flag| asked.contains_key(flag.code) || counted.contains(&flag.code));
        let of = |code: &str| asked.get(code).cloned().unwrap_or_else(|| counted_parameters(asked, code));
        Battery::new(&chosen.collect::<Vec<_>>(), of, settings).map_err(|error| refused(error.code, error.problem))
    }
}

/// The parameters of a flag among those of the rates.
fn counted_parameters(asked: &BTreeMap<String, Parameters>, code: &str) -> Parameters {
    let all = asked.get(RATES).into_iter().flat_map(|own| &own.0);
    let own =
        all.filter_map(|(name, rows)| Some((name.strip_prefix(code)?.strip_prefix('.')?.to_owned(), rows.clone())));
    Parameters(own.collect())
}

fn refused(method: &str, problem: ParameterError) -> SuiteError {
    SuiteError::Parameter { method: method.to_owned(), problem }
}

/// The settings of an observatory. A table that they name would be a source, which no register keeps yet.
fn settings_of(text: &str) -> Result<Settings, SuiteError> {
    let open = |file: &str| -> Result<Vec<u8>, SettingsError> {
        Err(SettingsError::Value {
            key: "currency.rates, registers".to_owned(),
            found: file.to_owned(),
            expected: "an observatory reads no further tables yet; take the line out",
        })
    };
    Settings::parse(text, open).map_err(|error| SuiteError::Settings { table: ROOM, problem: error.to_string() })
}
