//! Invented names of countries in English, Kazakh and Russian. A demonstration that ranked real names by invented
//! numbers would be quoted as if it were true, so names are built from syllables and any that comes close to a real
//! country or well-known city, or to another invented name, is thrown away.

use super::draws::{Address, Draws, Purpose};
use probity_core::Text;

/// The name of an invented country in English, Kazakh and Russian.
pub type CountryName = Text;

/// A syllable in the three spellings.
type Syllable = [&'static str; 3];

const FIRST: [Syllable; 24] = [
    ["va", "ва", "ва"],
    ["tev", "тев", "тев"],
    ["lor", "лор", "лор"],
    ["mir", "мир", "мир"],
    ["or", "ор", "ор"],
    ["fe", "фе", "фе"],
    ["sel", "сел", "сел"],
    ["re", "ре", "ре"],
    ["ve", "ве", "ве"],
    ["ze", "зе", "зе"],
    ["ar", "ар", "ар"],
    ["ul", "ұл", "ул"],
    ["qo", "қо", "ко"],
    ["gha", "ға", "га"],
    ["il", "іл", "ил"],
    ["ke", "ке", "ке"],
    ["ta", "та", "та"],
    ["nel", "нел", "нел"],
    ["bre", "бре", "бре"],
    ["tro", "тро", "тро"],
    ["ny", "ны", "ны"],
    ["la", "ла", "ла"],
    ["dra", "дра", "дра"],
    ["os", "өс", "ос"],
];

const MIDDLE: [Syllable; 16] = [
    ["ri", "ри", "ри"],
    ["lan", "лан", "лан"],
    ["no", "но", "но"],
    ["me", "ме", "ме"],
    ["vel", "вел", "вел"],
    ["sa", "са", "са"],
    ["ren", "рен", "рен"],
    ["lu", "лу", "лу"],
    ["qa", "қа", "ка"],
    ["dor", "дор", "дор"],
    ["mo", "мо", "мо"],
    ["ten", "тең", "тен"],
    ["zi", "зи", "зи"],
    ["tal", "тал", "тал"],
    ["ven", "вен", "вен"],
    ["gho", "ғо", "го"],
];

const LAST: [Syllable; 16] = [
    ["via", "вия", "вия"],
    ["ria", "рия", "рия"],
    ["mar", "мар", "мар"],
    ["dan", "дан", "дан"],
    ["nia", "ния", "ния"],
    ["lis", "лис", "лис"],
    ["tor", "тор", "тор"],
    ["land", "ланд", "ланд"],
    ["ra", "ра", "ра"],
    ["mere", "мере", "мере"],
    ["thal", "тал", "тал"],
    ["nor", "нор", "нор"],
    ["lesh", "леш", "леш"],
    ["van", "ван", "ван"],
    ["zur", "зүр", "зур"],
    ["qan", "қан", "кан"],
];

/// Countries, parts of countries and well-known cities, in lower case without spaces: facts, put together by hand.
const REAL: &str = include_str!("real_names.txt");

/// How often a name is drawn anew before the country gets a number instead; tests see no world that needs this.
const ATTEMPTS: u16 = 400;

/// The names of `count` countries, in order, without two that are close.
pub(super) fn invent(draws: &Draws, count: usize) -> Vec<CountryName> {
    let real = real_names();
    let mut names: Vec<CountryName> = Vec::with_capacity(count);
    // The letters of the English and Russian names so far.
    let mut known: Vec<[Vec<char>; 2]> = Vec::with_capacity(count);
    for country in 0..count {
        let fitting = (0..ATTEMPTS).map(|attempt| draw(draws, country, attempt)).find(|name| {
            let (en, ru) = (letters(&name.en), letters(&name.ru));
            let close = known.iter().any(|other| edits(&other[0], &en, 1) <= 1 || edits(&other[1], &ru, 1) <= 1);
            !close && is_far(&en, &real)
        });
        let name = fitting.unwrap_or_else(|| numbered(country));
        known.push([letters(&name.en), letters(&name.ru)]);
        names.push(name);
    }
    names
}

/// Whether a name is far enough from every real one we list: not within one edit (two for seven letters or more) and
/// neither contains the other.
pub fn is_invented(name: &str) -> bool {
    is_far(&letters(name), &real_names())
}

fn is_far(name: &[char], real: &[Vec<char>]) -> bool {
    let limit = if name.len() >= 7 { 2 } else { 1 };
    !real.iter().any(|real| {
        let contains = real.len() >= 5 && holds(name, real) || name.len() >= 5 && holds(real, name);
        contains || edits(name, real, limit) <= limit
    })
}

fn real_names() -> Vec<Vec<char>> {
    REAL.split_whitespace().map(letters).collect()
}

fn letters(name: &str) -> Vec<char> {
    name.to_lowercase().chars().collect()
}

fn holds(long: &[char], short: &[char]) -> bool {
    long.windows(short.len().max(1)).any(|part| part == short)
}

fn draw(draws: &Draws, country: usize, attempt: u16) -> CountryName {
    let part = |list: &[Syllable], place: u16| {
        list[draws.index(Address::country(Purpose::Name, country, attempt * 4 + place), list.len())]
    };
    let mut syllables = vec![part(&FIRST, 0)];
    // A quarter of the names do without a middle: it keeps lists and plots lively.
    if draws.uniform(Address::country(Purpose::Name, country, attempt * 4 + 3)) < 0.75 {
        syllables.push(part(&MIDDLE, 1));
    }
    syllables.push(part(&LAST, 2));
    let spell = |language: usize| capital(&syllables.iter().map(|syllable| syllable[language]).collect::<String>());
    CountryName { en: spell(0), kk: spell(1), ru: spell(2) }
}

fn numbered(country: usize) -> CountryName {
    let number = country + 1;
    CountryName { en: format!("Country {number}"), kk: format!("{number}-ел"), ru: format!("Страна {number}") }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// Longest name that is compared letter by letter.
const LONGEST: usize = 31;

/// Insertions, deletions and replacements between two words (Levenshtein), or `limit + 1` as soon as it is sure that
/// they exceed the limit.
fn edits(a: &[char], b: &[char], limit: usize) -> usize {
    if a.len().abs_diff(b.len()) > limit || b.len() > LONGEST {
        return limit + 1;
    }
    let mut row: [usize; LONGEST + 1] = std::array::from_fn(|j| j);
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
            least = least.min(row[j + 1]);
        }
        if least > limit {
            return limit + 1;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_near_a_real_country_or_city_are_refused() {
        for name in ["Kazakhstan", "Kazakhstann", "Moldovia", "Verona", "Latvija", "Sveden"] {
            assert!(!is_invented(name), "{name}");
        }
        assert!(is_invented("Tromozur") && is_invented("Ulvelthal"));
    }

    #[test]
    fn edits_are_counted_as_levenshtein_did() {
        let count = |a: &str, b: &str, limit| edits(&letters(a), &letters(b), limit);
        assert_eq!(count("kitten", "sitting", 9), 3);
        assert_eq!(count("тар", "тар", 9), 0);
        assert_eq!(count("a", "abcdef", 2), 3);
        assert_eq!(count("abcdef", "uvwxyz", 2), 3);
    }
}
