//! Load files in their three forms give the same records, and what is wrong with one is said where it stands.

use super::*;
use proptest::prelude::*;

const TOML: &str = r#"
[defaults]
actor = "focal"
role = "focal_point"
visibility = "internal"

[[measure]]
id = "M2"
names = { kk = "Заң", en = "Law" }
lead = "moj"
term_to = 2024-12-31
funding = { amount = 1200000.50, currency = "KZT", budget_code = 6331010 }
recommendations = ["K/iv", "K/v"]

[[evidence]]
id = "E1"
on = ["measure:M2"]
kind = "url"
url = { href = "https://example.org/", fetched = 2024-01-05 }

[[measure]]
id = "M1"
names = "Decree"
lead = "moj"
term_to = "2023-12-31"
actor = "clerk"
role = "ministry"
source = "letter 12"
effective = 2023-01-01
corrects = "wrong term"
"#;

const JSON: &str = r#"{
  "evidence": [{"id": "E1", "on": ["measure:M2"], "kind": "url", "url": {"href": "https://example.org/", "fetched": "2024-01-05"}}],
  "measure": [
    {"id": "M2", "names": {"en": "Law", "kk": "\u0417аң"}, "lead": "moj", "term_to": "2024-12-31",
     "funding": {"amount": 1200000.5, "currency": "KZT", "budget_code": "6331010"}, "recommendations": ["K/iv", "K/v"], "result": null},
    {"id": "M1", "names": "Decree", "lead": "moj", "term_to": "2023-12-31", "actor": "clerk", "role": "ministry",
     "source": "letter 12", "effective": "2023-01-01", "corrects": "wrong term"}
  ],
  "defaults": {"actor": "focal", "role": "focal_point", "visibility": "internal"}
}"#;

fn without_places(entries: Vec<Entry>) -> Vec<Entry> {
    entries.into_iter().map(|entry| Entry { place: Whereabouts::default(), ..entry }).collect()
}

fn wrong(text: &str, form: Form) -> Vec<(String, String, String)> {
    let said = read("f", text, form).unwrap_err();
    said.into_iter().map(|it| (it.code, it.place.to_string(), it.found.unwrap_or(it.message))).collect()
}

fn one(code: &str, place: &str, found: &str) -> Vec<(String, String, String)> {
    vec![(code.to_owned(), place.to_owned(), found.to_owned())]
}

#[test]
fn toml_and_json_of_the_same_tree_are_the_same_records_in_the_same_order() {
    let from_toml = read("f", TOML, Form::Toml).unwrap();
    let keys: Vec<String> = from_toml.iter().map(|entry| entry.record.key()).collect();
    assert_eq!(keys, ["M2", "M1", "E1"], "by kind, then as in the file");
    let law = &from_toml[0];
    assert_eq!((law.actor.as_str(), law.role, law.source.as_str()), ("focal", Role::FocalPoint, ""));
    let decree = &from_toml[1];
    assert_eq!((decree.actor.as_str(), decree.role, decree.source.as_str()), ("clerk", Role::Ministry, "letter 12"));
    assert_eq!(decree.corrects.as_deref(), Some("wrong term"));
    assert_eq!(from_toml[2].record.members()["visibility"], "internal");
    assert_eq!(without_places(from_toml), without_places(read("f", JSON, Form::Json).unwrap()));
}

#[test]
fn a_table_of_measures_reaches_into_tables_and_splits_lists() {
    let table = "id,names.en,names.kk,lead,term_to,funding.amount,funding.currency,funding.budget_code,recommendations,actor,role\n\
                 M2,Law,Заң,moj,2024-12-31,1200000.50,KZT,6331010,K/iv; K/v,focal,focal_point\n";
    let entries = without_places(read("f", table, Form::Csv(Kind::Measure)).unwrap());
    assert_eq!(entries, without_places(read("f", TOML, Form::Toml).unwrap())[..1]);
    let bare = read("f", "evaluation,number,text,parts\nK,iv,Do it,a;b\n", Form::Csv(Kind::Recommendation)).unwrap();
    assert_eq!((bare[0].actor.as_str(), bare[0].role), ("operator", Role::Operator), "a table has no defaults");
    assert_eq!(
        (bare[0].record.key().as_str(), &bare[0].record.members()["parts"]),
        ("K/iv", &serde_json::json!(["a", "b"]))
    );
    assert_eq!(wrong(table, Form::Csv(Kind::Verdict))[0].0, "kind-unknown");
    let bad = table.replace("2024-12-31", "31.12.2024");
    assert_eq!(wrong(&bad, Form::Csv(Kind::Measure)), one("value-unreadable", "line 2, column 5", "31.12.2024"));
    let bad = table.replace("1200000.50", "N/A");
    assert_eq!(wrong(&bad, Form::Csv(Kind::Measure)), one("value-unreadable", "line 2, column 6", "N/A"));
    assert_eq!(wrong("id,id\n1,2\n", Form::Csv(Kind::Measure))[0].0, "column-twice");
    assert_eq!(wrong("", Form::Csv(Kind::Measure))[0].0, "not-csv");
    assert_eq!(wrong("id,lead\n1\n", Form::Csv(Kind::Measure))[0].0, "not-csv");
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    let toml = |from: &str, to: &str| wrong(&TOML.replacen(from, to, 1), Form::Toml);
    assert_eq!(toml("2024-12-31", "\"2024-12\""), one("value-unreadable", "line 11, column 11", "2024-12"));
    assert_eq!(toml("lead = \"moj\"\n", ""), one("field-missing", "line 7, column 1", "there is no `lead`"));
    assert_eq!(toml("lead = ", "leader = "), one("field-unknown", "line 10, column 10", "moj"));
    assert_eq!(toml("kind = \"url\"", "kind = \"page\""), one("word-unknown", "line 18, column 8", "page"));
    assert_eq!(toml("kind = \"url\"", "kind = \"document\""), one("value-unreadable", "line 18, column 8", "document"));
    assert_eq!(toml("[[evidence]]", "[[proof]]")[0].0, "kind-unknown");
    assert_eq!(toml("role = \"focal_point\"\n", ""), {
        let missing =
            |place: &str, kind: &str| one("field-missing", place, &format!("a record of kind `{kind}` without `role`"));
        [missing("line 14, column 1", "evidence"), missing("line 6, column 1", "measure")].concat()
    });
    assert_eq!(toml("visibility", "language")[0].0, "default-unknown");
    assert_eq!(toml("2024-12-31", "2024-13-31")[0].0, "not-toml");
    assert_eq!(toml("6331010", "9007199254740993"), one("number-expected", "line 12, column 66", "9007199254740993"));
    let json = |from: &str, to: &str| wrong(&JSON.replacen(from, to, 1), Form::Json);
    assert_eq!(json("\"2024-12-31\"", "\"soon\""), one("value-unreadable", "line 4, column 86", "soon"));
    assert_eq!(json("\"lead\": \"moj\"", "\"id\": \"M3\"")[0].1, "line 4, column 63", "the same name twice");
    assert_eq!(json("\\u0417", "\\ud83d")[0].0, "not-json");
    assert_eq!(json("[{", "{")[0].0, "not-json");
}

