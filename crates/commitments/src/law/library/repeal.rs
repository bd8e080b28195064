//! Whether a provision's text says that it is repealed: a note in place of its content, such as "Исключен Законом РК от …" or
//! "алып тасталды". A sentence that merely begins with such a word is content.

use super::act::Provision;
use super::data::{Data, Repealed};

/// Words before such a note that are looked through: "Пункт 5", "5) тармақша".
const NAME_WORDS: usize = 3;

/// Whether a note of repeal stands in place of content.
pub fn says_so(provision: &Provision) -> bool {
    let Some(data) = Data::shipped().map(|data| &data.repealed) else { return false };
    if !provision.children.is_empty() {
        return false;
    }
    // A heading may be kept above the note.
    let content = provision.text.as_ref().or(provision.heading.as_ref()).map(|part| part.to_lowercase());
    let content = content.unwrap_or_default();
    let content = without_name(data, &content);
    data.words.iter().any(|word| {
        let rest = content.strip_prefix(word.as_str()).filter(|rest| !rest.starts_with(char::is_alphabetic));
        rest.is_some_and(|rest| ends(data, rest.trim_start_matches(is_between)))
    })
}

/// Whether nothing follows, or the act or the day that did it.
fn ends(data: &Repealed, rest: &str) -> bool {
    let follows = |word: &String| match word.strip_suffix('*') {
        Some(stem) => rest.starts_with(stem),
        None => rest.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
    };
    let day = |rest: &str| rest.trim_start_matches(is_between).starts_with(|sign: char| sign.is_ascii_digit());
    let dated = |word: &String| rest.strip_prefix(word.as_str()).is_some_and(day);
    rest.is_empty() || day(rest) || data.followed_by.iter().any(follows) || data.before_date.iter().any(dated)
}

fn is_between(sign: char) -> bool {
    !sign.is_alphanumeric()
}

/// The content behind brackets and the provision's own name.
fn without_name<'a>(data: &Repealed, content: &'a str) -> &'a str {
    let mut rest = content.trim_start_matches(is_between);
    for _ in 0..NAME_WORDS {
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let number = word.starts_with(|sign: char| sign.is_ascii_digit());
        if !number && !data.levels.iter().any(|level| word.starts_with(level.as_str())) {
            break;
        }
        rest = rest.get(word.len()..).unwrap_or_default().trim_start_matches(is_between);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::library::act::Draft;

    fn with(text: &str) -> Provision {
        let kind: super::super::value::Kind = "point".parse().unwrap();
        let draft = Draft { text: Some(text.to_owned()), ..Draft::new(kind.clone(), None) };
        Provision { kind, eid: "point_1".to_owned(), num: None, heading: None, text: draft.text, children: Vec::new() }
    }

    #[test]
    fn a_note_in_place_of_content_repeals() {
        for text in [
            "[repealed]",
            "исключен",
            "(исключен)",
            "Исключен Законом РК от 28.12.2016 № 36-VI.",
            "Пункт 5 исключен в соответствии с Законом РК от 28.12.2016 № 36-VI.",
            "Алып тасталды",
            "5) тармақша алып тасталды - ҚР 28.12.2016 № 36-VI Заңымен.",
        ] {
            assert!(says_so(&with(text)), "{text}");
        }
        let headed = |text| Provision { heading: Some("Дарение".to_owned()), ..with(text) };
        assert!(says_so(&headed("исключен")) && !says_so(&headed("Дар принят")));
    }

    #[test]
    fn a_sentence_that_begins_alike_is_content() {
        for text in
            ["Исключены из списка лица, осуждённые судом", "Исключение составляют", "repealed acts are listed", ""]
        {
            assert!(!says_so(&with(text)), "{text}");
        }
    }
}
