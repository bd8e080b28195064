//! Entries of the UN's index of human-rights recommendations as a load file: what becomes of them, what is left out, and what
//! is said about those that cannot be used.

use crate::recorder::Recorder;
use probity_commitments::record::load::{Entry, is_uhri, read_uhri};
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::NoLibrary;
use serde_json::{Value, json};

fn country(name: &str) -> Option<String> {
    let known = [("Northland", "NX"), ("Southland", "SX")];
    known.iter().find(|(known, _)| *known == name).map(|(_, code)| (*code).to_owned())
}

/// An invented entry of the index's shape.
fn entry(id: &str, kind: &str, text: &str) -> Value {
    json!({
        "_id": id, "_source": "UN/UHRI", "_type": "doctrine", "title": "T", "text": text, "date": "2024-03-08",
        "url": "https://example.org/index", "symbol": "E/C.12/NXL/CO/6", "body": "CESCR", "annotation_type": kind,
        "countries": ["Northland"], "themes": [" Access to justice & remedy "],
        "sdgs": ["16.7 - Inclusive decision-making", "10 - REDUCED INEQUALITIES"], "affected_persons": ["Children"],
        "regions": ["Nowhere"], "upr_cycle": null, "upr_recommending_country": [],
    })
}

fn recommendation(id: &str, text: &str) -> Value {
    entry(id, "Recommendations", text)
}

fn taken(text: &str) -> (Vec<Entry>, Vec<String>) {
    assert!(is_uhri(text));
    let read = read_uhri("index.json", text, &country).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    (read.entries, read.warnings.into_iter().map(|it| format!("{}: {}", it.place, it.message)).collect())
}

fn keys(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| format!("{} {}", entry.record.kind(), entry.record.key())).collect()
}

#[test]
fn a_document_becomes_an_evaluation_and_its_recommendations_refer_to_it() {
    let (entries, warnings) =
        taken(&recommendation("aa-1", "Justice\n15. The Committee recommends courts.").to_string());
    assert_eq!(keys(&entries), ["evaluation nx-e-c-12-nxl-co-6", "recommendation nx-e-c-12-nxl-co-6/15"]);
    assert_eq!(warnings, [""; 0]);
    let (Record::Evaluation(whole), Record::Recommendation(one)) = (&entries[0].record, &entries[1].record) else {
        panic!("{entries:#?}")
    };
    assert_eq!((whole.procedure.as_str(), whole.state.as_str()), ("un-treaty-body", "NX"));
    assert_eq!(whole.reference.as_deref(), Some("E/C.12/NXL/CO/6"));
    assert_eq!(
        (one.themes.as_slice(), one.affected.as_slice()),
        (&["Access to justice & remedy".into()][..], &["Children".into()][..])
    );
    assert_eq!(one.sdgs.iter().map(|goal| goal.as_str()).collect::<Vec<_>>(), ["10", "16.7"]);
    assert_eq!(entries[1].effective.map(|day| day.0.to_string()).as_deref(), Some("2024-03-08"));
    assert_eq!(entries[1].source, "UHRI aa-1 https://example.org/index");
}

#[test]
fn states_that_recommend_to_each_other_are_kept_with_the_cycle() {
    let mut one = recommendation("bb-2", "139.12 Ratify the Convention (Southland)");
    one["body"] = json!("UPR");
    one["symbol"] = json!("A/HRC/1/2");
    one["upr_cycle"] = json!("3rd cycle");
    one["upr_recommending_country"] = json!(["Southland"]);
    let (entries, _) = taken(&one.to_string());
    assert_eq!(keys(&entries), ["evaluation nx-a-hrc-1-2", "recommendation nx-a-hrc-1-2/139.12"]);
    let (Record::Evaluation(whole), Record::Recommendation(one)) = (&entries[0].record, &entries[1].record) else {
        panic!("{entries:#?}")
    };
    assert_eq!((whole.procedure.as_str(), whole.rounds[0].as_str()), ("un-upr", "3"));
    assert_eq!(one.recommended_by.iter().map(ToString::to_string).collect::<Vec<_>>(), ["SX"]);
}

