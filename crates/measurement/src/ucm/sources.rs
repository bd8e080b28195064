//! The line of each source. Representative sources define the factor among themselves; the others are regressed on
//! the factor's first estimate, with a correction for that estimate being noisy itself.

use super::factor::one_factor;
use super::position::Position;
use super::table::{Moments, Table, both, is_constant, moments};
use super::{Note, Settings, UcmError};

/// value = alpha + beta * (quality + noise), noise with standard deviation sigma.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) representative: bool,
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) sigma: f64,
}

/// By source, its line; `None` while unknown or when left out.
pub(super) type Lines = Vec<Option<Line>>;

/// A loading or slope below this is no relation at all.
const NO_RELATION: f64 = 1e-9;

/// Step (i): the lines of the representative sources, and the sources whose lines are still to be found.
pub(super) fn representative(
    table: &Table,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> Result<(Lines, Vec<usize>), UcmError> {
    let own: Vec<Moments> = table.columns.iter().map(|column| moments(column.iter().flatten().copied())).collect();
    let (mut used, mut pending): (Vec<usize>, Vec<usize>) =
        (0..own.len()).partition(|&source| table.representative[source]);
    used.retain(|&source| is_usable(table.sources[source], own[source], settings, notes));
    let correlations = comparable(table, settings, &own, &mut used, &mut pending, notes);
    let loadings = loadings(table, settings, &used, &correlations, notes)?;
    let mut lines: Lines = vec![None; table.sources.len()];
    for (&source, loading) in used.iter().zip(loadings) {
        let code = table.sources[source].to_owned();
        if loading.abs() < NO_RELATION {
            notes.push(Note::Unrelated(code));
            continue;
        }
        if loading < 0.0 {
            notes.push(Note::Reversed(code));
        }
        // sd / beta = 1 / loading; a noise share below the bound is the bound.
        let sigma = (1.0 / (loading * loading) - 1.0).max(settings.uniqueness.0).sqrt();
        let beta = loading * own[source].variance.sqrt();
        lines[source] = Some(Line { representative: true, alpha: own[source].mean, beta, sigma });
    }
    pending.sort_unstable();
    if lines.iter().all(Option::is_none) { Err(UcmError::NoRepresentative) } else { Ok((lines, pending)) }
}

/// Whether a source says anything, given the moments of its values; a note says why not.
fn is_usable(code: &str, moments: Moments, settings: &Settings, notes: &mut Vec<Note>) -> bool {
    if moments.n < settings.min_units {
        notes.push(Note::TooFewUnits { source_code: code.to_owned(), units: moments.n });
    } else if is_constant(moments) {
        notes.push(Note::NoVariance(code.to_owned()));
    } else {
        return true;
    }
    false
}

/// Pairwise-complete correlations of `used`, row by row. While two of them cannot be compared, the one with fewer
/// units moves from `used` to `pending`.
fn comparable(
    table: &Table,
    settings: &Settings,
    own: &[Moments],
    used: &mut Vec<usize>,
    pending: &mut Vec<usize>,
    notes: &mut Vec<Note>,
) -> Vec<f64> {
    'again: loop {
        let n = used.len();
        let mut cells = vec![1.0; n * n];
        for i in 0..n {
            for j in 0..i {
                let (a, b) = (used[i], used[j]);
                let Some(r) = correlation(table, a, b, settings.min_units) else {
                    let (at, moved, kept) = if own[a].n < own[b].n { (i, a, b) } else { (j, b, a) };
                    let name = |source: usize| table.sources[source].to_owned();
                    notes.push(Note::NothingInCommon { kept: name(kept), moved: name(moved) });
                    pending.push(used.remove(at));
                    continue 'again;
                };
                (cells[i * n + j], cells[j * n + i]) = (r, r);
            }
        }
        return cells;
    }
}

