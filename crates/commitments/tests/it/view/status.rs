//! `status`: what the organ said, since when, what is due, and who may see it.

use super::{WHO, day, due, log, printed, report, rows, verdict};
use probity_commitments::record::party::Role;
use probity_commitments::view::{NoWorld, NotFound, View, status};
use serde_json::Value;

/// Evaluation, compliance, second compliance: ii regresses, i is closed at once, iii is never spoken of.
fn story() -> String {
    [
        WHO,
        &report("R0", "evaluation", "2020-03-20", ""),
        &report("R1", "compliance", "2022-03-25", "published = 2022-06-01"),
        &report("R2", "second_compliance", "2023-12-01", ""),
        &report("R3", "addendum", "2025-03-21", ""),
        &verdict("i", "R1", "satisfactory"),
        &format!("{}parts = {{ a = \"satisfactory\", b = \"not\" }}\n", verdict("ii", "R1", "partly")),
        &verdict("ii", "R2", "not"),
        &verdict("II", "R3", "not"),
    ]
    .concat()
}

#[test]
fn a_verdict_stands_until_a_later_report_speaks() {
    let fold = log(&[("2025-06-01", &story())]);
    let at = |day: &str| -> Vec<(String, String)> {
        rows(&fold, day)
            .into_iter()
            .map(|row| (row.verdict, row.since.map_or_else(String::new, |day| day.to_string())))
            .collect()
    };
    let row = |verdict: &str, since: &str| (verdict.to_owned(), since.to_owned());
    let nothing = row("not_assessed", "");
    assert_eq!(at("2022-03-24"), [nothing.clone(), nothing.clone(), nothing]);
    assert_eq!(at("2022-03-25"), [row("satisfactory", "2022-03-25"), row("partly", "2022-03-25"), row("unknown", "")]);
    assert_eq!(at("2025-05-01"), [row("satisfactory", "2022-03-25"), row("not", "2023-12-01"), row("unknown", "")]);
    let last = &rows(&fold, "2025-05-01")[1];
    assert_eq!(last.report.as_deref(), Some("R3"), "it was said again");
    assert_eq!(last.recommendation, "E/ii");
}

#[test]
fn what_is_closed_owes_nothing_and_the_rest_owes_the_next_report() {
    let fold = log(&[("2025-06-01", &story())]);
    let due = |at: &str| -> Vec<(Option<String>, Option<bool>)> {
        rows(&fold, at).into_iter().map(|row| (row.due.map(|day| day.to_string()), row.overdue)).collect()
    };
    let owed = |date: &str, overdue| (Some(date.to_owned()), Some(overdue));
    assert_eq!(due("2021-10-01"), [owed("2021-09-30", true), owed("2021-09-30", true), owed("2021-09-30", true)]);
    assert_eq!(due("2022-04-01"), [(None, None), owed("2023-09-30", false), owed("2023-09-30", false)]);
    assert_eq!(due("2023-10-01"), [(None, None), owed("2023-09-30", true), owed("2023-09-30", true)]);
}

#[test]
fn information_that_came_is_not_overdue() {
    let sent = "[[submission]]\nid = \"S\"\nkind = \"situation_report\"\nevaluation = \"E\"\nby = \"kz\"\nreceived = 2023-10-05\n";
    let fold = log(&[("2025-06-01", &(story() + sent))]);
    let row = |at: &str| rows(&fold, at).swap_remove(1);
    assert_eq!((row("2023-10-04").overdue, row("2023-10-05").overdue), (Some(true), Some(false)));
    assert_eq!(row("2023-10-05").due, Some(day("2023-09-30")));
    assert_eq!(row("2023-12-01").due, Some(day("2024-12-31")), "the next report asks again");
}

