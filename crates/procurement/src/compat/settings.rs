//! Cardinal's settings, checked: a key it does not know is an error that names the key, the section and the line, for a
//! misspelt threshold would otherwise be a threshold that silently does not count.

use super::ini::{self, Entry};
use std::collections::{BTreeMap, BTreeSet};

/// Texts of a setting written `a|b|c`.
pub type Listed = BTreeSet<String>;

/// R003: short submission period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct R003 {
    /// Fewer whole days than this are flagged.
    pub threshold: Option<i64>,
    /// Only these procurement methods; empty for all.
    pub procurement_methods: Listed,
    /// Thresholds of their own by `procurementMethodDetails`.
    pub by_details: BTreeMap<String, i64>,
}

/// R025: a bidder that loses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct R025 {
    /// Which percentile of the number of processes makes a bidder frequent.
    pub percentile: Option<u64>,
    /// A ratio in place of the fence.
    pub threshold: Option<f64>,
}

/// R038: many bids disqualified.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct R038 {
    /// A ratio in place of the fence.
    pub threshold: Option<f64>,
    /// Fewest bids of a tenderer.
    pub minimum_submitted_bids: Option<u64>,
    /// Fewest bids received by a buyer or procuring entity (Cardinal's name says processes, its code counts bids).
    pub minimum_contracting_processes: Option<u64>,
}

/// R048: a supplier of everything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct R048 {
    /// How many characters of a classification make a class.
    pub digits: Option<u64>,
    /// A count in place of the fence.
    pub threshold: Option<u64>,
    /// Fewest processes of a supplier.
    pub minimum_contracting_processes: Option<u64>,
}

/// What `prepare` is told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preparation {
    /// `[defaults] currency`.
    pub currency: Option<String>,
    /// `[defaults] item_classification_scheme`.
    pub item_classification_scheme: Option<String>,
    /// `[defaults] bid_status`.
    pub bid_status: Option<String>,
    /// `[defaults] award_status`.
    pub award_status: Option<String>,
    /// `[defaults] party_roles`.
    pub party_roles: bool,
    /// `[redactions] amount`, the readable numbers of it.
    pub redacted_amounts: Vec<f64>,
    /// `[redactions] organization_id`.
    pub redacted_organizations: Listed,
    /// `[corrections] award_status_by_contract_status`.
    pub award_status_by_contract_status: bool,
    /// `[modifications] move_auctions`.
    pub move_auctions: bool,
    /// `[modifications] prefix_buyer_or_procuring_entity_id`.
    pub buyer_prefix: String,
    /// `[modifications] prefix_tenderer_or_supplier_id`.
    pub tenderer_prefix: String,
    /// `[modifications] split_procurement_method_details`.
    pub split_details: Option<String>,
    /// `[codelists.bid_status]`.
    pub bid_statuses: BTreeMap<String, String>,
    /// `[codelists.award_status]`.
    pub award_statuses: BTreeMap<String, String>,
}

/// A whole settings file. An indicator is computed if its section is there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The currency of comparisons; without it, the first seen.
    pub currency: Option<String>,
    /// Procurement method details in which prices are not compared.
    pub no_price_comparison: Listed,
    /// The only procurement method details in which prices are compared, if not empty.
    pub price_comparison: Listed,
    /// Procurement method details that are left out of everything.
    pub excluded: Listed,
    /// `[R003]`.
    pub r003: Option<R003>,
    /// `[R018]` and its procurement methods; empty for all.
    pub r018: Option<Listed>,
    /// `[R024]` and its threshold.
    pub r024: Option<Option<f64>>,
    /// `[R025]`.
    pub r025: Option<R025>,
    /// `[R028]`.
    pub r028: bool,
    /// `[R030]`.
    pub r030: bool,
    /// `[R035]` and its threshold, at least 1.
    pub r035: Option<u64>,
    /// `[R036]`.
    pub r036: bool,
    /// `[R038]`.
    pub r038: Option<R038>,
    /// `[R048]`.
    pub r048: Option<R048>,
    /// `[R058]` and its threshold.
    pub r058: Option<Option<f64>>,
    /// The settings of `prepare`.
    pub preparation: Preparation,
}

