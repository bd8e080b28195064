//! Colours: contrast of the style sheet and the arithmetic of the value-suppressing palette.

use super::super::palette::*;
use super::*;

fn rgb(hex: &str) -> Rgb {
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex");
    [channel(1), channel(3), channel(5)]
}

#[test]
fn marks_have_three_to_one_and_texts_four_and_a_half_to_one_in_every_mode() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    for block in 0..3 {
        let colours: BTreeMap<&str, Rgb> = properties(block).into_iter().map(|(name, hex)| (name, rgb(hex))).collect();
        assert_eq!(colours.len(), 14, "block {block}");
        let (paper, band) = (colours["--p-paper"], colours["--p-band"]);
        for name in ["--p-ink", "--p-muted"] {
            assert!(contrast(colours[name], paper) >= 4.5, "{name} of block {block}");
            assert!(contrast(colours[name], band) >= 4.5, "{name} of block {block} on a tie");
        }
        for name in ["--p-s1", "--p-s2", "--p-s3", "--p-s4", "--p-s5", "--p-s6", "--p-mark", "--p-hi", "--p-rule"] {
            let seen = contrast(colours[name], paper);
            assert!(seen >= 3.0, "{name} of block {block}: {seen}");
        }
    }
}

#[test]
fn texts_and_bars_on_tiles_are_readable_on_every_colour() {
    for level in 0..LEVELS {
        for bin in 0..bins(level) {
            let fill = suppressing(level, bin);
            let ink = if wants_black(fill) { [0, 0, 0] } else { [255, 255, 255] };
            assert!(contrast(fill, ink) >= 4.5, "level {level} bin {bin}");
        }
    }
}

#[test]
fn uncertain_values_have_fewer_colours() {
    assert_eq!([0, 1, 2, 3].map(bins), [8, 4, 2, 1]);
    assert_eq!([0.0, 0.24, 0.25, 0.5, 0.75, 1.0, 9.0].map(level), [0, 0, 1, 2, 3, 3, 3]);
    assert_eq!(level(f64::NAN), 3, "an unknown uncertainty is not certainty");
    assert_eq!([0.0, 0.124, 0.125, 0.99, 1.0].map(|v| bin(0, v)), [0, 0, 1, 7, 7]);
    let colours = |level| (0..bins(level)).map(|bin| suppressing(level, bin)).collect::<BTreeSet<_>>().len();
    assert_eq!([0, 1, 2, 3].map(colours), [8, 4, 2, 1], "no two bins of a level look the same");
}

#[test]
fn a_file_of_its_own_has_its_colours_inside() {
    for plot in samples::all() {
        let file = plot.standalone();
        assert!(file.contains("<style>") && !file.contains("var("), "colours are resolved");
        assert!(!file.contains("100%\" role"), "the size is in pixels");
        read(&file);
    }
}

#[test]
fn every_class_of_a_drawing_is_in_the_style_sheet() {
    for plot in samples::all() {
        for class in read(&plot.svg).classes.iter().filter(|class| class.starts_with("p-")) {
            // The first series is solid: it has no rule for dashes.
            assert!(PLOT_CSS.contains(&format!(".{class}")) || class == "p-d0", "{class}");
        }
    }
}
