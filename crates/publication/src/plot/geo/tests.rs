//! The reader against hand-made files, and the drawing against real geometry where it is at hand.

use super::super::tests::{check, samples};
use super::super::{Reading, Span};
use super::*;

/// Two countries that share a border, quantised; the second runs along it backwards.
const TWO: &str = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,20]},
 "arcs":[[[0,0],[0,40]],[[0,40],[40,0],[0,-40],[-40,0]],[[0,0],[-40,0],[0,40],[40,0]]],
 "objects":{"land":{"type":"GeometryCollection","geometries":[
  {"type":"Polygon","arcs":[[0,1]],"id":"1","properties":{"a3":"AAA"}},
  {"type":"MultiPolygon","arcs":[[[2,-1]]],"id":"XKX"},
  {"type":"Polygon","arcs":[[0,1]]},
  {"type":null}]}}}"#;

fn cell(code: &str, reading: Reading) -> MapCell {
    MapCell { code: code.into(), name: format!("Place {code}"), reading, interval: None, href: Some("/en/x".into()) }
}

fn data(cells: Vec<MapCell>) -> GeoData {
    GeoData { cells, range: Some(Span::new(0.0, 100.0)), widest: Some(20.0), style: MapStyle::Suppressing }
}

fn draw(world: &World, cells: Vec<MapCell>) -> Plot {
    let words = samples::words();
    geo(&Frame::new("g", "World", "A map.", &words, &samples::plain), world, &data(cells), &samples::map_labels())
}

#[test]
fn arcs_are_scaled_added_up_and_read_backwards() {
    let units = topojson::read(TWO.as_bytes(), |arc| arc).expect("reads");
    assert_eq!(units.rings["AAA"], [vec![(10.0, 20.0), (10.0, 40.0), (30.0, 40.0), (30.0, 20.0)]]);
    assert_eq!(units.rings["KSV"], [vec![(10.0, 20.0), (-10.0, 20.0), (-10.0, 40.0), (10.0, 40.0)]]);
    assert_eq!(units.without_code, 1);
}

#[test]
fn what_is_no_geometry_is_refused_with_the_place_of_the_fault() {
    let wrong = |from: &str, to: &str| World::read(TWO.replacen(from, to, 1).as_bytes()).expect_err("refused");
    assert!(matches!(World::read(b"[]"), Err(GeometryError::Form(_))));
    assert!(wrong("Topology", "FeatureCollection").to_string().contains("FeatureCollection"));
    assert_eq!(
        wrong("[[0,1]]", "[[0,9]]"),
        GeometryError::Arc { object: "land".into(), geometry: 0, arc: 9, count: 3 }
    );
    assert!(matches!(wrong("[[0,1]]", "[[0,-9223372036854775808]]"), GeometryError::Arc { .. }));
    assert!(wrong("[[0,1]]", "[[0.5]]").to_string().contains("geometry 0"));
    assert!(wrong("[0,40]]", "[0]]").to_string().contains("arc 0"));
    assert!(wrong("[0.5,0.5]", "[1e5,1]").to_string().contains("degrees"));
    let nameless = TWO.replace("\"a3\":\"AAA\"", "\"a3\":\"-99\"").replace("XKX", "x");
    assert_eq!(World::read(nameless.as_bytes()), Err(GeometryError::NoCodes));
}

#[test]
fn a_country_that_the_file_lacks_stands_under_the_map() {
    let world = World::read(TWO.as_bytes()).expect("reads");
    let plot = draw(&world, vec![cell("AAA", Reading::Value(40.0)), cell("ZZZ", Reading::Value(50.0))]);
    let found = check(&plot);
    assert!(found.text.contains("ZZZ") && plot.svg.contains("Place AAA: 40"));
    assert_eq!(plot.table.rows.len(), 2);
}

#[test]
fn real_geometry_is_drawn_small_complete_and_the_same_every_time() {
    for (file, least) in [
        ("publication/geometry/visionscarto-world-110m.json", 177),
        ("publication/geometry/visionscarto-world-50m.json", 230),
        ("publication/geometry/plotly_un_world_110m.topojson", 190),
        ("publication/geometry/plotly_un_world_50m.topojson", 240),
    ] {
        let Some(path) = probity_testkit::reference(file) else { return };
        let bytes = std::fs::read(path).expect("reads");
        let world = World::read(&bytes).expect("geometry");
        assert!(world.codes().count() >= least, "{file}: {}", world.codes().count());
        assert!(["KAZ", "RUS", "FJI", "USA"].iter().all(|code| world.codes().any(|known| known == *code)));
        let value = |(index, code): (usize, &str)| cell(code, Reading::Value((index * 7 % 100) as f64));
        let cells: Vec<MapCell> = world.codes().enumerate().map(value).collect();
        let plot = draw(&world, cells.clone());
        assert_eq!(plot, draw(&World::read(&bytes).expect("geometry"), cells));
        let found = check(&plot);
        // Two pieces per country or a square; none leaves the drawing.
        assert!(found.elements["path"] + found.elements["rect"] > least);
        println!("{file}: {} countries, {} bytes", world.codes().count(), plot.svg.len());
        assert!(plot.svg.len() < 220_000, "{file}: {} bytes", plot.svg.len());
    }
}
