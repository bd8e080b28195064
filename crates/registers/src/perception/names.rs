//! Words of headers: which source or column a spelling means, and which known word a strange one is nearest to.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<String, Vec<String>>,
}

struct Names {
    sources: BTreeMap<String, String>,
    columns: BTreeMap<String, String>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        // Part of the program, read by a test: it parses.
        let file = toml::from_str(include_str!("../../data/sources.toml"))
            .unwrap_or(File { sources: BTreeMap::new(), columns: BTreeMap::new() });
        let turn = |table: BTreeMap<String, Vec<String>>| {
            let pairs = table.into_iter().flat_map(|(code, spellings)| {
                let own = (fold(&code), code.clone());
                spellings.into_iter().map(move |spelling| (fold(&spelling), code.clone())).chain([own])
            });
            pairs.collect()
        };
        Names { sources: turn(file.sources), columns: turn(file.columns) }
    })
}

/// Lower case, runs of everything that is no letter or digit as one space.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The code of the source that a header means, misspellings of long names included.
pub fn source_code(header: &str) -> Option<&'static str> {
    let folded = fold(header);
    let table = &names().sources;
    if let Some(code) = table.get(&folded) {
        return Some(code);
    }
    if folded.len() < 12 {
        return None;
    }
    // Two slips at most in a long name, and only if they leave one source.
    let mut near = table
        .iter()
        .filter(|(spelling, _)| spelling.len() >= 12 && distance(spelling, &folded, 2).is_some())
        .map(|(_, code)| code.as_str());
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}

/// The role of a column that is not a source (`country`, `iso3`, `score`, `rank`, `n`, `se`, `ci_low`, `ci_high`,
/// `other`) with the year the header names, if any.
pub fn column_role(header: &str) -> Option<(&'static str, Option<i16>)> {
    let (folded, year) = split_year(&fold(header));
    names().columns.get(&folded).map(|role| (role.as_str(), year))
}

/// Takes the last year (2012, or the 17 of `nr sources 17`) out of a folded header.
pub(crate) fn split_year(folded: &str) -> (String, Option<i16>) {
    let mut year = None;
    let mut words = Vec::new();
    for word in folded.split(' ') {
        let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        let stem = &word[..word.len() - digits.len()];
        match (digits.len(), digits.parse::<i16>()) {
            (4, Ok(value @ 1990..=2100)) => {
                year = Some(value);
                words.extend((!stem.is_empty()).then_some(stem));
            }
            (2, Ok(value @ 12..=60)) if stem.is_empty() => year = Some(2000 + value),
            _ => words.push(word),
        }
    }
    (words.join(" "), year)
}

/// The nearest of `candidates` to a word, when it is near enough to be a slip.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let most = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .filter_map(|candidate| Some((distance(&word, &candidate.to_lowercase(), most)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance with neighbouring letters swapped counting one (optimal string alignment); `None` when it is more than
/// `most`, which is seen early. Texts are cut at 80 characters, which no header word needs.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().take(80).collect();
    let b: Vec<char> = b.chars().take(80).collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut least = 0;
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        let mut smallest = i;
        for j in 1..=b.len() {
            let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if swap {
                row[j] = row[j].min(before[j - 2] + 1);
            }
            smallest = smallest.min(row[j]);
        }
        // A swap looks two rows back: only when both are beyond can no later row come back.
        if smallest.min(least) > most {
            return None;
        }
        least = smallest;
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_spellings_is_read_and_has_fourteen_sources() {
        let codes: std::collections::BTreeSet<&String> = names().sources.values().collect();
        assert_eq!(codes.len(), 14);
        assert_eq!(source_code("Arican Development Bank"), Some("afdb"));
        assert_eq!(source_code("Varities of Democracy Projekt"), Some("vdem"));
        assert_eq!(source_code("Bertelsmann  Foundation TI"), Some("bti"));
        assert_eq!(source_code("score"), None);
    }

    #[test]
    fn a_header_gives_its_role_and_its_year() {
        assert_eq!(column_role("CPI2016"), Some(("score", Some(2016))));
        assert_eq!(column_role("90%Upper CI"), Some(("ci_high", None)));
        assert_eq!(column_role("nr_sources_17"), Some(("n", Some(2017))));
        assert_eq!(column_role("Change in scores 2016-2017"), None);
    }

    #[test]
    fn the_nearest_word_is_a_slip_away_and_no_farther() {
        assert_eq!(nearest("iso", ["year", "iso3"].into_iter()), Some("iso3"));
        assert_eq!(nearest("country", ["year", "iso3"].into_iter()), None);
        assert_eq!(distance("kzakhstan", "kazakhstan", 2), Some(1));
        assert_eq!(distance("ab", "ba", 1), Some(1));
        assert_eq!(distance("abcd", "dcba", 2), None);
        assert_eq!(distance("abc", "abcdef", 2), None);
    }
}
