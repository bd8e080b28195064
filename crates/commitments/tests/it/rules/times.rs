//! T1 to T5: what time allows.

use super::{EVALUATION, breaks, codes, fine, verdict};

fn dates(kind: &str, rest: &str) -> (Vec<String>, u8) {
    codes(&format!("[[report]]\nid = \"R9\"\nevaluation = \"{EVALUATION}\"\nkind = \"{kind}\"\nplenary = 97\n{rest}\n"))
}

#[test]
fn t1_adopted_then_authorised_then_published() {
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\npublished = 2024-05-01"), breaks("T1", 3));
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-01"), breaks("T1", 3));
    assert_eq!(
        dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-05\npublished = 2024-05-04"),
        breaks("T1", 3)
    );
    assert_eq!(dates("ad_hoc", "adopted = 2024-05-02\nauthorised = 2024-05-02\npublished = 2024-05-02"), fine());
    let early =
        "[[authorisation]]\nreport = \"R1\"\ndate = 2024-03-21\nactor = \"head\"\nrole = \"head_of_delegation\"\n";
    assert_eq!(codes(early), breaks("T1", 3));
}

#[test]
fn t2_reports_follow_their_chain() {
    assert_eq!(dates("second_compliance", "adopted = 2024-03-01"), breaks("T2", 3));
    assert_eq!(dates("second_compliance", "adopted = 2024-05-01"), fine());
    assert_eq!(dates("ad_hoc", "adopted = 2022-03-24"), breaks("T2", 3), "before the evaluation itself");
    let addendum = |id: &str, ordinal: u8, adopted: &str, rest: &str| {
        format!(
            "[[report]]\nid = \"{id}\"\nevaluation = \"{EVALUATION}\"\nkind = \"addendum\"\nplenary = 97\nordinal = {ordinal}\nadopted = {adopted}\n{rest}\n"
        )
    };
    let both = |first: &str, second: &str, a: &str, b: &str| {
        codes(&format!("{}{}", addendum("A1", 1, first, a), addendum("A2", 2, second, b)))
    };
    assert_eq!(both("2024-04-01", "2024-05-01", "", ""), fine());
    assert_eq!(both("2024-05-01", "2024-04-01", "", ""), breaks("T2", 3));
    assert_eq!(both("2024-04-01", "2024-05-01", "published = 2024-05-20", "published = 2024-05-10"), breaks("T2", 3));
}

#[test]
fn t3_ends_come_after_beginnings() {
    for text in [
        "[[evaluation]]\nid = \"z\"\nprocedure = \"greco\"\nstate = \"KZ\"\nvisit_from = 2021-09-07\nvisit_to = 2021-09-06\n",
        "[[measure]]\nid = \"z\"\nnames = \"x\"\nlead = \"moj\"\nterm_from = 2025-01-01\nterm_to = 2024-12-31\n",
        "[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\nfrom = \"2024-03\"\nto = 2023\n",
        "[[participation]]\nstate = \"KZ\"\ninstrument = \"uncac\"\ndeposit = 2008-06-18\nwithdrawal = 2008-06-17\n",
    ] {
        assert_eq!(codes(text), breaks("T3", 3), "{text}");
    }
    assert_eq!(
        codes("[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\nfrom = \"2024-03\"\nto = 2024\n"),
        fine(),
        "partial"
    );
}

#[test]
fn t4_verdicts_belong_to_their_evaluation_and_its_parts() {
    let other = verdict("sec", "secretariat", "value = \"not\"").replace(&format!("{EVALUATION}/iv"), "GR4/iv");
    assert_eq!(codes(&other), breaks("T4", 3));
    let parts =
        |letter: &str| verdict("sec", "secretariat", &format!("value = \"partly\"\nparts = {{ {letter} = \"not\" }}"));
    assert_eq!(codes(&parts("b")), fine());
    assert_eq!(codes(&parts("c")), breaks("T4", 3));
}

#[test]
fn t5_nothing_from_the_future_but_terms_and_dues() {
    assert_eq!(dates("ad_hoc", "adopted = 2024-06-02"), breaks("T5", 3));
    assert_eq!(dates("ad_hoc", "adopted = 2024-06-01\ndue = 2025-09-30"), fine());
    assert_eq!(codes("[[body]]\nid = \"z\"\nkind = \"ngo\"\nnames = \"x\"\neffective = 2024-06-02\n"), breaks("T5", 3));
}
