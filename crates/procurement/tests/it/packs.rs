//! Rule packs are data that other parts of the program rely on: their form is checked here, so that a misspelt key is
//! found before it silently excludes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::Text;
use probity_core::parameter::{ParameterValue, Parameters, Validity};
use probity_procurement::flag::Setup;
use probity_procurement::flags;
use probity_procurement::settings::Settings;
use serde::Deserialize;
use std::collections::BTreeMap;

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
    floor: Option<BTreeMap<String, toml::Value>>,
    price_floor: Option<PriceFloor>,
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
    from: Option<toml::value::Datetime>,
    to: Option<toml::value::Datetime>,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct PriceFloor {
    procurement_method_details: Vec<String>,
    share_of_allocated_sum: String,
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
    from: Option<toml::value::Datetime>,
    to: Option<toml::value::Datetime>,
    verified: bool,
    risk: Option<u8>,
    note: Option<String>,
    #[serde(default)]
    parameter: BTreeMap<String, toml::Value>,
}

#[test]
fn every_pack_has_the_form_that_its_head_describes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../methods/procurement/packs");
    let mut found = 0;
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs_err::read_to_string(&path).unwrap();
        let pack: Pack = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), pack.id);
        let flag =
            |code: &str| code.strip_prefix('R').and_then(|n| n.parse::<u8>().ok()).is_some_and(|n| n <= 73 && n > 0);
        for rule in &pack.rule {
            assert!(rule.flags.iter().all(|code| flag(code)), "{}: {:?}", rule.id, rule.flags);
            let by_something = !rule.flags.is_empty() || !rule.screens.is_empty();
            assert!(!rule.implemented || by_something, "{} is implemented by nothing", rule.id);
            let floors = rule.screens.iter().all(|own| own == "floors" && pack.price_floor.is_some());
            assert!(floors, "{}: {:?}", rule.id, rule.screens);
            assert!(
                rule.id.starts_with(&format!("{}-", pack.id)) && rule.risk.is_none_or(|risk| (1..=5).contains(&risk))
            );
        }
        assert!(pack.exclude_method.keys().all(|code| flag(code) || code == "cv"));
        assert!(pack.exclude_method.values().all(|one| !one.procurement_method_details.is_empty()));
        found += 1;
    }
    assert_eq!(found, 3);
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
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../methods/procurement/packs");
    let mut found = 0;
    for entry in fs_err::read_dir(folder).unwrap() {
        let pack: Pack = toml::from_str(&fs_err::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
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
