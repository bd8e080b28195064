//! The interface through its public door: what is asked as a reader would write it, what comes back as a reader sees
//! it.

use super::key::{Part, Pattern};
use super::{Api, Call, Kind, Reply, Verb, samples};
use crate::dataflow::canonical_csv;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn ask(api: &Api, address: &str, accept: Option<&str>) -> Reply {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    api.answer(&Call { verb: Verb::Get, path, query, accept, base: "http://h", body: &[] })
}

fn get(address: &str) -> Reply {
    ask(&samples::api(), address, None)
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.bytes.to_vec()).unwrap()
}

fn json(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.bytes).unwrap()
}

/// The keys of the observations in a CSV answer.
fn keys(address: &str) -> Vec<String> {
    let reply = get(address);
    assert_eq!(reply.status, 200, "{address}: {}", text(&reply));
    let rows = text(&reply);
    rows.lines().skip(1).map(|row| row.split(',').take(3).collect::<Vec<_>>().join(".")).collect()
}

fn problem(address: &str) -> (u16, String) {
    let reply = get(address);
    assert_eq!(reply.media_type, "application/problem+json", "{address}: {}", text(&reply));
    let body = json(&reply);
    assert_eq!(body["status"], reply.status);
    assert!(body["title"].is_string() && body["type"].is_string());
    (reply.status, body["detail"].as_str().unwrap().to_owned())
}

#[test]
fn a_key_names_codes_and_leaves_dimensions_open() {
    assert_eq!(keys("/v1/data/CPI").len(), 16);
    for everything in ["all", "", "*", "..", "*.*.*", ".", "*.*", "*+*", "all+all", "A+*..all"] {
        assert_eq!(keys(&format!("/v1/data/CPI/{everything}")).len(), 16, "{everything}");
    }
    assert_eq!(keys("/v1/data/CPI/score.XAA.2023"), ["score.XAA.2023"]);
    assert_eq!(keys("/v1/data/CPI/score..2022+2023").len(), 4);
    assert_eq!(keys("/v1/data/CPI/score.XAA%2BXAB.2023").len(), 2);
    assert_eq!(keys("/v1/data/CPI/score.XAA").len(), 4, "the period may be left out");
    assert_eq!(keys("/v1/data/CPI/score.XAA.2023,se.XAB.2020"), ["score.XAA.2023", "se.XAB.2020"]);
    assert_eq!(keys("/v1/data/CPI/score.QQQ."), [""; 0]);
    assert_eq!(keys("/v1/data/dataflow/PROBITY/CPI/1.0.0/se..2020").len(), 2);
    assert_eq!(keys("/v1/data/PROBITY,CPI,1.0.0/se..2020").len(), 2);
}

#[test]
fn a_key_that_does_not_fit_is_refused_with_the_dimensions() {
    for key in ["score", "a.b.c.d", "score.XAA+.2023", "+..", "a%20b..", "...."] {
        let (status, detail) = problem(&format!("/v1/data/CPI/{key}"));
        assert_eq!(status, 400, "{key}");
        assert!(!detail.is_empty());
    }
    assert!(problem("/v1/data/CPI/score").1.contains("MEASURE.REF_AREA.TIME_PERIOD"));
}

