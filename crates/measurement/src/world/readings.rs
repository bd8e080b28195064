//! From true levels to published scores: what a source reads, the errors it makes (persistent, shared in blocks,
//! larger for countries that are hard to read), what it writes on its own scale, and what the index makes of that.

use super::draws::{Address, Draws, Purpose};
use super::settings::WorldSettings;
use super::sources::Source;

/// One reading of a country by a source in an edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    /// On the source's own scale.
    pub(super) raw: f64,
    /// What the index publishes: 0–100, rounded as the edition rounds.
    pub(super) published: f64,
    /// What the index would publish, unrounded, if the source had made no error, were not captured and could write any
    /// value between the ends of its scale.
    pub(super) error_free: f64,
}

/// The errors of a source about a country, one an edition, in points of the index:
/// error * opacity * noise * (sqrt(share)*B_t + sqrt(1-share)*E_t), where B (the block's) and E (its own) are
/// stationary first-order autoregressions with variance 1 and the persistence of the settings.
pub(super) fn errors(
    draws: &Draws,
    settings: &WorldSettings,
    source: &Source,
    s: usize,
    c: usize,
    opacity: f64,
) -> Vec<f64> {
    let share = source.block.filter(|_| settings.blocks).map_or(0.0, |block| block.shared());
    let own = process(draws, settings, Purpose::OwnError, s, c);
    let common = match source.block {
        Some(block) if share > 0.0 => process(draws, settings, Purpose::BlockError, block as usize, c),
        _ => vec![0.0; own.len()],
    };
    let size = source.error * opacity * settings.noise;
    let (to_block, to_own) = (libm::sqrt(share), libm::sqrt(1.0 - share));
    own.iter().zip(&common).map(|(own, common)| size * (to_block * common + to_own * own)).collect()
}

fn process(draws: &Draws, settings: &WorldSettings, purpose: Purpose, s: usize, c: usize) -> Vec<f64> {
    let keep = settings.persistence;
    let fresh = libm::sqrt(1.0 - keep * keep);
    let mut values = draws.normals(Address::reading(purpose, s, c, 0), settings.editions().len());
    for t in 1..values.len() {
        values[t] = keep * values[t - 1] + fresh * values[t];
    }
    values
}

/// What a source says and what becomes of it; `disturbance` is error plus inflation, in points.
pub(super) fn reading(settings: &WorldSettings, source: &Source, year: i16, level: f64, disturbance: f64) -> Reading {
    // The source's own scale never changes; only the index's map of it does.
    let own_scale = source.map(i16::MIN);
    let raw = source.scale.write(own_scale.invert(source.reading(level) + disturbance));
    let ideal = own_scale.invert(source.reading(level)).clamp(source.scale.low, source.scale.high);
    let map = source.map(year);
    let points = |raw: f64| map.apply(raw).clamp(0.0, 100.0);
    Reading { raw, published: publish(points(raw), settings.unrounded.contains(&year)), error_free: points(ideal) }
}

/// Five decimals, or integers with halves rounded up.
fn publish(points: f64, unrounded: bool) -> f64 {
    if unrounded { (points * 1e5).round() / 1e5 } else { (points + 0.5).floor() }
}
