//! The checks, one function each. Every item names the place or the coordinates of what failed.

use super::families::{BRIBERY, Family, OTHER, Series, TOTAL, codes, counts, of_total};
use super::{Subject, number};
use crate::cube::areas::area;
use crate::cube::{Dimension, Key, ObsStatus, Observation, Period};
use probity_core::Decimal;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Rules of cells that hold no number the layout knows.
pub(super) const NO_NUMBER: [&str; 4] = ["count-expected", "number-expected", "number-missing", "out-of-range"];
/// Rules that have a check of their own.
const OWN: [&str; 3] = ["duplicate-row", "key-collision", "negative"];
/// Counts below this are too small for a jump to mean anything.
const JUMP_MIN: i64 = 20;
/// How far the populations that two categories imply may differ.
const POPULATION_TOLERANCE: f64 = 0.02;

/// Rows that break one of these rules.
pub(super) fn rejected(subject: &Subject<'_>, rules: &[&str]) -> Value {
    let mut items: Vec<_> = subject.rejects.iter().filter(|reject| rules.contains(&reject.rule.as_str())).collect();
    items.sort();
    let item = |reject: &&super::Reject| json!({ "cell": reject.cell, "text": reject.text, "rule": reject.rule });
    json!({
        "tested": subject.rows,
        "failed": items.len(),
        "items": items.iter().map(item).collect::<Vec<_>>(),
    })
}

/// Rows that break any other rule.
pub(super) fn others(subject: &Subject<'_>) -> Value {
    let known = |rule: &str| NO_NUMBER.contains(&rule) || OWN.contains(&rule);
    let rules: BTreeSet<&str> =
        subject.rejects.iter().map(|reject| reject.rule.as_str()).filter(|rule| !known(rule)).collect();
    rejected(subject, &rules.into_iter().collect::<Vec<_>>())
}

/// Values that are no numbers: bounds such as `<5` and signs that the layout knows are readable, all others are not.
pub(super) fn non_numeric(subject: &Subject<'_>) -> Value {
    let unreadable = subject.rejects.iter().filter(|reject| NO_NUMBER.contains(&reject.rule.as_str()));
    let mut items: Vec<(String, String, bool)> =
        unreadable.map(|reject| (reject.cell.clone(), reject.text.clone(), false)).collect();
    let written = |observation: &Observation| {
        let text = observation.comment.rsplit_once("published as ")?.1.to_owned();
        Some((observation.source_cell.clone(), text, true))
    };
    if subject.layout != "cube" {
        items.extend(subject.observations.iter().filter(|one| one.value.is_none()).filter_map(written));
    }
    items.sort();
    let item =
        |(cell, text, readable): &(String, String, bool)| json!({ "cell": cell, "text": text, "readable": readable });
    json!({
        "tested": subject.rows,
        "failed": items.len(),
        "items": items.iter().map(item).collect::<Vec<_>>(),
    })
}

