//! Names of subjects inside names of findings and addresses: identifiers of publishers hold any letter, and four signs
//! have a meaning there.

use std::fmt::Write as _;

/// The subject as part of a finding's name: colon, slash, per cent and control characters are escaped, nothing stays
/// empty.
pub fn name(subject: &str) -> String {
    if subject.is_empty() {
        return "_".to_owned();
    }
    let mut out = String::with_capacity(subject.len());
    for letter in subject.chars() {
        if matches!(letter, ':' | '/' | '%') || letter.is_control() {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

/// The subject of a name.
pub fn plain(name: &str) -> String {
    if name == "_" {
        return String::new();
    }
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let letter = after.get(..2).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_subject_back_and_has_no_colon_or_slash() {
        for subject in ["", "ocds-a-1", "UNSPSC:43", "a/b%c", "%3A", "жеткізуші|b", "\u{1}"] {
            let name = name(subject);
            assert!(!name.is_empty() && !name.contains([':', '/']), "{name}");
            assert_eq!(plain(&name), subject);
        }
    }
}
