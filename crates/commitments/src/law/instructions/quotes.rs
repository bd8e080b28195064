//! Quotation marks that are no guillemets, straight (`"…"`) or curled (`“…”`), become guillemets where they stand at the edge
//! of a phrase or a line, so that all the rest knows one pair only. Those inside others are text and stay.

/// The text with its outer quotation marks as guillemets, letter for letter.
pub(in crate::law) fn angled(text: &str) -> String {
    if !text.contains(['"', '“', '”']) {
        return text.to_owned();
    }
    let mut signs: Vec<char> = text.chars().collect();
    for (first, last) in outer(&signs) {
        for (place, guillemet) in [(first, '«'), (last, '»')] {
            if let Some(slot) = signs.get_mut(place) {
                *slot = guillemet;
            }
        }
    }
    signs.into_iter().collect()
}

/// The pairs that are in no other and in no guillemets. One goes on behind its line only if its line begins with it; a mark
/// that nothing closes is passed over.
fn outer(signs: &[char]) -> Vec<(usize, usize)> {
    let (mut pairs, mut open) = (Vec::<(usize, usize)>::new(), Vec::<usize>::new());
    let mut guillemets = 0_usize;
    for (at, &sign) in signs.iter().enumerate() {
        match sign {
            '\n' if open.first().is_some_and(|first| !begins(signs, *first)) => open.clear(),
            '«' if open.is_empty() => guillemets += 1,
            '»' if open.is_empty() => guillemets = guillemets.saturating_sub(1),
            _ if guillemets > 0 => {}
            _ if opens(signs, at) => open.push(at),
            _ if closes(signs, at) => {
                if let Some(first) = open.pop() {
                    while pairs.pop_if(|(inner, _)| *inner > first).is_some() {}
                    pairs.push((first, at));
                }
            }
            _ => {}
        }
    }
    pairs
}

fn before(signs: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|at| signs.get(at)).copied()
}

fn opens(signs: &[char], at: usize) -> bool {
    let edge = before(signs, at).is_none_or(|sign| sign.is_whitespace() || "(«".contains(sign));
    let word = signs.get(at + 1).is_some_and(|sign| !sign.is_whitespace());
    match signs.get(at) {
        Some('“') => true,
        Some('"') => edge && word,
        _ => false,
    }
}

fn closes(signs: &[char], at: usize) -> bool {
    let behind = signs.iter().skip(at).take(8).find(|sign| **sign != '"');
    let edge = behind.is_none_or(|sign| sign.is_whitespace() || ";.,:)»".contains(*sign));
    match signs.get(at) {
        Some('”') => true,
        Some('"') => edge,
        _ => false,
    }
}

/// Whether nothing but space is before it in its line, or a colon.
fn begins(signs: &[char], at: usize) -> bool {
    let line = signs.iter().take(at).rev().take_while(|sign| **sign != '\n');
    line.copied().find(|sign| !sign.is_whitespace()).is_none_or(|sign| sign == ':')
}
