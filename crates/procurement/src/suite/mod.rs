//! The room as an observatory sees it: all flags and the screens over the kept releases in one pass, with findings whose
//! evidence points to the bytes of their sources.

mod base;
mod clean;
mod detection;
mod findings;
mod known;
mod name;
pub mod network;
mod pass;
pub mod screens;
mod tender;
mod units;

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
use probity_core::parameter::Parameters;
use probity_core::suite::{Member, Source, SuiteError};
use probity_core::{Finding, Input, Suite};
use std::collections::BTreeMap;

/// The room's name; also that of its settings in `probity.toml`.
pub const ROOM: &str = "procurement";
/// The register of releases.
pub const REGISTER: &str = "ocds";
/// The register of what was planted in an invented world.
pub const PLANTED: &str = "ocds-planted";

/// The suite of procurement.
pub struct Procurement {
    members: Vec<Member>,
}

impl Procurement {
    /// The methods that `has` says there is a folder for.
    pub fn new(has: impl Fn(&str) -> bool) -> Self {
        let flags = flags::ALL.iter().map(|flag| Member { id: flag.code, source: flag.source });
        let all = flags.chain([screens::MEMBER]);
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
        let chosen: Vec<&'static Definition> =
            flags::ALL.iter().filter(|definition| asked.contains_key(definition.code)).collect();
        let of = |code: &str| asked.get(code).cloned().unwrap_or_default();
        let battery = Battery::new(&chosen, of, &settings)
            .map_err(|error| SuiteError::Parameter { method: error.code.to_owned(), problem: error.problem })?;
        let screens = match asked.get(screens::MEMBER.id) {
            Some(parameters) => Some(
                screens::Rules::read(parameters)
                    .map_err(|problem| SuiteError::Parameter { method: screens::MEMBER.id.to_owned(), problem })?,
            ),
            None => None,
        };
        let pass = pass::run(&releases, &battery, &settings, screens.is_some());
        let mut found = findings::of(&battery, pass.part, &pass.places, &known);
        if let Some(rules) = screens {
            found.insert(screens::MEMBER.id.to_owned(), screens::findings(&rules, &pass.tenders, &pass.places, &known));
        }
        for findings in found.values_mut() {
            findings.sort_by(|a, b| a.id.cmp(&b.id));
        }
        Ok(found)
    }
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