/// Complete families: whether the total is the sum of its parts.
pub(super) fn additivity(families: &[Family]) -> Value {
    let (mut tested, mut equal, mut over, mut under, mut items) = (0, 0, 0, 0, Vec::new());
    for family in families.iter().filter(|family| family.complete) {
        tested += 1;
        let parts = Decimal::sum(&family.parts.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        match family.total.compare(parts) {
            Ordering::Equal => {
                equal += 1;
                continue;
            }
            Ordering::Greater => over += 1,
            Ordering::Less => under += 1,
        }
        items.push(json!({
            "ref_area": family.key.code(Dimension::RefArea),
            "period": family.key.code(Dimension::TimePeriod),
            "series": family.key.measure(),
            "dimension": family.dimension.id(),
            "total": number(family.total),
            "parts": number(parts),
            "difference": number(family.total.minus(parts)),
        }));
    }
    json!({ "tested": tested, "equal": equal, "over": over, "under": under, "items": items })
}

/// A single part that is larger than its total; on form СНГ-1 the rules of the form.
pub(super) fn part_exceeds_total(layout: &str, families: &[Family], observations: &[Observation]) -> Value {
    let mut pairs: Vec<(String, &Key, Decimal, Decimal)> = Vec::new();
    for family in families {
        pairs.extend(family.parts.iter().map(|(code, value)| (code.clone(), &family.key, *value, family.total)));
    }
    if layout == "kz-cng1" {
        pairs.extend(form_rules(observations));
    }
    let failed = pairs.iter().filter(|(_, _, part, whole)| part.compare(*whole) == Ordering::Greater);
    let item = |(rule, key, part, whole): &(String, &Key, Decimal, Decimal)| {
        json!({
            "ref_area": key.code(Dimension::RefArea),
            "period": key.code(Dimension::TimePeriod),
            "series": key.measure(),
            "part": rule,
            "value": number(*part),
            "total": number(*whole),
        })
    };
    let items: Vec<Value> = failed.map(item).collect();
    json!({ "tested": pairs.len(), "failed": items.len(), "items": items })
}

/// Form СНГ-1: row 3 ≤ row 2, rows 14 + 15 ≤ row 13 in every column; F ≤ E and H ≤ G in every row. Column J counts
/// persons and is compared with nothing.
fn form_rules(observations: &[Observation]) -> Vec<(String, &Key, Decimal, Decimal)> {
    let values: BTreeMap<&Key, Decimal> = observations.iter().filter_map(|one| Some((&one.key, one.value?))).collect();
    let mut pairs = Vec::new();
    for (key, whole) in &values {
        let at = |dimension, code: &str| values.get(&(*key).clone().with(dimension, code)).copied();
        let offence = |code: &str| at(Dimension::Offence, code);
        match key.code(Dimension::Offence) {
            "KZ_CNG1_02" => {
                pairs.extend(offence("KZ_CNG1_03").map(|part| ("row 3 <= row 2".to_owned(), *key, part, *whole)))
            }
            "KZ_CNG1_13" => {
                let parts: Vec<Decimal> =
                    [offence("KZ_CNG1_14"), offence("KZ_CNG1_15")].into_iter().flatten().collect();
                if !parts.is_empty() {
                    pairs.push(("rows 14 + 15 <= row 13".to_owned(), *key, Decimal::sum(&parts), *whole));
                }
            }
            _ => {}
        }
        let ordinary = key.code(Dimension::ActorType) == "_T" && key.code(Dimension::Citizenship) == "_T";
        let column = match key.code(Dimension::Stage) {
            "REGISTERED" if ordinary => at(Dimension::ActorType, "VICTIM_CIS").map(|part| ("F <= E", part)),
            "COMPLETED" if ordinary => at(Dimension::Citizenship, "CIS").map(|part| ("H <= G", part)),
            _ => None,
        };
        pairs.extend(column.map(|(rule, part)| (rule.to_owned(), *key, part, *whole)));
    }
    pairs
}

/// Areas and periods that have bribery and no total.
pub(super) fn orphan_parts(layout: &str, observations: &[Observation]) -> Value {
    let with = |code: &str| -> BTreeSet<Key> {
        let of = observations.iter().filter(|one| counts(one) && one.key.code(Dimension::Offence) == code);
        of.map(|one| one.key.clone().with(Dimension::Offence, TOTAL)).collect()
    };
    let tested = with(BRIBERY);
    let failed = if layout == "kz-cng1" { 0 } else { tested.difference(&with(TOTAL)).count() };
    json!({ "tested": if layout == "kz-cng1" { 0 } else { tested.len() }, "failed": failed })
}

/// Consecutive periods, both at least 20, that differ by more than a factor of 3.
pub(super) fn jumps(layout: &str, series: &Series, years: (u16, u16)) -> Value {
    let (least, mut tested, mut items) = (Decimal::integer(JUMP_MIN), 0, Vec::new());
    let wanted = |key: &Key| layout != "unodc-cts" || key.code(Dimension::Offence) == TOTAL;
    for (key, values) in series.0.iter().filter(|(key, _)| wanted(key)) {
        for (period, (before, _)) in values {
            let next = period.next();
            let after = values.get(&next).and_then(|(value, _)| *value);
            let (Some(before), Some(after)) = (*before, after) else { continue };
            let small = before.min(after).compare(least) == Ordering::Less;
            if small || period.year() < years.0 || next.year() > years.1 {
                continue;
            }
            tested += 1;
            let beyond = |a: Decimal, b: Decimal| a.compare(b.times(3)) == Ordering::Greater;
            if beyond(after, before) || beyond(before, after) {
                items.push(json!({
                    "ref_area": key.code(Dimension::RefArea),
                    "series": key.measure(),
                    "from": period.to_string(),
                    "to": next.to_string(),
                    "before": number(before),
                    "after": number(after),
                }));
            }
        }
    }
    json!({ "tested": tested, "failed": items.len(), "items": items, "years": [years.0, years.1] })
}

/// Small counts of the total category.
pub(super) fn small_cells(layout: &str, observations: &[Observation]) -> Value {
    let values = observations.iter().filter(|one| of_total(layout, one)).filter_map(|one| one.value);
    let (mut small, mut zero) = (0, 0);
    for value in values {
        let at_least = |n| value.compare(Decimal::integer(n)) != Ordering::Less;
        zero += u32::from(value.compare(Decimal::integer(0)) == Ordering::Equal);
        small += u32::from(at_least(1) && value.compare(Decimal::integer(4)) != Ordering::Greater);
    }
    json!({ "one_to_four": small, "zero": zero })
}

/// Areas with a value of the total category, by period.
pub(super) fn coverage(layout: &str, observations: &[Observation]) -> Value {
    let mut areas: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in observations.iter().filter(|one| of_total(layout, one) && one.value.is_some()) {
        areas.entry(one.key.code(Dimension::TimePeriod)).or_default().insert(one.key.code(Dimension::RefArea));
    }
    areas
        .into_iter()
        .map(|(period, areas)| (period.to_owned(), json!(areas.len())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Populations that counts and rates imply: those of the categories of one area and period must agree.
pub(super) fn implied_population(layout: &str, observations: &[Observation]) -> Value {
    let values: BTreeMap<&Key, f64> =
        observations.iter().filter_map(|one| Some((&one.key, one.value?.to_f64()))).collect();
    let family = |code: &str| layout != "unodc-cts" || [TOTAL, BRIBERY, OTHER].contains(&code);
    let mut implied: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for (key, rate) in values.iter().filter(|(key, _)| key.code(Dimension::UnitCount) == "RATE") {
        let count = values.get(&(*key).clone().with(Dimension::UnitCount, "OFFENCES"));
        if let Some(count) = count.filter(|count| **count > 0.0 && *rate > 0.0 && family(key.code(Dimension::Offence)))
        {
            let at = (key.code(Dimension::RefArea), key.code(Dimension::TimePeriod));
            implied.entry(at).or_default().push(count / rate * 1e5);
        }
    }
    let (mut tested, mut items, mut populations) = (0, Vec::new(), Vec::new());
    for ((area, period), all) in &implied {
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        let high = all.iter().copied().fold(0.0, f64::max);
        // Categories come in the order of their codes: the total, with the most exact rate, is the first.
        populations.push(json!({ "ref_area": area, "period": period, "population": libm::round(all[0]) as i64 }));
        if all.len() < 2 {
            continue;
        }
        tested += 1;
        if high > low * (1.0 + POPULATION_TOLERANCE) {
            let (low, high) = (libm::round(low) as i64, libm::round(high) as i64);
            items.push(json!({ "ref_area": area, "period": period, "low": low, "high": high }));
        }
    }
    json!({ "tested": tested, "failed": items.len(), "items": items, "populations": populations })
}

/// Which units stand side by side: numbers of unlike units are listed so that nobody divides them.
pub(super) fn unit_mix(observations: &[Observation]) -> Value {
    let units = codes(observations, Dimension::UnitCount);
    let mut cells: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    for one in observations.iter().filter(|one| counts(one)) {
        let place = one.key.clone().with(Dimension::UnitCount, "_T").with(Dimension::Stage, "_T");
        cells.entry(place).or_default().insert(one.key.code(Dimension::UnitCount));
    }
    let mixed = cells.values().filter(|units| units.len() > 1).count();
    json!({ "units": units, "tested": cells.len(), "not_comparable": mixed })
}

/// Series that run over a change of boundaries without a break flag.
pub(super) fn break_flags(series: &Series) -> Value {
    let (mut tested, mut items) = (0, Vec::new());
    for (key, values) in &series.0 {
        let Some(day) = area(key.code(Dimension::RefArea)).and_then(|area| area.redrawn.as_deref()) else { continue };
        let before = values.keys().any(|period| period.last_day().as_str() < day);
        let after: Vec<&Period> = values.keys().filter(|period| period.last_day().as_str() >= day).collect();
        if !before || after.is_empty() {
            continue;
        }
        tested += 1;
        let flagged =
            after.iter().any(|period| values.get(period).is_some_and(|(_, status)| *status == ObsStatus::Break));
        if !flagged {
            items.push(json!({ "ref_area": key.code(Dimension::RefArea), "series": key.measure(), "redrawn": day }));
        }
    }
    json!({ "tested": tested, "failed": items.len(), "items": items })
}

/// How many cells of areas × periods of the total category have a value.
pub(super) fn completeness(layout: &str, observations: &[Observation]) -> Value {
    let of: Vec<&Observation> = observations.iter().filter(|one| of_total(layout, one)).collect();
    let distinct = |dimension| of.iter().map(|one| one.key.code(dimension)).collect::<BTreeSet<_>>().len();
    let series: BTreeSet<Key> =
        of.iter().map(|one| one.key.clone().with(Dimension::TimePeriod, "_T").with(Dimension::RefArea, "_T")).collect();
    let possible = distinct(Dimension::RefArea) * distinct(Dimension::TimePeriod) * series.len();
    let present = of.iter().filter(|one| one.value.is_some()).count();
    let share = if possible == 0 { Value::Null } else { json!(present as f64 / possible as f64) };
    json!({ "possible": possible, "present": present, "share": share })
}

/// What could not be given a code of its own: the share of 07039 in 0703, and observations with a national code.
pub(super) fn mapping_residue(observations: &[Observation]) -> Value {
    let values: BTreeMap<&Key, Decimal> =
        observations.iter().filter(|one| counts(one)).filter_map(|one| Some((&one.key, one.value?))).collect();
    let (mut totals, mut residues) = (Vec::new(), Vec::new());
    for (key, total) in values.iter().filter(|(key, _)| key.code(Dimension::Offence) == TOTAL) {
        if let Some(residue) = values.get(&(*key).clone().with(Dimension::Offence, OTHER)) {
            totals.push(*total);
            residues.push(*residue);
        }
    }
    let (total, residue) = (Decimal::sum(&totals), Decimal::sum(&residues));
    let share = if total.to_f64() > 0.0 { json!(residue.to_f64() / total.to_f64()) } else { Value::Null };
    let national = |one: &&Observation| {
        let code = one.key.code(Dimension::Offence);
        code != "_T" && !code.bytes().all(|byte| byte.is_ascii_digit())
    };
    json!({
        "tested": totals.len(),
        "total": number(total),
        "residue": number(residue),
        "share": share,
        "observations": observations.len(),
        "unmapped": observations.iter().filter(national).count(),
    })
}
