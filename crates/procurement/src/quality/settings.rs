//! What the checks tolerate. The numbers are those of Pelican (pelican-backend, modules `resource_level` and `dataset`),
//! and all of them can be set.

use crate::process::amount::Amount;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The table `[quality]` of the settings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quality {
    /// Whether flags that rest on a failed value are `insufficient`.
    pub withhold: bool,
    /// Largest plausible amount, in `value_currency`, either sign (Pelican `coherent.value_realistic`: 5·10⁹ US dollars).
    pub value_max: f64,
    /// Its currency. Amounts in another are looked at if there are rates.
    pub value_currency: String,
    /// How far contracts may be from their award, as a share of the award (`consistent.contracts_value`: one half).
    pub contract_share: f64,
    /// How far the tender may be from its plan, as a share of the tender (`consistent.tender_value`: one half).
    pub tender_share: f64,
    /// Largest share of the sum of all values in the largest hundredth (`distribution.value`: one half).
    pub top_share: f64,
    /// Values needed for that (`distribution.value`: 100); codes need as many, which is ours.
    pub values_min: u64,
    /// Largest share of the three most frequent values (`distribution.value_repetition`: a tenth).
    pub repeated_share: f64,
    /// Smallest and largest share of the processes of the largest buyer (`distribution.buyer_repetition`: 1 % and 50 %).
    pub buyer_share: [f64; 2],
    /// Largest share of buyers with one process (`distribution.buyer`: one half).
    pub single_buyers: f64,
    /// Processes with a buyer needed for both (1,000).
    pub buyers_min: u64,
    /// Smallest and largest share of a code that must occur (`distribution.code`: 0.1 % and 99 %).
    pub code_share: [f64; 2],
    /// These codes, by path. The list is ours: codes without which a data set is one-sided.
    pub codes: BTreeMap<String, Vec<String>>,
}

impl Default for Quality {
    fn default() -> Self {
        Self {
            withhold: true,
            value_max: 5e9,
            value_currency: "USD".to_owned(),
            contract_share: 0.5,
            tender_share: 0.5,
            top_share: 0.5,
            values_min: 100,
            repeated_share: 0.1,
            buyer_share: [0.01, 0.5],
            single_buyers: 0.5,
            buyers_min: 1000,
            code_share: [0.001, 0.99],
            codes: codes(),
        }
    }
}

fn codes() -> BTreeMap<String, Vec<String>> {
    let all: [(&str, &[&str]); 5] = [
        ("tender/status", &["active", "complete"]),
        ("tender/procurementMethod", &["open"]),
        ("tender/mainProcurementCategory", &["goods", "services", "works"]),
        ("awards/status", &["active"]),
        ("contracts/status", &["active", "terminated"]),
    ];
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    all.into_iter().map(|(path, codes)| (path.to_owned(), owned(codes))).collect()
}

impl Quality {
    /// Whether a number is beyond the largest plausible amount.
    pub(super) fn is_beyond(&self, amount: Amount) -> bool {
        amount.to_f64().abs() > self.value_max
    }
}
