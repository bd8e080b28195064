//! What the log of commitments says, as its users ask: status of recommendations and measures, deadlines, the calendar of
//! them, as of any day and as it was known on any day.

use super::program::{Ran, place, probity};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const BASE: &str = r#"
[defaults]
actor = "sec"
role = "secretariat"

[[body]]
id = "greco"
kind = "international"
names = { en = "GRECO" }
[[body]]
id = "kz"
kind = "state"
state = "KZ"
names = { en = "Kazakhstan" }
[[body]]
id = "moj"
kind = "ministry"
state = "KZ"
names = { en = "Ministry of Justice" }
[[evaluation]]
id = "KZ12"
procedure = "greco"
state = "KZ"
reference = "GrecoEval1/2Rep(2021)1"
recommendations = 4
[[measure]]
id = "M1"
names = { en = "Draft a law" }
lead = "moj"
term_to = 2024-04-30
recommendations = ["KZ12/iv"]
[[report]]
id = "R0"
evaluation = "KZ12"
kind = "evaluation"
adopted = 2022-03-25
plenary = 90
[[report]]
id = "R1"
evaluation = "KZ12"
kind = "compliance"
adopted = 2024-03-22
plenary = 96
published = 2024-09-06
[[verdict]]
recommendation = "KZ12/i"
report = "R1"
value = "satisfactory"
"#;

/// Recorded a week later: the verdict on the fourth.
const LATER: &str = r#"
[defaults]
actor = "sec"
role = "secretariat"
[[verdict]]
recommendation = "KZ12/iv"
report = "R1"
value = "partly"
"#;

fn observatory() -> TempDir {
    let dir = place();
    probity(dir.path(), "init kz").well();
    for (name, text, now) in
        [("base.toml", BASE, "2024-10-01T09:00:00Z"), ("later.toml", LATER, "2024-10-08T09:00:00Z")]
    {
        fs_err::write(dir.path().join(name), text).unwrap();
        probity(dir.path(), &format!("commitments load {name} --dir kz --now {now}")).well();
    }
    dir
}

fn ask(dir: &Path, arguments: &str) -> Ran {
    probity(dir, &format!("commitments {arguments} --dir kz"))
}

const HEADER: &str = "recommendation,verdict,since,report,due,overdue,measures,evidence,needs_review\n";

#[test]
fn status_answers_for_both_times() {
    let dir = observatory();
    let rows = |arguments: &str| ask(dir.path(), &format!("status {arguments}")).well().out;
    assert_eq!(
        rows("--at 2024-10-10"),
        format!(
            "{HEADER}KZ12/i,satisfactory,2024-03-22,R1,,,0,0,no\nKZ12/ii,unknown,,,2025-09-30,no,0,0,no\n\
             KZ12/iii,unknown,,,2025-09-30,no,0,0,no\nKZ12/iv,partly,2024-03-22,R1,2025-09-30,no,1,0,no\n"
        )
    );
    assert!(rows("--at 2024-10-10 --known 2024-10-07").contains("KZ12/iv,unknown,,,"));
    assert!(rows("--at 2024-10-10 --known 2024-10-08").contains("KZ12/iv,partly,"), "the whole day counts");
    assert_eq!(rows("--at 2024-10-10 --known 2024-09-30"), HEADER);
    assert!(rows("--at 2024-03-21").contains("KZ12/i,not_assessed,,,2023-09-30,yes,"));
    assert!(rows("--at 2024-09-05 --as public").contains("KZ12/i,not_assessed,"), "adopted, not yet public");
    assert!(rows("--at 2024-09-06 --as public").contains("KZ12/i,satisfactory,"));
    assert_eq!(rows("--now 2024-10-10"), rows("--at 2024-10-10"));
}

