//! Canonical JSON is what hashes and signatures stand on: every example of RFC 8785 is a test here, and the two writers
//! of the house must never differ by a byte.

#![allow(clippy::unwrap_used)] // A test stops at the first surprise.

use probity_core::canonical::{json, read, write};
use proptest::prelude::*;
use serde_json::Value;

fn canonical(text: &str) -> String {
    let mut out = Vec::new();
    write(&read(text).unwrap(), &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn the_example_of_section_3_2_2_is_written_as_in_section_3_2_3() {
    let input = r#"{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"#;
    let expected = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
    assert_eq!(canonical(input), expected);
}

#[test]
fn members_are_sorted_by_utf_16_units_and_not_by_bytes() {
    let input = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
      "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(canonical(input), expected);
}

#[test]
fn the_published_test_files_of_the_standard_are_written_as_they_say() {
    for (input, expected) in [
        (r#"[56,{"d":true,"10":null,"1":[]}]"#, r#"[56,{"1":[],"10":null,"d":true}]"#),
        (
            r#"{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"#,
            r#"{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"#,
        ),
        (
            r#"{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}"#,
            r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#,
        ),
        (r#"{"Unnormalized Unicode":"A\u030a"}"#, "{\"Unnormalized Unicode\":\"A\u{30a}\"}"),
    ] {
        assert_eq!(canonical(input), expected);
    }
}

#[test]
fn what_two_programs_could_read_differently_is_refused() {
    let twice = read("{\"a\":1,\n\"b\":{\"c\":1,\"c\":2}}").unwrap_err();
    assert_eq!((twice.line, twice.message.as_str()), (2, "the name `c` is given twice in one object"));
    assert!(read(r#"{"a":1,"\u0061":2}"#).is_err(), "the same name in another spelling");
    for text in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83dx""#, r#"{"\udead":1}"#, "1 2", "", "01", "NaN", "1e999"] {
        assert!(read(text).is_err(), "{text}");
    }
}

fn values() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |x| x.is_finite().then(|| Value::from(x))),
        (-999_999i64..999_999, 0u32..9).prop_map(|(n, d)| Value::from(n as f64 / 10f64.powi(d as i32))),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        any::<String>().prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn both_writers_give_the_same_bytes(value in values()) {
        let mut out = Vec::new();
        write(&value, &mut out);
        prop_assert_eq!(String::from_utf8(out).unwrap(), json(&value).unwrap());
    }

    #[test]
    fn what_was_written_reads_back_and_is_written_the_same(value in values()) {
        let mut first = Vec::new();
        write(&value, &mut first);
        let text = String::from_utf8(first).unwrap();
        prop_assert_eq!(canonical(&text), text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = read(&text);
    }
}
