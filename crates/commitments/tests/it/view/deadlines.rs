//! `deadlines`: what starts them, what the organ sets, what satisfies them, and how they stand on every day.

use super::{WHO, day, due, log, printed, report};
use probity_commitments::view::{DeadlineState as State, NoWorld, View, deadlines};

fn submission(id: &str, kind: &str, received: &str) -> String {
    format!(
        "[[submission]]\nid = \"{id}\"\nkind = \"{kind}\"\nevaluation = \"E\"\nby = \"kz\"\nreceived = {received}\n"
    )
}

fn evaluation(more: &[String]) -> String {
    [&[WHO.to_owned(), report("R0", "evaluation", "2022-03-25", "")], more].concat().concat()
}

#[test]
fn a_deadline_goes_through_its_states() {
    let fold = log(&[("2024-06-01", &evaluation(&[]))]);
    assert!(due(&fold, "2022-03-24").is_empty(), "nothing has started it");
    let row = |at: &str| due(&fold, at).swap_remove(0);
    let first = row("2022-03-25");
    assert_eq!(
        (first.subject.as_str(), first.deadline.as_str(), first.rule.as_str()),
        ("evaluation:E", "situation_report", "greco@2017-10#situation_report")
    );
    assert_eq!((first.computed, first.set, first.due), (Some(day("2023-09-30")), None, Some(day("2023-09-30"))));
    for (at, state, days) in [
        ("2022-03-25", State::Open, 554),
        ("2023-08-30", State::Open, 31),
        ("2023-08-31", State::DueSoon, 30),
        ("2023-09-30", State::DueSoon, 0),
        ("2023-10-01", State::Overdue, -1),
    ] {
        assert_eq!((row(at).state, row(at).days), (state, Some(days)), "{at}");
    }
    assert_eq!(first.note, "unverified rule");
}

#[test]
fn what_comes_in_time_meets_it_and_what_comes_later_meets_it_late() {
    for (received, state, days) in
        [("2023-09-30", State::Met, 0), ("2023-06-30", State::Met, 92), ("2023-10-04", State::MetLate, -4)]
    {
        let fold = log(&[("2024-06-01", &evaluation(&[submission("S", "situation_report", received)]))]);
        let row = due(&fold, "2024-01-01").swap_remove(0);
        assert_eq!((row.state, row.days, row.satisfied_on), (state, Some(days), Some(day(received))), "{received}");
    }
    // Not before its start, not of another kind, not before it came.
    for sent in [submission("S", "situation_report", "2022-03-25"), submission("S", "self_assessment", "2023-05-05")] {
        let fold = log(&[("2024-06-01", &evaluation(&[sent]))]);
        assert_eq!(due(&fold, "2024-01-01")[0].state, State::Overdue);
    }
    let fold = log(&[("2024-06-01", &evaluation(&[submission("S", "situation_report", "2023-09-01")]))]);
    assert_eq!(due(&fold, "2023-08-31")[0].state, State::DueSoon);
}

#[test]
fn the_next_report_supersedes_it_and_nothing_sent_serves_twice() {
    let reports = [
        report("R1", "compliance", "2024-03-22", "received = 2023-09-29"),
        submission("S", "situation_report", "2024-05-01"),
    ];
    let fold = log(&[("2026-01-01", &evaluation(&reports))]);
    let states: Vec<(String, State, Option<i32>)> =
        due(&fold, "2025-10-01").into_iter().map(|row| (row.deadline, row.state, row.days)).collect();
    assert_eq!(
        states,
        [
            ("situation_report".to_owned(), State::Superseded, None),
            ("second_situation_report".to_owned(), State::Met, Some(517)),
        ]
    );
    let note = due(&fold, "2025-10-01")[0].note.clone();
    assert_eq!(note, "unverified rule; `R1` answers information received on 2023-09-29");
    // On the day of the next report it is not too late; an ad hoc report ends nothing.
    let fold = log(&[(
        "2026-01-01",
        &evaluation(&[report("R1", "compliance", "2024-03-22", ""), submission("S", "situation_report", "2024-03-22")]),
    )]);
    assert_eq!(due(&fold, "2025-01-01")[0].state, State::MetLate);
    assert_eq!(due(&fold, "2025-01-01")[1].state, State::Open);
    let fold = log(&[("2026-01-01", &evaluation(&[report("R1", "ad_hoc", "2022-06-17", "")]))]);
    assert_eq!(due(&fold, "2023-01-01").iter().map(|row| row.state).collect::<Vec<_>>(), [State::Open]);
}

fn decision(id: &str, date: &str, rest: &str) -> String {
    format!("[[decision]]\nid = \"{id}\"\norgan = \"greco\"\ndate = {date}\nevaluation = \"E\"\n{rest}\n")
}

