//! Letters: what the pages say must be in the fonts and in the ranges that make a browser fetch them.

use super::fonts::SUBSETS;

/// Whether a range list of a style sheet has a code point.
fn has(range: &str, sign: char) -> bool {
    let number = |text: &str| u32::from_str_radix(text, 16).expect("hexadecimal");
    range.split(',').map(|part| part.trim().trim_start_matches("U+")).any(|part| {
        let (low, high) = part.split_once('-').unwrap_or((part, part));
        (number(low)..=number(high)).contains(&u32::from(sign))
    })
}

#[test]
fn every_letter_of_the_messages_is_in_a_subset_of_the_ordinary_pages() {
    let texts = [
        include_str!("../../messages/en.ftl"),
        include_str!("../../messages/kk.ftl"),
        include_str!("../../messages/ru.ftl"),
        include_str!("../../messages/observatory.en.ftl"),
        include_str!("../../messages/observatory.kk.ftl"),
        include_str!("../../messages/observatory.ru.ftl"),
        "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№≥≤−–—…«»",
    ];
    for weight in ["-400", "-700"] {
        let ranges: Vec<&str> = SUBSETS
            .iter()
            .filter(|subset| subset.name.ends_with(weight) && !subset.name.contains("-ext"))
            .map(|subset| subset.range())
            .collect();
        assert_eq!(ranges.len(), 2);
        for sign in texts.iter().flat_map(|text| text.chars()).filter(|sign| !sign.is_control()) {
            assert!(ranges.iter().any(|range| has(range, sign)), "{sign} U+{:X} of weight {weight}", u32::from(sign));
        }
    }
}

#[test]
fn names_of_countries_need_no_letter_outside_the_family() {
    let all: Vec<&str> = SUBSETS.iter().map(|subset| subset.range()).collect();
    for sign in include_str!("../../data/countries.csv").chars().filter(|sign| !sign.is_control()) {
        assert!(all.iter().any(|range| has(range, sign)), "{sign} U+{:X}", u32::from(sign));
    }
}

#[test]
fn the_fonts_of_an_ordinary_page_weigh_little() {
    let ordinary = SUBSETS.iter().filter(|subset| !subset.name.contains("-ext"));
    let bytes: usize = ordinary.map(|subset| subset.bytes.len()).sum();
    // A country page has 120 kB for everything.
    assert!(bytes < 40_000, "{bytes}");
}
