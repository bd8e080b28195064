//! Published cases of URIs, numbers and ids: every row must come out as the publisher's.

use probity_commitments::law::{eid, uri};

fn shared(name: &str) -> Option<String> {
    let path = probity_testkit::reference(&format!("commitments/{name}"))?;
    Some(fs_err::read_to_string(path).unwrap())
}

#[test]
fn every_published_uri_is_taken_apart_as_published() {
    let Some(text) = shared("law/uri_cases.csv") else { return };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut checked = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let row = serde_json::to_value(&uri::rows(&[&record[0]])[0]).unwrap();
        for (name, expected) in headers.iter().zip(&record) {
            let found = match &row[name] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(found, expected, "{name} of {}", &record[0]);
        }
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn every_published_number_is_cleaned_as_published() {
    let Some(text) = shared("law/clean_num_cases.csv") else { return };
    let rows = eid::nums("clean_num_cases.csv", &text).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let expected: Vec<String> = reader.records().map(|record| record.unwrap()[1].to_owned()).collect();
    assert_eq!(rows.into_iter().map(|row| row.clean).collect::<Vec<_>>(), expected);
}

/// Every element with its id, in order.
fn ids(xml: &str) -> Vec<(String, Option<String>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let id = tag.try_get_attribute("eId").unwrap().map(|id| id.value.into_owned());
                found.push((tag.name().as_ref().to_owned(), id));
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn missing_ids_are_given_as_published() {
    let (Some(text), Some(out)) = (shared("akn/rewrite_eids__missing_eids.xml"), shared("akn/rewrite_eids__out.xml"))
    else {
        return;
    };
    assert_eq!(ids(&eid::rewrite("x.xml", &text).unwrap().xml), ids(&out));
}

#[test]
fn documents_with_correct_ids_come_back_as_they_were() {
    for name in [
        "rewrite_eids__unchanged_1",
        "rewrite_eids__out",
        "roundtrip__eids_basic",
        "roundtrip__attribs",
        "roundtrip__escapes",
    ] {
        let Some(text) = shared(&format!("akn/{name}.xml")) else { return };
        let done = eid::rewrite(name, &text).unwrap();
        assert_eq!(done.xml, text, "{name}");
        assert!(done.changed.is_empty());
    }
}

#[test]
fn examples_of_the_standard_get_unique_ids() {
    for name in ["it_senato_ddl_2013", "uk_pga-2014-27-enacted-data", "us_Act_2011-11-29", "us_Title9-Chap3-eng"] {
        let Some(text) = shared(&format!("akn/oasis__{name}.xml")) else { return };
        let done = eid::rewrite(name, &text).unwrap();
        assert!(!done.xml.contains("=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17"));
        let again = eid::rewrite(name, &done.xml).unwrap();
        assert!(again.changed.is_empty() && again.xml == done.xml, "{name}");
        assert_eq!(ids(&text).len(), ids(&done.xml).len());
    }
}
