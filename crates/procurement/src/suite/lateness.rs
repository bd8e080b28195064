//! How much of the late bids (R030) is time zone: the counts that a run notes beside the flag, as findings, so that pages
//! show all of them before anybody is named.

use super::findings::ALL;
use super::name::name;
use probity_core::{Finding, FindingId};
use serde_json::Value;
use std::collections::BTreeMap;

/// The flag.
pub const LATE_BIDS: &str = "R030";
/// The measure of how many would be flagged if dates without an offset were read at this one; its subjects are offsets
/// in whole hours, such as `+05`.
pub const BY_OFFSET: &str = "flagged_by_offset";
/// The measure of how many came in this hour of lateness; its subjects are hours, negative before the deadline.
pub const BY_HOUR: &str = "processes_by_hour_late";

/// The findings from the notes of the flag.
pub(super) fn findings(notes: &BTreeMap<String, Value>) -> Vec<Finding> {
    let rows = |measure: &str| notes.get(measure).and_then(Value::as_array).into_iter().flatten();
    let row = |measure: &str, subject: String, n: f64| {
        let (method, measure) = (LATE_BIDS.to_owned(), measure.to_owned());
        Finding::value(FindingId { method, measure, subject: name(&subject), period: ALL.to_owned() }, n, "")
    };
    let number = |row: &Value, key: &str| row.get(key).and_then(Value::as_i64);
    let by_offset = rows(BY_OFFSET).filter_map(|own| {
        let (hours, n) = (number(own, "offset_hours")?, own.get("flagged")?.as_f64()?);
        Some(row(BY_OFFSET, format!("{hours:+03}"), n))
    });
    let by_hour = rows(BY_HOUR)
        .filter_map(|own| Some(row(BY_HOUR, number(own, "hour")?.to_string(), own.get("processes")?.as_f64()?)));
    by_offset.chain(by_hour).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_offset_and_every_hour_is_a_finding() {
        let notes = BTreeMap::from([
            (BY_OFFSET.to_owned(), json!([{"offset_hours":-5,"flagged":2},{"offset_hours":14,"flagged":0}])),
            (BY_HOUR.to_owned(), json!([{"hour":-48,"processes":7}])),
        ]);
        let all: Vec<String> =
            findings(&notes).iter().map(|own| format!("{} {}", own.id, own.value.unwrap_or_default())).collect();
        assert_eq!(
            all,
            [
                "R030:flagged_by_offset:-05:all 2",
                "R030:flagged_by_offset:+14:all 0",
                "R030:processes_by_hour_late:-48:all 7"
            ]
        );
    }
}
