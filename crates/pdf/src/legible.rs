//! Text that the embedded fonts can show. An archival PDF may hold no letter without a glyph, and one foreign name must
//! not cost the whole report: a letter that is missing is written as its code point, `[U+25B2]`, for everyone to see.

use crate::world::FONTS;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Coverage, Font};

/// What each of the embedded fonts holds: text may be set in any of them.
static COVERAGE: LazyLock<Vec<Coverage>> = LazyLock::new(|| {
    let fonts = FONTS.iter().flat_map(|font| Font::iter(Bytes::new(*font)));
    fonts.map(|font| font.info().coverage.clone()).collect()
});

/// The text, every letter without a glyph as its code point.
pub fn legible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_held) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_held(character) {
            out.push(character);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        }
    }
    Cow::Owned(out)
}

/// Blanks that only guide the end of a line need no glyph, nor do controls, which are not set at all.
fn is_held(character: char) -> bool {
    character.is_ascii()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}')
        || COVERAGE.iter().all(|coverage| coverage.contains(u32::from(character)))
}
