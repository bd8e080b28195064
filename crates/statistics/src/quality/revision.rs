//! Revisions between two vintages of the same data: how many cells changed, and by how much on average (MAR, the mean
//! of |later − earlier| / |later|).

use super::number;
use crate::cube::{Key, Observation};
use probity_core::Decimal;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The check; without an earlier vintage there is nothing to say.
pub(super) fn mean_absolute_revision(later: &[Observation], earlier: Option<&[Observation]>) -> Value {
    let Some(earlier) = earlier else {
        return json!({ "compared": 0, "mar": null, "reason": "no earlier vintage was given" });
    };
    let values = |all: &[Observation]| -> BTreeMap<Key, Option<Decimal>> {
        all.iter().map(|one| (one.key.clone(), one.value)).collect()
    };
    let (before, after) = (values(earlier), values(later));
    let (mut compared, mut revised, mut sum, mut largest) = (0u64, 0u64, 0.0, None);
    for (key, later) in &after {
        let (Some(Some(earlier)), Some(later)) = (before.get(key), later) else { continue };
        if later.to_f64() == 0.0 {
            continue;
        }
        compared += 1;
        if later.compare(*earlier) != Ordering::Equal {
            revised += 1;
            let relative = (later.minus(*earlier).to_f64() / later.to_f64()).abs();
            sum += relative;
            if largest.as_ref().is_none_or(|(most, ..): &(f64, &Key, Decimal, Decimal)| relative > *most) {
                largest = Some((relative, key, *earlier, *later));
            }
        }
    }
    let missing = |from: &BTreeMap<Key, Option<Decimal>>, other: &BTreeMap<Key, Option<Decimal>>| {
        from.keys().filter(|key| !other.contains_key(key)).count()
    };
    json!({
        "compared": compared,
        "revised": revised,
        "added": missing(&after, &before),
        "removed": missing(&before, &after),
        "mar": if compared == 0 { Value::Null } else { json!(sum / compared as f64) },
        "largest": largest.map(|(relative, key, before, after)| json!({
            "key": key.to_string(), "before": number(before), "after": number(after), "relative": relative,
        })),
    })
}
