//! Checkpoints and paths of tiles: one spelling each.
#![no_main]

use probity_publication::log::{Checkpoint, Tile};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(head) = Checkpoint::parse(text) {
        assert_eq!(head.to_string(), text);
    }
    if let Some(tile) = Tile::parse(text) {
        assert_eq!(tile.path(), text);
    }
});
