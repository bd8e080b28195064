//! The noise as rows of text: the table of probabilities, what may be published, what stays inside, and how useful the
//! noisy table still is.

use super::super::number::decimal;
use super::super::report::Sheet;
use super::cellkey::NoisyCell;
use super::ptable::Ptable;
use crate::cube::ObsStatus;
use probity_core::canonical;

fn sheet(header: impl IntoIterator<Item = String>, rows: Vec<Vec<String>>) -> Sheet {
    Sheet { header: header.into_iter().collect(), rows }
}

fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// `ptable.csv`.
pub fn ptable(table: &Ptable) -> Sheet {
    let share = |units: i64| decimal(i128::from(units), 8);
    let entries = table.rows.iter().flat_map(|row| row.entries.iter().map(move |entry| (row.count, entry)));
    let row = |(count, entry): (u32, &super::Entry)| {
        vec![
            count.to_string(),
            entry.published.to_string(),
            share(entry.to - entry.from),
            entry.noise.to_string(),
            share(entry.from),
            share(entry.to),
        ]
    };
    sheet(names(["i", "j", "p", "v", "p_int_lb", "p_int_ub"]), entries.map(row).collect())
}

/// `noisy.csv`: what may be published.
pub fn noisy(dimensions: &[String], cells: &[NoisyCell]) -> Sheet {
    let row = |cell: &NoisyCell| {
        let status = [cell.published.to_string(), ObsStatus::Normal.code().to_owned()];
        cell.codes.iter().cloned().chain(status).collect()
    };
    let header = dimensions.iter().cloned().chain(names(["OBS_VALUE", "OBS_STATUS"]));
    sheet(header, cells.iter().map(row).collect())
}

/// `audit.csv`: how each published count came about. Internal.
pub fn audit(cells: &[NoisyCell]) -> Sheet {
    let row = |cell: &NoisyCell| {
        vec![
            cell.codes.join("|"),
            cell.frequency.to_string(),
            cell.key.clone(),
            cell.row.to_string(),
            cell.noise.to_string(),
            cell.published.to_string(),
        ]
    };
    sheet(names(["cell", "frequency", "cell_key", "row", "noise", "published"]), cells.iter().map(row).collect())
}

/// A distance between a true and a published count.
type Distance = fn((f64, f64)) -> f64;

/// `utility.csv`: distances between true and published counts over the cells that are not empty, and how many of them
/// became empty (in the column `mean`, as a number of cells).
pub fn utility(cells: &[NoisyCell]) -> Sheet {
    let full =
        || cells.iter().filter(|cell| cell.frequency > 0).map(|cell| (cell.frequency as f64, cell.published as f64));
    let distances: [(&str, Distance); 3] = [
        ("d1", |(o, p)| (p - o).abs()),
        ("d2", |(o, p)| (p - o).abs() / o),
        ("d3", |(o, p)| (p.sqrt() - o.sqrt()).abs()),
    ];
    let mut rows = Vec::new();
    for (name, distance) in distances {
        let mut values: Vec<f64> = full().map(distance).collect();
        values.sort_by(f64::total_cmp);
        let mut row = vec![name.to_owned()];
        row.extend([0.0, 0.25, 0.5, 0.75, 1.0].map(|share| canonical::optional(quantile(&values, share))));
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        row.push(canonical::number(mean));
        rows.push(row);
    }
    let lost = full().filter(|(_, published)| *published == 0.0).count();
    let mut row = vec![String::new(); 7];
    row[0] = "false_zeros".to_owned();
    row[6] = lost.to_string();
    rows.push(row);
    sheet(names(["measure", "q0", "q25", "q50", "q75", "q100", "mean"]), rows)
}

/// The quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan).
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = place.floor();
    let (low, high) = (sorted.get(below as usize)?, sorted.get(place.ceil() as usize)?);
    Some(low + (place - below) * (high - low))
}