#[test]
fn a_file_of_one_long_line_says_where_and_what_and_does_not_draw_itself() {
    let good = r#"{"id": "b", "kind": "ngo", "names": {"en": "B"}, "actor": "op", "role": "operator"}"#;
    let bad = good.replace("ngo", "nko");
    let text = format!("{{\"body\": [{},{bad}]}}", vec![good; 3_000].join(","));
    let said = read("f", &text, Form::Json).unwrap_err();
    assert_eq!((said.len(), said[0].place.row, said[0].found.as_deref()), (1, 1, Some("nko")));
    assert_eq!(said[0].place.column as usize, text.find("\"nko\"").unwrap() + 1);
    assert_eq!(said[0].line.as_deref(), Some(""));
}

#[test]
fn an_event_file_is_one_record_with_its_envelope() {
    let text = r#"{"kind":"sign","actor":"chief","role":"validating_authority","effective":"2024-01-01","record":{"notice":"N1","date":"2024-01-01"}}"#;
    let entry = read_event("f", text).unwrap();
    assert_eq!((entry.record.kind(), entry.record.key().as_str()), (Kind::Sign, "N1"));
    assert_eq!(entry.effective.map(|day| day.to_string()).as_deref(), Some("2024-01-01"));
    for (from, to, code) in [
        ("\"sign\"", "\"oath\"", "kind-unknown"),
        ("\"chief\"", "\"\"", "text-expected"),
        ("\"effective\"", "\"when\"", "field-unknown"),
        ("\"notice\"", "\"role\":\"ngo\",\"notice\"", "field-unknown"),
        ("{\"notice\":\"N1\",\"date\":\"2024-01-01\"}", "7", "table-expected"),
        ("\"validating_authority\"", "\"king\"", "word-unknown"),
    ] {
        let said = read_event("f", &text.replacen(from, to, 1)).unwrap_err();
        assert_eq!(said[0].code, code, "{to}");
    }
}

#[test]
fn figures_are_numbers_or_a_coded_reason_and_never_words() {
    let observation = |rest: &str| {
        let text =
            format!("[[observation]]\nactor = \"a\"\nrole = \"analyst\"\nindicator = \"I\"\nperiod = 2024\n{rest}\n");
        read("f", &text, Form::Toml)
    };
    assert_eq!(observation("value = 42.50").unwrap()[0].record.members()["value"], 42.5);
    assert_eq!(
        observation("value = { num = 3, den = 4 }\ndisaggregation = { sex = \"f\" }").unwrap()[0].record.key(),
        "I@2024#sex=f"
    );
    assert!(observation("missing = \"withheld\"").is_ok());
    let members = |rest: &str| observation(rest).unwrap()[0].record.members();
    assert_eq!(
        members("num = 3\nden = 4"),
        members("value = { num = 3, den = 4 }"),
        "one value, however it is written"
    );
    assert!(observation("num = 3").is_err() && observation("num = 3\nden = 4\nvalue = 1").is_err());
    let said = observation("value = \"N/A\"").unwrap_err();
    assert_eq!(
        (said[0].message.as_str(), said[0].found.as_deref()),
        ("expected a number, or a table of `num` and `den`", Some("N/A"))
    );
    assert!(observation("").is_err() && observation("value = 1\nmissing = \"withheld\"").is_err());
}

#[test]
fn what_the_log_keeps_reads_back_as_the_same_record() {
    for entry in read("f", TOML, Form::Toml).unwrap() {
        let kept = entry.record.members();
        assert_eq!(Record::read(entry.record.kind(), &kept).unwrap(), entry.record);
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), at in any::<prop::sample::Index>(), json in any::<bool>()) {
        let base = if json { JSON } else { TOML };
        let mut cut = at.index(base.len());
        while !base.is_char_boundary(cut) {
            cut -= 1;
        }
        let changed = format!("{}{text}{}", &base[..cut], &base[cut..]);
        for text in [&changed, &text] {
            let _ = read("f", text, Form::Toml);
            let _ = read("f", text, Form::Json);
            let _ = read("f", text, Form::Csv(Kind::Evidence));
            let _ = read_event("f", text);
        }
    }
}