#[test]
fn an_evaluation_is_asked_for_in_any_spelling_and_answers_as_one_object() {
    let dir = observatory();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_probity"))
        .current_dir(dir.path())
        .args(["commitments", "status", "--dir", "kz", "--at", "2024-10-10", "--format", "json"])
        .args(["--evaluation", "greco eval I-II rep (2021) 1E"])
        .output()
        .unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["evaluation"], &json["summary"]["total"]), (&"KZ12".into(), &4.into()));
    assert_eq!(json["recommendations"][3]["history"][0]["at"], "2024-10-08T09:00:00Z");
    let none = ask(dir.path(), "status --evaluation Nowhere");
    assert_eq!((none.code, none.out.as_str()), (4, ""));
    assert!(none.err.contains("no evaluation is called `Nowhere`") && none.err.contains("`KZ12`"), "{}", none.err);
}

#[test]
fn measures_have_a_table_of_their_own() {
    let dir = observatory();
    let text = ask(dir.path(), "status --measures --at 2024-05-01").well().out;
    let header = "measure,status,punctuality,since,term_to,lead,notices,evidence,needs_review\n";
    assert_eq!(text, format!("{header}M1,not_assessed,overdue,,2024-04-30,moj,0,0,no\n"));
    let json: Value =
        serde_json::from_str(&ask(dir.path(), "status --measures --format json --at 2024-05-01").well().out).unwrap();
    assert_eq!(json["measures"][0]["measure"], "M1");
}

#[test]
fn deadlines_are_a_table_or_a_calendar() {
    let dir = observatory();
    let text = ask(dir.path(), "deadlines --at 2024-10-10").well().out;
    assert_eq!(
        text,
        "subject,deadline,rule,computed,set,due,satisfied_on,state,days,note\n\
         evaluation:KZ12,situation_report,greco@2017-10#situation_report,2023-09-30,,2023-09-30,,superseded,,unverified rule\n\
         measure:M1,term,,,2024-04-30,2024-04-30,,overdue,-163,\n\
         evaluation:KZ12,second_situation_report,greco@2017-10#second_situation_report,2025-09-30,,2025-09-30,,open,355,unverified rule\n"
    );
    let entries = |at: &str| ask(dir.path(), &format!("deadlines --ical --at {at}")).well().out;
    let calendar = entries("2024-10-10");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3);
    for line in ["DTSTART;VALUE=DATE:20250930", "TRIGGER:-P90D", "TRIGGER:-P30D", "TRIGGER:-P7D", "TRIGGER:P1D"] {
        assert!(calendar.contains(&format!("{line}\r\n")), "{line}\n{calendar}");
    }
    assert_eq!(calendar.matches("BEGIN:VALARM").count(), 8, "two run, four reminders each");
    let names = |calendar: &str| -> Vec<String> {
        calendar.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(names(&calendar), names(&entries("2025-01-01")), "names never change");
    assert_eq!(calendar, entries("2024-10-10"), "two runs, the same bytes");
}

#[test]
fn what_is_wrongly_asked_is_told() {
    let dir = place();
    let none = probity(dir.path(), "commitments status --dir nowhere");
    assert_eq!(none.code, 4, "{}", none.err);
    let role = probity(dir.path(), "commitments status --as king");
    assert_eq!(role.code, 2);
    assert!(role.err.contains("secretariat"), "{}", role.err);
    let date = probity(dir.path(), "commitments deadlines --at 2024-13-01");
    assert_eq!(date.code, 2);
    let help = probity(dir.path(), "commitments status --help").well().out;
    assert!(help.contains("not_assessed") && help.contains("--known"), "{help}");
}

#[test]
fn tables_come_in_every_format() {
    let dir = observatory();
    let rows = ask(dir.path(), "deadlines --format json --at 2024-10-10").well().out;
    let rows: Value = serde_json::from_str(&rows).unwrap();
    assert_eq!((&rows[1]["subject"], &rows[1]["days"]), (&"measure:M1".into(), &(-163).into()));
    for table in ["deadlines", "status", "status --measures"] {
        let arguments = format!("commitments {table} --format parquet --at 2024-10-10 --dir kz");
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_probity"))
            .current_dir(dir.path())
            .args(arguments.split(' '))
            .output()
            .unwrap();
        assert!(program.status.success() && program.stdout.starts_with(b"PAR1"), "{table}");
    }
}
