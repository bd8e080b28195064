//! The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas keep their proportions, so that a large country
//! looks no larger than it is. Degrees in, units of the sphere's radius out.

const A1: f64 = 1.340_264;
const A2: f64 = -0.081_106;
const A3: f64 = 0.000_893;
const A4: f64 = 0.003_796;

/// Half of the width of the world, the place of 180° on the equator: 2√3 π / (3 A1).
pub(super) const HALF_WIDTH: f64 = 2.706_629_983_6;

/// East and north of a place; latitudes beyond the poles are the poles.
pub(super) fn equal_earth(longitude: f64, latitude: f64) -> (f64, f64) {
    let root = libm::sqrt(3.0);
    let sine = root / 2.0 * libm::sin(latitude.clamp(-90.0, 90.0).to_radians());
    let t = libm::asin(sine.clamp(-1.0, 1.0));
    let (t2, lambda) = (t * t, longitude.to_radians());
    let t6 = t2 * t2 * t2;
    let slope = 9.0 * A4 * t6 * t2 + 7.0 * A3 * t6 + 3.0 * A2 * t2 + A1;
    let x = 2.0 * root * lambda * libm::cos(t) / (3.0 * slope);
    (x, t * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_world_are_where_the_authors_put_them() {
        let (x, y) = equal_earth(180.0, 0.0);
        assert!((x - HALF_WIDTH).abs() < 1e-9 && y == 0.0);
        let (x, y) = equal_earth(0.0, 90.0);
        assert!(x == 0.0 && (y - 1.317_362_759_157_4).abs() < 1e-9);
        // The pole is a line of 0.592 of the equator's length.
        assert!((equal_earth(180.0, 90.0).0 / HALF_WIDTH - 0.592).abs() < 0.002);
        assert_eq!(equal_earth(-30.0, -45.0).0, -equal_earth(30.0, 45.0).0);
    }

    #[test]
    fn equal_areas_stay_equal() {
        // A cell of one degree has the area cos(latitude) on the sphere, wherever it lies.
        let area = |latitude: f64| {
            let corners = [(0.0, -0.5), (1.0, -0.5), (1.0, 0.5), (0.0, 0.5)];
            let places: Vec<(f64, f64)> =
                corners.iter().map(|(east, north)| equal_earth(100.0 + east, latitude + north)).collect();
            let twice: f64 =
                (0..4).map(|i| places[i].0 * places[(i + 1) % 4].1 - places[(i + 1) % 4].0 * places[i].1).sum();
            twice.abs() / 2.0 / libm::cos(latitude.to_radians())
        };
        let equator = area(0.0);
        for latitude in [-75.0, -40.0, 15.0, 30.0, 48.0, 66.0, 80.0] {
            assert!((area(latitude) / equator - 1.0).abs() < 0.001, "{latitude}");
        }
    }
}
