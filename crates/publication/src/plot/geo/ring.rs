//! Rings on a globe made fit for a flat map: thinned out, unrolled where they cross the antimeridian, cut there, and
//! with long edges bent as the projection bends them.

use super::project::equal_earth;
use super::topojson::Place;

/// An arc with only the points a drawing of the given scale (units a radius) can show: no point left out is further
/// than `tolerance` units from the line (Douglas and Peucker 1973). The ends stay.
pub(super) fn thin(arc: &[Place], scale: f64, tolerance: f64) -> Vec<Place> {
    let Some(last) = arc.len().checked_sub(1).filter(|last| *last > 1) else { return arc.to_vec() };
    let flat: Vec<(f64, f64)> =
        arc.iter().map(|(east, north)| equal_earth(*east, *north)).map(|(x, y)| (x * scale, y * scale)).collect();
    let mut keep = vec![false; arc.len()];
    (keep[0], keep[last]) = (true, true);
    let mut stretches = vec![(0, last)];
    // A closed arc has no line between its ends: it is parted at its furthest point.
    while let Some((from, to)) = stretches.pop() {
        let far = (from + 1..to).map(|at| (at, distance(flat[at], flat[from], flat[to])));
        let far = far.fold(None, |best: Option<(usize, f64)>, next| match best {
            Some((_, most)) if most >= next.1 => best,
            _ => Some(next),
        });
        if let Some((at, _)) = far.filter(|(_, most)| *most > tolerance) {
            keep[at] = true;
            stretches.extend([(from, at), (at, to)]);
        }
    }
    arc.iter().zip(keep).filter(|(_, kept)| *kept).map(|(place, _)| *place).collect()
}

/// Distance of a point from the stretch between two others.
fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    libm::hypot(point.0 - from.0 - along * dx, point.1 - from.1 - along * dy)
}

/// The ring in pieces that lie within 180° west and east. A ring that goes round a pole is closed along the pole.
pub(super) fn cut(ring: &[Place]) -> Vec<Vec<Place>> {
    let within = |ring: &[Place]| ring.iter().all(|(east, _)| (-180.0..=180.0).contains(east));
    let steps = || ring.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let closing = ring.first().zip(ring.last()).map_or(0.0, |(first, last)| first.0 - last.0);
    if within(ring) && steps().chain([closing]).all(|step| step.abs() <= 180.0) {
        return vec![dense(ring)];
    }
    let unrolled = unroll(ring);
    let (low, high) = unrolled
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (east, _)| (low.min(*east), high.max(*east)));
    if !(low.is_finite() && high.is_finite()) {
        return Vec::new();
    }
    let first = libm::floor((low + 180.0) / 360.0) as i32;
    let last = libm::floor((high + 180.0) / 360.0) as i32;
    let pieces = (first..=last).map(|turn| {
        let shift = f64::from(turn) * 360.0;
        let moved: Vec<Place> = unrolled.iter().map(|(east, north)| (east - shift, *north)).collect();
        dense(&side(&side(&moved, -180.0, true), 180.0, false))
    });
    pieces.filter(|piece| piece.len() > 2).collect()
}

/// Longitudes without jumps: each is taken on the turn that is nearest to the one before.
fn unroll(ring: &[Place]) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::with_capacity(ring.len() + 2);
    for (east, north) in ring {
        let near = out.last().map_or(*east, |(before, _)| east - 360.0 * libm::round((east - before) / 360.0));
        out.push((near, *north));
    }
    let (Some(first), Some(last)) = (out.first().copied(), out.last().copied()) else { return out };
    // After a whole turn the ring's start lies 360° from its end.
    let turns = libm::round((last.0 - first.0) / 360.0);
    if turns != 0.0 {
        let mean = out.iter().map(|(_, north)| north).sum::<f64>() / out.len() as f64;
        let pole = if mean < 0.0 { -90.0 } else { 90.0 };
        out.extend([(first.0 + 360.0 * turns, first.1), (first.0 + 360.0 * turns, pole), (first.0, pole)]);
    }
    out
}

/// What lies east (or west) of a meridian (Sutherland and Hodgman 1974).
fn side(ring: &[Place], meridian: f64, east: bool) -> Vec<Place> {
    let inside = |place: &Place| if east { place.0 >= meridian } else { place.0 <= meridian };
    let mut out = Vec::with_capacity(ring.len());
    for (index, place) in ring.iter().enumerate() {
        let before = ring[(index + ring.len() - 1) % ring.len()];
        if inside(&before) != inside(place) {
            let part = (meridian - before.0) / (place.0 - before.0);
            out.push((meridian, before.1 + part * (place.1 - before.1)));
        }
        if inside(place) {
            out.push(*place);
        }
    }
    out
}

/// Edges longer than this many degrees get points between, since a meridian is a curve on the map.
const LONG: f64 = 6.0;

fn dense(ring: &[Place]) -> Vec<Place> {
    let mut out = Vec::with_capacity(ring.len());
    for (index, place) in ring.iter().enumerate() {
        out.push(*place);
        let next = ring[(index + 1) % ring.len()];
        let (dx, dy) = (next.0 - place.0, next.1 - place.1);
        let parts = libm::ceil(dx.abs().max(dy.abs()) / LONG).clamp(1.0, 90.0);
        for part in 1..parts as usize {
            let share = part as f64 / parts;
            out.push((place.0 + dx * share, place.1 + dy * share));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pieces: &[Vec<Place>]) -> Vec<(f64, f64)> {
        let ends = |piece: &Vec<Place>| {
            let east = piece.iter().map(|(east, _)| *east);
            (east.clone().fold(f64::INFINITY, f64::min), east.fold(f64::NEG_INFINITY, f64::max))
        };
        pieces.iter().map(ends).collect()
    }

    #[test]
    fn a_ring_over_the_antimeridian_becomes_a_piece_on_each_side() {
        let fiji = [(177.0, -18.0), (-179.0, -18.0), (-179.0, -16.0), (177.0, -16.0)];
        assert_eq!(edges(&cut(&fiji)), [(177.0, 180.0), (-180.0, -179.0)]);
        let same = fiji.map(|(east, north)| (if east < 0.0 { east + 360.0 } else { east }, north));
        assert_eq!(edges(&cut(&same)), [(177.0, 180.0), (-180.0, -179.0)], "degrees beyond 180 mean the same");
        let inland = [(60.0, 40.0), (65.0, 40.0), (65.0, 44.0)];
        assert_eq!(cut(&inland), [inland.to_vec()]);
    }

    #[test]
    fn a_ring_round_the_pole_is_closed_along_it() {
        let ring: Vec<Place> = (0..12).map(|i| (-170.0 + 30.0 * f64::from(i), -70.0)).collect();
        let pieces = cut(&ring);
        let lowest = pieces.iter().flatten().map(|(_, north)| *north).fold(0.0, f64::min);
        assert_eq!(lowest, -90.0);
        assert!(pieces.iter().flatten().all(|(east, _)| east.abs() <= 180.0));
    }

    #[test]
    fn thinning_keeps_the_ends_and_what_can_be_seen() {
        let arc: Vec<Place> = (0..100).map(|i| (f64::from(i) / 10.0, if i == 50 { 3.0 } else { 0.0 })).collect();
        let thin = thin(&arc, 100.0, 0.3);
        assert!(thin.len() < 9 && thin.contains(&(5.0, 3.0)), "{thin:?}");
        assert_eq!((thin.first(), thin.last()), (arc.first(), arc.last()));
    }
}
