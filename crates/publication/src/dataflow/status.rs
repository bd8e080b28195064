//! How a finding's state is said in SDMX: the status of its value and whether it may be shown. Six states and a few
//! reason codes map onto two code lists; nothing is lost, because the reason leaves the house beside them.

use probity_core::{Finding, State};
use probity_statistics::cube::{ConfStatus, ObsStatus};

/// What may be shown of a finding: value, interval and the two statuses.
pub struct Shown {
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
    pub obs_status: ObsStatus,
    pub conf_status: ConfStatus,
}

/// The shown part of a finding. A flag without a number is 1, its absence 0; a withheld number is never passed on,
/// even if the finding should carry one.
pub fn shown(finding: &Finding) -> Shown {
    let (obs_status, conf_status) = (status(finding), confidentiality(finding));
    let value = match finding.state {
        State::Value => finding.value,
        State::Flagged => finding.value.or(Some(1.0)),
        State::Clear => finding.value.or(Some(0.0)),
        State::Insufficient | State::NotApplicable | State::Withheld => None,
    };
    let value = value.filter(|value| value.is_finite() && conf_status == ConfStatus::Free);
    let interval = value.and(finding.interval);
    // An end that is not there is at infinity; tables leave its cell empty.
    let interval = interval.map(|interval| {
        let low = interval.low().value().copied().unwrap_or(f64::NEG_INFINITY);
        (low, interval.high().value().copied().unwrap_or(f64::INFINITY))
    });
    Shown { value, interval, obs_status, conf_status }
}

fn status(finding: &Finding) -> ObsStatus {
    match (finding.state, finding.reason.as_str()) {
        (State::Withheld, _) => ObsStatus::Suppressed,
        (State::NotApplicable, _) => ObsStatus::CannotExist,
        (State::Insufficient, _) => ObsStatus::Missing,
        (State::Value, "provisional") => ObsStatus::Provisional,
        (State::Value, "break") => ObsStatus::Break,
        (State::Value, "estimated") => ObsStatus::Estimated,
        (State::Value, _) if finding.value.is_none_or(|value| !value.is_finite()) => ObsStatus::Missing,
        (State::Value | State::Flagged | State::Clear, _) => ObsStatus::Normal,
    }
}

fn confidentiality(finding: &Finding) -> ConfStatus {
    match (finding.state, finding.reason.as_str()) {
        (State::Withheld, "disclosure_primary") => ConfStatus::SmallCounts,
        (State::Withheld, "disclosure_secondary") => ConfStatus::Secondary,
        (State::Withheld, "embargo") => ConfStatus::Embargo,
        (State::Withheld, _) => ConfStatus::Confidential,
        _ => ConfStatus::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use probity_core::{FindingId, Interval};

    fn id() -> FindingId {
        "recorded:A.REGISTERED.OFFENCES.0703:XAA:2022".parse().unwrap()
    }

    #[test]
    fn a_withheld_number_never_leaves_even_if_the_finding_carries_it() {
        let mut finding = Finding::value(id(), 2.0, "offences").between(Interval::closed(0.2, 7.2).unwrap());
        finding.state = State::Withheld;
        let shown = shown(&finding.because("disclosure_primary"));
        assert_eq!((shown.value, shown.interval), (None, None));
        assert_eq!((shown.obs_status, shown.conf_status), (ObsStatus::Suppressed, ConfStatus::SmallCounts));
    }

    #[test]
    fn missing_suppressed_and_impossible_are_told_apart() {
        let said = |state, reason: &str| shown(&Finding::new(id(), state, "offences").because(reason)).obs_status;
        assert_eq!(said(State::Insufficient, "missing"), ObsStatus::Missing);
        assert_eq!(said(State::NotApplicable, ""), ObsStatus::CannotExist);
        assert_eq!(said(State::Withheld, "disclosure_secondary"), ObsStatus::Suppressed);
    }

    #[test]
    fn a_provisional_value_is_a_value_with_its_status() {
        let shown = shown(&Finding::value(id(), 0.0, "offences").because("provisional"));
        assert_eq!((shown.value, shown.obs_status), (Some(0.0), ObsStatus::Provisional));
    }
}
