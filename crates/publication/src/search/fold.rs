//! How a search compares letters: without case, without accents, Kazakh letters as the Russian ones a keyboard may
//! offer instead, and Cyrillic names also in the Latin spellings in use. The tables are data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const FOLD: &str = include_str!("../../data/search/fold.csv");
/// Spellings of Cyrillic letters in Latin: the Kazakh alphabet of 2021, ISO 9:1995, the forms of OpenStreetMap, and
/// those of passports. Rows with `verified = false` were not checked against the decree or standard.
const LATIN: &str = include_str!("../../data/search/latin.csv");

/// Column of the table where the spellings begin, and how many there are.
const SYSTEMS: std::ops::Range<usize> = 1..5;

static FOLDED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let pairs = FOLD.lines().skip(1).filter_map(|line| {
        let (to, from) = line.split_once(',')?;
        Some(from.chars().map(move |letter| (letter, to)))
    });
    pairs.flatten().filter_map(|(from, to)| Some((from, to.chars().next()?))).filter(|(from, _)| !mark(*from)).collect()
});

static SPELLED: LazyLock<Vec<BTreeMap<char, &'static str>>> = LazyLock::new(|| {
    let rows: Vec<Vec<&str>> = LATIN.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let system = |column: usize| {
        let pair = |row: &Vec<&'static str>| Some((row.first()?.chars().next()?, *row.get(column)?));
        rows.iter().filter_map(pair).collect()
    };
    SYSTEMS.map(system).collect()
});

/// Whether a letter only changes the one before it: an accent, or a sign that stands for softness.
fn mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’' | 'ʼ' | 'ʹ' | 'ʺ' | '`' | '´' | 'ь' | 'ъ')
}

/// The words of a text as they are compared: small letters, folded, split at everything that is neither letter nor
/// digit.
pub fn words(text: &str) -> Vec<String> {
    let small = text.chars().flat_map(char::to_lowercase).filter(|c| !mark(*c));
    let folded: String = small.map(|c| FOLDED.get(&c).copied().unwrap_or(c)).collect();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words of a text in every Latin spelling; those of a text without Cyrillic letters are its own.
pub fn latin_words(text: &str) -> Vec<Vec<String>> {
    let small: String = text.chars().flat_map(char::to_lowercase).collect();
    let spell = |table: &BTreeMap<char, &'static str>| -> String {
        let mut out = String::new();
        for c in small.chars() {
            match table.get(&c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        }
        out
    };
    SPELLED.iter().map(|table| words(&spell(table))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_letters_are_found_by_the_russian_ones() {
        for (kazakh, typed) in
            [("Ақтөбе", "Актобе"), ("Қостанай", "костанай"), ("Үшарал", "ушарал"), ("Һ Ә Ғ Ң Ұ І", "х а г н у и")]
        {
            assert_eq!(words(kazakh), words(typed));
        }
        assert_eq!(words("ПАВЛОДАР – Ертіс"), ["павлодар", "ертис"]);
    }

    #[test]
    fn every_latin_spelling_of_a_name_folds_to_plain_letters() {
        let spelled = |name: &str| -> Vec<String> { latin_words(name).into_iter().flatten().collect() };
        assert_eq!(spelled("Шымкент"), ["symkent", "symkent", "shymkent", "shymkent"]);
        assert_eq!(spelled("Қарағанды"), ["qaragandy", "karagandy", "qaraghandy", "karagandy"]);
        assert_eq!(words("Qarağandy"), ["qaragandy"]);
        assert_eq!(words("Ķaraġandy"), ["karagandy"]);
        assert_eq!(words("İSTANBUL"), ["istanbul"]);
    }

    #[test]
    fn the_tables_have_every_letter_of_the_kazakh_alphabet() {
        for letter in "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя".chars() {
            assert!(SPELLED.iter().all(|table| table.contains_key(&letter)), "{letter}");
        }
        for letter in "әғқңөұүһі".chars() {
            assert!(FOLDED.contains_key(&letter), "{letter}");
        }
    }
}