#[test]
fn filters_compare_codes_periods_and_values() {
    let count = |filter: &str| keys(&format!("/v1/data/CPI?{filter}")).len();
    assert_eq!(count("c[TIME_PERIOD]=ge:2022"), 8);
    assert_eq!(count("c%5BTIME_PERIOD%5D=gt%3A2022"), 4);
    assert_eq!(count("c[TIME_PERIOD]=ge:2021+le:2022"), 8);
    assert_eq!(count("c[TIME_PERIOD]=ge:2021&c[TIME_PERIOD]=lt:2022"), 4);
    assert_eq!(count("c[TIME_PERIOD]=2020,2023"), 8);
    assert_eq!(count("c[TIME_PERIOD]=lt:2021,gt:2022"), 8);
    assert_eq!(count("c[REF_AREA]=eq:XAA"), 8);
    assert_eq!(count("c[REF_AREA]=XAA%2BXAB"), 16);
    assert_eq!(count("c[REF_AREA]=ne:XAA"), 8);
    assert_eq!(count("c[REF_AREA]=ew:B&c[MEASURE]=sw:sc"), 4);
    assert_eq!(count("c[OBS_STATUS]=O"), 2);
    assert_eq!(count("c[OBS_VALUE]=ge:50"), 6, "what is missing is not at least fifty");
    assert_eq!(count("c[OBS_VALUE]=lt:50"), 8, "nor less");
    assert_eq!(count("startPeriod=2021&endPeriod=2022"), 8);
    for bad in ["c[NOPE]=eq:1", "c[REF_AREA]=xx:A", "c[REF_AREA]=", "c[REF_AREA]=eq:", "c[OBS_VALUE]=ge:many"] {
        assert_eq!(problem(&format!("/v1/data/CPI?{bad}")).0, 400, "{bad}");
    }
    assert!(problem("/v1/data/CPI?c[NOPE]=eq:1").1.contains("REF_AREA"));
}

#[test]
fn the_ends_of_every_series_can_be_asked_for() {
    assert_eq!(keys("/v1/data/CPI/score..?lastNObservations=1"), ["score.XAA.2023", "score.XAB.2023"]);
    assert_eq!(keys("/v1/data/CPI/score.XAA.?firstNObservations=2"), ["score.XAA.2020", "score.XAA.2021"]);
    let both = keys("/v1/data/CPI/score.XAA.?firstNObservations=1&lastNObservations=1");
    assert_eq!(both, ["score.XAA.2020", "score.XAA.2023"]);
    assert_eq!(keys("/v1/data/CPI?firstNObservations=99").len(), 16);
    for bad in ["0", "-1", "x", "", "1.5", "+1", "99999999999999999999"] {
        assert_eq!(problem(&format!("/v1/data/CPI?lastNObservations={bad}")).0, 400, "{bad}");
    }
}

#[test]
fn earlier_releases_are_vintages() {
    let row = |address: &str| text(&get(address)).lines().nth(1).unwrap_or_default().to_owned();
    assert!(row("/v1/data/CPI/score.XAA.2020").contains(",40.5,"));
    assert!(row("/v1/data/CPI/score.XAA.2020?asOf=2025-06-30").contains(",39,"));
    assert!(row("/v1/data/CPI/score.XAA.2020?asOf=2026-02-01T10:00:00Z").contains(",40.5,"));
    assert_eq!(keys("/v1/data/CPI?asOf=2025-03-01").len(), 12);
    assert_eq!(problem("/v1/data/CPI?asOf=2025-02-28").0, 404);
    assert_eq!(problem("/v1/data/CPI?asOf=yesterday").0, 400);
    let changed = keys("/v1/data/CPI?updatedAfter=2025-03-01");
    assert_eq!(changed, ["score.XAA.2020", "score.XAA.2023", "score.XAB.2023", "se.XAA.2023", "se.XAB.2023"]);
    assert_eq!(keys("/v1/data/CPI?updatedAfter=2024-01-01").len(), 16);
    assert_eq!(keys("/v1/data/CPI?updatedAfter=2026-02-01"), [""; 0]);
    let history = text(&get("/v1/data/CPI/score.XAA.2020?includeHistory=true"));
    assert!(history.starts_with("MEASURE,REF_AREA,TIME_PERIOD,VINTAGE,OBS_VALUE,"), "{history}");
    let rows: Vec<&str> = history.lines().skip(1).collect();
    assert!(
        rows[0].starts_with("score,XAA,2020,2025-03-01,39,") && rows[1].starts_with("score,XAA,2020,2026-02-01,40.5,")
    );
    assert_eq!(keys("/v1/data/CPI?includeHistory=false").len(), 16);
    let until = text(&get("/v1/data/CPI/score.XAA.2020?includeHistory=true&asOf=2025-06-30"));
    assert_eq!(until.lines().count(), 2, "the vintages until then");
}