/// A settings file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct SettingsError {
    /// The line.
    pub line: usize,
    /// What is wrong and where.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Settings {
    /// Reads a settings file.
    ///
    /// # Errors
    /// What cannot be read, is not known or has the wrong type, with its line, section and key.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let sections = ini::read(text).map_err(|fault| SettingsError {
            line: fault.line,
            message: format!("this is {}", fault.what),
            hint: "a settings file has `[section]` lines, `key = value` lines, and comments that begin with `;`".into(),
        })?;
        let mut settings = Self::default();
        for section in &sections {
            settings.open(&section.name, section.line)?;
            for entry in &section.entries {
                // Above the first section a key may say its section: `defaults.currency = USD`.
                match entry.key.rsplit_once('.').filter(|_| section.name.is_empty()) {
                    Some((name, key)) => {
                        settings.open(name, entry.line)?;
                        settings.set(name, &Entry { key: key.to_owned(), ..entry.clone() })?;
                    }
                    None => settings.set(&section.name, entry)?,
                }
            }
        }
        Ok(settings)
    }

    /// A section is there, whether or not it has entries.
    fn open(&mut self, section: &str, line: usize) -> Result<(), SettingsError> {
        match section {
            "R003" | "R003.procurement_method_details" => {
                self.r003.get_or_insert_default();
            }
            "R018" => {
                self.r018.get_or_insert_with(|| listed("open|selective"));
            }
            "R024" => {
                self.r024.get_or_insert_default();
            }
            "R025" => {
                self.r025.get_or_insert_default();
            }
            "R028" => self.r028 = true,
            "R030" => self.r030 = true,
            "R035" => {
                self.r035.get_or_insert(1);
            }
            "R036" => self.r036 = true,
            "R038" => {
                self.r038.get_or_insert_default();
            }
            "R048" => {
                self.r048.get_or_insert_default();
            }
            "R058" => {
                self.r058.get_or_insert_default();
            }
            _ if SECTIONS.contains(&section) => {}
            _ => {
                return Err(SettingsError {
                    line,
                    message: format!("there is no section `[{section}]`"),
                    hint: format!("the sections are {}", quoted(SECTIONS.iter().skip(1).copied().chain(CODES))),
                });
            }
        }
        Ok(())
    }

    fn set(&mut self, section: &str, entry: &Entry) -> Result<(), SettingsError> {
        let at = At { section, entry };
        let known = match section {
            "" => self.set_top(at),
            "exclusions" => self.set_exclusion(at),
            "output" => at.is(&["info_currency_mismatches"]).map(|()| at.boolean().map(|_| ())),
            "R003" | "R003.procurement_method_details" | "R018" | "R025" => self.set_methods(at),
            "R024" | "R035" | "R038" | "R048" | "R058" => self.set_threshold(at),
            _ => self.preparation.set(at),
        };
        known.unwrap_or_else(|| Err(at.unknown()))
    }

    fn set_top(&mut self, at: At) -> Known {
        match at.key() {
            "currency" => self.currency = Some(at.text()),
            "no_price_comparison_procurement_methods" => self.no_price_comparison = at.listed(),
            "price_comparison_procurement_methods" => self.price_comparison = at.listed(),
            _ => return None,
        }
        Some(Ok(()))
    }

    fn set_exclusion(&mut self, at: At) -> Known {
        at.is(&["procurement_method_details"])?;
        self.excluded = at.listed();
        Some(Ok(()))
    }

    fn set_methods(&mut self, at: At) -> Known {
        match (at.section, at.key()) {
            ("R003", "threshold") => {
                Some(at.integer().map(|value| self.r003.get_or_insert_default().threshold = value))
            }
            ("R003", "procurement_methods") => {
                self.r003.get_or_insert_default().procurement_methods = at.listed();
                Some(Ok(()))
            }
            ("R003.procurement_method_details", details) => Some(at.integer().map(|value| {
                self.r003.get_or_insert_default().by_details.insert(details.to_owned(), value.unwrap_or_default());
            })),
            ("R018", "procurement_methods") => {
                self.r018 = Some(at.listed());
                Some(Ok(()))
            }
            ("R025", "percentile") => {
                Some(at.count().map(|value| self.r025.get_or_insert_default().percentile = value))
            }
            ("R025", "threshold") => Some(at.float().map(|value| self.r025.get_or_insert_default().threshold = value)),
            _ => None,
        }
    }

    fn set_threshold(&mut self, at: At) -> Known {
        Some(match (at.section, at.key()) {
            ("R024", "threshold") => at.float().map(|value| self.r024 = Some(value)),
            ("R058", "threshold") => at.float().map(|value| self.r058 = Some(value)),
            // Nobody disqualified is never a flag.
            ("R035", "threshold") => at.count().map(|value| self.r035 = value.map(|value| value.max(1))),
            ("R038", "threshold") => at.float().map(|value| self.r038.get_or_insert_default().threshold = value),
            ("R038", "minimum_submitted_bids") => {
                at.count().map(|value| self.r038.get_or_insert_default().minimum_submitted_bids = value)
            }
            ("R038", "minimum_contracting_processes") => {
                at.count().map(|value| self.r038.get_or_insert_default().minimum_contracting_processes = value)
            }
            ("R048", "digits") => at.count().map(|value| self.r048.get_or_insert_default().digits = value),
            ("R048", "threshold") => at.count().map(|value| self.r048.get_or_insert_default().threshold = value),
            ("R048", "minimum_contracting_processes") => {
                at.count().map(|value| self.r048.get_or_insert_default().minimum_contracting_processes = value)
            }
            _ => return None,
        })
    }
}

