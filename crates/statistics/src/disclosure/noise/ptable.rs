//! The table of probabilities of the noise: for every true count the distribution that says least beyond what was
//! asked for (maximum entropy), without bias, within the variance allowed.

use super::super::simplex::{Reach, Tableau};
use super::super::{Error, Ratio};
use super::entropy::{Constraints, maximise};
use super::spec::{NoiseSpec, UNIT};
use probity_core::Diagnostic;

/// By how much the probability of no noise is lowered when the variance cannot be met with it, in 1e-8.
const STEP: i64 = UNIT / 20;
/// How often.
const STEPS_MAX: i64 = 20;

/// One possible noise of a true count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The published count.
    pub published: u32,
    /// The noise.
    pub noise: i64,
    /// Lower end of its interval of cell keys, in 1e-8.
    pub from: i64,
    /// Upper end, not included.
    pub to: i64,
}

/// The distribution of the noise of one true count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The true count.
    pub count: u32,
    /// What it can become, ascending.
    pub entries: Vec<Entry>,
}

/// The whole table, from 0 to the last row, which holds for larger counts too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ptable {
    /// Rows by true count.
    pub rows: Vec<Row>,
}

/// Computes the table.
///
/// # Errors
/// [`Error::Input`] when the variance is too small for a row, naming it.
pub fn ptable(spec: &NoiseSpec) -> Result<Ptable, Error> {
    let zero = Row { count: 0, entries: vec![Entry { published: 0, noise: 0, from: 0, to: UNIT }] };
    let rows = std::iter::once(Ok(zero)).chain((1..=spec.last()).map(|count| row(spec, count)));
    Ok(Ptable { rows: rows.collect::<Result<_, Error>>()? })
}

fn row(spec: &NoiseSpec, count: u32) -> Result<Row, Error> {
    let lowest = count.saturating_sub(spec.largest);
    let published = (lowest..=count + spec.largest).filter(|published| *published == 0 || *published > spec.blocked);
    let published: Vec<u32> = published.collect();
    let noise: Vec<i64> = published.iter().map(|published| i64::from(*published) - i64::from(count)).collect();
    let at = count as usize - 1;
    let centre = noise.iter().position(|noise| *noise == 0);
    let stay = if centre.is_some() { spec.stay.get(at).copied().unwrap_or(0) } else { 0 };
    let mono = centre.is_some() && spec.mono.get(at).copied().unwrap_or(true);
    for step in 0..=STEPS_MAX {
        let lowered = (stay - step * STEP).max(0);
        let constraints = Constraints { noise: &noise, variance: spec.variance, stay: lowered, mono };
        if is_feasible(&constraints)? {
            let probability = maximise(&constraints).ok_or_else(|| too_small(count, "exactly at the limit"))?;
            return Ok(Row { count, entries: intervals(&published, &noise, &probability) });
        }
        if lowered == 0 {
            break;
        }
    }
    Err(too_small(count, "too small").into())
}

fn too_small(count: u32, how: &str) -> Diagnostic {
    let message = match how {
        "too small" => format!("variance too small: no noise without bias fits for the count {count}"),
        _ => format!("the variance is {how} of what the count {count} allows"),
    };
    Diagnostic::error("variance", "[ptable]", message).hint("allow a larger V, a smaller js or a larger D")
}

/// Ends of the intervals: cumulative sums rounded to 8 digits, the last one 1.
fn intervals(published: &[u32], noise: &[i64], probability: &[f64]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(noise.len());
    let (mut sum, mut from) = (0.0, 0);
    for (index, share) in probability.iter().enumerate() {
        sum += share;
        let rounded = (sum * UNIT as f64).round() as i64;
        let to = if index + 1 == probability.len() { UNIT } else { rounded.clamp(from, UNIT) };
        entries.push(Entry { published: published[index], noise: noise[index], from, to });
        from = to;
    }
    entries
}

/// Whether any distribution meets the constraints: a linear programme in whole numbers of 1e-8, decided exactly.
fn is_feasible(constraints: &Constraints<'_>) -> Result<bool, Error> {
    let noise = constraints.noise;
    let mut tableau = Tableau::new();
    let [sum, mean, variance] = [(); 3].map(|()| tableau.add_equation());
    // The start: every probability at its lower end. What the equations then lack is pushed in from none to all.
    let least: Vec<i64> = noise.iter().map(|v| if *v == 0 { constraints.stay.max(1) } else { 1 }).collect();
    let lacks = |weight: &dyn Fn(i64) -> i64| noise.iter().zip(&least).map(|(v, p)| weight(*v) * p).sum::<i64>();
    let used = lacks(&|v| v * v);
    let mut gaps = vec![(sum, lacks(&|_| 1) - UNIT), (mean, lacks(&|v| v))];
    let centre = noise.iter().position(|v| *v == 0).filter(|_| constraints.mono).unwrap_or(0);
    let steps: Vec<usize> = (0..centre).map(|_| tableau.add_equation()).collect();
    for (index, v) in noise.iter().enumerate() {
        let mut terms = vec![(sum, 1), (mean, *v), (variance, v * v)];
        terms.extend(steps.get(index).map(|step| (*step, -1)));
        terms.extend(index.checked_sub(1).and_then(|before| steps.get(before)).map(|step| (*step, 1)));
        tableau.add_variable(&terms, Some(0), None)?;
    }
    for (index, step) in steps.iter().enumerate() {
        tableau.add_variable(&[(*step, -1)], Some(0), None)?;
        gaps.push((*step, least[index + 1] - least[index]));
    }
    let room = i128::from(constraints.variance) - i128::from(used);
    if room < 0 || gaps[0].1 > 0 {
        return Ok(false);
    }
    tableau.add_variable(&[(variance, -1)], Some(0), Some(room))?;
    let share = tableau.add_variable(&gaps, Some(0), Some(1))?;
    Ok(matches!(tableau.push(share, 1, Some(Ratio::whole(1)))?, Reach::Enough(_)))
}
