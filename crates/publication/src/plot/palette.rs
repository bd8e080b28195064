//! Colours that survive colour blindness, print and dark mode: cividis for quantities, Okabe–Ito (darkened where the
//! original is too pale for white) for categories. Contrast is computed here so that tests can hold the style sheet
//! to WCAG 2.2: 3:1 for marks, 4.5:1 for text.

use super::PLOT_CSS;

/// A colour as red, green, blue from 0 to 255.
pub type Rgb = [u8; 3];

/// Ten stops of cividis (Nuñez, Anderton, Renslow 2018), dark blue to yellow.
const CIVIDIS: [Rgb; 10] = [
    [0x00, 0x22, 0x4e],
    [0x12, 0x35, 0x70],
    [0x3b, 0x49, 0x6c],
    [0x57, 0x5d, 0x6d],
    [0x70, 0x71, 0x73],
    [0x8a, 0x86, 0x78],
    [0xa5, 0x9c, 0x74],
    [0xc3, 0xb3, 0x69],
    [0xe1, 0xcc, 0x55],
    [0xfe, 0xe8, 0x38],
];

/// What uncertain values fade to. Light, because the middle of cividis is itself a dark grey.
const FADED: Rgb = [0xd8, 0xd8, 0xd8];

/// How many uncertainty levels a value-suppressing palette has (Correll, Moritz, Heer 2018).
pub const LEVELS: usize = 4;

/// The uncertainty level of a normalised interval width: `floor(4U)`, 3 at most; what is not finite is level 3.
pub fn level(width: f64) -> usize {
    if width.is_finite() { (width.clamp(0.0, 1.0) * 4.0).floor().min(3.0) as usize } else { 3 }
}

/// How many value bins a level tells apart: 8, 4, 2, 1.
pub fn bins(level: usize) -> usize {
    1 << (LEVELS - 1 - level.min(LEVELS - 1))
}

/// The bin of a value normalised to 0..1 at a level.
pub fn bin(level: usize, value: f64) -> usize {
    let count = bins(level);
    let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    ((value * count as f64).floor() as usize).min(count - 1)
}

/// The colour of a value bin at an uncertainty level.
pub fn suppressing(level: usize, bin: usize) -> Rgb {
    let level = level.min(LEVELS - 1);
    let centre = (bin.min(bins(level) - 1) as f64 + 0.5) / bins(level) as f64;
    mix(cividis(centre), FADED, level as f64 / (LEVELS - 1) as f64)
}

/// Cividis at 0..1.
pub fn cividis(part: f64) -> Rgb {
    let place = if part.is_finite() { part.clamp(0.0, 1.0) * (CIVIDIS.len() - 1) as f64 } else { 0.0 };
    let below = (place.floor() as usize).min(CIVIDIS.len() - 2);
    mix(CIVIDIS[below], CIVIDIS[below + 1], place - below as f64)
}

fn mix(one: Rgb, other: Rgb, share: f64) -> Rgb {
    let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    [blend(one[0], other[0]), blend(one[1], other[1]), blend(one[2], other[2])]
}

/// `#rrggbb`.
pub fn hex(colour: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Rgb) -> f64 {
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Whether black text is easier to read on a colour than white text.
pub fn wants_black(colour: Rgb) -> bool {
    contrast(colour, [0, 0, 0]) >= contrast(colour, [255, 255, 255])
}

/// The custom properties of a block of the style sheet, e.g. `--p-ink` → `#1a1a1a`. Blocks in order: light, dark, print.
pub(crate) fn properties(block: usize) -> Vec<(&'static str, &'static str)> {
    let Some(text) = PLOT_CSS.split(".plot{--p-paper:").nth(block + 1) else { return Vec::new() };
    let body = text.split('}').next().unwrap_or_default();
    let rest = body.split(';').filter_map(|pair| pair.trim().split_once(':'));
    let mut pairs: Vec<(&str, &str)> = rest.filter(|(name, _)| name.starts_with("--p-")).collect();
    pairs.insert(0, ("--p-paper", body.split(';').next().unwrap_or_default()));
    pairs
}

/// The rules of the style sheet with the light colours in place, without media queries and layout.
pub(crate) fn flat_css() -> String {
    let rules = PLOT_CSS.split("/* marks */").nth(1).unwrap_or_default();
    let rules = rules.split("/* end of marks */").next().unwrap_or_default();
    properties(0).iter().fold(rules.trim().to_owned(), |css, (name, value)| css.replace(&format!("var({name})"), value))
}