#[test]
fn an_entry_a_list_and_an_entry_a_line_are_the_same_file() {
    let all = [recommendation("aa-1", "1. Courts."), recommendation("aa-2", "2. Judges.")];
    let list = keys(&taken(&json!(all).to_string()).0);
    let lines = keys(&taken(&format!("{}\n{}\n", all[0], all[1])).0);
    assert_eq!((list.len(), list), (3, lines));
    assert!(!is_uhri(r#"{"measure": []}"#) && !is_uhri("[1]") && !is_uhri("{"));
}

#[test]
fn a_paragraph_in_pieces_gives_each_its_identifier_and_one_without_a_number_too() {
    let all = [
        recommendation("0a0c9531-85fa", "Courts\n7. First."),
        recommendation("2f79b008-3d85", "Courts\n7. Second."),
        recommendation("3116852b-07b2", "No number."),
        recommendation("4319c073-fabc", "In 2024. That was the year."),
    ];
    let keys = keys(&taken(&json!(all).to_string()).0);
    let numbers: Vec<&str> = keys.iter().filter_map(|key| key.split_once("co-6/")).map(|(_, number)| number).collect();
    assert_eq!(numbers, ["7-0a0c9531", "7-2f79b008", "3116852b-07b2", "4319c073-fabc"]);
}

#[test]
fn concerns_are_no_recommendations_and_are_named_with_their_lines() {
    let concern = entry("cc-3", "Concerns/Observations", "4. The Committee is concerned.");
    let text = format!("{}\n{concern}\n{concern}\n", recommendation("aa-1", "5. Courts."));
    let (entries, warnings) = taken(&text);
    assert_eq!(entries.len(), 2);
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].contains("2 of E/C.12/NXL/CO/6") && warnings[0].ends_with("line 2, 3"), "{warnings:?}");
}

#[test]
fn what_cannot_be_used_is_named_with_line_and_field_and_nothing_is_read() {
    let mut nowhere = recommendation("aa-1", "1. Courts.");
    nowhere["countries"] = json!(["Westland"]);
    let mut bare = recommendation("aa-2", "2. Judges.");
    bare.as_object_mut().unwrap().remove("symbol");
    let mut odd = recommendation("aa-3", "3. Police.");
    odd["themes"] = json!([1]);
    let mut none = recommendation("aa-4", "4. Prisons.");
    none["countries"] = json!([]);
    let mut late = recommendation("aa-5", "5. Schools.");
    late["date"] = json!("soon");
    let lines = [nowhere, bare, odd, none, late, recommendation("aa-6", "6. Fine.")].map(|it| it.to_string());
    let wrong = read_uhri("index.jsonl", &lines.join("\n"), &country).unwrap_err();
    let mut said: Vec<(u64, &str, Option<&str>)> =
        wrong.iter().map(|it| (it.place.row, it.code.as_str(), it.field.as_deref())).collect();
    said.sort_unstable();
    said.dedup();
    let expected = [
        (1, "value-unreadable", Some("countries")),
        (2, "field-missing", None),
        (3, "value-unreadable", Some("themes")),
        (4, "value-unreadable", Some("countries")),
        (5, "date-expected", Some("effective")),
    ];
    assert_eq!(said, expected);
    let broken = read_uhri("index.json", "{\"symbol\": ", &country).unwrap_err();
    assert_eq!((broken[0].code.as_str(), broken[0].place.row), ("not-json", 1));
}

#[test]
fn a_second_file_about_a_document_adds_to_it_and_the_same_file_again_is_refused() {
    let at = "2024-06-01T09:00:00Z".parse().unwrap();
    let mut log = Recorder::shipped(&NoLibrary);
    let first = taken(&recommendation("aa-1", "1. Courts.").to_string()).0;
    assert_eq!(log.record(first.clone(), at).unwrap().drafts.len(), 2);
    let second = taken(&recommendation("aa-2", "2. Judges.").to_string()).0;
    assert_eq!(log.record(second, at).unwrap().drafts.len(), 1, "the evaluation is there");
    let refused = log.record(first, at).unwrap_err();
    assert_eq!((refused.exit, refused.diagnostics[0].code.as_str()), (1, "C1"));
    assert_eq!(log.fold.state().of_kind(Kind::Recommendation).count(), 2);
}

#[test]
fn the_published_sample_is_read() {
    let Some(folder) = probity_testkit::reference("commitments/uhri") else { return };
    let country = |name: &str| (name == "Australia").then(|| "AU".to_owned());
    let (mut recommendations, mut left_out) = (0, 0);
    for file in fs_err::read_dir(folder).unwrap() {
        let text = fs_err::read_to_string(file.unwrap().path()).unwrap();
        let read = read_uhri("sample.json", &text, &country).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
        recommendations += read.entries.iter().filter(|entry| entry.record.kind() == Kind::Recommendation).count();
        left_out += read.warnings.len();
    }
    assert_eq!((recommendations, left_out), (7, 8));
}
