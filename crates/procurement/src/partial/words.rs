//! Words of the program within partials. States hold references to constants, such as the path of what is missing, so a word
//! that is read is kept for good; no file can bring more words than the program could have.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// More words than the program has.
const WORDS_MAX: usize = 4096;
/// Bytes of a word: longer than any path.
const LENGTH_MAX: usize = 256;

/// A constant of the program; under a name of its own because `serde` would borrow a reference from the file.
pub(crate) type Word = &'static str;

static KNOWN: Mutex<BTreeSet<Word>> = Mutex::new(BTreeSet::new());

/// The word of a text, if the program may have it.
fn known(text: &str) -> Option<Word> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = known.get(text) {
        return Some(word);
    }
    if text.len() > LENGTH_MAX || known.len() >= WORDS_MAX {
        return None;
    }
    let word: Word = Box::leak(text.into());
    known.insert(word);
    Some(word)
}

fn read<E: Error>(text: &str) -> Result<Word, E> {
    known(text).ok_or_else(|| E::custom("a word that no flag has"))
}

/// Reads a word.
pub(crate) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    read(&String::deserialize(from)?)
}

/// Reads a map by words.
pub(crate) fn map<'de, D: Deserializer<'de>, V: DeserializeOwned>(from: D) -> Result<BTreeMap<Word, V>, D::Error> {
    let map = BTreeMap::<String, V>::deserialize(from)?;
    map.into_iter().map(|(text, own)| Ok((read(&text)?, own))).collect()
}

/// Reads a list by words.
pub(crate) fn list<'de, D: Deserializer<'de>, V: DeserializeOwned, L: From<Vec<(Word, V)>>>(
    from: D,
) -> Result<L, D::Error> {
    let list = Vec::<(String, V)>::deserialize(from)?;
    let list: Result<Vec<_>, _> = list.into_iter().map(|(text, own)| Ok((read(&text)?, own))).collect();
    list.map(L::from)
}

/// Earlier, at the same time, later.
pub(crate) mod order {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::cmp::Ordering;

    pub(crate) fn serialize<S: Serializer>(order: &Ordering, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i8(*order as i8)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Ordering, D::Error> {
        Ok(i8::deserialize(from)?.cmp(&0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_none_is_longer_than_those_of_the_program() {
        let (one, again) = (known("tender/value"), known(&["tender/", "value"].concat()));
        assert!(one.zip(again).is_some_and(|(one, again)| std::ptr::eq(one, again)));
        assert_eq!(known(&"x".repeat(LENGTH_MAX + 1)), None);
    }
}
