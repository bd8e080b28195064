//! `needs_review`: every reason, what is no reason, and what settles one.

use super::{WHO, day, log, report, rows, verdict};
use jiff::civil::Date;
use probity_commitments::record::evidence::{FindingPin, Provision};
use probity_commitments::rules::Fold;
use probity_commitments::view::{FindingNow, NoWorld, ProvisionNow, View, World, measures, status};
use probity_core::Digest;

fn digest(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}

/// A law whose article 1 is changed in May and changed back in July, article 2 is repealed in May, article 3 commences in
/// August; a finding whose June run differs.
struct Law;

impl World for Law {
    fn provision(&self, pin: &Provision, at: Date) -> ProvisionNow {
        let text = |text: &str, since: &str| ProvisionNow::Text { sha256: digest(text), since: day(since) };
        match pin.eid.as_deref() {
            Some("art_1") if at < day("2024-05-10") => text("old", "2020-01-01"),
            Some("art_1") if at < day("2024-07-01") => text("new", "2024-05-10"),
            Some("art_1") => text("old", "2024-07-01"),
            Some("art_2") if at < day("2024-05-10") => text("old", "2020-01-01"),
            Some("art_2") => ProvisionNow::Gone { since: Some(day("2024-05-10")) },
            Some("art_3") if at < day("2024-08-01") => ProvisionNow::NotInForce,
            Some("art_3") => text("old", "2024-08-01"),
            _ => ProvisionNow::Unknown,
        }
    }

    fn finding(&self, pin: &FindingPin, at: Date) -> Option<FindingNow> {
        let (run, text, since) =
            if at < day("2024-06-01") { ("r1", "a", "2024-01-01") } else { ("r2", "b", "2024-06-01") };
        (pin.id.as_str() == "F").then(|| FindingNow { run: run.into(), sha256: digest(text), since: Some(day(since)) })
    }
}

/// A measure for recommendation ii with one piece of evidence on it.
fn with_evidence(pin: &str) -> String {
    format!(
        "{WHO}[[measure]]\nid = \"M\"\nnames = \"law\"\nlead = \"moj\"\nterm_to = 2024-12-31\nrecommendations = [\"E/ii\"]\n\
         [[evidence]]\nid = \"X\"\non = [\"measure:M\"]\nfrom = 2024-01-01\n{pin}\n"
    )
}

fn provision(eid: &str) -> String {
    let hash = digest("old");
    with_evidence(&format!(
        "kind = \"provision\"\nprovision = {{ work = \"/akn/kz/act/law/2015-11-18/410-v\", eid = \"{eid}\", sha256 = \"{hash}\" }}"
    ))
}

fn page() -> String {
    with_evidence(&format!(
        "kind = \"url\"\nurl = {{ href = \"https://example.org/\", sha256 = \"{}\" }}",
        digest("old")
    ))
}

/// Reasons for recommendation ii, and whether its measure needs review too.
fn reasons(fold: &Fold, at: &str) -> (String, bool) {
    let view = View::new(fold.state(), day(at), None, &Law);
    let ii = status(&view, Some(&["E".to_owned()]), None).evaluations.swap_remove(0).recommendations.swap_remove(1);
    let codes: Vec<String> =
        ii.reasons.iter().map(|it| serde_json::to_value(it).unwrap().as_str().unwrap().to_owned()).collect();
    assert_eq!(ii.row.needs_review, !codes.is_empty());
    let measure = measures(&view, None, None).measures.swap_remove(0);
    (codes.join(" "), measure.needs_review)
}

fn says(code: &str) -> (String, bool) {
    (code.to_owned(), !code.is_empty())
}

#[test]
fn a_provision_with_another_text_is_stale_until_the_text_is_back() {
    let fold = log(&[("2024-02-01", &provision("art_1"))]);
    for (at, code) in [
        ("2024-05-09", ""),
        ("2024-05-10", "provision_changed"),
        ("2024-06-30", "provision_changed"),
        ("2024-07-01", ""),
    ] {
        assert_eq!(reasons(&fold, at), says(code), "{at}");
    }
    assert!(!rows(&fold, "2024-06-01")[1].needs_review, "who knows no law says nothing");
}

