//! Measures and programmes: statuses, punctuality, terms, windows, progress of a named version.

use super::{WHO, day, due, log, printed, report, rows};
use probity_commitments::view::{DeadlineState as State, NoWorld, View, measures, progress, sheet};

const PROGRAMME: &str = r#"
[[programme]]
id = "concept"
version = "2024"
names = { en = "Concept" }
from = 2024-01-01
to = 2024-12-31
windows = "national-programme"
[[objective]]
id = "O"
programme = "concept@2024"
names = "all"
[[objective]]
id = "O1"
programme = "concept@2024"
parent = "O"
names = "part"
[[result]]
id = "P"
objective = "O1"
names = "result"
[[measure]]
id = "M1"
programme = "concept@2024"
result = "P"
names = "law"
lead = "agency"
term_from = 2024-01-15
term_to = 2024-04-30
recommendations = ["E/ii"]
[[measure]]
id = "M2"
programme = "concept"
names = "training"
lead = "moj"
term_to = 2024-06-30
recommendations = ["E/II"]
[[measure]]
id = "M3"
names = "of no programme"
lead = "agency"
term_to = 2025-12-31
"#;

const DONE: &str = r#"
[[notice]]
actor = "clerk"
role = "ministry"
id = "N1"
measure = "M1"
kind = "result"
sent = 2024-04-29
text = "done"
[[evidence]]
id = "X1"
on = ["measure:M1"]
kind = "document"
document = { title = "law" }
from = 2024-04-25
"#;

fn status(measure: &str, cutoff: &str, value: &str, rest: &str) -> String {
    format!(
        "[[status]]\nactor = \"ana\"\nrole = \"analyst\"\nmeasure = \"{measure}\"\ncutoff = {cutoff}\nvalue = \"{value}\"\n{rest}\n"
    )
}

fn story() -> String {
    [
        WHO,
        PROGRAMME,
        DONE,
        &status("M1", "2024-03-31", "in_progress", ""),
        &status("M1", "2024-06-30", "implemented", "completed = 2024-05-02"),
        &status("M2", "2024-06-30", "partly", ""),
    ]
    .concat()
}

fn line(at: &str, measure: &str) -> String {
    let fold = log(&[("2025-08-01", &story())]);
    let view = View::new(fold.state(), day(at), None, &NoWorld);
    let text = printed(measures(&view, None, None).cells());
    assert!(text.starts_with("measure,status,punctuality,since,term_to,lead,notices,evidence,needs_review\n"));
    text.lines().find(|line| line.starts_with(measure)).unwrap_or_default().to_owned()
}

#[test]
fn status_and_punctuality_are_two_fields() {
    assert_eq!(line("2024-02-01", "M1"), "M1,not_assessed,in_term,,2024-04-30,agency,0,0,no");
    assert_eq!(line("2024-04-30", "M1"), "M1,in_progress,in_term,2024-03-31,2024-04-30,agency,1,1,no");
    assert_eq!(line("2024-05-01", "M1"), "M1,in_progress,overdue,2024-03-31,2024-04-30,agency,1,1,no");
    assert_eq!(line("2024-05-02", "M1"), "M1,implemented,late,2024-05-02,2024-04-30,agency,1,1,no");
    assert_eq!(line("2024-07-01", "M2"), "M2,partly,overdue,2024-06-30,2024-06-30,moj,0,0,no");
    let early = log(&[("2025-08-01", &story().replace("2024-05-02", "2024-04-30"))]);
    let view = View::new(early.state(), day("2024-07-01"), None, &NoWorld);
    assert!(printed(measures(&view, None, None).cells()).contains("M1,implemented,on_time,2024-04-30"));
}

#[test]
fn open_duties_show_who_has_them_now() {
    assert!(line("2025-06-30", "M3").contains(",agency,"));
    assert!(line("2025-07-01", "M3").contains(",agency → committee,"));
    assert!(line("2025-07-01", "M1").contains(",agency,"), "it is done");
}

#[test]
fn a_recommendation_counts_the_measures_and_evidence_behind_it() {
    let own = "[[evidence]]\nid = \"X2\"\non = [\"recommendation:E/2\", \"measure:M1\"]\nkind = \"document\"\ndocument = { title = \"x\" }\nfrom = 2024-01-01\n";
    let cancelled = status("M2", "2024-09-30", "cancelled", "");
    let fold = log(&[("2025-08-01", &(story() + own + &cancelled))]);
    let row = |at: &str| rows(&fold, at).swap_remove(1);
    assert_eq!((row("2024-07-01").measures, row("2024-07-01").evidence), (2, 2), "each piece once");
    assert_eq!(row("2024-09-30").measures, 1, "given up");
    let back = "[[withdraw]]\nof = \"evidence:X1\"\nreason = \"forged\"\neffective = 2024-08-01\n";
    let fold = log(&[("2025-08-01", &(story() + own + back))]);
    assert_eq!([rows(&fold, "2024-07-31")[1].evidence, rows(&fold, "2024-08-01")[1].evidence], [2, 1]);
    // Only the measures of an evaluation.
    let view = View::new(fold.state(), day("2024-08-01"), None, &NoWorld);
    let of = measures(&view, Some(&["E".to_owned()]), None).measures;
    assert_eq!(of.iter().map(|row| row.measure.as_str()).collect::<Vec<_>>(), ["M1", "M2"]);
}

