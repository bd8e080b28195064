//! Results of an invented programme as IATI 2.03: the order of the schema's elements, values as recorded, and no number where
//! none was observed.

use crate::recorder::Recorder;
use jiff::civil::Date;
use probity_commitments::report::{ReportError, Reporter, iati};
use probity_commitments::rules::NoLibrary;
use probity_commitments::view::{NoWorld, View};

const PROGRAMME: &str = r#"
defaults = { actor = "sec", role = "secretariat" }
body = [{ id = "moj", kind = "ministry", names = { en = "Ministry of Justice", ru = "Минюст" } }]
programme = [{ id = "plan", version = "2024", names = { en = "Plan", kk = "Жоспар" }, from = 2024-01-01, to = 2026-12-31 },
             { id = "bare", version = "1", names = "Bare", from = 2024-01-01, to = 2024-12-31 }]
objective = [{ id = "o", programme = "plan@2024", names = { en = "Open tenders & fair ones" } }]
result = [{ id = "r", objective = "o", names = { en = "Fewer single bids" } }, { id = "empty", objective = "o", names = "Nothing" }]
measure = [{ id = "m", programme = "plan@2024", result = "r", names = "Publish", lead = "moj", term_to = 2025-12-31 }]

[[indicator]]
id = "single"
result = "r"
names = { en = "Single bids", ru = "Один участник" }
unit = "percent"
direction = "down"
ratio = true
baseline = { value = 33, date = 2023-12-31, source = "register" }
target = { value = 20, date = 2025-12-31 }

[[observation]]
indicator = "single"
period = "2024-Q1"
value = { num = 58, den = 211 }
source = "register"
effective = 2024-04-01
[[observation]]
indicator = "single"
period = "2024"
missing = "not_collected"
effective = 2024-12-31
"#;

fn made(programme: &str) -> Result<String, ReportError> {
    let mut log = Recorder::shipped(&NoLibrary);
    log.accept(PROGRAMME, "2025-02-01T09:00:00Z".parse().unwrap());
    let at: Date = "2025-01-31".parse().unwrap();
    let view = View::new(log.fold.state(), at, None, &NoWorld);
    iati(&view, programme, &Reporter { identifier: "XX-1", kind: "10", name: "Observatory" })
}

#[test]
fn results_go_out_in_the_order_of_the_schema_with_values_as_recorded() {
    insta::assert_snapshot!(made("plan@2024").unwrap());
}

#[test]
fn a_programme_without_indicators_has_no_results_to_give() {
    assert!(matches!(made("bare@1"), Err(ReportError::NoIndicators { programme }) if programme == "bare@1"));
    assert!(matches!(made("none"), Err(ReportError::NoProgramme { .. })));
}
