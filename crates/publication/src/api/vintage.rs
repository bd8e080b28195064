//! Vintages: a data set as it was published at different times. The findings of an observatory are those of today; the
//! earlier ones are the released packages it keeps.

use crate::dataflow::{Code, Dataflow, Dimension, Observation, Role};
use probity_core::{PartialDate, Text};
use std::collections::BTreeMap;

/// A dataflow as it was from some day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Vintage {
    /// The first day it held for.
    pub from: PartialDate,
    /// The data.
    pub flow: Dataflow,
}

/// The dimension that tells vintages apart where several are in one answer.
pub const VINTAGE: &str = "VINTAGE";

/// The vintages up to a day, of vintages sorted from old to new: the last of them held on that day.
pub fn until(vintages: &[Vintage], day: PartialDate) -> &[Vintage] {
    let later = vintages.iter().position(|vintage| vintage.from.earliest() > day.latest());
    &vintages[..later.unwrap_or(vintages.len())]
}

/// Adds a vintage to those before it; one that changes nothing is none.
pub fn add(vintages: &mut Vec<Vintage>, vintage: Vintage) {
    if vintages.last().is_none_or(|last| last.flow.observations != vintage.flow.observations) {
        vintages.push(vintage);
    }
}

/// The observations of `now` that were not the same in `before`: added or revised since.
pub fn changed<'a>(now: Vec<&'a Observation>, before: &Dataflow) -> Vec<&'a Observation> {
    let known: BTreeMap<&[String], &Observation> =
        before.observations.iter().map(|observation| (observation.key.as_slice(), observation)).collect();
    now.into_iter().filter(|one| known.get(one.key.as_slice()).is_none_or(|old| *old != *one)).collect()
}

/// All vintages in one dataflow with a dimension more, whose codes are the days from which they held.
pub fn together(vintages: &[Vintage]) -> Option<Dataflow> {
    let mut flow = vintages.last()?.flow.clone();
    let mut names: Vec<String> = Vec::new();
    for vintage in vintages {
        let day = vintage.from.to_string();
        // A second release of a day keeps its order.
        let same = names.iter().filter(|name| **name == day || name.starts_with(&format!("{day}_"))).count();
        names.push(if same == 0 { day } else { format!("{day}_{}", same + 1) });
    }
    let code =
        |name: &String| Code { id: name.clone(), title: Text { en: name.clone(), kk: name.clone(), ru: name.clone() } };
    for (at, dimension) in flow.dimensions.iter_mut().enumerate() {
        let codes = vintages.iter().filter_map(|vintage| vintage.flow.dimensions.get(at));
        let codes: BTreeMap<String, Code> =
            codes.flat_map(|dimension| dimension.codes.iter().map(|code| (code.id.clone(), code.clone()))).collect();
        dimension.codes = codes.into_values().collect();
    }
    flow.dimensions.push(Dimension {
        id: VINTAGE.to_owned(),
        title: Text {
            en: "Vintage".to_owned(), kk: "Шығарылым күні".to_owned(), ru: "Дата выпуска".to_owned()
        },
        role: Role::Other,
        codes: names.iter().map(code).collect(),
    });
    let with = |(vintage, name): (&Vintage, &String)| {
        let observations = vintage.flow.observations.iter().cloned();
        let name = name.clone();
        observations
            .map(move |mut one| {
                one.key.push(name.clone());
                one
            })
            .collect::<Vec<_>>()
    };
    flow.observations = vintages.iter().zip(&names).flat_map(with).collect();
    flow.observations.sort_by(|a, b| a.key.cmp(&b.key));
    Some(flow)
}
