//! Who signed an act: the office and the name below its last provision, which are no provisions themselves.

use super::data::Data;

/// Lines of an office and its name.
const LINES_MAX: usize = 4;
/// Words of a line of them.
const WORDS_MAX: usize = 12;

/// The line with which the signature begins that ends a list of lines.
pub(super) fn first(data: &Data, lines: &[&str]) -> Option<usize> {
    let last = lines.last().filter(|line| has_name(line))?;
    let office = |line: &str| {
        let lower = line.trim().to_lowercase();
        data.signed.offices.iter().any(|office| lower.starts_with(office.as_str()))
    };
    if office(last) {
        return lines.len().checked_sub(1);
    }
    // The name alone, below its office.
    let from = lines.len().saturating_sub(LINES_MAX);
    let above = (from..lines.len()).rev().skip(1);
    let mut above = above.take_while(|at| lines.get(*at).is_some_and(|line| is_short(line)));
    above.find(|at| lines.get(*at).is_some_and(|line| office(line)))
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().count() <= WORDS_MAX && !line.trim_end().ends_with(['.', ';', ':', ','])
}

/// Whether a line ends with initials and a surname: "К. ТОКАЕВ", "Н.Рахимов", "А. Б. Иванов".
fn has_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((last, before)) = words.split_last().filter(|_| is_short(line)) else { return false };
    let (initials, surname) = last.rsplit_once('.').unwrap_or(("", last));
    let is_surname = surname.chars().count() > 1
        && surname.starts_with(char::is_uppercase)
        && surname.chars().all(|sign| sign.is_alphabetic() || sign == '-');
    is_surname
        && if initials.is_empty() {
            before.last().is_some_and(|word| are_initials(word))
        } else {
            are_initials(initials)
        }
}

/// `А.`, `А.Б.`, `А.Б`.
fn are_initials(word: &str) -> bool {
    let mut letters = word.trim_end_matches('.').split('.');
    letters.all(|letter| letter.chars().count() == 1 && letter.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_and_a_name_are_a_signature_and_sentences_are_not() {
        let data = Data::shipped().unwrap();
        assert_eq!(first(data, &["Текст.", "Президент", "Республики Казахстан", "К. ТОКАЕВ"]), Some(1));
        assert_eq!(first(data, &["Текст.", "Президент Республики Узбекистан Ш. МИРЗИЁЕВ"]), Some(1));
        assert_eq!(first(data, &["Аким села Бестобе", "С.Бисембаев"]), Some(0));
        assert_eq!(first(data, &["Возложить контроль на директора А.Э. Бурханова."]), None);
        assert_eq!(first(data, &["Председатель;", "Н. Рахимов"]), None);
        assert_eq!(first(data, &[]), None);
    }
}
