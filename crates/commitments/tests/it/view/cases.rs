//! What happened in Greece and Kazakhstan: the timelines of the reference data give the dates that the plenary set, and
//! nothing is invented where only counts were printed.

use super::{day, due, log};
use probity_commitments::view::{DeadlineState as State, NoWorld, View, aggregate, status};
use serde_json::Value;

fn data() -> Option<Value> {
    let path = probity_testkit::reference("commitments/greco_cases.json")?;
    serde_json::from_str(&fs_err::read_to_string(path).unwrap()).ok()
}

fn bodies() -> String {
    ["GR", "KZ"]
        .iter()
        .map(|state| {
            format!("[[body]]\nid = \"{state}\"\nkind = \"state\"\nstate = \"{state}\"\nnames = \"{state}\"\n")
        })
        .collect()
}

/// A timeline of the data as a load file.
fn timeline(events: &Value, id: &str, state: &str, count: u64, extra: &str) -> String {
    let mut text = format!(
        "[[evaluation]]\nid = \"{id}\"\nprocedure = \"greco\"\nstate = \"{state}\"\nrecommendations = {count}\n{extra}"
    );
    for event in events.as_array().unwrap() {
        let (name, date) = (event[0].as_str().unwrap(), event[1].as_str().unwrap());
        if name == "situation_report_received" {
            text.push_str(&format!(
                "[[submission]]\nid = \"{id}-S\"\nkind = \"situation_report\"\nevaluation = \"{id}\"\nby = \"{state}\"\nreceived = {date}\n"
            ));
        }
        let Some(report) = name.strip_suffix("_adopted") else { continue };
        let (kind, ordinal) = if report == "second_addendum" { ("addendum", 2) } else { (report, 1) };
        text.push_str(&format!(
            "[[report]]\nid = \"{id}-{report}\"\nevaluation = \"{id}\"\nkind = \"{kind}\"\nordinal = {ordinal}\nplenary = \"{}\"\nadopted = {date}\n",
            event[2].as_str().unwrap()
        ));
    }
    text
}

#[test]
fn the_fourth_round_in_greece() {
    let Some(data) = data() else { return };
    let count = data["greece_r4"]["recommendations"].as_u64().unwrap();
    let fold = log(&[("2024-09-30", &(bodies() + &timeline(&data["greece_r4"]["events"], "GR4", "GR", count, "")))]);
    let rows = due(&fold, "2024-09-30");
    let seen: Vec<(String, String, State, Option<i32>)> =
        rows.into_iter().map(|row| (row.deadline, row.due.unwrap().to_string(), row.state, row.days)).collect();
    let row = |id: &str, due: &str, state, days| (id.to_owned(), due.to_owned(), state, days);
    assert_eq!(
        seen,
        [
            row("situation_report", "2016-12-31", State::Superseded, None),
            row("second_situation_report", "2018-12-31", State::Superseded, None),
            row("additional_information", "2021-09-30", State::Superseded, None),
            row("additional_information", "2023-03-31", State::MetLate, Some(-7)),
            row("additional_information", "2024-12-31", State::Open, Some(92)),
        ]
    );
    let view = View::new(fold.state(), day("2024-09-30"), None, &NoWorld);
    let greece = status(&view, None, None).evaluations.swap_remove(0);
    assert_eq!((greece.summary.total, greece.summary.not_assessed), (19, 19), "no verdict and no count is in the data");
    assert!(greece.summary.share_closed.is_none());
}

#[test]
fn the_third_round_in_greece_has_the_date_that_the_plenary_set() {
    let Some(data) = data() else { return };
    let events = &data["greece_r3"]["events"];
    let set = events.as_array().unwrap().iter().find(|it| it[0] == "report_due").unwrap()[1].as_str().unwrap();
    let base = bodies() + &timeline(events, "GR3", "GR", 27, "");
    let concluded = format!("{base}conclusion = \"8.3\"\n");
    let row = |text: &str, at: &str| due(&log(&[("2024-09-30", text)]), at).swap_remove(0);
    let computed = row(&concluded, "2012-07-01");
    assert_eq!(computed.due.map(|due| due.to_string()).as_deref(), Some(set), "the rule gives what the plenary set");
    assert_eq!((computed.deadline.as_str(), computed.state), ("progress_report", State::Open));
    assert_eq!(row(&concluded, "2013-01-01").state, State::Overdue);
    let printed = row(&format!("{concluded}due = {set}\n"), "2012-12-01");
    assert_eq!((printed.computed, printed.set, printed.state), (computed.computed, computed.computed, State::DueSoon));
}

#[test]
fn kazakhstan_has_four_of_twenty_seven_and_nobody_knows_which() {
    let Some(data) = data() else { return };
    let case = &data["kazakhstan_r12"];
    let reference = case["evaluation_ref"].as_str().unwrap();
    let total = case["recommendations"].as_u64().unwrap();
    let closed = case["compliance"]["satisfactory_or_dealt_with"].as_u64().unwrap();
    let text = bodies()
        + &timeline(&case["events"], reference, "KZ", total, "")
        + &format!("counts = {{ closed = {closed}, total = {total} }}\n");
    let fold = log(&[("2024-09-30", &text)]);
    let view = |at: &str| View::new(fold.state(), day(at), None, &NoWorld);
    let after = view("2024-09-30");
    assert_eq!(after.find("Greco Eval I-II Rep (2021) 1E"), Ok(reference.to_owned()));
    let found = status(&after, None, None).evaluations.swap_remove(0);
    assert_eq!(found.recommendations.len(), 27);
    assert!(found.recommendations.iter().all(|it| it.row.verdict == "unknown" && it.row.since.is_none()));
    assert_eq!(found.recommendations[26].row.recommendation, format!("{reference}/xxvii"));
    let due = case["derived"]["second_situation_report_due"].as_str().unwrap();
    assert!(found.recommendations.iter().all(|it| it.row.due.unwrap().to_string() == due));
    assert_eq!((found.summary.closed, found.summary.unknown, found.summary.share_closed), (0, 27, None));
    let printed = serde_json::to_value(found.summary.counts_printed).unwrap();
    assert_eq!((&printed["closed"], &printed["total"]), (&4.into(), &27.into()));
    // Before the compliance report nothing is assessed, and that is not nought per cent.
    let before = status(&view("2023-12-31"), None, None).evaluations.swap_remove(0);
    assert!(before.recommendations.iter().all(|it| it.row.verdict == "not_assessed"));
    assert_eq!((before.summary.not_assessed, before.summary.share_closed), (27, None));
    assert!(before.recommendations.iter().all(|it| it.row.overdue == Some(true)), "nothing had been sent by then");
    let sums = aggregate(&after, "greco", None);
    assert_eq!((sums.evaluations, sums.unknown, sums.closed, sums.closed_printed), (1, 27, 0, 4));
    let sums = aggregate(&view("2023-12-31"), "greco", None);
    assert_eq!((sums.evaluations, sums.not_reported, sums.total), (0, 1, 0));
}
