//! What ships with the program: rules of treaties by id, and the organisations whose instruments do not count towards the
//! number of deposits. Both are data with a mark for what was not checked against the text of the treaty.

use super::rule::{Later, Rule};
use crate::date::Day;
use crate::fault::{Document, Fault, Step};
use crate::names::Names;
use jiff::civil::Date;
use probity_core::Diagnostic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::str::FromStr;

const RULES: &str = include_str!("../../data/treaties/rules.toml");
const ORGANISATIONS: &str = include_str!("../../data/treaties/organisations.toml");

/// A treaty whose rule ships with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTreaty {
    /// What `--rule` calls it.
    pub id: String,
    /// Its names.
    pub names: Names,
    /// The article that gives the rule.
    pub source: String,
    /// When it enters into force.
    pub rule: Rule,
    /// When it binds a party that joins later.
    pub later: Later,
    /// The date somebody gives for its entry into force.
    pub asserted: Option<Asserted>,
    /// Which of `rule` and `later` were not checked against the treaty.
    pub unverified: Vec<&'static str>,
}

/// A date of entry into force that somebody gives; it is never used to compute.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Asserted {
    /// The date.
    date: Day,
    /// Who gives it.
    pub source: String,
    /// Whether it was looked up there.
    pub verified: bool,
}

impl Asserted {
    /// The date.
    pub fn date(&self) -> Date {
        self.date.0
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    treaty: Vec<RawTreaty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTreaty {
    id: String,
    names: Names,
    source: String,
    rule: RawRule,
    later: RawRule,
    asserted: Option<Asserted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    text: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationFile {
    organisation: Vec<Organisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    name: String,
    #[serde(rename = "verified")]
    _verified: bool,
}

/// The treaties that ship with the program.
///
/// # Errors
/// When the program's own data do not parse, which a test rules out.
pub fn known_treaties() -> Result<Vec<KnownTreaty>, Diagnostic> {
    read_treaties("rules.toml", RULES)
}

fn read_treaties(file: &str, text: &str) -> Result<Vec<KnownTreaty>, Diagnostic> {
    let document = Document { file, text, code: "treaty-rule" };
    let raw: RuleFile = document.read()?;
    let treaty = |(index, raw)| known_treaty(raw, index).map_err(|fault| document.diagnostic(&fault));
    raw.treaty.into_iter().enumerate().map(treaty).collect()
}

fn known_treaty(raw: RawTreaty, index: usize) -> Result<KnownTreaty, Fault> {
    let parts = [("rule", raw.rule.verified), ("later", raw.later.verified)];
    Ok(KnownTreaty {
        rule: parse(&raw.rule, index, "rule")?,
        later: parse(&raw.later, index, "later")?,
        unverified: parts.into_iter().filter(|(_, verified)| !verified).map(|(part, _)| part).collect(),
        id: raw.id,
        names: raw.names,
        source: raw.source,
        asserted: raw.asserted,
    })
}

fn parse<T: FromStr<Err = super::rule::RuleError>>(raw: &RawRule, index: usize, key: &'static str) -> Result<T, Fault> {
    raw.text.parse().map_err(|error: super::rule::RuleError| {
        let path = [Step::Key("treaty"), Step::Item(index), Step::Key(key), Step::Key("text")];
        Fault::new(&path, error.message).expected(error.expected).found(&raw.text)
    })
}

/// Names of participants whose instruments do not count towards the number of deposits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted(BTreeSet<String>);

impl NotCounted {
    /// The organisations that ship with the program.
    ///
    /// # Errors
    /// When the program's own data do not parse, which a test rules out.
    pub fn shipped() -> Result<Self, Diagnostic> {
        let document = Document { file: "organisations.toml", text: ORGANISATIONS, code: "treaty-organisations" };
        let file: OrganisationFile = document.read()?;
        Ok(Self(file.organisation.iter().map(|organisation| folded(&organisation.name)).collect()))
    }

    /// Adds a name.
    pub fn add(&mut self, name: &str) {
        self.0.insert(folded(name));
    }

    /// Whether a participant is one of them; case and spaces make no difference.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(&folded(name))
    }
}

/// A name without differences of case and spacing.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_parse_and_their_ids_differ() {
        let treaties = known_treaties().expect("the program's own data");
        let ids: BTreeSet<&str> = treaties.iter().map(|treaty| treaty.id.as_str()).collect();
        assert_eq!(ids.len(), treaties.len());
        let uncac = treaties.iter().find(|treaty| treaty.id == "uncac").expect("the Convention");
        assert_eq!(uncac.rule.to_string(), "days_after_nth:30:90");
        assert_eq!(uncac.later.to_string(), "days:30");
        assert!(uncac.unverified.is_empty());
        for treaty in &treaties {
            assert!(
                ["en", "kk", "ru"].iter().all(|language| treaty.names.texts.contains_key(*language)),
                "{}",
                treaty.id
            );
        }
    }

    #[test]
    fn a_rule_that_does_not_parse_is_shown_in_its_line() {
        let text = "[[treaty]]\nid = \"x\"\nnames = { en = \"X\" }\nsource = \"\"\n\
                    rule = { text = \"days:3\", verified = true }\nlater = { text = \"days:3\", verified = true }\n";
        let diagnostic = read_treaties("x.toml", text).expect_err("no rule of entry into force");
        assert_eq!((diagnostic.place.row, diagnostic.found.as_deref()), (5, Some("days:3")));
    }

    #[test]
    fn organisations_are_known_whatever_their_case_and_spacing() {
        let mut names = NotCounted::shipped().expect("the program's own data");
        for name in ["European Union", "EUROPEAN  union", "European Community", "European Economic Community"] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("Estonia"));
        names.add(" Estonia ");
        assert!(names.contains("Estonia"));
    }
}