#[test]
fn the_date_that_the_organ_set_last_wins() {
    let set = |text: &[String], at: &str| {
        let row = due(&log(&[("2026-01-01", &[&[WHO.to_owned()], text].concat().concat())]), at).swap_remove(0);
        (row.computed.map(|day| day.to_string()), row.set.map(|day| day.to_string()), row.due.unwrap().to_string())
    };
    let with = |computed: &str, set: &str| (Some(computed.to_owned()), Some(set.to_owned()), set.to_owned());
    let printed = report("R0", "evaluation", "2022-03-25", "due = 2023-10-31");
    assert_eq!(set(std::slice::from_ref(&printed), "2022-04-01"), with("2023-09-30", "2023-10-31"));
    let first = decision("D1", "2023-05-01", "effect = \"set_due\"\ndue = 2023-12-31");
    let second = decision("D2", "2023-11-01", "effect = \"set_due\"\ndue = 2024-02-29");
    let both = [printed, second, first];
    assert_eq!(set(&both, "2023-05-01"), with("2023-09-30", "2023-12-31"));
    assert_eq!(set(&both, "2023-11-01"), with("2023-09-30", "2024-02-29"));
    // After the next report a decision is about that report.
    let next = [&both[..], &[report("R1", "compliance", "2023-10-15", "")]].concat();
    assert_eq!(set(&next, "2023-11-01"), with("2023-09-30", "2023-12-31"));
    let fold = log(&[("2026-01-01", &[&[WHO.to_owned()], &next[..]].concat().concat())]);
    assert_eq!(due(&fold, "2023-11-01")[1].due, Some(day("2024-02-29")));
}

#[test]
fn the_end_of_the_procedure_makes_it_void() {
    let ended = decision("D", "2023-01-10", "effect = \"terminate\"");
    let fold = log(&[("2026-01-01", &evaluation(std::slice::from_ref(&ended)))]);
    assert_eq!(due(&fold, "2023-01-09")[0].state, State::Open);
    let row = due(&fold, "2023-01-10").swap_remove(0);
    assert_eq!((row.state, row.days), (State::Void, None));
    let fold = log(&[("2026-01-01", &evaluation(&[ended, submission("S", "situation_report", "2023-01-05")]))]);
    assert_eq!(due(&fold, "2024-01-01")[0].state, State::Met);
}

#[test]
fn a_report_without_a_rule_has_the_date_that_the_organ_set() {
    let fold = log(&[("2026-01-01", &evaluation(&[report("R1", "follow_up", "2025-03-21", "due = 2025-12-31")]))]);
    let row = due(&fold, "2025-04-01").swap_remove(1);
    assert_eq!((row.deadline.as_str(), row.rule.as_str(), row.computed), ("set_due", "greco@2017-10", None));
    assert_eq!((row.due, row.state), (Some(day("2025-12-31")), State::Open));
}

const OWN: &str = r#"
[[calendar]]
id = "KZ"
timezone = "Asia/Almaty"
weekend = ["sat", "sun"]
[[calendar.day]]
date = 2024-06-17
kind = "holiday"
name = { en = "Eid al-Adha" }
estimated = true
[[procedure]]
id = "own"
version = "2010"
report = ["first", "second"]
verdict = [{ id = "yes", rank = 1, closes = true }, { id = "no", rank = 0, closes = false }]
[[procedure.deadline]]
id = "answer"
after = { report = ["first"] }
satisfied_by = ["comment", "second"]
months = 1
roll = "next_working_day"
calendar = "KZ"
verified = true
[[procedure.deadline]]
id = "start"
after = { start = true }
satisfied_by = ["self_assessment"]
days = 10
verified = true
[[evaluation]]
id = "F"
procedure = "own"
state = "KZ"
recommendations = 2
effective = 2023-01-02
[[evaluation]]
id = "G"
procedure = "own@2010"
state = "KZ"
recommendations = 2
effective = 2023-01-02
[[report]]
id = "F1"
evaluation = "F"
kind = "first"
adopted = 2024-05-17
plenary = 1
[[report]]
id = "G1"
evaluation = "G"
kind = "first"
adopted = 2025-05-17
plenary = 2
"#;

#[test]
fn a_date_that_rolls_over_estimated_days_or_unknown_years_says_so() {
    let fold = log(&[("2026-01-01", &format!("{WHO}{OWN}"))]);
    let all = due(&fold, "2025-12-31");
    let row = |subject: &str, id: &str| all.iter().find(|row| row.subject == subject && row.deadline == id).unwrap();
    let first = row("evaluation:F", "answer");
    assert_eq!(
        (first.due, first.note.as_str()),
        (Some(day("2024-06-18")), "2024-06-17 (Eid al-Adha) is an estimated day")
    );
    let second = row("evaluation:G", "answer");
    assert_eq!((second.due, second.note.as_str()), (Some(day("2025-06-17")), "calendar does not cover 2025"));
    assert_eq!(row("evaluation:F", "start").due, Some(day("2023-01-12")), "it began on the day it was effective");
}

