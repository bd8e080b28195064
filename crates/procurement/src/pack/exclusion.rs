//! What a pack says of procedures by their names: flags that say nothing about them, and floors of prices that hold in them.
//! Both hold for days, because laws change while old releases stay.

use crate::facts::Facts;
use crate::flag::{Evidence, Outcome};
use crate::process::amount::Amount;
use crate::process::moment::Moment;

/// Procedures by their names, on the days on which a rule holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Procedures {
    /// As [`plain`] writes them.
    names: Vec<String>,
    from: Option<Moment>,
    to: Option<Moment>,
}

impl Procedures {
    /// With these names.
    pub fn new(names: &[String], from: Option<Moment>, to: Option<Moment>) -> Self {
        Self { names: names.iter().map(|own| plain(own)).collect(), from, to }
    }

    /// Whether the procedure of a process is named, and it began while the rule held. A process without a beginning is
    /// taken to have begun then.
    fn hold(&self, facts: &Facts<'_>) -> bool {
        let details = facts.process.tender.procurement_method_details.text();
        let began = facts.start().map(Moment::start);
        let after = |rule: Option<Moment>| began.zip(rule).is_none_or(|(began, rule)| began.local >= rule.local);
        let before = |rule: Option<Moment>| began.zip(rule).is_none_or(|(began, rule)| began.local < rule.end().local);
        self.names.iter().any(|own| *own == plain(details)) && after(self.from) && before(self.to)
    }
}

/// In small letters without needless white space, as names of procedures are compared.
fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Procedures in which no price may be below a share of the allocated sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    pub(super) procedures: Procedures,
    /// The share.
    pub share: Amount,
}

impl Floor {
    /// Whether it holds for a process.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.procedures.hold(facts)
    }
}

/// Procedures that one flag (or screen) says nothing about.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// The pack.
    pub pack: String,
    pub(super) procedures: Procedures,
    /// Why, in English.
    pub(super) reason: String,
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

    /// Whether it holds for a process.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.procedures.hold(facts)
    }
}
