//! What a measure rests on: a finding of the observatory's own index is pinned when it is cited, and a run that finds
//! something else calls the measure up again.

use super::program::{panel, place, probity};
use std::path::Path;

/// A measure, and evidence that cites a finding without its digest.
fn cited(finding: &str) -> String {
    format!(
        r#"
[defaults]
actor = "sec"
role = "secretariat"
[[body]]
id = "agency"
kind = "agency"
names = {{ en = "Agency" }}
[[measure]]
id = "M1"
names = {{ en = "Publish reasons" }}
lead = "agency"
term_to = 2026-12-31
[[evidence]]
id = "E1"
on = ["measure:M1"]
kind = "finding"
finding = {{ id = "{finding}" }}
"#
    )
}

fn needs_review(dir: &Path) -> String {
    let rows = probity(dir, "commitments status --measures --at 2026-11-20 --dir o").well().out;
    let row = rows.lines().find(|row| row.starts_with("M1,")).unwrap_or_else(|| panic!("no M1 in {rows}"));
    row.rsplit(',').next().unwrap_or_default().to_owned()
}

#[test]
fn a_run_that_finds_something_else_calls_what_rests_on_it_up_again() {
    let dir = place();
    let dir = dir.path();
    fs_err::write(dir.join("p.csv"), panel(12)).unwrap();
    for command in ["init o", "import perception-scores p.csv --dir o", "assess --dir o"] {
        probity(dir, command).well();
    }
    let found = probity(dir, "findings cpi --dir o").well().out;
    let finding = found.lines().find(|row| row.starts_with("cpi:score:") && row.contains(",value,")).unwrap();
    let finding = finding.split(',').next().unwrap();
    fs_err::write(dir.join("m.toml"), cited(finding)).unwrap();
    probity(dir, "commitments load m.toml --dir o --now 2026-11-01T09:00:00Z").well();
    let log = fs_err::read_to_string(dir.join("o/commitments/events.jsonl")).unwrap();
    let pinned = log.lines().find(|line| line.contains("\"finding\"")).unwrap();
    assert!(pinned.contains("\"sha256\"") && pinned.contains("\"run\""), "{pinned}");
    assert_eq!(needs_review(dir), "no");
    probity(dir, "assess --dir o").well();
    assert_eq!(needs_review(dir), "no", "the same finding again changes nothing");
    let file = dir.join("o/probity.toml");
    let text = fs_err::read_to_string(&file).unwrap();
    fs_err::write(&file, format!("{text}\n[parameters.cpi]\nmin_sources = 12\n")).unwrap();
    probity(dir, "assess --dir o").well();
    assert_eq!(needs_review(dir), "yes");
}

/// The text of an article in the expression of a day.
fn act(date: &str, text: &str) -> String {
    let begun = r#""assented":"2020-03-05","commencements":[{"date":"2020-07-01","provisions":["*"],"main":true}],"#;
    format!(
        r#"{{"format":"probity.act/1","work":"/akn/kz/act/law/2020-03-05/7-vi","title":{{"en":"On samples"}},"language":"eng",
        "expression_date":"{date}",{begun}"provisions":[{{"kind":"article","num":"1","text":"{text}"}}]}}"#
    )
}

#[test]
fn law_that_was_imported_later_was_not_known() {
    let dir = place();
    let dir = dir.path();
    let provision = r#"kind = "provision"
provision = { work = "/akn/kz/act/law/2020-03-05/7-vi", eid = "art_1", language = "eng", at = 2020-12-01 }
"#;
    let text = cited("").replace("kind = \"finding\"\nfinding = { id = \"\" }\n", provision);
    let files = [("one.json", act("2020-03-05", "one")), ("two.json", act("2022-01-01", "two")), ("m.toml", text)];
    for (name, text) in files {
        fs_err::write(dir.join(name), text).unwrap();
    }
    for command in [
        "init o",
        "law import one.json --dir o --now 2020-04-01",
        "commitments load m.toml --dir o --now 2021-01-10",
        "law import two.json --dir o --now 2022-02-01",
    ] {
        probity(dir, command).well();
    }
    let changed = |known: &str| {
        let asked = format!("commitments status --measures --at 2022-03-01 --known {known} --dir o");
        probity(dir, &asked).well().out.contains(",yes\n")
    };
    assert_eq!([changed("2022-01-31"), changed("2022-02-01")], [false, true]);
}
