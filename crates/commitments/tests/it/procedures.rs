//! Procedures as data: the shipped ones, the dates the specification checks, and what a faulty file is told.

use jiff::civil::{Date, date};
use probity_commitments::calendar::{Calendars, add_days, add_months, end_of_month, read_calendars};
use probity_commitments::procedure::{
    Deadline, Effect, InForce, Procedure, Procedures, SetDue, Trigger, due_computed, latest_set, read_procedures,
};
use proptest::prelude::*;

fn shipped() -> Procedures {
    Procedures::shipped().unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn greco(all: &Procedures) -> &Procedure {
    all.get("greco", "2017-10").expect("GRECO's procedure ships")
}

fn dues(procedure: &Procedure, report: &str, conclusion: Option<&str>, adopted: Date) -> Vec<Date> {
    let due = |deadline: &Deadline| due_computed(adopted, deadline, &Calendars::default()).unwrap().date;
    procedure.started_by(&Trigger::Report(report.to_owned()), conclusion).map(due).collect()
}

#[test]
fn what_greco_expects_next_is_due_at_the_end_of_the_month() {
    let all = shipped();
    let greco = greco(&all);
    for (report, conclusion, adopted, due) in [
        ("compliance", Some("8.3"), date(2012, 6, 22), date(2012, 12, 31)),
        ("evaluation", None, date(2022, 3, 25), date(2023, 9, 30)),
        ("compliance", Some("8.2"), date(2024, 3, 22), date(2025, 9, 30)),
        ("compliance", None, date(2024, 3, 22), date(2025, 9, 30)),
        ("second_compliance", Some("8.2"), date(2020, 9, 24), date(2021, 9, 30)),
        ("addendum", None, date(2022, 3, 25), date(2023, 3, 31)),
        ("addendum", Some("8.3"), date(2022, 3, 25), date(2022, 9, 30)),
        ("follow_up", Some("8.3"), date(2025, 8, 29), date(2026, 2, 28)),
    ] {
        assert_eq!(dues(greco, report, conclusion, adopted), [due], "{report} {conclusion:?}");
    }
}

#[test]
fn nothing_is_due_once_the_procedure_is_terminated() {
    let all = shipped();
    let greco = greco(&all);
    for report in &greco.reports {
        assert_eq!(dues(greco, report, Some("8.1"), date(2024, 3, 22)), [], "{report}");
        assert_eq!(dues(greco, report, Some("8.3"), date(2024, 3, 22)), [date(2024, 9, 30)], "{report}");
    }
    let effects = ["8.1", "8.2", "8.3", "9"].map(|conclusion| greco.effect(conclusion));
    assert_eq!(effects, [Some(Effect::Terminate), Some(Effect::Continue), Some(Effect::Ladder), None]);
}

#[test]
fn the_dated_cases_of_greco_follow_from_its_procedure() {
    let Some(path) = probity_testkit::reference("commitments/greco_cases.json") else { return };
    let cases: serde_json::Value = serde_json::from_str(&fs_err::read_to_string(path).unwrap()).unwrap();
    let all = shipped();
    let derived = &cases["kazakhstan_r12"]["derived"];
    for (report, adopted, key) in [
        ("evaluation", date(2022, 3, 25), "first_situation_report_due"),
        ("compliance", date(2024, 3, 22), "second_situation_report_due"),
    ] {
        assert_eq!(dues(greco(&all), report, None, adopted)[0].to_string(), derived[key].as_str().unwrap());
    }
}

#[test]
fn every_shipped_procedure_speaks_three_languages_and_says_what_is_unverified() {
    let all = shipped();
    let keys: Vec<String> = all.iter().map(Procedure::key).collect();
    assert_eq!(
        keys,
        [
            "greco@2017-10",
            "uncac@2009-11",
            "oecd-acn@round-4",
            "oecd-acn@round-5",
            "un-treaty-body@2013-10",
            "un-upr@2008-04",
            "un-special-procedure@1980-01",
            "national-programme@2023"
        ]
    );
    for procedure in all.iter() {
        let texts = procedure.verdicts.iter().map(|verdict| &verdict.title);
        let texts = texts.chain(procedure.ladder.iter().map(|step| &step.text)).chain([&procedure.title]);
        let texts = texts.chain(procedure.statuses.iter().map(|status| &status.title));
        let texts = texts.chain(procedure.rounds.iter().flat_map(|round| [&round.title, &round.themes]));
        for names in texts.chain(procedure.areas.iter().map(|area| &area.title)) {
            assert!(["en", "kk", "ru"].iter().all(|language| names.texts.contains_key(*language)), "{names:?}");
        }
        assert!(procedure.deadlines.iter().all(|deadline| !deadline.verified), "{}", procedure.key());
        assert!(procedure.scales.iter().all(|scale| !scale.verified), "{}", procedure.key());
    }
}

#[test]
fn verdicts_close_recommendations_as_each_body_says() {
    let all = shipped();
    let closing = |id: &str, version: &str| -> Vec<(String, i32, bool)> {
        let procedure = all.get(id, version).unwrap();
        procedure.verdicts.iter().map(|verdict| (verdict.id.clone(), verdict.rank, verdict.closes)).collect()
    };
    let rows = |list: &[(&str, i32, bool)]| -> Vec<_> {
        list.iter().map(|(id, rank, closes)| ((*id).to_owned(), *rank, *closes)).collect()
    };
    let greco = rows(&[("satisfactory", 2, true), ("dealt", 2, true), ("partly", 1, false), ("not", 0, false)]);
    assert_eq!(closing("greco", "2017-10"), greco);
    let uncac = rows(&[("yes", 2, true), ("in_part", 1, false), ("no", 0, false), ("not_applicable", 2, true)]);
    assert_eq!(closing("uncac", "2009-11"), uncac);
    let fourth = rows(&[("fully", 3, true), ("largely", 2, false), ("partially", 1, false), ("not", 0, false)]);
    assert_eq!(closing("oecd-acn", "round-4"), fourth);
}

#[test]
fn verdicts_on_parts_suggest_one_for_the_whole_and_no_more() {
    let all = shipped();
    let greco = greco(&all);
    assert!(!greco.part_rule.as_ref().unwrap().verified);
    for (parts, suggested) in [
        (&["satisfactory", "dealt"][..], Some("satisfactory")),
        (&["dealt"], Some("satisfactory")),
        (&["not", "not"], Some("not")),
        (&["satisfactory", "not"], Some("partly")),
        (&["partly"], Some("partly")),
        (&[], None),
        (&["satisfactory", "fully"], None),
    ] {
        assert_eq!(greco.suggestion(parts), suggested, "{parts:?}");
    }
    let principles: Vec<_> = greco.rounds.iter().map(|round| (round.number, round.principles.len())).collect();
    assert_eq!(principles, [(1, 3), (2, 6), (3, 2), (4, 0), (5, 0), (6, 0)]);
}

#[test]
fn the_review_of_the_convention_counts_from_its_start() {
    let all = shipped();
    let uncac = all.get("uncac", "2009-11").unwrap();
    let due = |event: &Trigger| -> Vec<(String, Date)> {
        let date =
            |deadline: &Deadline| due_computed(date(2023, 12, 31), deadline, &Calendars::default()).unwrap().date;
        uncac.started_by(event, None).map(|deadline| (deadline.id.clone(), date(deadline))).collect()
    };
    let start = [("self_assessment".to_owned(), date(2024, 2, 29)), ("country_report".to_owned(), date(2024, 6, 30))];
    assert_eq!(due(&Trigger::Start), start);
    assert_eq!(due(&Trigger::Report("self_assessment".into())), [("desk_review".to_owned(), date(2024, 1, 31))]);
    assert_eq!(due(&Trigger::Report("country_report".into())), []);
}

#[test]
fn the_quarters_of_a_national_programme_have_their_windows() {
    let all = shipped();
    let programme = all.get("national-programme", "2023").unwrap();
    let windows: Vec<_> = programme.windows.iter().map(|window| window.days.unwrap().of_year(2024).unwrap()).collect();
    let expected = [
        (date(2024, 3, 31), date(2024, 4, 16), date(2024, 5, 16)),
        (date(2024, 6, 30), date(2024, 7, 16), date(2024, 8, 16)),
        (date(2024, 9, 30), date(2024, 10, 16), date(2024, 11, 16)),
        (date(2024, 12, 31), date(2025, 1, 16), date(2025, 2, 16)),
    ];
    assert_eq!(windows.iter().map(|dates| (dates.cutoff, dates.opens, dates.closes)).collect::<Vec<_>>(), expected);
    let statuses: Vec<&str> = programme.statuses.iter().map(|status| status.id.as_str()).collect();
    assert_eq!(statuses, ["not_started", "in_progress", "partly", "implemented", "not_implemented", "cancelled"]);
}

#[test]
fn both_remembered_scales_of_the_fifth_round_ship_and_gaps_have_no_label() {
    let all = shipped();
    let scales = &all.get("oecd-acn", "round-5").unwrap().scales;
    let labels = |value| scales.iter().map(|scale| scale.label(value)).collect::<Vec<_>>();
    assert_eq!(labels(53.0), [Some("average"), Some("B")]);
    assert_eq!(labels(91.9), [Some("outstanding"), Some("A")]);
    assert_eq!((labels(49.9)[0], labels(50.0)[0], labels(90.0)[0]), (Some("low"), Some("average"), Some("high")));
    assert_eq!(labels(70.5), [None, Some("B")]);
    assert_eq!(labels(75.5), [Some("high"), None]);
}

#[test]
fn an_evaluation_is_bound_to_the_version_in_force_on_its_date() {
    let text = "[[procedure]]\nid = \"x\"\nversion = \"2012\"\n[[procedure]]\nid = \"x\"\nversion = \"2017-10\"\n";
    let all = read_procedures("x.toml", text).unwrap();
    let version = |date| match all.in_force("x", date).unwrap() {
        InForce::Then(procedure) => procedure.version.clone(),
        InForce::Earliest(procedure) => format!("earliest {}", procedure.version),
    };
    assert_eq!(version(date(2017, 9, 30)), "2012");
    assert_eq!(version(date(2017, 10, 1)), "2017-10");
    assert_eq!(version(date(2011, 12, 31)), "earliest 2012");
    let named = |name| all.named(name, date(2024, 1, 1)).map(|found| found.procedure().version.clone());
    assert_eq!((named("x@2012"), named("x"), named("x@2013")), (Some("2012".into()), Some("2017-10".into()), None));
    assert_eq!(named("y"), None);
}

const ROLLING: &str = r#"
[[calendar]]
id = "KZ"
timezone = "Asia/Almaty"
weekend = ["sat", "sun"]
[[calendar.day]]
date = 2024-05-08
kind = "holiday"
name = { en = "Day off (substituted from 2024-05-04)" }
estimated = false

[[procedure]]
id = "x"
version = "1"
report = ["evaluation"]
[[procedure.deadline]]
id = "reply"
after = { report = ["evaluation"] }
months = 1
days = 7
roll = "next_working_day"
calendar = "KZ"
verified = true
"#;

#[test]
fn a_deadline_rolls_after_it_is_anchored_and_says_what_is_unsure() {
    let (procedures, calendars) = (read_procedures("x", ROLLING).unwrap(), read_calendars("x", ROLLING).unwrap());
    let deadline = &procedures.get("x", "1").unwrap().deadlines[0];
    let due = |start| due_computed(start, deadline, &calendars).unwrap();
    assert_eq!((due(date(2024, 4, 1)).date, due(date(2024, 4, 1)).note()), (date(2024, 5, 9), String::new()));
    assert_eq!(due(date(2024, 11, 30)).note(), "calendar does not cover 2025");
    let error = due_computed(date(2024, 4, 1), deadline, &Calendars::default()).unwrap_err();
    assert_eq!(error.to_string(), "deadline `reply` needs the calendar `KZ`; there are none");
    assert!(due_computed(date(9999, 12, 1), deadline, &calendars).is_err());
}

#[test]
fn an_unverified_rule_says_so_in_the_note_of_its_rows() {
    let all = shipped();
    let deadline = &greco(&all).deadlines[0];
    let due = due_computed(date(2022, 3, 25), deadline, &Calendars::default()).unwrap();
    assert_eq!((due.note().as_str(), due.verified), ("unverified rule", false));
    assert_eq!(greco(&all).rule(deadline), "greco@2017-10#situation_report");
}

#[test]
fn the_date_the_organ_set_last_wins() {
    let set = |month, day, due| SetDue { on: date(2024, month, day), due };
    let (first, second, third) =
        (set(3, 22, date(2025, 9, 30)), set(6, 1, date(2025, 3, 31)), set(6, 1, date(2025, 4, 30)));
    assert_eq!(latest_set(&[second, first]), Some(second));
    assert_eq!(latest_set(&[first, second, third]), Some(third));
    assert_eq!(latest_set(&[]), None);
}

#[test]
fn a_procedure_is_the_same_from_json() {
    let json = serde_json::json!({
        "id": "x", "version": "2020", "title": {"en": "X"}, "report": ["evaluation"],
        "verdict": [{"id": "worse", "rank": -100, "closes": false}],
        "conclusion": [{"id": "8.1", "effect": "terminate"}],
        "deadline": [{"id": "d", "after": {"report": ["evaluation"]}, "unless_conclusion": ["8.1"], "months": 18}],
    });
    let procedure: Procedure = serde_json::from_value(json).unwrap();
    assert_eq!((procedure.verdicts[0].rank, procedure.in_force_from), (-100, Some(date(2020, 1, 1))));
    let broken = serde_json::json!({"id": "x", "version": "1", "deadline": [{"id": "d", "after": {"report": ["y"]}}]});
    let error = serde_json::from_value::<Procedure>(broken).unwrap_err().to_string();
    assert_eq!(error, ".deadline[0].after.report[0]: `y` is no report of this procedure (expected none are listed)");
}

#[test]
fn a_faulty_procedure_is_told_every_fault_with_its_line() {
    let text = r#"[[procedure]]
id = "x"
version = "1"
report = ["evaluation", "evaluation"]
verdict = [{ id = "a", rank = 1, closes = true }, { id = "a", rank = 0, closes = false }]
[[procedure.conclusion]]
id = "8.1"
effect = "terminate"
[[procedure.deadline]]
id = "d"
after = { report = ["evalution"] }
unless_conclusion = ["8.2"]
if_conclusion = ["8.1"]
satisfied_by = ["postcard"]
roll = "next_working_day"
[[procedure.deadline]]
id = "e"
after = {}
[[procedure.window]]
id = "Q1"
cutoff = "03-31"
"#;
    let faults = read_procedures("x.toml", text).unwrap_err();
    let mut found: Vec<_> = faults.iter().map(|fault| (fault.place.row, fault.message.as_str())).collect();
    found.sort_unstable();
    let expected = [
        (4, "report `evaluation` is given twice"),
        (5, "verdict `a` is given twice"),
        (9, "working days need a calendar"),
        (11, "`evalution` is no report of this procedure"),
        (12, "`8.2` is no conclusion of this procedure"),
        (13, "a deadline has either `if_conclusion` or `unless_conclusion`"),
        (14, "`postcard` is no submission or report"),
        (18, "nothing starts this deadline"),
        (20, "window `Q1` has some of its days only"),
    ];
    assert_eq!(found, expected);
    let syntax =
        &read_procedures("x.toml", "[[procedure]]\nid = \"x\"\nversion = \"1\"\nend_of_moth = true\n").unwrap_err()[0];
    assert_eq!((syntax.place.row, syntax.code.as_str()), (4, "procedure"));
    let rule = "[[procedure]]\nid = \"x\"\nversion = \"1\"\nverdict = [{ id = \"a\", rank = 1, closes = true }]\n\
                part_rule = { all_closed = \"a\", unanimous = \"b\", otherwise = \"a\" }\n";
    let fault = &read_procedures("x.toml", rule).unwrap_err()[0];
    assert_eq!((fault.place.row, fault.message.as_str()), (5, "`b` is no verdict here"));
    let twice = "[[procedure]]\nid = \"x\"\nversion = \"1\"\n[[procedure]]\nid = \"x\"\nversion = \"1\"\n";
    assert_eq!(read_procedures("x.toml", twice).unwrap_err()[0].place.row, 6);
}

proptest! {
    #[test]
    fn a_computed_date_is_months_then_days_then_the_end_of_the_month(
        start in 0i32..40_000, months in 0i32..60, days in 0i32..400, end in any::<bool>(),
    ) {
        let start = add_days(date(1990, 1, 1), start).unwrap();
        let text = format!(
            "[[procedure]]\nid = \"x\"\nversion = \"1\"\nreport = [\"r\"]\n[[procedure.deadline]]\nid = \"d\"\n\
             after = {{ report = [\"r\"] }}\nmonths = {months}\ndays = {days}\nend_of_month = {end}\n"
        );
        let procedures = read_procedures("x.toml", &text).unwrap();
        let deadline = &procedures.get("x", "1").unwrap().deadlines[0];
        let due = due_computed(start, deadline, &Calendars::default()).unwrap().date;
        let plain = add_days(add_months(start, months).unwrap(), days).unwrap();
        prop_assert_eq!(due, if end { end_of_month(plain) } else { plain });
        prop_assert!(due >= start);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(\\[\\[procedure(\\.[a-z]{1,8})?\\]\\]\n|[a-z]{1,8} = [\\[{\"]?[a-z0-9\"\\]}]{0,6}\n){0,8}") {
        let _ = read_procedures("x.toml", &text);
    }
}
