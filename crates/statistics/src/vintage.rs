//! What changed between two vintages of the same data. Cells are compared as numbers: `38.50` after `38.5` is another
//! spelling and no revision. A cell that lost its value to disclosure control is told apart from one that was revised.

use std::collections::BTreeMap;
use std::fmt;

/// Numbers that differ by less than this share of the larger are the same number in another spelling.
const SPELLING: f64 = 1e-12;

/// A cell of a vintage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What stands there; empty = no value.
    pub text: String,
    /// The number, if it is one.
    pub number: Option<f64>,
    /// `OBS_STATUS`; empty when the layout has none. `Q` = suppressed.
    pub obs_status: String,
    /// `CONF_STATUS`; empty when the layout has none.
    pub conf_status: String,
}

impl Cell {
    /// Whether there was a value that may not be shown.
    pub fn suppressed(&self) -> bool {
        self.obs_status == "Q"
    }

    /// Whether two cells say the same.
    fn same(&self, other: &Self) -> bool {
        match (self.number, other.number) {
            (Some(a), Some(b)) => (a - b).abs() <= SPELLING * a.abs().max(b.abs()),
            (None, None) => self.text == other.text && self.suppressed() == other.suppressed(),
            _ => false,
        }
    }
}

/// What happened to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The later vintage has it, the earlier has not.
    Added,
    /// The earlier vintage has it, the later has not.
    Removed,
    /// Both have it, with unlike values.
    Revised,
    /// Its value was suppressed.
    Suppressed,
    /// It was suppressed and is shown now.
    Opened,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Revised => "revised",
            Self::Suppressed => "suppressed",
            Self::Opened => "opened",
        })
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The cell's key.
    pub key: String,
    /// What happened.
    pub kind: Kind,
    /// What stood there before; empty for none.
    pub before: String,
    /// What stands there now; empty for none.
    pub after: String,
    /// Why, as far as the data say: a code, or empty.
    pub reason: &'static str,
}

/// All differences, sorted by key.
pub fn changes(before: &BTreeMap<String, Cell>, after: &BTreeMap<String, Cell>) -> Vec<Change> {
    let nothing = Cell::default();
    let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let change = |key: &String| {
        let (old, new) = (before.get(key), after.get(key));
        let kind = match (old, new) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            (Some(old), Some(new)) if old.same(new) => return None,
            (Some(old), Some(new)) if new.suppressed() && !old.suppressed() => Kind::Suppressed,
            (Some(old), Some(new)) if old.suppressed() && !new.suppressed() => Kind::Opened,
            _ => Kind::Revised,
        };
        let (old, new) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
        Some(Change {
            key: key.clone(),
            kind,
            before: old.text.clone(),
            after: new.text.clone(),
            reason: reason(kind, old, new),
        })
    };
    keys.into_iter().filter_map(change).collect()
}

/// Why, as far as the statuses of both vintages say.
fn reason(kind: Kind, old: &Cell, new: &Cell) -> &'static str {
    match (kind, old.obs_status.as_str(), new.obs_status.as_str()) {
        (Kind::Suppressed, ..) => withheld(&new.conf_status),
        (Kind::Opened, ..) => withheld(&old.conf_status),
        (Kind::Revised, _, "B") => "break",
        (Kind::Revised, "P", "A") => "provisional_became_final",
        (Kind::Revised, "E" | "I", "A") => "estimate_replaced",
        (Kind::Revised, ..) if new.text.is_empty() => "withdrawn",
        (Kind::Revised, ..) if old.text.is_empty() => "supplied",
        _ => "",
    }
}

fn withheld(conf_status: &str) -> &'static str {
    match conf_status {
        "D" | "S" => "disclosure_secondary",
        "E" => "embargo",
        _ => "disclosure_primary",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(text: &str, obs: &str, conf: &str) -> Cell {
        Cell { text: text.into(), number: text.parse().ok(), obs_status: obs.into(), conf_status: conf.into() }
    }

    fn vintage(cells: &[(&str, Cell)]) -> BTreeMap<String, Cell> {
        cells.iter().map(|(key, cell)| ((*key).to_owned(), cell.clone())).collect()
    }

    #[test]
    fn every_kind_of_change_is_told_and_a_spelling_is_none() {
        let before = vintage(&[
            ("a", cell("38.5", "A", "F")),
            ("b", cell("3", "A", "F")),
            ("c", cell("", "Q", "A")),
            ("d", cell("7", "P", "F")),
            ("e", cell("1", "A", "F")),
        ]);
        let after = vintage(&[
            ("a", cell("38.50", "A", "F")),
            ("b", cell("", "Q", "D")),
            ("c", cell("9", "A", "F")),
            ("d", cell("8", "A", "F")),
            ("f", cell("2", "A", "F")),
        ]);
        let told: Vec<String> = changes(&before, &after)
            .iter()
            .map(|c| format!("{},{},{},{},{}", c.key, c.kind, c.before, c.after, c.reason))
            .collect();
        assert_eq!(
            told,
            [
                "b,suppressed,3,,disclosure_secondary",
                "c,opened,,9,disclosure_primary",
                "d,revised,7,8,provisional_became_final",
                "e,removed,1,,",
                "f,added,,2,",
            ]
        );
    }

    #[test]
    fn a_difference_of_the_last_bit_is_a_spelling_and_one_of_a_millionth_is_a_revision() {
        let of = |text: &str| vintage(&[("a", cell(text, "", ""))]);
        assert!(changes(&of("0.1"), &of("0.10000000000000002")).is_empty());
        assert_eq!(changes(&of("0.1"), &of("0.1000001")).len(), 1);
        assert_eq!(changes(&of("0"), &of("1e-300")).len(), 1);
    }

    proptest! {
        #[test]
        fn a_vintage_does_not_differ_from_itself_and_exchange_mirrors_the_kinds(
            a in prop::collection::btree_map("[a-c]", 0u8..4, 0..4), b in prop::collection::btree_map("[a-c]", 0u8..4, 0..4)
        ) {
            let turn = |all: &BTreeMap<String, u8>| -> BTreeMap<String, Cell> {
                let of = |n: &u8| if *n == 3 { cell("", "Q", "A") } else { cell(&n.to_string(), "A", "F") };
                all.iter().map(|(key, n)| (key.clone(), of(n))).collect()
            };
            let (a, b) = (turn(&a), turn(&b));
            prop_assert!(changes(&a, &a).is_empty());
            let count = |all: &[Change], kind| all.iter().filter(|change| change.kind == kind).count();
            let (there, back) = (changes(&a, &b), changes(&b, &a));
            prop_assert_eq!(count(&there, Kind::Added), count(&back, Kind::Removed));
            prop_assert_eq!(count(&there, Kind::Suppressed), count(&back, Kind::Opened));
            prop_assert_eq!(count(&there, Kind::Revised), count(&back, Kind::Revised));
        }
    }
}
