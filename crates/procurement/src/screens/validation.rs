//! How well screens tell labelled lots apart, each by itself. The answer belongs to the labels: a screen that tells them in
//! road works of one country need not do so elsewhere.

use super::labels::Labels;
use super::{NAMES, Row};
use probity_statistics::inference::{Auc, Level, auc};
use std::collections::BTreeSet;

/// One screen on labelled lots.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The screen.
    pub screen: &'static str,
    /// Collusive lots in which it is defined.
    pub positive: usize,
    /// Competitive ones.
    pub negative: usize,
    /// P(a collusive lot has the larger value), ties as one half; `None` with fewer than two values of either.
    pub auc: Option<Auc>,
}

/// All screens on labelled lots.
#[derive(Debug, Clone, PartialEq)]
pub struct Validation {
    /// The screens, in the order of [`NAMES`].
    pub screens: Vec<Told>,
    /// Labels of no row of the screens: line, process and lot, by line.
    pub elsewhere: Vec<(u64, String, String)>,
    /// Labels that can be used, each process and lot once.
    pub labels: usize,
}

impl Validation {
    /// Of rows and the labels of some of them; intervals at 95 %.
    pub fn of(rows: &[Row], labels: &Labels) -> Self {
        let mut values: [[Vec<f64>; 2]; 9] = Default::default();
        for row in rows {
            let Some(collusive) = labels.of(&row.ocid, &row.lot) else { continue };
            for ([negative, positive], value) in values.iter_mut().zip(row.screens.all()) {
                (if collusive { positive } else { negative }).extend(value);
            }
        }
        let screen = |(screen, [negative, positive]): (&'static str, [Vec<f64>; 2])| Told {
            screen,
            positive: positive.len(),
            negative: negative.len(),
            auc: auc(&positive, &negative, Level::DEFAULT),
        };
        let screens = NAMES.into_iter().zip(values).map(screen).collect();
        let lots: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.ocid.as_str(), row.lot.as_str())).collect();
        let processes: BTreeSet<&str> = lots.iter().map(|(ocid, _)| *ocid).collect();
        let is_here = |ocid: &str, lot: &str| lots.contains(&(ocid, lot)) || lot.is_empty() && processes.contains(ocid);
        let outside = labels.iter().filter(|(ocid, lot, _)| !is_here(ocid, lot));
        let mut elsewhere: Vec<(u64, String, String)> =
            outside.map(|(ocid, lot, label)| (label.line, ocid.to_owned(), lot.to_owned())).collect();
        elsewhere.sort();
        Self { screens, elsewhere, labels: labels.iter().count() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Screens;
    use super::*;
    use probity_registers::Input;

    fn row(ocid: &str, lot: &str, bids: &[i128]) -> Row {
        let screens = Screens::of(bids);
        Row { ocid: ocid.into(), lot: lot.into(), n: bids.len(), round: 0, bids: bids.to_vec(), screens, floor: None }
    }

    #[test]
    fn a_screen_that_is_small_where_firms_collude_has_an_area_below_one_half() {
        let rows = [
            row("a", "1", &[100, 101, 102]),
            row("a", "2", &[100, 101]),
            row("b", "", &[100, 120, 130]),
            row("c", "", &[100, 104, 180]),
            row("d", "", &[100, 120, 131]),
            row("unlabelled", "", &[1, 2, 3]),
        ];
        let text = "ocid,lot,label\na,,1\nb,,1\nc,,0\nd,,0\ngone,,1\na,3,0\n";
        let labels = Labels::read(&Input::bytes("labels.csv", text.as_bytes().to_vec())).expect("labels").0;
        let found = Validation::of(&rows, &labels);
        let of = |name: &str| found.screens.iter().find(|own| own.screen == name).copied().expect("a screen");
        // Two bids have no cv.
        let cv = of("cv");
        assert_eq!((cv.positive, cv.negative, cv.auc.expect("an area").value), (2, 2, 0.0));
        let spd = of("spd");
        assert_eq!((spd.positive, spd.negative, spd.auc.expect("an area").value), (3, 2, 0.0));
        // 0.01, 0.01 and 0.2 against 0.04 and 0.2: one pair of six won, one tied.
        assert_eq!(of("diffp").auc.expect("an area").value, 0.25);
        assert_eq!((of("kurt").positive, of("kurt").auc), (0, None));
        assert_eq!(found.labels, 6);
        assert_eq!(found.elsewhere, [(6, "gone".into(), String::new()), (7, "a".into(), "3".into())]);
    }
}