impl Preparation {
    fn set(&mut self, at: At) -> Known {
        match (at.section, at.key()) {
            ("defaults", "currency") => self.currency = Some(at.text()),
            ("defaults", "item_classification_scheme") => self.item_classification_scheme = Some(at.text()),
            ("defaults", "bid_status") => self.bid_status = Some(at.text()),
            ("defaults", "award_status") => self.award_status = Some(at.text()),
            ("defaults", "party_roles") => return Some(at.boolean().map(|value| self.party_roles = value)),
            // What is not a number is passed over; not a number is no amount either.
            ("redactions", "amount") => {
                let amounts = at.listed().iter().filter_map(|text| text.parse().ok()).collect::<Vec<f64>>();
                self.redacted_amounts = amounts.into_iter().filter(|amount| !amount.is_nan()).collect();
            }
            ("redactions", "organization_id") => self.redacted_organizations = at.listed(),
            ("corrections", "award_status_by_contract_status") => {
                return Some(at.boolean().map(|value| self.award_status_by_contract_status = value));
            }
            ("modifications", "move_auctions") => return Some(at.boolean().map(|value| self.move_auctions = value)),
            ("modifications", "prefix_buyer_or_procuring_entity_id") => self.buyer_prefix = at.text(),
            ("modifications", "prefix_tenderer_or_supplier_id") => self.tenderer_prefix = at.text(),
            ("modifications", "split_procurement_method_details") => self.split_details = Some(at.text()),
            ("codelists.bid_status", code) => {
                self.bid_statuses.insert(code.to_owned(), at.text());
            }
            ("codelists.award_status", code) => {
                self.award_statuses.insert(code.to_owned(), at.text());
            }
            _ => return None,
        }
        Some(Ok(()))
    }
}

/// Sections that switch nothing on.
const SECTIONS: [&str; 10] = [
    "",
    "output",
    "defaults",
    "redactions",
    "corrections",
    "modifications",
    "codelists",
    "codelists.bid_status",
    "codelists.award_status",
    "exclusions",
];

/// Sections of indicators.
const CODES: [&str; 12] = [
    "R003",
    "R003.procurement_method_details",
    "R018",
    "R024",
    "R025",
    "R028",
    "R030",
    "R035",
    "R036",
    "R038",
    "R048",
    "R058",
];

/// The keys of a section.
fn keys(section: &str) -> &'static [&'static str] {
    match section {
        "" => &["currency", "no_price_comparison_procurement_methods", "price_comparison_procurement_methods"],
        "output" => &["info_currency_mismatches"],
        "defaults" => &["currency", "item_classification_scheme", "bid_status", "award_status", "party_roles"],
        "redactions" => &["amount", "organization_id"],
        "corrections" => &["award_status_by_contract_status"],
        "modifications" => &[
            "move_auctions",
            "prefix_buyer_or_procuring_entity_id",
            "prefix_tenderer_or_supplier_id",
            "split_procurement_method_details",
        ],
        "exclusions" => &["procurement_method_details"],
        "R003" => &["threshold", "procurement_methods"],
        "R018" => &["procurement_methods"],
        "R024" | "R035" | "R058" => &["threshold"],
        "R025" => &["percentile", "threshold"],
        "R038" => &["threshold", "minimum_submitted_bids", "minimum_contracting_processes"],
        "R048" => &["digits", "threshold", "minimum_contracting_processes"],
        _ => &[],
    }
}

/// `None` when the section has no such key.
type Known = Option<Result<(), SettingsError>>;