#[test]
fn the_term_of_a_measure_is_met_when_it_is_completed() {
    let fold = log(&[("2025-08-01", &story())]);
    let term = |at: &str, id: &str| {
        let row = due(&fold, at).into_iter().find(|row| row.subject == format!("measure:{id}")).unwrap();
        (row.state, row.days, row.rule)
    };
    let rule = "national-programme@2023#term".to_owned();
    assert_eq!(term("2024-05-01", "M1"), (State::Overdue, Some(-1), rule.clone()));
    assert_eq!(term("2024-05-02", "M1"), (State::MetLate, Some(-2), rule.clone()));
    assert_eq!(term("2024-06-01", "M2"), (State::DueSoon, Some(29), rule));
    let given_up = log(&[("2025-08-01", &(story() + &status("M2", "2024-09-30", "cancelled", "")))]);
    let row = due(&given_up, "2024-10-01").into_iter().find(|row| row.subject == "measure:M2").unwrap();
    assert_eq!((row.state, row.days), (State::Void, None));
}

#[test]
fn windows_are_met_when_every_open_measure_was_judged() {
    let fold = log(&[("2024-05-10", &[WHO, PROGRAMME, &status("M1", "2024-03-31", "in_progress", "")].concat())]);
    let windows = |fold, at: &str| -> Vec<(String, String, State)> {
        let rows = due(fold, at).into_iter().filter(|row| row.subject == "programme:concept@2024");
        rows.map(|row| (row.deadline, row.due.unwrap().to_string(), row.state)).collect()
    };
    let row = |id: &str, date: &str, state| (id.to_owned(), date.to_owned(), state);
    assert_eq!(windows(&fold, "2024-03-30"), []);
    assert_eq!(windows(&fold, "2024-04-20"), [row("Q1", "2024-05-16", State::DueSoon)]);
    assert_eq!(windows(&fold, "2024-05-17"), [row("Q1", "2024-05-16", State::Overdue)], "M2 was not judged");
    let both = [
        WHO,
        PROGRAMME,
        &status("M1", "2024-03-31", "in_progress", ""),
        &status("M2", "2024-03-31", "not_started", ""),
    ]
    .concat();
    let fold = log(&[("2024-05-10", &both)]);
    assert_eq!(windows(&fold, "2024-05-17"), [row("Q1", "2024-05-16", State::Met)]);
    assert_eq!(windows(&fold, "2025-03-01").len(), 4);
}

#[test]
fn progress_is_of_a_named_version_on_a_named_day() {
    let fold = log(&[("2025-08-01", &story())]);
    let at = |at: &str| {
        let view = View::new(fold.state(), day(at), None, &NoWorld);
        progress(&view, "concept@2024").unwrap()
    };
    let whole = at("2024-04-30").counted;
    assert_eq!((whole.measures, whole.due, whole.implemented, whole.partly, whole.share()), (2, 1, 0, 0, Some(0.0)));
    let whole = at("2024-07-01").counted;
    assert_eq!((whole.measures, whole.due, whole.implemented, whole.partly, whole.share()), (2, 2, 1, 1, Some(1.0)));
    assert_eq!(at("2024-04-29").counted.share(), None, "nothing was due");
    let branches: Vec<_> =
        at("2024-07-01").objectives.into_iter().map(|it| (it.objective, it.parent, it.counted.due)).collect();
    assert_eq!(branches, [("O".to_owned(), None, 1), ("O1".to_owned(), Some("O".to_owned()), 1)]);
    let view = View::new(fold.state(), day("2024-07-01"), None, &NoWorld);
    assert!(progress(&view, "concept@2023").is_none());
}

#[test]
fn a_sheet_has_all_about_one_state() {
    let treaty = "[[instrument]]\nid = \"uncac\"\nnames = \"UNCAC\"\n[[participation]]\nstate = \"KZ\"\ninstrument = \"uncac\"\ndeposit = 2008-06-18\ndeposit_kind = \"a\"\nin_force_for = 2008-07-18\nassertions = [{ field = \"deposit\", value = \"2009\", source = \"a newspaper\" }]\n";
    let text = [&story()[..], treaty, &report("R0", "evaluation", "2022-03-25", "")].concat();
    let fold = log(&[("2025-08-01", &text)]);
    let of = |state: &str| sheet(&View::new(fold.state(), day("2024-07-01"), None, &NoWorld), state);
    let found = of("KZ");
    assert_eq!((found.programmes.len(), found.evaluations.len(), found.treaties.len()), (1, 1, 1));
    assert_eq!(found.treaties[0].in_force, Some(true));
    let subjects: std::collections::BTreeSet<_> = found.deadlines.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(
        subjects.into_iter().collect::<Vec<_>>(),
        ["evaluation:E", "measure:M1", "measure:M2", "measure:M3", "programme:concept@2024"]
    );
    let other = of("LV");
    assert_eq!((other.programmes.len(), other.evaluations.len(), other.deadlines.len()), (0, 1, 0));
}