#[test]
fn information_that_a_report_has_answered_is_not_due_any_more() {
    let sent = "[[submission]]\nid = \"S\"\nkind = \"progress_report\"\nevaluation = \"E\"\nby = \"kz\"\nreceived = 2012-12-20\n";
    let text = [
        WHO,
        &report("R0", "evaluation", "2010-06-11", ""),
        &report("R1", "compliance", "2012-06-22", "conclusion = \"8.3\"\ndue = 2012-12-31"),
        &report("R2", "interim_compliance", "2013-06-21", "conclusion = \"8.2\""),
        sent,
    ];
    let fold = log(&[("2025-06-01", &text.concat())]);
    let due = |at: &str| rows(&fold, at)[0].due.map(|day| day.to_string());
    assert_eq!(due("2013-01-10").as_deref(), Some("2012-12-31"), "it came, and waits for its answer");
    assert_eq!([due("2013-06-21"), due("2014-01-10")], [None, None]);
}

#[test]
fn an_evaluation_is_bound_to_the_procedure_whose_record_held_on_its_date() {
    let version = |version: &str, effective: &str, months: u8| {
        format!(
            "[[procedure]]\nid = \"own\"\nversion = \"{version}\"\neffective = {effective}\nreport = [\"a\"]\n\
             [[procedure.deadline]]\nid = \"d\"\nafter = {{ report = [\"a\"] }}\nmonths = {months}\n"
        )
    };
    let evaluation = |id: &str, adopted: &str| {
        format!(
            "[[evaluation]]\nid = \"{id}\"\nprocedure = \"own\"\nstate = \"KZ\"\neffective = {adopted}\n\
             [[report]]\nid = \"{id}-a\"\nevaluation = \"{id}\"\nkind = \"a\"\nadopted = {adopted}\nplenary = 1\n"
        )
    };
    let text = [
        version("first", "2020-01-01", 3),
        version("second", "2024-03-01", 9),
        evaluation("E1", "2024-02-29"),
        evaluation("E2", "2024-03-01"),
    ];
    let rules: Vec<String> =
        due(&log(&[("2025-06-01", &text.concat())]), "2024-06-01").into_iter().map(|row| row.rule).collect();
    assert_eq!(rules, ["own@first#d", "own@second#d"]);
}

#[test]
fn a_reopened_recommendation_is_open_again_until_the_organ_speaks() {
    let decision = "[[decision]]\nid = \"D\"\norgan = \"greco\"\ndate = 2024-02-01\nevaluation = \"E\"\nrecommendation = \"E/i\"\neffect = \"reopen\"\n";
    let fold = log(&[("2025-06-01", &(story() + decision + "due = 2024-06-30\n"))]);
    let view = View::new(fold.state(), day("2024-03-01"), None, &NoWorld);
    let found = status(&view, Some(&["E".to_owned()]), None).evaluations.swap_remove(0);
    let first = &found.recommendations[0];
    assert_eq!(first.row.verdict, "satisfactory", "the last verdict stays");
    assert_eq!((first.row.due, first.row.overdue), (Some(day("2024-06-30")), Some(false)));
    assert!(first.row.needs_review);
    assert_eq!(serde_json::to_value(&first.reasons).unwrap(), serde_json::json!(["reopened"]));
    assert_eq!((found.summary.closed, found.summary.reopened, found.summary.not), (0, 1, 1));
    assert!(!rows(&fold, "2024-01-31")[0].needs_review);
    // Without a date of its own it owes what the evaluation owes; a later verdict ends it.
    let again = log(&[("2025-06-01", &(story() + decision + &verdict("i", "R3", "dealt")))]);
    assert_eq!(rows(&again, "2024-03-01")[0].due, Some(day("2024-12-31")));
    let after = &rows(&again, "2025-03-21")[0];
    assert_eq!((after.verdict.as_str(), after.due, after.needs_review), ("dealt", None, false));
}

