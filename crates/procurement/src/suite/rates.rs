//! # What it finds
//! How often each red flag fires: of the processes, buyers, suppliers, pairs or markets that a flag could judge, the share
//! it raised; how many it could not judge, and for how many its question does not arise.
//! # Why it matters
//! A flag that fires nearly everywhere tells nobody apart, and one that can judge next to nothing says nothing about the
//! rest. Nobody can read a single flag without its base rate.
//! # Formula
//!     eligible = flagged + clear
//!     share = flagged / eligible, with Wilson's interval at 95 %
//!     eligible + insufficient + not_applicable = all subjects of the kind
//!
//! By flag, kind of subject and publisher (the beginning of a process's identifier; `_T` is all publishers), for the whole
//! period and by year of the process: of its tender period, else of its release. The interval says how far the share of a
//! process like these may be from the one seen; it knows nothing about processes that were not published.
//! # Exclusions
//! A tenderer flagged together with a process is no subject of its own. Subjects that are no processes are counted over all
//! publishers and the whole period, because they have no year. Processes of no known year count in the whole period only,
//! processes whose identifier names no publisher under `_U`. Where nothing could be judged there is no share. A share above
//! a quarter is marked `non_discriminating`. No row names a process, a person or a firm.
//! # Source
//! The states are those of the flags' own methods; the interval is Wilson's (1927).

use super::base::{TOTAL, publisher, share};
use super::findings::ALL;
use super::name::name;
use super::pass::Places;
use super::years::Years;
use crate::flag::Subject;
use crate::run::{Answer, BaseRate};
use probity_core::suite::Member;
use probity_core::{Finding, FindingId};
use std::collections::BTreeMap;

/// The method.
pub const MEMBER: Member = Member { id: "flag-rates", source: include_str!("rates.rs"), is_dataset: true };

/// The publisher of processes whose identifier names none.
const UNKNOWN: &str = "_U";

/// By flag, kind of subject and publisher.
type Rates<'a> = BTreeMap<(&'static str, &'static str, &'a str), BaseRate>;

/// Who published a process, as tables may say it: an identifier without a publisher's part would be the process itself.
pub(super) fn who(ocid: &str) -> &str {
    let own = publisher(ocid);
    if own.is_empty() || own == ocid { UNKNOWN } else { own }
}

/// The findings.
pub(super) fn findings(rows: &[Answer], places: &Places<'_>) -> Vec<Finding> {
    let mut years: Years<Rates<'_>> = Years::default();
    for answer in rows {
        let (word, state) = (answer.row.subject_type.word(), answer.row.outcome.state);
        if answer.row.subject_type == Subject::Process {
            let year = places.get(&answer.ocid).and_then(|place| place.year);
            let counts = years.of(year);
            counts.entry((answer.code, word, who(&answer.ocid))).or_default().count(state);
            counts.entry((answer.code, word, TOTAL)).or_default().count(state);
        } else if answer.ocid.is_empty() {
            years.of(None).entry((answer.code, word, TOTAL)).or_default().count(state);
        }
    }
    let mut found = Vec::new();
    for (period, counts) in years.periods() {
        for ((code, kind, publisher), rate) in counts {
            let is_process = kind == Subject::Process.word();
            if is_process || period == ALL {
                found.extend(of(&format!("{code}|{kind}|{publisher}"), &period, rate));
            }
        }
    }
    found
}

fn of(subject: &str, period: &str, rate: BaseRate) -> [Finding; 5] {
    let id = |measure: &str| FindingId {
        method: MEMBER.id.to_owned(),
        measure: measure.to_owned(),
        subject: name(subject),
        period: period.to_owned(),
    };
    let count = |measure: &str, n: u64| Finding::value(id(measure), n as f64, "");
    let reason = if rate.is_non_discriminating() { "non_discriminating" } else { "" };
    [
        share(id("share"), rate.flagged, rate.eligible(), reason),
        count("eligible", rate.eligible()),
        count("flagged", rate.flagged),
        count("insufficient", rate.insufficient),
        count("not_applicable", rate.not_applicable),
    ]
}
