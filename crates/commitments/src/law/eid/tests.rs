//! Numbers cleaned and ids given, by the worked examples of the specification and by laws.

use super::*;
use proptest::prelude::*;

const HEAD: &str = r#"<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><body>"#;
const TAIL: &str = "</body></act></akomaNtoso>";

/// The ids of a body, in the order of the document.
fn ids(body: &str) -> Vec<String> {
    let xml = rewrite("x.xml", &format!("{HEAD}{body}{TAIL}")).expect("well-formed").xml;
    xml.split("eId=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn numbers_are_cleaned_as_the_convention_says() {
    for (printed, expected) in [
        ("(123.4-5)", "123-4-5"),
        ("1.2.", "1-2"),
        ("3a bis", "3abis"),
        ("2bis", "2bis"),
        ("5-1)", "5-1"),
        ("(三)", "三"),
        ("«5»", "«5»"),
        ("\u{a0}“7”\u{2014}\u{2028}8 ", "7-8"),
        ("1\u{2000}2", "12"),
        (" ,", ""),
    ] {
        assert_eq!(clean(printed), expected, "{printed}");
    }
}

#[test]
fn a_column_of_numbers_is_cleaned_and_a_missing_one_is_said() {
    let rows = nums("n.csv", "id,num\n1,\" -3a--4,9\"\n2,(b)\n").unwrap();
    assert_eq!(rows.iter().map(|row| row.clean.as_str()).collect::<Vec<_>>(), ["3a-4-9", "b"]);
    assert_eq!(nums("n.csv", "a,b\n1,2\n").unwrap_err().message, "there is no column `num`");
}

#[test]
fn equal_and_missing_numbers_are_told_apart() {
    let paragraphs = |nums: &[&str]| {
        let all = nums.iter().map(|num| match *num {
            "" => "<paragraph/>".to_owned(),
            num => format!("<paragraph><num>{num}</num></paragraph>"),
        });
        ids(&all.collect::<String>())
    };
    assert_eq!(paragraphs(&["2.", "2."]), ["para_2", "para_2_2"]);
    assert_eq!(
        paragraphs(&["", "", "(nn)", "nn_2", "nn_2", "nn-2"]),
        ["para_nn_1", "para_nn_2", "para_nn_3", "para_nn-2", "para_nn-2_2", "para_nn-2_3"]
    );
}

#[test]
fn introductions_prefix_and_wrappers_do_not() {
    let body = "<chapter><num>1</num><section><num>2.</num><intro><p>a <b>b</b></p></intro>\
        <blockList><listIntroduction/><item><num>(a)</num></item></blockList><wrapUp><p/></wrapUp>\
        <content><p/><p/></content></section></chapter>";
    assert_eq!(
        ids(body),
        [
            "chp_1",
            "chp_1__sec_2",
            "chp_1__sec_2__intro__p_1",
            "chp_1__sec_2__list_1",
            "chp_1__sec_2__list_1__intro_1",
            "chp_1__sec_2__list_1__item_a",
            "chp_1__sec_2__wrapup__p_1",
            "chp_1__sec_2__p_1",
            "chp_1__sec_2__p_2"
        ]
    );
}

#[test]
fn meta_and_foreign_elements_keep_theirs_and_wrong_ones_go() {
    let body = r#"<meta><a eId="x"/></meta><td eId="gone"/><m:math xmlns:m="urn:m" eId="y"><p/></m:math>"#;
    assert_eq!(ids(body), ["x", "y", "p_1"]);
}

#[test]
fn changed_ids_are_mapped_once_and_the_draft_namespace_is_never_written() {
    let text = r#"<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17"><act><body>
<section eId="s1" class='a "b"'><num>1&amp;2</num></section><section eId="s1"/></body></act></akomaNtoso>"#;
    let done = rewrite("x.xml", text).unwrap();
    assert!(!done.xml.contains("WD17"));
    assert!(done.xml.contains(r#"<section eId="sec_1-2" class="a &quot;b&quot;">"#), "{}", done.xml);
    assert_eq!(done.changed, [Changed { old: "s1".to_owned(), new: "sec_1-2".to_owned() }]);
}

#[test]
fn broken_documents_are_refused_with_their_place() {
    let error = rewrite("x.xml", "<act>\n<body></act>").unwrap_err();
    assert_eq!((error.code.as_str(), error.place.row), ("law-xml", 2));
    assert!(rewrite("x.xml", "<act>").unwrap_err().message.contains("ends inside `act`"));
    assert!(rewrite("x.xml", "").is_err());
    assert!(rewrite("x.xml", &"<p>".repeat(100_000)).is_err());
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(printed in "[\\PC\\s]{0,12}") {
        let once = clean(&printed);
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn ids_are_unique_and_given_once(nums in proptest::collection::vec("[12n(). _-]{0,4}", 0..12), nested in any::<bool>()) {
        let one = |num: &String| if nested {
            format!("<part><num>{num}</num><p/><item><num>{num}</num></item></part>")
        } else {
            format!("<point><num>{num}</num></point><p/>")
        };
        let text = format!("{HEAD}{}{TAIL}", nums.iter().map(one).collect::<String>());
        let first = rewrite("x.xml", &text).unwrap();
        let given: Vec<&str> = first.xml.split("eId=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        prop_assert_eq!(given.iter().collect::<std::collections::BTreeSet<_>>().len(), given.len());
        let second = rewrite("x.xml", &first.xml).unwrap();
        prop_assert!(second.changed.is_empty());
        prop_assert_eq!(second.xml, first.xml);
    }

    #[test]
    fn no_text_panics(text in "[<>/a-z\"= &;!\\[\\]-]{0,60}") {
        let _ = rewrite("x.xml", &text);
    }
}