#[test]
fn a_terminated_procedure_owes_nothing() {
    let closed = story().replace("adopted = 2023-12-01", "adopted = 2023-12-01\nconclusion = \"8.1\"");
    let fold = log(&[("2024-01-01", &closed.replace("2025-03-21", "2023-12-31"))]);
    assert!(rows(&fold, "2023-12-30").iter().all(|row| row.due.is_none()));
    let decision =
        "[[decision]]\nid = \"D\"\norgan = \"greco\"\ndate = 2024-02-01\nevaluation = \"E\"\neffect = \"terminate\"\n";
    let fold = log(&[("2025-06-01", &(story() + decision))]);
    assert!(rows(&fold, "2024-02-01").iter().all(|row| row.due.is_none()));
    assert!(rows(&fold, "2024-01-31").iter().any(|row| row.due.is_some()));
    let states: Vec<String> = due(&fold, "2024-02-01").into_iter().map(|row| format!("{:?}", row.state)).collect();
    assert_eq!(states, ["Superseded", "Superseded", "Void"]);
}

#[test]
fn drafts_are_seen_nowhere() {
    let draft = report("R4", "addendum", "2025-05-01", "ordinal = 2\ndraft = true")
        + "[[verdict]]\nrecommendation = \"E/iii\"\nreport = \"R4\"\nvalue = \"dealt\"\ndraft = true\n"
        + "[[verdict]]\nrecommendation = \"E/ii\"\nreport = \"R3\"\nvalue = \"dealt\"\ndraft = true\n";
    let (without, with) = (log(&[("2025-06-01", &story())]), log(&[("2025-06-01", &(story() + &draft))]));
    assert_eq!(rows(&without, "2025-06-01"), rows(&with, "2025-06-01"));
    assert_eq!(due(&without, "2025-06-01"), due(&with, "2025-06-01"));
}

#[test]
fn json_has_parts_history_reasons_and_a_summary() {
    let correction =
        "[[verdict]]\nrecommendation = \"E/ii\"\nreport = \"R2\"\nvalue = \"partly\"\ncorrects = \"misread\"\n";
    let fold = log(&[("2025-06-01", &story()), ("2025-07-01", correction)]);
    let view = View::new(fold.state(), day("2025-07-02"), None, &NoWorld);
    let text = status(&view, Some(&["E".to_owned()]), Some(day("2025-07-31"))).json().unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["evaluation"], &json["at"], &json["known"]),
        (&"E".into(), &"2025-07-02".into(), &"2025-07-31".into())
    );
    let summary = &json["summary"];
    for (name, count) in [("total", 3), ("closed", 1), ("partly", 0), ("not", 1), ("unknown", 1)] {
        assert_eq!(summary[name], count, "{name}");
    }
    assert!(summary["share_closed"].is_null() && summary["counts_printed"].is_null());
    let second = &json["recommendations"][1];
    assert_eq!(second["recommendation"], "E/ii");
    assert_eq!(second["parts"], serde_json::json!({"a": "satisfactory", "b": "not"}));
    assert_eq!(second["needs_review"], "no");
    let history: Vec<String> = second["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|said| {
            format!("{} {} {} {} {}", said["report"], said["value"], said["adopted"], said["at"], said["replaced"])
        })
        .collect();
    assert_eq!(
        history,
        [
            r#""R1" "partly" "2022-03-25" "2025-06-01T12:00:00Z" null"#,
            r#""R2" "not" "2023-12-01" "2025-06-01T12:00:00Z" true"#,
            r#""R2" "partly" "2023-12-01" "2025-07-01T12:00:00Z" null"#,
            r#""R3" "not" "2025-03-21" "2025-06-01T12:00:00Z" null"#,
        ]
    );
    assert_eq!(second["since"], "2025-03-21", "the correction broke the run");
}

#[test]
fn a_correction_counts_from_its_recording() {
    let correction =
        "[[verdict]]\nrecommendation = \"E/ii\"\nreport = \"R1\"\nvalue = \"not\"\ncorrects = \"misread\"\n";
    let (before, after) =
        (log(&[("2025-06-01", &story())]), log(&[("2025-06-01", &story()), ("2025-07-01", correction)]));
    assert_eq!(rows(&before, "2022-04-01")[1].verdict, "partly");
    assert_eq!(rows(&after, "2022-04-01")[1].verdict, "not", "the organ said so then; we know it now");
}