#[test]
fn a_repealed_provision_and_one_that_never_commenced_are_stale() {
    let fold = log(&[("2024-02-01", &provision("art_2"))]);
    assert_eq!([reasons(&fold, "2024-05-09"), reasons(&fold, "2024-05-10")], [says(""), says("provision_repealed")]);
    let fold = log(&[("2024-02-01", &provision("art_3"))]);
    assert_eq!(
        [reasons(&fold, "2024-07-31"), reasons(&fold, "2024-08-01")],
        [says("provision_not_in_force"), says("")]
    );
}

#[test]
fn evidence_that_held_until_a_day_expires_after_it() {
    let fold =
        log(&[("2024-02-01", &with_evidence("kind = \"document\"\ndocument = { title = \"plan\" }\nto = 2024-06-30"))]);
    assert_eq!([reasons(&fold, "2024-06-30"), reasons(&fold, "2024-07-01")], [says(""), says("expired")]);
}

#[test]
fn a_page_that_changes_and_changes_back_is_not_stale() {
    let look = |date: &str, text: &str| {
        format!("[[observed]]\nevidence = \"X\"\ndate = {date}\nsha256 = \"{}\"\n", digest(text))
    };
    let text = [
        page(),
        look("2024-03-01", "old"),
        look("2024-05-01", "new"),
        look("2024-06-01", "new"),
        look("2024-07-01", "old"),
    ]
    .concat();
    let fold = log(&[("2024-08-01", &text)]);
    for (at, code) in
        [("2024-04-30", ""), ("2024-05-01", "observed_changed"), ("2024-06-30", "observed_changed"), ("2024-07-01", "")]
    {
        assert_eq!(reasons(&fold, at), says(code), "{at}");
    }
}

#[test]
fn a_finding_whose_latest_run_differs_is_stale() {
    let pinned = |text: &str| {
        with_evidence(&format!(
            "kind = \"finding\"\nfinding = {{ id = \"F\", run = \"r1\", sha256 = \"{}\" }}",
            digest(text)
        ))
    };
    let fold = log(&[("2024-02-01", &pinned("a"))]);
    assert_eq!([reasons(&fold, "2024-05-31"), reasons(&fold, "2024-06-01")], [says(""), says("finding_changed")]);
    let fold = log(&[("2024-02-01", &pinned("b"))]);
    assert_eq!(reasons(&fold, "2024-06-01"), says(""), "another run that gives the same");
}

#[test]
fn withdrawn_evidence_does_not_count() {
    let back = "[[withdraw]]\nof = \"evidence:X\"\nreason = \"replaced\"\n";
    let fold = log(&[("2024-02-01", &provision("art_2")), ("2024-06-01", back)]);
    assert_eq!([reasons(&fold, "2024-05-31"), reasons(&fold, "2024-06-01")], [says("provision_repealed"), says("")]);
}

const NEW: &str =
    "[[evidence]]\nid = \"Y\"\non = [\"measure:M\"]\nkind = \"document\"\ndocument = { title = \"the new law\" }\n";

fn judged(cutoff: &str, cites: &str) -> String {
    format!(
        "[[status]]\nactor = \"ana\"\nrole = \"analyst\"\nmeasure = \"M\"\ncutoff = {cutoff}\nvalue = \"partly\"\nevidence = [{cites}]\n"
    )
}

#[test]
fn a_later_status_that_cites_new_evidence_settles_it() {
    let base = provision("art_2");
    let settled = log(&[("2024-02-01", &base), ("2024-07-05", &format!("{NEW}{}", judged("2024-06-30", "\"Y\"")))]);
    assert_eq!(reasons(&settled, "2024-06-29"), says("provision_repealed"));
    assert_eq!(reasons(&settled, "2024-07-05"), says(""));
    // Without new evidence, or judged before the change, it stays.
    let same = log(&[("2024-02-01", &base), ("2024-07-05", &judged("2024-06-30", "\"X\""))]);
    assert_eq!(reasons(&same, "2024-07-05"), says("provision_repealed"));
    let before = log(&[("2024-02-01", &base), ("2024-04-10", &format!("{NEW}{}", judged("2024-03-31", "\"Y\"")))]);
    assert_eq!(reasons(&before, "2024-07-05"), says("provision_repealed"));
    let uncited = log(&[("2024-02-01", &base), ("2024-07-05", &format!("{NEW}{}", judged("2024-06-30", "")))]);
    assert_eq!(reasons(&uncited, "2024-07-05"), says("provision_repealed"));
}

