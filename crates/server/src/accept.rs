//! The language a reader asked for in `Accept-Language` (RFC 9110, 12.5.4): the best supported one by quality, the
//! earlier one among equals, English when nothing fits.

use probity_core::Language;

/// Most ranges looked at: a longer header is not a browser's.
const RANGES_MAX: usize = 32;

/// The language to answer in.
pub(crate) fn language(header: Option<&str>) -> Language {
    let mut best: Option<(u16, Language)> = None;
    for range in header.unwrap_or_default().split(',').take(RANGES_MAX) {
        let Some((language, quality)) = supported(range) else { continue };
        if quality > 0 && best.is_none_or(|(known, _)| quality > known) {
            best = Some((quality, language));
        }
    }
    best.map_or(Language::En, |(_, language)| language)
}

/// A range's language and its quality in thousandths; `None` when we do not speak it or it is malformed.
fn supported(range: &str) -> Option<(Language, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?.to_ascii_lowercase();
    let language = match tag.split('-').next()? {
        "*" => Language::En,
        primary => primary.parse().ok()?,
    };
    match parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))) {
        Some(quality) => Some((language, thousandths(quality)?)),
        None => Some((language, 1000)),
    }
}

/// Reads `0`, `1`, `0.5`, `0.333`, `1.000`.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (value <= 1000).then_some(value)
}

/// Whether the reader takes gzip.
pub(crate) fn gzip(header: Option<&str>) -> bool {
    header.unwrap_or_default().split(',').take(RANGES_MAX).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let refused = parts.any(|part| part.strip_prefix("q=").and_then(thousandths) == Some(0));
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_supported_language_wins() {
        assert_eq!(language(Some("kk-KZ,kk;q=0.9,ru;q=0.8")), Language::Kk);
        assert_eq!(language(Some("de, ru;q=0.5, en;q=0.4")), Language::Ru);
        assert_eq!(language(Some("en;q=0.1, KK;q=0.9")), Language::Kk);
        assert_eq!(language(Some("ru, kk")), Language::Ru);
    }

    #[test]
    fn english_is_the_answer_to_nonsense() {
        for header in [None, Some(""), Some("de"), Some("*"), Some("ru;q=0"), Some("kk;q=2"), Some(";;,,=")] {
            assert_eq!(language(header), Language::En, "{header:?}");
        }
    }

    #[test]
    fn gzip_is_used_only_when_taken() {
        assert!(gzip(Some("br, gzip")) && gzip(Some("*")) && gzip(Some("GZIP;q=0.5")));
        assert!(!gzip(None) && !gzip(Some("br")) && !gzip(Some("gzip;q=0")) && !gzip(Some("gzip;q=0.0")));
    }
}
