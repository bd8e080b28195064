//! Rules that look only at processes whose estimated value reaches a threshold of their law: below it another law holds,
//! often a national one that the pack does not know, and nobody is judged by a limit that is not his.

use crate::facts::Facts;
use crate::flag::{Evidence, Outcome};
use crate::flags::threshold::{beside, price};
use crate::settings::Threshold;

/// A rule of a pack that looks only at processes that reach the pack's thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Above {
    /// The pack.
    pub pack: String,
    /// The rule.
    pub rule: String,
    /// The pack's own: thresholds of the settings say nothing about where the pack's law begins.
    pub thresholds: Vec<Threshold>,
}

/// Where a process stands to the threshold of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Reach {
    /// At or above it: the rule looks.
    Reached,
    /// Below it, with the answer of the flag.
    Below(Outcome),
    /// Nobody can say, with the reason code.
    Unknown(String),
}

impl Above {
    /// Where a process stands.
    pub fn reach(&self, facts: &Facts<'_>) -> Reach {
        let money = &facts.process.tender.value;
        let Some((value, currency)) = price(facts, money) else {
            return Reach::Unknown(money.amount.lack("tender/value/amount"));
        };
        if currency.is_empty() {
            return Reach::Unknown(money.currency.lack("tender/value/currency"));
        }
        let (own, threshold) = match beside(facts, &self.thresholds, value, currency) {
            Ok(found) => found,
            Err(reason) => return Reach::Unknown(self.unknown(facts, reason)),
        };
        if own.amount >= threshold.amount {
            return Reach::Reached;
        }
        let evidence = Evidence::at("/tender/value/amount", value)
            .with("pack", &self.pack)
            .with("rule", &self.rule)
            .with("threshold", format_args!("{} {}", threshold.amount, threshold.currency));
        let evidence = match own.day {
            None => evidence,
            Some(_) => evidence.with(format_args!("value in {}", threshold.currency), own.amount),
        };
        Reach::Below(Outcome::not_applicable("excluded").on(evidence))
    }

    /// Why there is no threshold: the category decides, where the process names none.
    fn unknown(&self, facts: &Facts<'_>, reason: &str) -> String {
        let category = &facts.process.tender.main_procurement_category;
        let decides = reason == "no_threshold" && self.thresholds.iter().all(|own| own.category.is_some());
        if decides && !category.is_there() {
            category.lack("tender/mainProcurementCategory")
        } else {
            reason.to_owned()
        }
    }
}