#[test]
fn a_reader_gets_the_format_that_was_asked_for() {
    let api = samples::api();
    let sdmx = "application/vnd.sdmx.data+csv;version=2.0.0";
    for (accept, media_type) in [
        (None, "text/csv; charset=utf-8"),
        (Some("*/*"), "text/csv; charset=utf-8"),
        (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "text/csv; charset=utf-8"),
        (Some("text/csv;q=0.5, application/json"), "application/json"),
        (Some("application/vnd.sdmx.data+json;version=2.0.0"), "application/vnd.sdmx.data+json;version=2.0.0"),
        (Some("application/vnd.sdmx.data+csv; version=2.0.0, */*;q=0.1"), sdmx),
        (Some("application/vnd.sdmx.data+csv"), sdmx),
        (Some("text/csv;q=0, application/*;q=0.2"), sdmx),
    ] {
        assert_eq!(ask(&api, "/v1/data/CPI", accept).media_type, media_type, "{accept:?}");
    }
    for accept in ["text/html", "application/vnd.sdmx.data+csv;version=1.0.0", "*/*;q=0", "nonsense"] {
        assert_eq!(ask(&api, "/v1/data/CPI", Some(accept)).status, 406, "{accept}");
    }
    assert_eq!(ask(&api, "/v1/data/CPI?format=csv", Some("text/html")).status, 200, "the address goes first");
    assert_eq!(problem("/v1/data/CPI?format=xml").0, 406);
    let header = text(&get("/v1/data/CPI?format=sdmx-csv"));
    assert!(header.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,MEASURE,REF_AREA,TIME_PERIOD,OBS_VALUE,"));
    assert!(header.lines().nth(1).unwrap().starts_with("dataflow,PROBITY:CPI(1.0.0),I,"));
}

#[test]
fn a_suppressed_cell_is_empty_and_says_so_in_every_format() {
    let csv = text(&get("/v1/data/LEGAL_STATS/.F."));
    assert!(csv.lines().nth(1).unwrap().starts_with("XAA-01,F,2022,,,,points,Q,A,disclosure_primary,"), "{csv}");
    let sdmx = text(&get("/v1/data/LEGAL_STATS/.F.?format=sdmx-csv"));
    assert!(sdmx.lines().nth(1).unwrap().contains(",I,XAA-01,F,2022,,,,points,Q,A,"), "{sdmx}");
    let stat = json(&get("/v1/data/LEGAL_STATS/.F.?format=jsonstat"));
    assert_eq!((&stat["value"], &stat["status"]["0"]), (&serde_json::json!({}), &Value::from("Q")));
    let message = json(&get("/v1/data/LEGAL_STATS/.F.?format=sdmx-json"));
    let cells = message["data"]["dataSets"][0]["observations"].as_object().unwrap();
    assert!(cells.len() == 1 && cells.values().all(|cell| cell[0].is_null()), "{cells:?}");
    let one = json(&get("/v1/observations/recorded:A.S.P.O.F:XAA-01:2022"));
    assert!(one["value"].is_null() && one["obs_status"] == "Q" && one["conf_status"] == "A");
    assert_eq!(one["sources"][0]["value"], "", "its source keeps the secret too");
}

#[test]
fn pages_follow_each_other_by_links_and_hold_everything_once() {
    let api = samples::api();
    let mut address = "/v1/data/CPI?limit=5&format=csv".to_owned();
    let mut seen = Vec::new();
    for _ in 0..9 {
        let reply = ask(&api, &address, None);
        seen.extend(text(&reply).lines().skip(1).map(str::to_owned));
        let Some(next) = reply.next else { break };
        address = next.strip_prefix("http://h").unwrap().to_owned();
    }
    let whole: Vec<String> = text(&get("/v1/data/CPI")).lines().skip(1).map(str::to_owned).collect();
    assert_eq!((seen.len(), seen), (16, whole));
    assert!(get("/v1/data/CPI").next.is_none(), "a small flow comes whole");
    for bad in ["cursor=x", "cursor=-", "limit=0", "limit=9999999"] {
        assert_eq!(problem(&format!("/v1/data/CPI?{bad}")).0, 400, "{bad}");
    }
    assert_eq!(problem("/v1/data/CPI?cursor=5-000000000000").0, 409, "the data changed since");
}

#[test]
fn documents_say_what_there_is() {
    let sets = json(&get("/v1/datasets"));
    let set = &sets["datasets"][0];
    assert_eq!((&set["id"], &set["flow"], &set["updated"]), (&"cpi".into(), &"CPI".into(), &"2026-02-01".into()));
    assert_eq!(set["vintages"], serde_json::json!(["2025-03-01", "2026-02-01"]));
    assert!(["en", "kk", "ru"].iter().all(|language| set["title"][language].is_string()));
    let one = json(&get("/v1/observations/cpi:score:XAA:2023"));
    assert_eq!((&one["value"], &one["key"]["REF_AREA"]), (&43.5.into(), &"XAA".into()));
    assert_eq!(one["sources"][0]["value"], "7");
    let structure = get("/v1/structure/dataflow/PROBITY/CPI/1.0.0");
    assert_eq!(json(&structure)["data"]["dataflows"].as_array().unwrap().len(), 1);
    assert_eq!(get("/v1/log/tile/0/000.p/1").bytes.len(), 32);
    for missing in [
        "/v1/observations/x",
        "/v1/observations/cpi:score:QQQ:2023",
        "/v1/entities/e1",
        "/v1/commitments/c1",
        "/v1/nothing",
        "/v1/data/NOPE",
        "/v1/data/cpi",
        "/v1/data/dataflow/OTHER/CPI/1.0.0",
        "/v1/data/dataflow/PROBITY/CPI/9.9.9",
        "/v1/structure/dataflow/PROBITY/CPI/9.9.9",
        "/v1/log/tile/9/000",
        "/v1/structure/codelist",
        "/v1/log/tile/../checkpoint",
        "/v1/data/CPI/%ff",
    ] {
        assert_eq!(problem(missing).0, 404, "{missing}");
    }
    for bad in ["fromat=csv", "lang=de", "detail=serieskeysonly", "includeHistory=yes"] {
        assert_eq!(problem(&format!("/v1/data/CPI?{bad}")).0, 400, "{bad}");
    }
}

#[test]
fn a_note_or_a_hash_is_known_or_not() {
    let api = samples::api();
    let send = |body: &[u8]| {
        api.answer(&Call { verb: Verb::Post, path: "/v1/verify", query: "", accept: None, base: "", body })
    };
    let files = samples::earlier();
    let hash = probity_core::Digest::of(&files["MANIFEST"]).to_string();
    for body in [hash.clone(), format!("sha256:{hash}\n")] {
        let known = json(&send(body.as_bytes()));
        assert_eq!((&known["known"], &known["released"]), (&true.into(), &"2025-03-01".into()));
    }
    let note = &files["MANIFEST.note"];
    assert_eq!(json(&send(note))["note_agrees"], true);
    let later = String::from_utf8(note.clone()).unwrap().replace("2025-03-01", "2024-03-01");
    let forged = json(&send(later.as_bytes()));
    assert_eq!((&forged["known"], &forged["note_agrees"]), (&true.into(), &false.into()));
    assert_eq!(json(&send("0".repeat(64).as_bytes()))["known"], false);
    for bad in [&b""[..], b"hello", b"\xff", b"probity.package/v1\nx\n"] {
        assert_eq!(send(bad).status, Kind::BadBody.status());
    }
    let wrong = api.answer(&Call { verb: Verb::Get, path: "/v1/verify", query: "", accept: None, base: "", body: &[] });
    assert_eq!((wrong.status, wrong.allow), (405, Some("POST, OPTIONS")));
}

#[test]
fn the_description_has_every_address_and_its_examples_are_answered() {
    let api = samples::api();
    let document = json(&ask(&api, "/v1/openapi.json", None));
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document).unwrap());
    let paths = document["paths"].as_object().unwrap();
    let addresses: BTreeSet<&str> =
        super::ADDRESSES.iter().map(|address| address.template).filter(|template| *template != "/v1").collect();
    assert_eq!(paths.keys().map(String::as_str).collect::<BTreeSet<_>>(), addresses);
    for (template, item) in paths {
        let Some(operation) = item.get("get") else { continue };
        let mut address = template.clone();
        for parameter in operation["parameters"].as_array().unwrap() {
            if let Some(example) = parameter["example"].as_str() {
                address = address.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), example);
            }
        }
        let status = ask(&api, &address, None).status;
        let promised = operation["responses"].get(status.to_string().as_str());
        assert!(promised.is_some(), "{address} gives {status}");
        let tiles = template.contains("{tile}");
        assert!(status == 200 || tiles || operation["responses"].get("200").is_none(), "{address} gives {status}");
    }
}