#[test]
fn all_closed_is_a_share_of_one() {
    let closed = [&verdict("ii", "R3", "dealt")[..], &verdict("iii", "R3", "dealt")].concat();
    let story = story().replace(&verdict("II", "R3", "not"), "");
    let fold = log(&[("2025-06-01", &(story + &closed))]);
    let view = View::new(fold.state(), day("2025-06-01"), None, &NoWorld);
    let summary = status(&view, Some(&["E".to_owned()]), None).evaluations.swap_remove(0).summary;
    assert_eq!((summary.closed, summary.share_closed), (3, Some(1.0)));
}

#[test]
fn who_may_not_read_a_report_does_not_see_its_verdicts() {
    let fold = log(&[("2025-06-01", &story())]);
    let seen = |at: &str, role| {
        let view = View::new(fold.state(), day(at), Some(role), &NoWorld);
        let mut found = status(&view, Some(&["E".to_owned()]), None);
        found.evaluations.swap_remove(0).recommendations.swap_remove(0).row.verdict
    };
    for role in [Role::Public, Role::Ngo, Role::Analyst] {
        assert_eq!(seen("2022-05-31", role), "not_assessed", "{role:?}");
        assert_eq!(seen("2022-06-01", role), "satisfactory", "{role:?}");
    }
    for role in [Role::Secretariat, Role::HeadOfDelegation] {
        assert_eq!(seen("2022-03-25", role), "satisfactory", "{role:?}");
    }
    let given =
        "[[authorisation]]\nreport = \"R1\"\ndate = 2022-05-02\nactor = \"head\"\nrole = \"head_of_delegation\"\n";
    let fold = log(&[("2025-06-01", &(story() + given))]);
    let view = View::new(fold.state(), day("2022-05-02"), Some(Role::Analyst), &NoWorld);
    assert_eq!(
        status(&view, Some(&["E".to_owned()]), None).evaluations[0].recommendations[0].row.verdict,
        "satisfactory"
    );
}

#[test]
fn an_evaluation_is_found_by_any_spelling() {
    let fold = log(&[(
        "2025-06-01",
        &(story() + &report("R9", "follow_up", "2025-05-20", "reference = \"Greco RC-I/II (2025) 7E\"")),
    )]);
    let view = View::new(fold.state(), day("2025-06-01"), None, &NoWorld);
    for name in ["E", "GrecoEval1/2Rep(2021)1", "greco eval I-II rep (2021) 1E", " Greco RC1-2 (2025) 7 "] {
        assert_eq!(view.find(name), Ok("E".to_owned()), "{name}");
    }
    let none = view.find("Greco Eval III Rep (2021) 1").unwrap_err();
    assert!(matches!(&none, NotFound::None { known, .. } if known == &["E", "Other"]), "{none:?}");
}

#[test]
fn csv_has_its_columns_even_without_a_row() {
    let header = "recommendation,verdict,since,report,due,overdue,measures,evidence,needs_review\n";
    let empty = log(&[]);
    let view = View::new(empty.state(), day("2025-06-01"), None, &NoWorld);
    assert_eq!(printed(status(&view, None, None).cells()), header);
    let fold = log(&[("2025-06-01", &story())]);
    let view = View::new(fold.state(), day("2022-04-01"), None, &NoWorld);
    let text = printed(status(&view, None, None).cells());
    let rows = "E/i,satisfactory,2022-03-25,R1,,,0,0,no\nE/ii,partly,2022-03-25,R1,2023-09-30,no,0,0,no\n\
                E/iii,unknown,,,2023-09-30,no,0,0,no\nOther/i,not_assessed,,,,,0,0,no\n";
    assert_eq!(text, format!("{header}{rows}"));
}

#[test]
fn numbers_are_sorted_by_value() {
    let text = WHO.replace("recommendations = 3", "recommendations = 12");
    let fold = log(&[("2025-06-01", &text)]);
    let numbers: Vec<String> = rows(&fold, "2025-06-01").into_iter().map(|row| row.recommendation).collect();
    assert_eq!(numbers.join(" "), "E/i E/ii E/iii E/iv E/v E/vi E/vii E/viii E/ix E/x E/xi E/xii");
}