/// An entry and its section.
#[derive(Clone, Copy)]
struct At<'a> {
    section: &'a str,
    entry: &'a Entry,
}

impl<'a> At<'a> {
    fn key(self) -> &'a str {
        &self.entry.key
    }

    fn is(self, keys: &[&str]) -> Option<()> {
        keys.contains(&self.key()).then_some(())
    }

    fn text(self) -> String {
        self.entry.value.clone()
    }

    fn listed(self) -> Listed {
        listed(&self.entry.value)
    }

    fn unknown(self) -> SettingsError {
        let known = keys(self.section);
        let place =
            if self.section.is_empty() { "above the sections".to_owned() } else { format!("in `[{}]`", self.section) };
        let hint = match known {
            [] => format!("`[{}]` has no settings of its own", self.section),
            _ => format!("the keys there are {}", quoted(known.iter().copied())),
        };
        SettingsError { line: self.entry.line, message: format!("there is no setting `{}` {place}", self.key()), hint }
    }

    fn wrong(self, expected: &str) -> SettingsError {
        let comment = self.entry.hint();
        SettingsError {
            line: self.entry.line,
            message: format!("`{}` in `[{}]` is `{}`", self.key(), self.section, self.entry.value),
            hint: format!("{expected} is expected; leave the line out for Cardinal's default{comment}"),
        }
    }

    /// Cardinal's words for 1 and 0, which it accepts wherever a number stands.
    fn word(self) -> Option<bool> {
        match self.entry.value.to_lowercase().as_str() {
            "true" | "on" | "yes" => Some(true),
            "false" | "off" | "no" => Some(false),
            _ => None,
        }
    }

    fn boolean(self) -> Result<bool, SettingsError> {
        let digit = match self.entry.value.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        };
        self.word().or(digit).ok_or_else(|| self.wrong("`true` or `false`"))
    }

    fn number<N: std::str::FromStr + From<u8>>(self, expected: &str) -> Result<Option<N>, SettingsError> {
        let word = self.word().map(|word| N::from(u8::from(word)));
        word.or_else(|| self.entry.value.parse().ok()).map(Some).ok_or_else(|| self.wrong(expected))
    }

    fn integer(self) -> Result<Option<i64>, SettingsError> {
        self.number("a whole number")
    }

    fn count(self) -> Result<Option<u64>, SettingsError> {
        self.number("a whole number, 0 or more")
    }

    fn float(self) -> Result<Option<f64>, SettingsError> {
        self.number("a number such as `0.05`")
    }
}

/// The parts of `a|b|c`; an empty last part is none.
pub fn listed(text: &str) -> Listed {
    text.split_terminator('|').map(str::to_owned).collect()
}

fn quoted<'t>(words: impl Iterator<Item = &'t str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl Settings {
    /// What a reader of the settings should be told.
    pub fn warnings(&self) -> Vec<&'static str> {
        let both = !self.no_price_comparison.is_empty() && !self.price_comparison.is_empty();
        if both {
            return vec![
                "`no_price_comparison_procurement_methods` has no effect where `price_comparison_procurement_methods` is set",
            ];
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_runs_when_its_section_is_there() {
        let settings =
            Settings::parse("[R003.procurement_method_details]\nurgent = 5\n[R018]\n[R035]\nthreshold = 0\n");
        assert_eq!(settings.clone().map(|settings| settings.r024), Ok(None));
        assert_eq!(settings.clone().map(|settings| settings.r018), Ok(Some(listed("open|selective"))));
        assert_eq!(settings.map(|settings| settings.r035), Ok(Some(1)));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_section() {
        let error = Settings::parse("[R003]\n\ntreshold = 15\n").expect_err("the key is misspelt");
        assert_eq!(error.to_string(), "line 3: there is no setting `treshold` in `[R003]`");
        assert_eq!(error.hint, "the keys there are `threshold`, `procurement_methods`");
        let error = Settings::parse("[R028]\nthreshold = 1\n").expect_err("R028 has no settings");
        assert_eq!(error.hint, "`[R028]` has no settings of its own");
        assert_eq!(Settings::parse("[R099]\n").map_err(|error| error.line), Err(1));
        assert_eq!(Settings::parse("[R048]\ndigits = -1\n").map_err(|error| error.line), Err(2));
        let error = Settings::parse("[R003]\nthreshold = 5;c\n").expect_err("a comment stands behind the value");
        assert!(error.hint.ends_with("; a comment needs a line of its own"), "{}", error.hint);
    }
}
