//! Roman numerals. Recommendations are numbered i to xxvii and rounds I to VI; as text `ix` comes before `v`, so numerals
//! are compared by value.

/// Signs by falling value, subtractive pairs among them.
const SIGNS: [(u16, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The value of a numeral in its usual form (`iv`, never `iiii`), in upper or lower case; `None` for anything else. Asked
/// for every verdict of a log, so no copy is made.
pub fn value(text: &str) -> Option<u16> {
    let (mut rest, mut value) = (text, 0_u16);
    for (worth, sign) in SIGNS {
        while let Some(after) = without(rest, sign) {
            value = value.checked_add(worth)?;
            rest = after;
        }
    }
    // Greedy reading takes `iiii` and `ivi` too; only the usual form writes back as it was.
    (rest.is_empty() && is_written(value, text)).then_some(value)
}

/// What is left of a text behind a sign in either case.
fn without<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let (front, after) = text.split_at_checked(sign.len())?;
    front.eq_ignore_ascii_case(sign).then_some(after)
}

/// Whether a number is written so, in upper or lower case.
fn is_written(number: u16, text: &str) -> bool {
    if !(1..4000).contains(&number) {
        return false;
    }
    let (mut number, mut text) = (number, text);
    for (worth, sign) in SIGNS {
        while number >= worth {
            let Some(after) = without(text, sign) else { return false };
            (number, text) = (number - worth, after);
        }
    }
    text.is_empty()
}

/// A number from 1 to 3999 as a numeral in lower case.
pub fn write(number: u16) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut text) = (number, String::new());
    for (worth, sign) in SIGNS {
        while rest >= worth {
            rest -= worth;
            text.push_str(sign);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nine_is_more_than_five_whatever_the_alphabet_says() {
        assert!("ix" < "v" && value("ix") > value("v"));
        assert_eq!((value("xxvii"), value("XXVII"), value("IV")), (Some(27), Some(27), Some(4)));
        assert_eq!(write(27).as_deref(), Some("xxvii"));
    }

    #[test]
    fn unusual_and_empty_numerals_are_none() {
        for text in ["", "iiii", "vv", "ic", "ivi", "iix", "12", "i i", "ı", "mmmm", "a"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!((write(0), write(4000)), (None, None));
    }

    proptest! {
        #[test]
        fn every_number_is_read_as_it_is_written(number in 1u16..4000) {
            let text = write(number).expect("a numeral");
            prop_assert_eq!(value(&text), Some(number));
            prop_assert_eq!(value(&text.to_uppercase()), Some(number));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,20}", signs in "[ivxlcdmIVXLCDM]{0,30}") {
            let _ = (value(&text), value(&signs));
        }
    }
}
