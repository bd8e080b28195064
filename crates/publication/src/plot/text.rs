//! How wide a text will probably be. A drawing that is made without a browser cannot measure fonts; these widths are
//! those of a common sans-serif rounded upwards, so that labels placed by them do not touch.

/// Height of the usual text, in units of the drawing.
pub(super) const SIZE: f64 = 14.0;
/// Height of secondary text.
pub(super) const SMALL: f64 = 12.0;

/// Width of a character in parts of the text height.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'і' | 'ј' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | 'І' => 0.29,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.36,
        '\u{300}'..='\u{36f}' | '\u{200b}' | '\u{ad}' => 0.0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '№' | '…' => 0.88,
        'ж' | 'м' | 'ш' | 'щ' | 'ю' | 'ы' | 'ф' | 'љ' | 'њ' => 0.8,
        'Ж' | 'М' | 'Ш' | 'Щ' | 'Ю' | 'Ы' | 'Ф' => 0.95,
        '0'..='9' => 0.62,
        '+' | '−' | '–' | '<' | '>' | '=' => 0.58,
        'A'..='Z' | 'А'..='Я' | 'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө' | 'Ұ' | 'Ү' | 'Һ' => 0.7,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => 1.0,
        '\u{1f000}'.. => 1.3,
        _ => 0.58,
    }
}

/// Estimated width of a text of the given height.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The text, cut with an ellipsis when it would be wider than `room`.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut used = width("…", size);
    let mut out = String::new();
    for character in text.chars() {
        used += em(character) * size;
        if used > room {
            break;
        }
        out.push(character);
    }
    format!("{}…", out.trim_end())
}

/// The text in at most `most` lines no wider than `room`; what does not fit ends with an ellipsis. Never empty. A word
/// wider than a line, such as a path of a field, is broken after its slashes.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (gap, word) in text.split_whitespace().flat_map(|word| pieces(word, size, room)) {
        let full = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if full || width(line, size) + width(gap, size) + width(word, size) <= room => {
                line.push_str(gap);
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines.iter().map(|line| fit(line, size, room)).collect()
}

/// A word, or its pieces, each with what stands before it on a line.
fn pieces(word: &str, size: f64, room: f64) -> Vec<(&'static str, &str)> {
    if width(word, size) <= room {
        return vec![(" ", word)];
    }
    word.split_inclusive('/').enumerate().map(|(at, piece)| (if at == 0 { " " } else { "" }, piece)).collect()
}

/// The greatest estimated width among texts.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a String>, size: f64) -> f64 {
    texts.map(|text| width(text, size)).fold(0.0, f64::max)
}
