//! The room over an invented country: what was planted is found, findings point to bytes, and threads change nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{Parameters, Validity};
use probity_core::suite::Source;
use probity_core::{Digest, Finding, State, Suite as _};
use probity_procurement::suite::{PLANTED, Procurement, REGISTER};
use probity_procurement::world::{Settings, World};
use std::collections::BTreeMap;
use std::path::Path;

fn parameters(id: &str) -> Parameters {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/procurement").join(id).join("method.toml");
    let method: toml::Table = fs_err::read_to_string(path).unwrap().parse().unwrap();
    let rows = method["parameter"].as_array().unwrap().iter();
    let own = rows.map(|row| {
        let value = row["value"].clone().try_into().unwrap();
        (row["name"].as_str().unwrap().to_owned(), vec![Validity { value, from: None, to: None }])
    });
    Parameters(own.collect())
}

fn sources() -> Vec<Source> {
    let world = World::generate(&Settings::default());
    let (releases, planted) = (world.releases(), world.planted_csv());
    let mut records = vec![0];
    records.extend(releases.match_indices('\n').map(|(at, _)| at as u64 + 1));
    records.pop();
    let source = |register: &str, text: String, records: Vec<u64>| Source {
        register: register.to_owned(),
        digest: Digest::of(text.as_bytes()),
        bytes: text.into_bytes().into(),
        records,
    };
    vec![source(REGISTER, releases, records), source(PLANTED, planted, Vec::new())]
}

fn run(threads: usize) -> BTreeMap<String, Vec<Finding>> {
    let asked = ["R018", "bid-screens"].map(|id| (id.to_owned(), parameters(id))).into();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| Procurement::new(|_| true).compute(&sources(), "", &asked)).unwrap()
}

#[test]
fn the_planted_cartel_is_found_and_clean_markets_raise_few_alarms() {
    let found = run(2);
    let value = |id: &str| {
        let finding = found["bid-screens"].iter().find(|finding| finding.id.to_string() == id);
        finding.unwrap_or_else(|| panic!("no {id}")).value
    };
    let of = |measure: &str, what: &str| value(&format!("bid-screens:{measure}:{what}:all")).unwrap();
    println!("tenders: precision {} recall {}", of("precision", "tenders"), of("recall", "tenders"));
    println!("firms: precision {} recall {}", of("precision", "firms"), of("recall", "firms"));
    assert!(of("recall", "tenders") > 0.7 && of("precision", "tenders") > 0.6);
    assert!(of("false_alarms", "tenders") < 0.2);
    assert_eq!((of("recall", "firms"), of("precision", "firms")), (1.0, 1.0));
    assert!(of("below_benchmark", "CPV%3A45") > of("below_benchmark", "CPV%3A15"));
}

#[test]
fn every_process_has_its_row_and_flagged_rows_point_to_their_release() {
    let (found, sources) = (run(1), sources());
    let rows: Vec<&Finding> = found["R018"].iter().filter(|finding| finding.id.measure == "process").collect();
    assert_eq!(rows.len(), 400);
    let flagged: Vec<&&Finding> = rows.iter().filter(|finding| finding.state == State::Flagged).collect();
    assert!(!flagged.is_empty());
    for finding in flagged {
        let cell = finding.evidence.first().expect("evidence");
        let text = std::str::from_utf8(&sources[0].bytes).unwrap();
        let release = text[usize::try_from(cell.origin.place.row).unwrap()..].lines().next().unwrap();
        let release: serde_json::Value = serde_json::from_str(release).unwrap();
        assert_eq!(release["ocid"].as_str(), Some(finding.id.subject.as_str()));
        let pointer = cell.origin.place.pointer().unwrap();
        assert_eq!(release.pointer(pointer).unwrap().to_string(), cell.value);
    }
}

#[test]
fn threads_never_change_a_finding() {
    assert_eq!(run(1), run(3));
}
