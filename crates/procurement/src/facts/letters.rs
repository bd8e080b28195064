//! The letters and digits of a text in lower case: what is compared where publishers put quotes, points, spaces and capitals
//! as they like, as in names and addresses.

/// Adds those of a text.
pub(crate) fn push_letters(out: &mut String, text: &str) {
    out.reserve(text.len());
    // The only letter whose small form depends on its neighbours.
    if text.contains('Σ') {
        out.extend(text.to_lowercase().chars().filter(|c| c.is_alphanumeric()));
        return;
    }
    for c in text.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {}
            _ => out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
}

/// Those of a text alone.
pub(crate) fn letters(text: &str) -> String {
    let mut out = String::new();
    push_letters(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_the_text_in_lower_case(text in "[a-zA-Z0-9ÁáİıΣσςЖ .'\u{307}]{0,12}") {
            let whole: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            prop_assert_eq!(letters(&text), whole);
        }
    }
}
