//! Ratios of one stage to the stage before it in the same period, from totals. They mix cases of different years, so
//! they can exceed one and are labelled so; stages that count unlike things give none unless that is asked for.

use crate::cube::{Stage, UnitCount};
use std::collections::BTreeMap;

/// What every such ratio is called.
pub const LABEL: &str = "same-period ratio, can exceed 1";

/// A stage's total in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct StageCount {
    /// The period, as written.
    pub period: String,
    /// The stage.
    pub stage: Stage,
    /// What is counted.
    pub unit: UnitCount,
    /// The total.
    pub count: f64,
}

/// The ratio of a stage to the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// The period.
    pub period: String,
    /// The stage.
    pub stage: Stage,
    /// The stage it is compared with.
    pub previous: Stage,
    /// The stage's total.
    pub count: f64,
    /// The total of the stage before.
    pub previous_count: f64,
    /// Their ratio; `None` when the stage before has none.
    pub ratio: Option<f64>,
    /// Whether the two count unlike things.
    pub mixed: bool,
}

/// Whether a ratio of unlike units may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitMix {
    /// No.
    Refused,
    /// Yes; it is marked.
    Allowed,
}

/// Two stages that count unlike things.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{period}: {stage} counts {unit} and {previous} counts {previous_unit}, which give no ratio")]
pub struct UnitsDiffer {
    /// The period.
    pub period: String,
    /// The later stage.
    pub stage: Stage,
    /// What it counts.
    pub unit: UnitCount,
    /// The earlier stage.
    pub previous: Stage,
    /// What that counts.
    pub previous_unit: UnitCount,
}

/// The ratios of all periods, by period, stage and unit, and the stages that could only be compared with one that counts
/// something else. A stage is compared with the nearest earlier stage that counts the same; the first stage of a period
/// and the side streams have no ratio.
///
/// # Errors
/// When unlike units leave no ratio at all and mixing them is refused.
pub fn ratios(counts: &[StageCount], mix: UnitMix) -> Result<(Vec<Ratio>, Vec<UnitsDiffer>), UnitsDiffer> {
    let mut periods: BTreeMap<&str, Vec<&StageCount>> = BTreeMap::new();
    for count in counts {
        periods.entry(&count.period).or_default().push(count);
    }
    let (mut ratios, mut unlike) = (Vec::new(), Vec::new());
    for stages in periods.values_mut() {
        stages.sort_by_key(|count| (count.stage.code(), count.unit.code()));
        for count in stages.iter() {
            let earlier = earlier(count, stages);
            let Some(previous) = earlier.iter().find(|other| other.unit == count.unit).or(earlier.first()) else {
                continue;
            };
            if previous.unit != count.unit && mix == UnitMix::Refused {
                unlike.push(differ(count, previous));
            } else {
                ratios.push(ratio(count, previous));
            }
        }
    }
    match unlike.first() {
        Some(first) if ratios.is_empty() => Err(first.clone()),
        _ => Ok((ratios, unlike)),
    }
}

/// The stages before one, the nearest first.
fn earlier<'a>(count: &StageCount, stages: &[&'a StageCount]) -> Vec<&'a StageCount> {
    let Some((stream, rank)) = place(count.stage) else { return Vec::new() };
    let before = |other: &&StageCount| place(other.stage).is_some_and(|(its, at)| its == stream && at < rank);
    let mut earlier: Vec<&StageCount> = stages.iter().copied().filter(before).collect();
    earlier.sort_by_key(|other| (std::cmp::Reverse(place(other.stage)), other.stage));
    earlier
}

fn ratio(count: &StageCount, previous: &StageCount) -> Ratio {
    Ratio {
        period: count.period.clone(),
        stage: count.stage,
        previous: previous.stage,
        count: count.count,
        previous_count: previous.count,
        ratio: (previous.count > 0.0).then(|| count.count / previous.count),
        mixed: previous.unit != count.unit,
    }
}

fn differ(count: &StageCount, previous: &StageCount) -> UnitsDiffer {
    UnitsDiffer {
        period: count.period.clone(),
        stage: count.stage,
        unit: count.unit,
        previous: previous.stage,
        previous_unit: previous.unit,
    }
}

/// The stream of a stage and its place in it: the procedure against persons, or the way of the assets. Alternatives
/// share a place. Side streams have none.
fn place(stage: Stage) -> Option<(u8, u8)> {
    let (stream, place) = match stage {
        Stage::Reported => (0, 0),
        Stage::Registered => (0, 1),
        Stage::Suspected => (0, 2),
        Stage::Charged => (0, 3),
        Stage::Completed => (0, 4),
        Stage::SentToCourt => (0, 5),
        Stage::Convicted | Stage::Acquitted | Stage::Terminated => (0, 6),
        Stage::Sanctioned => (0, 7),
        Stage::Final => (0, 8),
        Stage::DamageFound => (1, 0),
        Stage::Seized | Stage::Frozen => (1, 1),
        Stage::ConfiscationOrdered => (1, 2),
        Stage::Confiscated => (1, 3),
        Stage::ReturnedDomestic | Stage::ReturnedAbroad => (1, 4),
        _ => return None,
    };
    Some((stream, place))
}
