//! Calendars and procedures as the log keeps them. Their inside belongs to the modules that compute with them; here only
//! what other records refer to is read: their names, and the words a procedure allows.

use super::value::{Id, Printed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Its key.
    pub id: Id,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A version of a procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    /// With `version`, its key.
    pub id: Id,
    /// Versions live side by side.
    pub version: Printed,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The words a procedure allows. An empty list allows any word: the procedure does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Verdicts.
    pub verdicts: BTreeSet<String>,
    /// Verdicts after which a recommendation needs no further report.
    pub closing: BTreeSet<String>,
    /// Kinds of reports.
    pub reports: BTreeSet<String>,
    /// Conclusions.
    pub conclusions: BTreeSet<String>,
}

impl Words {
    /// From the members `verdict`, `report` and `conclusion` of a procedure.
    pub fn of(procedure: &Map<String, Value>) -> Self {
        let list = |name: &str| procedure.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let ids = |items: &[Value]| -> BTreeSet<String> {
            items.iter().filter_map(|item| item.get("id").unwrap_or(item).as_str()).map(str::to_owned).collect()
        };
        let closes = |item: &&Value| item.get("closes").and_then(Value::as_bool) == Some(true);
        Self {
            verdicts: ids(list("verdict")),
            closing: ids(&list("verdict").iter().filter(closes).cloned().collect::<Vec<_>>()),
            reports: ids(list("report")),
            conclusions: ids(list("conclusion")),
        }
    }
}