/// The correlation over the units both sources cover; `None` when they are too few or one source is constant there.
fn correlation(table: &Table, a: usize, b: usize, min_units: usize) -> Option<f64> {
    let pairs = both(table.columns[a].iter().copied(), table.columns[b].iter().copied());
    let (x, y) = (moments(pairs.iter().map(|pair| pair.0)), moments(pairs.iter().map(|pair| pair.1)));
    if pairs.len() < min_units || is_constant(x) || is_constant(y) {
        return None;
    }
    let products: f64 = pairs.iter().map(|pair| (pair.0 - x.mean) * (pair.1 - y.mean)).sum();
    let r = products / ((pairs.len() - 1) as f64 * x.variance.sqrt() * y.variance.sqrt());
    Some(r.clamp(-1.0, 1.0))
}

/// The loadings of the representative sources, by the number of them.
fn loadings(
    table: &Table,
    settings: &Settings,
    used: &[usize],
    correlations: &[f64],
    notes: &mut Vec<Note>,
) -> Result<Vec<f64>, UcmError> {
    match *used {
        [] => Err(UcmError::NoRepresentative),
        [only] => {
            notes.push(Note::OneRepresentative(table.sources[only].to_owned()));
            Ok(vec![1.0])
        }
        [_, second] => {
            notes.push(Note::TwoRepresentatives);
            if correlations[1] < 0.0 {
                notes.push(Note::Reversed(table.sources[second].to_owned()));
            }
            Ok(vec![correlations[1].abs().sqrt(); 2])
        }
        _ => {
            let factor = one_factor(correlations, settings.uniqueness, settings.min_eigenvalue)
                .ok_or(UcmError::NoRepresentative)?;
            if factor.smoothed {
                notes.push(Note::Smoothed);
            }
            notes.extend(factor.heywood.iter().map(|&at| Note::Heywood(table.sources[used[at]].to_owned())));
            if factor.slope > 1e-6 {
                notes.push(Note::NotConverged(factor.slope));
            }
            Ok(factor.loadings)
        }
    }
}

/// Step (iii): the line of a source that has none yet, from the `first` estimates; `None` with a note when it says
/// nothing.
pub(super) fn other(
    table: &Table,
    settings: &Settings,
    source: usize,
    first: &[Option<Position>],
    notes: &mut Vec<Note>,
) -> Option<Line> {
    let code = table.sources[source];
    let seen: Vec<(f64, Position)> =
        table.columns[source].iter().zip(first).filter_map(|(value, position)| value.zip(*position)).collect();
    if !is_usable(code, moments(seen.iter().map(|(value, _)| *value)), settings, notes) {
        return None;
    }
    let Some((line, corrected)) = regress(&seen, settings) else {
        notes.push(Note::Unrelated(code.to_owned()));
        return None;
    };
    if !corrected {
        notes.push(Note::Uncorrected(code.to_owned()));
    }
    if line.beta < 0.0 {
        notes.push(Note::Reversed(code.to_owned()));
    }
    Some(line)
}

/// The line of one source by least squares with the errors-in-variables correction, and whether that was possible.
/// `None` when the slope is 0.
fn regress(seen: &[(f64, Position)], settings: &Settings) -> Option<(Line, bool)> {
    let quality = moments(seen.iter().map(|(_, position)| position.estimate));
    let value = moments(seen.iter().map(|(value, _)| *value));
    if is_constant(quality) {
        return None;
    }
    let products: f64 = seen.iter().map(|(y, position)| (position.estimate - quality.mean) * (y - value.mean)).sum();
    let slope = products / ((quality.n - 1) as f64 * quality.variance);
    if slope.abs() * quality.variance.sqrt() < NO_RELATION * value.variance.sqrt() {
        return None;
    }
    let noise = seen.iter().map(|(_, position)| position.se * position.se).sum::<f64>() / seen.len() as f64;
    let reliability = (quality.variance - noise) / quality.variance;
    let corrected = reliability > settings.reliability_floor;
    let beta = if corrected { slope / reliability } else { slope };
    let rest = moments(seen.iter().map(|(y, position)| y - beta * position.estimate));
    let sigma = (rest.variance / (beta * beta)).max(settings.uniqueness.0).sqrt();
    Some((Line { representative: false, alpha: rest.mean, beta, sigma }, corrected))
}
