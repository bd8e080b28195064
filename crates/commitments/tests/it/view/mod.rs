//! Views over a log: status, deadlines, review, progress. Logs are made through the door a command uses, so that nothing
//! is asked of a view that could not have been recorded.

mod aggregates;
mod cases;
mod deadlines;
mod laws;
mod measures;
mod review;
mod status;

use crate::recorder::{DEFAULTS, Recorder};
use jiff::civil::Date;
use probity_commitments::rules::{Fold, NoLibrary};
use probity_commitments::view::{Cells, DeadlineRow, NoWorld, RecommendationRow, View, deadlines, status};

/// Rows as one line each, as whoever asks on the command line has them.
fn printed<E: std::fmt::Debug>(cells: Result<Cells, E>) -> String {
    let cells = cells.unwrap();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(cells.columns).unwrap();
    for row in &cells.rows {
        let text = |value: &serde_json::Value| match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        out.write_record(row.iter().map(text)).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// Bodies and people that every log begins with.
pub const WHO: &str = r#"
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
id = "agency"
kind = "agency"
state = "KZ"
names = { en = "Agency" }
from = 2014
to = 2025-06-30
successor = ["committee"]
[[body]]
id = "committee"
kind = "agency"
state = "KZ"
names = { en = "Committee" }
from = "2025-07"
[[body]]
id = "moj"
kind = "ministry"
state = "KZ"
names = { en = "Ministry of Justice" }
[[actor]]
id = "clerk"
body = "moj"
roles = ["ministry"]
[[actor]]
id = "ana"
body = "kz"
roles = ["analyst"]
[[actor]]
id = "head"
body = "kz"
roles = ["head_of_delegation"]
[[evaluation]]
id = "E"
procedure = "greco"
state = "KZ"
reference = "GrecoEval1/2Rep(2021)1"
recommendations = 3
[[evaluation]]
id = "Other"
procedure = "greco"
state = "LV"
recommendations = 1
[[recommendation]]
evaluation = "E"
number = "ii"
parts = ["a", "b"]
"#;

/// The log after some files, each loaded at its own time.
pub fn log(files: &[(&str, &str)]) -> Fold {
    let mut log = Recorder::shipped(&NoLibrary);
    for (now, text) in files {
        log.accept(&format!("{DEFAULTS}{text}"), format!("{now}T12:00:00Z").parse().unwrap());
    }
    log.fold
}

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Rows of `status` of the evaluation `E`.
pub fn rows(fold: &Fold, at: &str) -> Vec<RecommendationRow> {
    let view = View::new(fold.state(), day(at), None, &NoWorld);
    let one = status(&view, Some(&["E".to_owned()]), None).evaluations.pop();
    one.map(|it| it.recommendations.into_iter().map(|it| it.row).collect()).unwrap_or_default()
}

/// Rows of `deadlines`.
pub fn due(fold: &Fold, at: &str) -> Vec<DeadlineRow> {
    deadlines(&View::new(fold.state(), day(at), None, &NoWorld)).rows
}

/// A report of the evaluation `E`.
pub fn report(id: &str, kind: &str, adopted: &str, rest: &str) -> String {
    format!(
        "[[report]]\nid = \"{id}\"\nevaluation = \"E\"\nkind = \"{kind}\"\nadopted = {adopted}\nplenary = 90\n{rest}\n"
    )
}

/// A verdict in the evaluation `E`.
pub fn verdict(number: &str, report: &str, value: &str) -> String {
    format!("[[verdict]]\nrecommendation = \"E/{number}\"\nreport = \"{report}\"\nvalue = \"{value}\"\n")
}