#[test]
fn reports_satisfy_what_waits_for_reports() {
    let second = "[[report]]\nid = \"F2\"\nevaluation = \"F\"\nkind = \"second\"\nadopted = 2024-06-20\nplenary = 2\n";
    let fold = log(&[("2026-01-01", &format!("{WHO}{OWN}{second}"))]);
    let all = due(&fold, "2025-12-31");
    let row = all.iter().find(|row| row.subject == "evaluation:F" && row.deadline == "answer").unwrap();
    assert_eq!((row.state, row.satisfied_on, row.days), (State::MetLate, Some(day("2024-06-20")), Some(-2)));
}

#[test]
fn versions_live_side_by_side_and_an_evaluation_is_bound_to_that_of_its_date() {
    let newer = OWN.split("[[evaluation]]").next().unwrap().split_once("[[procedure]]").unwrap().1;
    let newer = format!("[[procedure]]{newer}").replace("\"2010\"", "\"2024-01\"").replace("months = 1", "months = 2");
    let late = "[[evaluation]]\nid = \"H\"\nprocedure = \"own\"\nstate = \"KZ\"\neffective = 2024-02-01\n[[report]]\nid = \"H1\"\nevaluation = \"H\"\nkind = \"first\"\nadopted = 2024-05-20\nplenary = 2\n";
    let fold = log(&[("2026-01-01", &format!("{WHO}{OWN}{newer}{late}"))]);
    let rules: Vec<(String, String)> = due(&fold, "2025-12-31")
        .into_iter()
        .filter(|row| row.deadline == "answer")
        .map(|row| (row.subject, row.rule))
        .collect();
    let row = |subject: &str, rule: &str| (subject.to_owned(), rule.to_owned());
    assert_eq!(
        rules,
        [
            row("evaluation:F", "own@2010#answer"),
            row("evaluation:H", "own@2024-01#answer"),
            row("evaluation:G", "own@2010#answer"),
        ]
    );
}

#[test]
fn a_changed_rule_changes_only_what_is_still_to_come() {
    let procedure = OWN.split("[[evaluation]]").next().unwrap().split_once("[[procedure]]").unwrap().1;
    let changed =
        format!("[[procedure]]{procedure}corrects = \"the body changed its rules\"\neffective = 2025-06-01\n");
    // Members of the record come before its tables.
    let changed =
        changed.replacen("[[procedure]]\n", "[[procedure]]\ncorrects = \"new rules\"\neffective = 2025-06-01\n", 1);
    let changed = changed
        .replace("corrects = \"the body changed its rules\"\neffective = 2025-06-01\n", "")
        .replace("months = 1", "months = 3");
    let fold = log(&[("2025-05-20", &format!("{WHO}{OWN}")), ("2025-06-02", &changed)]);
    let dates = |at: &str| -> Vec<(String, String)> {
        let rows = due(&fold, at).into_iter().filter(|row| row.deadline == "answer");
        rows.map(|row| (row.subject, row.due.unwrap().to_string())).collect()
    };
    let row = |subject: &str, date: &str| (subject.to_owned(), date.to_owned());
    assert_eq!(dates("2025-05-31"), [row("evaluation:F", "2024-06-18"), row("evaluation:G", "2025-06-17")]);
    assert_eq!(dates("2025-06-01"), [row("evaluation:F", "2024-06-18"), row("evaluation:G", "2025-08-18")]);
}

#[test]
fn rows_are_sorted_by_date_then_subject_and_printed_with_their_columns() {
    let fold = log(&[("2026-01-01", &evaluation(&[submission("S", "situation_report", "2023-10-04")]))]);
    let view = View::new(fold.state(), day("2023-12-01"), None, &NoWorld);
    assert_eq!(
        printed(deadlines(&view).cells()),
        "subject,deadline,rule,computed,set,due,satisfied_on,state,days,note\n\
         evaluation:E,situation_report,greco@2017-10#situation_report,2023-09-30,,2023-09-30,2023-10-04,met_late,-4,unverified rule\n"
    );
    let all = due(&log(&[("2026-01-01", &format!("{WHO}{OWN}"))]), "2025-12-31");
    let keys: Vec<_> = all.iter().map(|row| (row.due, row.subject.clone())).collect();
    assert!(keys.is_sorted(), "{keys:?}");
}