#[test]
fn what_was_finished_before_a_change_is_settled_by_a_later_cut_off() {
    let finished = judged("2024-06-30", "\"Y\"").replace("partly\"", "not_implemented\"\ncompleted = 2024-03-01");
    let fold = log(&[("2024-02-01", &provision("art_2")), ("2024-07-05", &format!("{NEW}{finished}"))]);
    assert_eq!(reasons(&fold, "2024-06-29"), says("provision_repealed"), "not judged yet");
    assert_eq!(reasons(&fold, "2024-07-05"), says(""));
}

#[test]
fn a_later_verdict_with_new_evidence_settles_it_and_one_without_does_not() {
    let organ = report("R1", "compliance", "2024-06-21", "") + &verdict("ii", "R1", "partly");
    let base = provision("art_2") + &report("R0", "evaluation", "2022-03-25", "");
    let settled = log(&[("2024-02-01", &base), ("2024-06-01", NEW), ("2024-06-25", &organ)]);
    assert_eq!(reasons(&settled, "2024-06-20"), says("provision_repealed"));
    // The organ has judged the recommendation; the measure waits for its analyst.
    assert_eq!(reasons(&settled, "2024-06-25"), (String::new(), true));
    let bare = log(&[("2024-02-01", &base), ("2024-06-25", &organ)]);
    assert_eq!(reasons(&bare, "2024-06-25"), says("provision_repealed"));
    let later = log(&[("2024-02-01", &base), ("2024-06-25", &organ), ("2024-07-01", NEW)]);
    assert_eq!(reasons(&later, "2024-07-02"), says("provision_repealed"), "the organ had not seen it");
}

#[test]
fn a_change_after_the_settlement_is_a_new_one() {
    let look = |date: &str, text: &str| {
        format!("[[observed]]\nevidence = \"X\"\ndate = {date}\nsha256 = \"{}\"\n", digest(text))
    };
    let files = [
        ("2024-02-01", page()),
        ("2024-05-02", look("2024-05-01", "new")),
        ("2024-07-05", format!("{NEW}{}", judged("2024-06-30", "\"Y\""))),
        ("2024-08-02", look("2024-08-01", "new")),
        ("2024-09-02", look("2024-09-01", "newer")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(day, text)| (*day, text.as_str())).collect();
    let fold = log(&files);
    for (at, code) in
        [("2024-06-01", "observed_changed"), ("2024-07-05", ""), ("2024-08-15", ""), ("2024-09-01", "observed_changed")]
    {
        assert_eq!(reasons(&fold, at), says(code), "{at}");
    }
}

#[test]
fn evidence_that_a_reader_may_not_see_neither_counts_nor_alarms() {
    let hidden = page().replace("from = 2024-01-01", "from = 2024-01-01\nvisibility = \"internal\"");
    let gone = format!("[[observed]]\nevidence = \"X\"\ndate = 2024-05-01\nsha256 = \"{}\"\n", digest("new"));
    let fold = log(&[("2024-08-01", &(hidden + &gone))]);
    let seen = |role| {
        let view = View::new(fold.state(), day("2024-08-01"), Some(role), &NoWorld);
        let mut found = status(&view, Some(&["E".to_owned()]), None);
        let row = found.evaluations.swap_remove(0).recommendations.swap_remove(1).row;
        (row.evidence, row.needs_review)
    };
    use probity_commitments::record::party::Role;
    assert_eq!([seen(Role::Public), seen(Role::Analyst), seen(Role::Secretariat)], [(0, false), (1, true), (1, true)]);
}
