//! Rule packs are data that other parts of the program rely on: their form is checked here, so that a misspelt key is
//! found before it silently excludes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::Text;
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
struct Rule {
    id: String,
    title: Text,
    flags: Vec<String>,
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
            assert!(!rule.implemented || !rule.flags.is_empty(), "{} is implemented by nothing", rule.id);
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
