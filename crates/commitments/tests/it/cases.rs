//! Real timelines of the reference data go through the rules: what happened in Greece and Kazakhstan breaks none of them.

use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::{Fold, NoLibrary, Shipped, plan};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Reports of a timeline: kind, ordinal, and the dates that the events `<name>_adopted` and `<name>_published` give.
fn reports(events: &Value, evaluation: &str) -> Vec<Value> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for event in events.as_array().unwrap() {
        let (name, date) = (event[0].as_str().unwrap(), event[1].as_str().unwrap());
        let Some((report, what)) = name.rsplit_once('_').filter(|(_, what)| ["adopted", "published"].contains(what))
        else {
            continue;
        };
        let (kind, ordinal) = match report.strip_prefix("second_").filter(|rest| *rest == "addendum") {
            Some(kind) => (kind, 2),
            None => (report, 1),
        };
        let entry = found.entry(report.to_owned()).or_insert_with(|| {
            json!({"id": format!("{evaluation}-{report}"), "evaluation": evaluation, "kind": kind, "ordinal": ordinal})
        });
        entry[what] = date.into();
        if let Some(plenary) = event.get(2).filter(|_| what == "adopted") {
            entry["plenary"] = plenary.clone();
        }
    }
    found.into_values().collect()
}

#[test]
fn timelines_of_the_reference_data_break_no_rule() {
    let Some(path) = probity_testkit::reference("commitments/greco_cases.json") else { return };
    let cases: Value = serde_json::from_str(&fs_err::read_to_string(path).unwrap()).unwrap();
    let evaluation = |id: &str, state: &str, count: &Value| json!({"id": id, "procedure": "greco", "state": state, "recommendations": count});
    let (greece, kazakhstan) = (&cases["greece_r4"], &cases["kazakhstan_r12"]);
    let all = [reports(&greece["events"], "GR4"), reports(&kazakhstan["events"], "KZ12")].concat();
    let tree = json!({
        "defaults": {"actor": "secretariat", "role": "secretariat"},
        "procedure": [{"id": "greco", "version": "2017-10"}],
        "evaluation": [
            evaluation("GR4", "GR", &greece["recommendations"]),
            evaluation("KZ12", "KZ", &kazakhstan["recommendations"]),
        ],
        "report": all,
    });
    let entries = read("cases.json", &tree.to_string(), Form::Json).unwrap();
    assert_eq!(entries.len(), 3 + 5 + 2);
    let at = "2024-09-30T12:00:00Z".parse().unwrap();
    let planned = plan(&mut Fold::new(Shipped::default()), entries, 0, at, None, &NoLibrary).unwrap();
    assert_eq!(planned.warnings, []);
    // The same with two reports of Greece exchanged in time.
    let text = tree.to_string().replace("2020-09-24", "2022-09-24");
    let entries = read("cases.json", &text, Form::Json).unwrap();
    let refused = plan(&mut Fold::new(Shipped::default()), entries, 0, at, None, &NoLibrary).unwrap_err();
    assert!(refused.diagnostics.iter().any(|it| it.code == "T2"), "{refused:#?}");
}