#[test]
fn the_static_documents_are_those_that_are_served() {
    let api = samples::api();
    let files = api.files();
    assert!(files.len() >= 6, "{:?}", files.iter().map(|(path, _)| path).collect::<Vec<_>>());
    for (path, reply) in files {
        assert_eq!(ask(&api, &path, None).bytes, reply.bytes);
    }
}

fn part() -> impl Strategy<Value = Part> {
    let code = "[A-Za-z0-9_@$-]{1,6}";
    prop_oneof![
        Just(Part::Any),
        proptest::collection::btree_set(code, 1..4)
            .prop_filter("`all` is a key of its own", |codes| !codes.contains("all"))
            .prop_map(Part::OneOf),
    ]
}

proptest! {
    #[test]
    fn a_key_reads_back_what_it_writes(key in "[A-Za-z0-9_@$+.,*-]{0,40}") {
        if let Ok(pattern) = Pattern::parse(&key) {
            prop_assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
        }
    }

    #[test]
    fn a_key_takes_exactly_what_its_parts_take(parts in proptest::collection::vec(part(), 3), at in 0usize..16) {
        let flow = samples::scores();
        let written: Vec<String> = parts.iter().map(|part| match part {
            Part::Any => String::new(),
            Part::OneOf(codes) => codes.iter().cloned().collect::<Vec<_>>().join("+"),
        }).collect();
        let bound = Pattern::parse(&written.join(".")).unwrap().bind("CPI", &flow.dimensions).unwrap();
        let key = &flow.observations[at].key;
        prop_assert_eq!(bound.takes(key), parts.iter().zip(key).all(|(part, code)| part.takes(code)));
    }

    #[test]
    fn every_request_is_answered_without_a_fault(path in "/v1/[ -~]{0,40}", query in "[ -~]{0,60}", accept in "[ -~]{0,40}") {
        let call = Call { verb: Verb::Get, path: &path, query: &query, accept: Some(&accept), base: "", body: &[] };
        let reply = samples::api().answer(&call);
        prop_assert!(reply.status < 500);
    }

    #[test]
    fn asking_for_data_in_any_way_is_answered_without_a_fault(
        key in "[A-Za-z0-9+.,*%]{0,20}",
        query in "(c\\[(TIME_PERIOD|OBS_VALUE|X)\\]=(eq|ge|lt|co|x)?:?[0-9A-Z+,:-]{0,8}&?|asOf=[0-9T:-]{0,12}&?){0,3}"
    ) {
        let reply = get(&format!("/v1/data/CPI/{key}?{query}"));
        prop_assert!(matches!(reply.status, 200 | 400 | 404 | 406 | 409), "{}", reply.status);
        if reply.status == 200 {
            let whole = samples::scores();
            let whole = canonical_csv(&whole, &whole.rows());
            let earlier = text(&get("/v1/data/CPI?asOf=2025-03-01"));
            let part = text(&reply);
            prop_assert!(part.lines().all(|line| whole.contains(line) || earlier.contains(line)));
        }
    }
}
