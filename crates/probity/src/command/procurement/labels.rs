//! `--labels` of `probity procurement screens`: lots that somebody knows to be collusive or competitive, and how well each
//! screen tells them apart.

use crate::failure::Failure;
use crate::output::{Table, Value};
use crate::terminal;
use probity_core::Diagnostic;
use probity_procurement::screens::{Labels, Row, Validation};
use probity_registers::Input;
use std::path::Path;

/// The labels of a file, and what is wrong with single rows.
pub(super) fn read(path: &Path) -> Result<(Labels, Vec<Diagnostic>), Failure> {
    let broken = |faults: Vec<Diagnostic>| {
        let message = format!("the labels in `{}` cannot be used; nothing was written", path.display());
        Failure::input(message).diagnostics(faults)
    };
    let input = Input::open(path).map_err(|fault| broken(vec![fault]))?;
    Labels::read(&input).map_err(broken)
}

/// `auc.csv`; without labels its header.
pub(super) fn table(labels: Option<(&Path, &Labels)>, rows: &[Row]) -> Table {
    let mut table = Table::new("auc", &["screen", "positive", "negative", "auc", "low", "high"]);
    let Some((path, labels)) = labels else { return table };
    let found = Validation::of(rows, labels);
    for own in &found.screens {
        let count = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
        let interval = own.auc.and_then(|auc| auc.interval);
        table.row(vec![
            own.screen.into(),
            count(own.positive),
            count(own.negative),
            own.auc.map(|auc| auc.value).into(),
            interval.map(|ends| ends.0).into(),
            interval.map(|ends| ends.1).into(),
        ]);
    }
    tell(path, labels, &found);
    table
}

/// How many labels are not in the table, and why.
fn tell(path: &Path, labels: &Labels, found: &Validation) {
    let file = path.display();
    match labels.unused {
        0 => {}
        1 => terminal::note(&format!("1 row of `{file}` is not used: something is wrong with it")),
        n => terminal::note(&format!("{n} rows of `{file}` are not used: something is wrong with them")),
    }
    if found.labels == 0 {
        terminal::note(&format!("`{file}` has no label that can be used, and auc.csv no area"));
    }
    let Some((line, ocid, lot)) = found.elsewhere.first() else { return };
    let (n, all) = (found.elsewhere.len(), found.labels);
    let lot = if lot.is_empty() { String::new() } else { format!(", lot `{lot}`") };
    terminal::note(&format!(
        "labels of `{file}` that are of no row of screens.csv: {n} of {all}, the first in line {line} (`{ocid}`{lot}): the process \
         is not in the input, or the lot has fewer than two bids that can be compared"
    ));
}
