//! The embedded layouts.

use super::super::Layout;
use std::collections::BTreeSet;

fn cells(layout: &Layout) -> BTreeSet<(u16, u16)> {
    layout.places().map(|(_, column, row)| (column, row)).collect()
}

#[test]
fn the_world_has_every_unit_of_its_file_in_a_cell_of_its_own() {
    let world = Layout::world();
    let lines = include_str!("../../../data/tiles/world.csv").lines().count() - 1;
    assert_eq!(world.places().count(), lines);
    assert_eq!(cells(&world).len(), lines);
    // 193 members of the United Nations, and Kosovo, Palestine, Taiwan, Hong Kong, Macao, Holy See, Cook Islands, Niue.
    assert_eq!(lines, 201);
    for code in ["KAZ", "KSV", "PSE", "TWN", "HKG", "MAC", "SSD", "TLS"] {
        assert!(world.places().any(|(known, ..)| known == code), "{code}");
    }
    assert!(world.places().all(|(code, ..)| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())));
}

#[test]
fn kazakhstan_has_twenty_regions() {
    let layout = Layout::kazakhstan();
    assert_eq!((layout.places().count(), cells(&layout).len()), (20, 20));
    // ISO 3166-2 after the reform of 2022.
    let codes = [10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79]
        .map(|number| format!("KZ-{number}"));
    assert_eq!(layout.places().map(|(code, ..)| code).collect::<Vec<_>>(), codes);
}

#[test]
fn unknown_codes_stand_on_a_compact_grid_in_their_order() {
    let layout = Layout::grid(["ZZB", "ZZA", "ZZC", "ZZA"]);
    let places: Vec<_> = layout.places().collect();
    assert_eq!(places, [("ZZA", 0, 0), ("ZZB", 1, 0), ("ZZC", 2, 0)]);
    assert_eq!(Layout::grid([]).columns(), 0);
}

#[test]
fn codes_outside_a_layout_are_added_below_it() {
    let world = Layout::world();
    let more = world.clone().with(["XXA", "KAZ"]);
    assert_eq!(more.places().count(), 202);
    assert_eq!(cells(&more).len(), 202);
    assert_eq!(more.rows(), world.rows() + 2);
}

#[test]
fn lines_that_are_no_places_are_left_out() {
    let layout = Layout::read("code,column,row\nAAA,1,1\nBBB,1,1\nCCC,x,1\n\nDDD,2\nEEE,2,-1\n");
    assert_eq!(layout.places().collect::<Vec<_>>(), [("AAA", 1, 1)]);
}
