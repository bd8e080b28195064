//! Small invented dataflows for tests: a table of scores in which one value is missing, and a cube with suppressed
//! cells.

#![allow(clippy::unwrap_used, reason = "samples are for tests, which stop at the first surprise")]

use super::{Api, Proof, Proofs, Release};
use crate::dataflow::{CUBE, Code, Dataflow, Dimension, Observation, Role};
use crate::log::append;
use crate::note::{Algorithm, Note, SigningKey};
use crate::package::{Files, Statement};
use probity_core::{Digest, Evidence, FindingId, Origin, Place, Text};
use probity_statistics::cube::{ConfStatus, ObsStatus};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Proofs of nothing in particular.
struct Invented;

impl Proofs for Invented {
    fn proof(&self, id: &FindingId) -> Option<Proof> {
        let place = Place { sheet: None, row: 2, column: 3 };
        let cell = Evidence {
            register: "invented".to_owned(),
            role: id.measure.clone(),
            value: "7".to_owned(),
            origin: Origin { source: Digest::of(b"invented"), place },
        };
        Some(Proof { version: "1.0.0".to_owned(), run: Digest::of(b"run"), evidence: Arc::from(vec![cell]) })
    }
}

fn same(text: &str) -> Text {
    Text { en: text.to_owned(), kk: text.to_owned(), ru: text.to_owned() }
}

fn flow(id: &str, dataset: &str, dimensions: &[(&str, Role)], observations: Vec<Observation>) -> Dataflow {
    let dimension = |(at, (id, role)): (usize, &(&str, Role))| {
        let codes: BTreeSet<&String> = observations.iter().map(|observation| &observation.key[at]).collect();
        let codes = codes.into_iter().map(|code| Code { id: code.clone(), title: same(code) }).collect();
        Dimension { id: (*id).to_owned(), title: same(id), role: *role, codes }
    };
    Dataflow {
        dimensions: dimensions.iter().enumerate().map(dimension).collect(),
        dataset: dataset.to_owned(),
        id: id.to_owned(),
        version: "1.0.0".to_owned(),
        title: same(id),
        description: same("Invented."),
        observations,
    }
}

fn observation(key: &[&str], finding: &str, value: Option<f64>, conf_status: ConfStatus) -> Observation {
    let obs_status = match (value, conf_status) {
        (Some(_), _) => ObsStatus::Normal,
        (None, ConfStatus::Free) => ObsStatus::Missing,
        (None, _) => ObsStatus::Suppressed,
    };
    Observation {
        key: key.iter().map(|code| (*code).to_owned()).collect(),
        value,
        interval: value.map(|value| (value - 1.0, value + 1.0)),
        unit: "points".to_owned(),
        obs_status,
        conf_status,
        reason: if conf_status == ConfStatus::Free { "" } else { "disclosure_primary" }.to_owned(),
        finding: finding.parse().unwrap(),
    }
}

/// Scores of two invented countries in four years.
pub fn scores() -> Dataflow {
    let mut observations = Vec::new();
    for measure in ["score", "se"] {
        for (nth, area) in ["XAA", "XAB"].into_iter().enumerate() {
            for (year, period) in ["2020", "2021", "2022", "2023"].into_iter().enumerate() {
                let missing = area == "XAB" && period == "2021";
                let value = (!missing).then_some(40.0 + 10.0 * nth as f64 + year as f64 + 0.5);
                let finding = format!("cpi:{measure}:{area}:{period}");
                observations.push(observation(&[measure, area, period], &finding, value, ConfStatus::Free));
            }
        }
    }
    flow("CPI", "cpi", &[("MEASURE", Role::Other), ("REF_AREA", Role::Area), ("TIME_PERIOD", Role::Time)], observations)
}

/// Counts of an invented region, one of them suppressed.
pub fn counts() -> Dataflow {
    let rows = [("_T", Some(9.0)), ("F", None), ("M", None)];
    let one = |(sex, value): (&str, Option<f64>)| {
        let conf = if value.is_none() { ConfStatus::SmallCounts } else { ConfStatus::Free };
        let measure = if sex == "_T" { "A.S.P.O".to_owned() } else { format!("A.S.P.O.{sex}") };
        observation(&["XAA-01", sex, "2022"], &format!("recorded:{measure}:XAA-01:2022"), value, conf)
    };
    let dimensions = [("REF_AREA", Role::Area), ("SEX", Role::Other), ("TIME_PERIOD", Role::Time)];
    let mut observations: Vec<Observation> = rows.into_iter().map(one).collect();
    observations.sort_by(|a, b| a.key.cmp(&b.key));
    flow(CUBE, "recorded", &dimensions, observations)
}

/// Both.
pub fn flows() -> Vec<Dataflow> {
    vec![scores(), counts()]
}

/// A released package whose scores differ from [`scores`] in one value and lack the last year.
pub fn earlier() -> Files {
    let mut old = scores();
    old.observations.retain(|observation| observation.key[2] != "2023");
    for observation in &mut old.observations {
        if observation.key == ["score", "XAA", "2020"] {
            observation.value = Some(39.0);
        }
    }
    let table = crate::dataflow::canonical_csv(&old, &old.rows());
    let manifest = format!("{}  data/cpi.csv\n", Digest::of(table.as_bytes()));
    let manifest = manifest.into_bytes();
    let digest = Digest::of(&manifest);
    let statement = Statement {
        package: "sample".to_owned(),
        version: crate::package::version(2025, 1, &digest),
        manifest: digest,
        released: "2025-03-01".parse().unwrap(),
    };
    let mut note = Note::new(&statement.to_string()).unwrap();
    note.sign(&SigningKey::new("sample", Algorithm::Ed25519, &[7; 32]).unwrap()).unwrap();
    Files::from([
        ("data/cpi.csv".to_owned(), table.into_bytes()),
        ("MANIFEST".to_owned(), manifest),
        ("MANIFEST.note".to_owned(), note.to_string().into_bytes()),
    ])
}

/// The interface to [`flows`] with one earlier release and a log of one tile.
pub fn api() -> Api {
    let release = Release::read(&earlier()).unwrap();
    let key = SigningKey::new("sample", Algorithm::Ed25519, &[8; 32]).unwrap();
    let entry = release.statement.entry().bytes().unwrap();
    let growth = append(&Files::new(), "sample", None, &[entry]).unwrap();
    let mut head = Note::new(&growth.head.to_string()).unwrap();
    head.sign(&key).unwrap();
    let mut log: Files = growth.files.into_iter().map(|(tile, bytes)| (tile.path(), bytes)).collect();
    log.insert("checkpoint".to_owned(), head.to_string().into_bytes());
    let releases = vec![release];
    Api::new(flows(), Arc::new(Invented), |_| "2026-02-01".parse().unwrap(), releases, log)
}
