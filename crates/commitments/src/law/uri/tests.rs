//! URIs that are and are not of the convention.

use super::*;
use proptest::prelude::*;

fn parsed(text: &str) -> Uri {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> String {
    text.parse::<Uri>().map(|uri| panic!("{text} was read as {uri:?}")).unwrap_err().to_string()
}

#[test]
fn work_expression_and_manifestation_are_cut_from_one_uri() {
    let uri = parsed("/akn/kz/act/law/2015-11-18/410-v/rus@2016-01-01/!main~art_15.xml");
    assert_eq!(uri.work(), "/akn/kz/act/law/2015-11-18/410-v/!main");
    let expression = "/akn/kz/act/law/2015-11-18/410-v/rus@2016-01-01/!main~art_15";
    assert_eq!(uri.expression().as_deref(), Some(expression));
    assert_eq!(uri.manifestation(), Some(format!("{expression}.xml")));
    assert_eq!((uri.subtype.as_deref(), uri.actor), (Some("law"), None));
}

#[test]
fn the_sign_of_an_expression_date_is_kept() {
    for (text, date) in [("@", "@"), (":", ":"), ("@2014", "@2014"), (":2014-01-01", ":2014-01-01")] {
        let uri = parsed(&format!("/akn/za/act/1980/02/eng{text}"));
        assert_eq!(uri.language.and_then(|language| language.date).as_deref(), Some(date));
    }
}

#[test]
fn a_slash_after_the_number_is_allowed_and_a_component_may_hold_one() {
    assert_eq!(parsed("/za/act/1980/02/").work(), "/za/act/1980/02");
    assert_eq!(parsed("/akn/za/act/1980/02/!a/b~c/d").component.as_deref(), Some("a/b"));
    assert_eq!(parsed("/akn/za/act/1980/02/.html").format.as_deref(), Some("html"));
    assert_eq!(parsed("/akn/za/act/1980/02.html").number, "02.html");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    assert_eq!(
        refused("/akn/za/act/1980/2/main"),
        "at character 20 a language, three lower-case letters, or `!` and a component is expected"
    );
    assert!(refused("/akn/ZA/act/1980/2").starts_with("at character 6 a country"));
    assert!(refused("/akn/za/act/by-law/actor/more/1980/2").contains("a date"));
    for wrong in [
        "",
        "/",
        "akn/za/act/1980/2",
        "/akn/zaf/act/1980/2",
        "/akn/za/act/80/2",
        "/akn/za/act/1980",
        "/akn/za/act/1980/",
        "/akn/za/act/1980-13/2",
        "/akn/za/act/1980/2/eng/main",
        "/akn/za/act/1980/2/!",
        "/akn/za/act/1980/2/~",
        "/akn/za/act/1980/2/eng.",
        "/akn/za/act/1980/2/eng.HTML",
        "/akn/za/act/1980/2/eng@1",
        "/akn/za-/act/1980/2",
        "/akn/za//1980/2",
        "/akn/za/act/1980/2/!a.b/c",
    ] {
        refused(wrong);
    }
}

#[test]
fn a_row_that_is_not_valid_has_its_uri_and_the_error_only() {
    let rows = rows(&["/akn/za/act/1980/01", "nonsense"]);
    assert_eq!(rows[0].work.as_deref(), Some("/akn/za/act/1980/01"));
    let json = serde_json::to_value(&rows[1]).unwrap();
    let filled: Vec<_> = json.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect();
    assert_eq!(filled.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["error", "uri", "valid"]);
}

proptest! {
    #[test]
    fn nothing_panics_and_what_is_written_reads_the_same(text in "(/akn)?/[a-z]{2}(-[a-zé]{1,3})?/act(/[a-z]{1,3}){0,2}/20[0-9]{2}(-0[1-9])?/[a-z0-9.]{1,4}(/([a-z]{3}([@:](2014)?)?)?)?(/?(![a-z/]{1,3})?(~[a-z]{1,3})?)?([.][a-z]{1,3})?") {
        if let Ok(uri) = text.parse::<Uri>() {
            prop_assert_eq!(uri.to_string().parse::<Uri>(), Ok(uri));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let row = &rows(&[text])[0];
        prop_assert_eq!(row.valid, row.error.is_none());
    }
}
