//! Laws of every view: what is recorded later changes nothing for an earlier day or an earlier knowledge, the chain of
//! verdicts only grows, and two runs give the same.

use super::{WHO, day, log, printed, report};
use jiff::civil::Date;
use probity_commitments::rules::Fold;
use probity_commitments::view::{NoWorld, View, deadlines, measures, status};
use proptest::prelude::*;

const MEASURE: &str = "[[measure]]\nid = \"M\"\nnames = \"law\"\nlead = \"moj\"\nterm_from = 2022-01-01\nterm_to = 2023-06-30\nrecommendations = [\"E/ii\"]\n";

/// Everything the views say on a day.
fn all(fold: &Fold, at: Date) -> String {
    let view = View::new(fold.state(), at, None, &NoWorld);
    let rows = status(&view, None, None);
    [
        printed(rows.cells()),
        rows.json().unwrap(),
        printed(measures(&view, None, None).cells()),
        printed(deadlines(&view).cells()),
    ]
    .join("\n")
}

/// One fact that holds from a day: a report with a verdict, a decision, a submission, a status, evidence and what became of
/// it. `number` keeps keys apart.
fn fact(kind: u8, number: usize, on: Date) -> String {
    let sent = |kind: &str| {
        format!(
            "[[submission]]\nid = \"S{number}\"\nkind = \"{kind}\"\nevaluation = \"E\"\nby = \"kz\"\nreceived = {on}\n"
        )
    };
    let decided = |effect: &str| {
        format!("[[decision]]\nid = \"D{number}\"\norgan = \"greco\"\ndate = {on}\nevaluation = \"E\"\n{effect}\n")
    };
    let evidence = format!(
        "[[evidence]]\nid = \"X{number}\"\non = [\"measure:M\"]\nkind = \"document\"\ndocument = {{ sha256 = \"{}\" }}\nfrom = {on}\n",
        "a".repeat(64)
    );
    match kind {
        0 | 1 => {
            let value = if kind == 0 { "partly" } else { "satisfactory" };
            let verdict =
                format!("[[verdict]]\nrecommendation = \"E/ii\"\nreport = \"A{number}\"\nvalue = \"{value}\"\n");
            report(&format!("A{number}"), "follow_up", &on.to_string(), "") + &verdict
        }
        2 => decided("effect = \"set_due\"\ndue = 2026-01-31"),
        3 => decided("effect = \"reopen\"\nrecommendation = \"E/ii\""),
        4 => decided("effect = \"terminate\""),
        5 => sent("situation_report"),
        6 => sent("shadow"),
        7 => format!(
            "[[status]]\nactor = \"ana\"\nrole = \"analyst\"\nmeasure = \"M\"\ncutoff = {on}\nvalue = \"partly\"\n"
        ),
        8 => evidence,
        _ => {
            let look =
                format!("[[observed]]\nevidence = \"X{number}\"\ndate = {on}\nsha256 = \"{}\"\n", "b".repeat(64));
            evidence + &look
        }
    }
}

/// Days on which facts hold, with their kinds.
fn facts() -> impl Strategy<Value = Vec<(u8, i16)>> {
    let raw = prop::collection::vec((0u8..10, 0i16..1400), 1..9);
    // Statuses of one measure at one cut-off would be the same record.
    raw.prop_map(|mut list| {
        list.sort_by_key(|(_, days)| *days);
        list.dedup_by_key(|(_, days)| *days);
        list
    })
}

fn on(days: i16) -> Date {
    day("2020-06-01").saturating_add(jiff::Span::new().days(days))
}

fn base() -> String {
    [WHO, MEASURE, &report("R0", "evaluation", "2020-03-20", "")].concat()
}

/// The log with some facts, each loaded in its own batch from July 2024 on.
fn loaded(facts: &[(u8, i16)]) -> Fold {
    let texts: Vec<(String, String)> = facts
        .iter()
        .enumerate()
        .map(|(number, (kind, days))| (format!("2024-07-{:02}", number + 2), fact(*kind, number, on(*days))))
        .collect();
    let base = base();
    let mut files = vec![("2024-07-01", base.as_str())];
    files.extend(texts.iter().map(|(day, text)| (day.as_str(), text.as_str())));
    log(&files)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_holds_later_changes_nothing_for_an_earlier_day(list in facts(), cut in 0usize..9) {
        let cut = cut.min(list.len());
        let (before, after) = list.split_at(cut);
        let Some((_, next)) = after.first() else { return Ok(()) };
        let eve = on(*next).yesterday().unwrap();
        prop_assert_eq!(all(&loaded(before), eve), all(&loaded(&list), eve));
    }

    #[test]
    fn the_chain_of_verdicts_only_grows_with_what_is_known(list in facts()) {
        let at = day("2024-06-30");
        let mut known = Vec::new();
        for count in 0..=list.len() {
            let fold = loaded(&list[..count]);
            let view = View::new(fold.state(), at, None, &NoWorld);
            let mut found = status(&view, Some(&["E".to_owned()]), None);
            let history = found.evaluations.swap_remove(0).recommendations.swap_remove(1).history;
            prop_assert!(known.iter().all(|said| history.contains(said)), "{known:?} {history:?}");
            known = history;
        }
    }

    #[test]
    fn two_runs_give_the_same(list in facts(), days in 0i16..1500) {
        prop_assert_eq!(all(&loaded(&list), on(days)), all(&loaded(&list), on(days)));
    }
}

#[test]
fn a_correction_leaves_the_days_before_it_alone() {
    let moved =
        MEASURE.replace("2023-06-30", "2025-06-30").replace("[[measure]]\n", "[[measure]]\ncorrects = \"prolonged\"\n");
    let (before, after) = (log(&[("2023-01-10", &base())]), log(&[("2023-01-10", &base()), ("2023-05-02", &moved)]));
    for at in ["2022-01-01", "2023-05-01"] {
        assert_eq!(all(&before, day(at)), all(&after, day(at)), "{at}");
    }
    assert_ne!(all(&before, day("2023-05-02")), all(&after, day("2023-05-02")));
}
