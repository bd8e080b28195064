//! References of GRECO: every spelling of a document is that document, and no text breaks the reader.

use probity_commitments::reference::{Normal, Reference, ReportKind};
use probity_commitments::roman;
use proptest::prelude::*;

fn reference(text: &str) -> Reference {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn normal(kind: ReportKind, rounds: &[u16], year: u16, serial: u32, lang: Option<char>, suffix: &str) -> Normal {
    let suffix = Some(suffix.to_owned()).filter(|suffix| !suffix.is_empty());
    Normal { kind, rounds: rounds.to_vec(), year, serial, lang, suffix }
}

#[test]
fn the_references_of_the_specification_are_read() {
    use ReportKind::{Compliance, Evaluation};
    for (text, expected) in [
        ("GrecoEval1/2Rep(2021)1", normal(Evaluation, &[1, 2], 2021, 1, None, "")),
        ("Greco Eval I-II Rep (2011) 3E", normal(Evaluation, &[1, 2], 2011, 3, Some('E'), "")),
        ("Greco RC-III (2012) 10E", normal(Compliance, &[3], 2012, 10, Some('E'), "")),
        ("Greco RC-I/II (2010) 1E Addendum", normal(Compliance, &[1, 2], 2010, 1, Some('E'), "addendum")),
    ] {
        let read = reference(text);
        assert_eq!((read.normal, read.printed.as_str()), (expected, text));
    }
}

#[test]
fn spellings_of_one_document_are_the_same_document() {
    for (one, other) in [
        ("GrecoEval1/2Rep(2021)1", "Greco Eval I-II Rep (2021) 1E"),
        ("GrecoEval1/2Rep(2021)1", "greco eval II/I (2021) 1f"),
        ("Greco RC-I/II (2010) 1E Addendum", "grecorc-1/2(2010)1eaddendum"),
        ("Greco RC-I/II (2010) 1E Addendum", "GRECO RC I\u{2013}II ( 2010 ) 1 - ADDENDUM"),
        ("Greco RC-III (2012) 10E 2nd Addendum", "GrecoRC3(2012)010F2ndAddendum"),
        ("GrecoEval5Rep(2019)3", "Greco Eval-V Rep (2019) 3 E"),
    ] {
        assert!(reference(one).same_document(&reference(other)), "{one} and {other}");
    }
}

#[test]
fn documents_that_differ_in_more_than_language_are_not_the_same() {
    let all = [
        "Greco RC-III (2012) 10E",
        "Greco RC-II (2012) 10E",
        "Greco RC-II/III (2012) 10E",
        "Greco RC-III (2013) 10E",
        "Greco RC-III (2012) 1E",
        "Greco RC-III (2012) 10E Addendum",
        "Greco RC-III (2012) 10E Second Addendum",
        "Greco Eval III Rep (2012) 10E",
        "Greco Eval III Rep (2012) 10E Theme I",
    ];
    for (index, one) in all.iter().enumerate() {
        for other in &all[index + 1..] {
            assert!(!reference(one).same_document(&reference(other)), "{one} and {other}");
        }
    }
}

#[test]
fn a_suffix_that_begins_like_a_language_is_a_suffix() {
    for (text, lang, suffix) in [
        ("GrecoRC4(2024)5 Follow-up", None, Some("follow-up")),
        ("GrecoRC4(2024)5Final", None, Some("final")),
        ("GrecoRC4(2024)5EFinal", Some('E'), Some("final")),
        ("GrecoRC4(2024)5 Addendum", None, Some("addendum")),
        ("GrecoRC4(2024)5-P2", None, Some("p2")),
        ("GrecoRC4(2024)5  ", None, None),
    ] {
        let normal = reference(text).normal;
        assert_eq!((normal.lang, normal.suffix.as_deref()), (lang, suffix), "{text}");
    }
}

#[test]
fn what_is_no_reference_says_what_was_expected_where() {
    for (text, column, expected) in [
        ("", 1, "`Greco`"),
        ("Greco (2012) 14E", 7, "`Eval` or `RC`"),
        ("Greco RC-VV (2012) 1", 10, "a round such as `III` or `3`"),
        ("Greco RC- (2012) 1", 11, "a round such as `III` or `3`"),
        ("Greco RC-III 2012 1", 14, "`(` before the year"),
        ("Greco RC-III (12) 1", 17, "a year of four digits"),
        ("Greco RC-III (2012) E", 21, "the number of the document"),
        ("Greco RC-III (2012 1", 20, "`)` after the year"),
    ] {
        let error = text.parse::<Reference>().expect_err(text);
        assert_eq!((error.column, error.expected), (column, expected), "{text}");
    }
}

/// A way to print a reference.
fn spelling() -> impl Strategy<Value = (bool, bool, &'static str, &'static str, bool, bool)> {
    let separator = prop_oneof![Just("/"), Just("-"), Just(" / "), Just("\u{2013}")];
    let space = prop_oneof![Just(""), Just(" "), Just("  "), Just("\u{a0}")];
    (any::<bool>(), any::<bool>(), separator, space, any::<bool>(), any::<bool>())
}

proptest! {
    #[test]
    fn case_spaces_and_numerals_make_no_difference(
        compliance in any::<bool>(), rounds in prop::collection::btree_set(1u16..8, 1..4), year in 1999u16..2100,
        serial in 1u32..200, addendum in any::<bool>(),
        (arabic, lower, separator, space, rep, dash) in spelling(),
    ) {
        let numeral = |round: &u16| if arabic { round.to_string() } else { roman::write(*round).unwrap().to_uppercase() };
        let joined = rounds.iter().map(numeral).collect::<Vec<_>>().join(separator);
        let kind = if compliance { "RC" } else { "Eval" };
        let (rep, dash) = (if rep { "Rep" } else { "" }, if dash { "-" } else { "" });
        let suffix = if addendum { format!("E{space}Addendum") } else { String::new() };
        let text = format!("Greco{space}{kind}{dash}{joined}{space}{rep}{space}({year}){space}{serial}{suffix}");
        let text = if lower { text.to_lowercase() } else { text };
        let read: Reference = text.parse().unwrap_or_else(|error| panic!("{error}"));
        let rounds: Vec<u16> = rounds.into_iter().collect();
        prop_assert_eq!(&read.normal.rounds, &rounds);
        prop_assert_eq!((read.normal.year, read.normal.serial), (year, serial));
        prop_assert_eq!(read.normal.kind == ReportKind::Compliance, compliance);
        prop_assert_eq!(read.normal.suffix.as_deref(), addendum.then_some("addendum"));
        prop_assert_eq!(reference(&read.normal.to_string()).normal, read.normal);
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,40}", tail in "[ivxIVX0-9()/ \\-EFaé]{0,30}") {
        for text in [text.clone(), format!("Greco RC{tail}"), format!("Greco Eval 1 (2020) {text}"), tail] {
            match text.parse::<Reference>() {
                Ok(read) => prop_assert!(reference(&read.normal.to_string()).same_document(&read)),
                Err(error) => prop_assert!(error.column <= text.chars().count() + 1),
            }
        }
    }
}
