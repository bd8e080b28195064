//! Rule packs are data that other parts of the program rely on: their form is checked here, so that a misspelt key is
//! found before it silently excludes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{ParameterValue, Parameters, Validity};
use probity_core::{Language, Text};
use probity_procurement::flag::{Setup, Subject};
use probity_procurement::flags;
use probity_procurement::settings::Settings;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)] // Read for their form.
struct Pack {
    id: String,
    version: u32,
    country: String,
    verified: bool,
    title: Text,
    summary: Text,
    source: Vec<Source>,
    #[serde(default)]
    exclude_method: BTreeMap<String, Exclusion>,
    price_floor: Option<PriceFloor>,
    #[serde(default)]
    threshold: Vec<Threshold>,
    #[serde(default)]
    floor: Vec<Floor>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Source {
    title: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Exclusion {
    procurement_method_details: Vec<String>,
    reason: Text,
    from: Option<Datetime>,
    to: Option<Datetime>,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct PriceFloor {
    procurement_method_details: Vec<String>,
    share_of_allocated_sum: String,
    from: Option<Datetime>,
    to: Option<Datetime>,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Threshold {
    amount: u64,
    currency: String,
    category: Option<String>,
    country: Option<String>,
    from: Option<Datetime>,
    to: Option<Datetime>,
    verified: bool,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Floor {
    amount: u64,
    currency: String,
    category: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Rule {
    id: String,
    title: Text,
    flags: Vec<String>,
    #[serde(default)]
    screens: Vec<String>,
    implemented: bool,
    #[serde(default)]
    above_threshold: bool,
    verified: bool,
    risk: Option<u8>,
    note: Option<String>,
    #[serde(default)]
    parameter: BTreeMap<String, toml::Value>,
}

/// The packs, each with its text.
fn packs() -> Vec<(Pack, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../methods/procurement/packs");
    let read = |entry: std::io::Result<fs_err::DirEntry>| {
        let path = entry.unwrap().path();
        let text = fs_err::read_to_string(&path).unwrap();
        let pack: Pack = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), pack.id);
        (pack, text)
    };
    let packs: Vec<_> = fs_err::read_dir(folder).unwrap().map(read).collect();
    assert_eq!(packs.len(), 4);
    packs
}

fn is_flag(code: &str) -> bool {
    flags::definition(code).is_some()
}

#[test]
fn every_pack_has_the_form_that_its_head_describes() {
    let packs = packs();
    let head = |text: &str| text.split_once("\n\n").expect("a comment before the pack").0.to_owned();
    let heads: BTreeSet<String> = packs.iter().map(|(_, text)| head(text)).collect();
    assert_eq!(heads.len(), 1, "the comment at the head is the same in all packs");
    for (pack, _) in &packs {
        let ids: BTreeSet<&str> = pack.rule.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), pack.rule.len(), "{}: two rules have one id", pack.id);
        for rule in &pack.rule {
            assert!(rule.flags.iter().all(|code| is_flag(code)), "{}: {:?}", rule.id, rule.flags);
            let by_something = !rule.flags.is_empty() || !rule.screens.is_empty();
            assert!(!rule.implemented || by_something, "{} is implemented by nothing", rule.id);
            let floors = rule.screens.iter().all(|own| own == "floors" && pack.price_floor.is_some());
            assert!(floors, "{}: {:?}", rule.id, rule.screens);
            assert!(
                rule.id.starts_with(&format!("{}-", pack.id)) && rule.risk.is_none_or(|risk| (1..=5).contains(&risk))
            );
        }
        assert!(pack.exclude_method.keys().all(|code| is_flag(code) || code == "cv"));
        assert!(pack.exclude_method.values().all(|one| !one.procurement_method_details.is_empty()));
        let reasons = pack.exclude_method.values().map(|one| &one.reason);
        let texts =
            [&pack.title, &pack.summary].into_iter().chain(pack.rule.iter().map(|rule| &rule.title)).chain(reasons);
        for text in texts {
            let written = Language::ALL.iter().all(|language| !text.get(*language).trim().is_empty());
            assert!(written, "{}: {text:?}", pack.id);
        }
    }
}

#[test]
fn days_of_a_pack_are_in_order_and_no_two_of_its_thresholds_hold_at_once() {
    let day = |day: &Option<Datetime>, without: &str| day.map_or(without.to_owned(), |day| day.to_string());
    let days = |from, to| (day(from, "0000-00-00"), day(to, "9999-99-99"));
    for (pack, _) in &packs() {
        let mut spans: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for own in &pack.threshold {
            assert!(!own.source.is_empty() && own.amount > 0 && own.currency.len() == 3, "{}: {}", pack.id, own.amount);
            assert!(own.category.as_deref().is_none_or(|one| ["goods", "works", "services"].contains(&one)));
            let of = spans.entry((own.currency.clone(), own.category.clone(), own.country.clone())).or_default();
            of.push(days(&own.from, &own.to));
        }
        for (what, spans) in &mut spans {
            spans.sort();
            let mut all = spans.iter().flat_map(|(from, to)| [from, to]);
            assert!(all.clone().zip(all.by_ref().skip(1)).all(|(a, b)| a < b), "{}: {what:?}: {spans:?}", pack.id);
        }
        let floors = pack.price_floor.iter().map(|own| days(&own.from, &own.to));
        let exclusions = pack.exclude_method.values().map(|own| days(&own.from, &own.to));
        assert!(floors.chain(exclusions).all(|(from, to)| from < to), "{}", pack.id);
    }
}

#[test]
fn a_rule_above_a_threshold_has_thresholds_and_flags_about_processes() {
    for (pack, _) in packs() {
        for rule in pack.rule.iter().filter(|rule| rule.above_threshold) {
            let of_processes = |code: &String| flags::definition(code).unwrap().of.contains(&Subject::Process);
            assert!(!pack.threshold.is_empty() && rule.flags.iter().all(of_processes), "{}", rule.id);
        }
    }
}

/// The parameters of a flag's method, and one more.
fn parameters(code: &str, name: &str, value: &ParameterValue) -> Parameters {
    let path = format!("{}/../../methods/procurement/{code}/method.toml", env!("CARGO_MANIFEST_DIR"));
    let method: toml::Table = fs_err::read_to_string(path).unwrap().parse().unwrap();
    let own = |value: ParameterValue| vec![Validity { value, from: None, to: None }];
    let listed = method.get("parameter").and_then(toml::Value::as_array).into_iter().flatten();
    let listed = listed.map(|one| (one["name"].as_str().unwrap(), one["value"].clone().try_into().unwrap()));
    Parameters(listed.chain([(name, value.clone())]).map(|(name, value)| (name.to_owned(), own(value))).collect())
}

fn builds(code: &str, name: &str, value: &ParameterValue) -> bool {
    let (settings, parameters) = (Settings::default(), parameters(code, name, value));
    let setup = Setup { parameters: &parameters, settings: &settings };
    (flags::definition(code).expect("the flag is listed").build)(&setup).is_ok()
}

/// Whether one of the flag's worked examples, which are run as tests, flags something.
fn can_flag(code: &str) -> bool {
    let folder = format!("{}/../../methods/procurement/{code}/cases", env!("CARGO_MANIFEST_DIR"));
    let cases = fs_err::read_dir(folder).into_iter().flatten();
    let mut expected = cases.map(|case| fs_err::read_to_string(case.unwrap().path().join("expected.csv")).unwrap());
    expected.any(|rows| rows.contains(",flagged,"))
}

#[test]
fn a_rule_that_says_it_is_implemented_has_flags_that_can_flag_and_read_its_parameters() {
    let mut found = 0;
    for (pack, _) in packs() {
        for rule in pack.rule.iter().filter(|rule| rule.implemented) {
            found += 1;
            for code in &rule.flags {
                assert!(can_flag(code), "{}: no worked example of {code} flags anything", rule.id);
            }
            for (name, value) in &rule.parameter {
                let value: ParameterValue = value.clone().try_into().expect("a value of a parameter");
                // A flag that reads a parameter takes its value and refuses one of another type.
                let wrong = ParameterValue::Text("no value of it".to_owned());
                let reads = |code: &String| builds(code, name, &value) && !builds(code, name, &wrong);
                assert!(rule.flags.iter().any(reads), "{}: no flag of it reads `{name}`", rule.id);
            }
        }
    }
    assert!(found > 0, "some rules are implemented");
}
