//! The indexes of the search in laws, kept beside the library so that no search reads all texts. One that is missing, damaged or
//! of another program is made anew without a word; one that the library has outgrown goes on with what came since.

use super::{collected, folder, list_of, missing};
use crate::failure::Failure;
use probity_commitments::law::library::shelf::{self, Held};
use probity_commitments::law::library::{Holding, Indexes, LanguageCode, languages_of_search};
use probity_commitments::law::search::{Index, Made, Unusable};
use probity_core::{Digest, Language};
use probity_publication::law::Indexed;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The index of a language, as the library is now.
pub fn open(dir: &Path, code: &LanguageCode) -> Result<Index, Failure> {
    let list = fs_err::read(list_of(dir)).or_else(absent)?;
    if list.is_empty() {
        return Err(missing(dir, None));
    }
    let now = made(&list);
    let own = languages_of_search().find(|(other, _)| other == code).map_or(Language::En, |(_, own)| own);
    if let Some(index) = kept(dir, code, own).filter(|index| *index.made() == now) {
        return Ok(index);
    }
    let bytes = make(dir, &list, now)?.into_iter().find(|(other, _)| other == code).map(|(_, bytes)| bytes);
    Index::open(bytes.unwrap_or_default(), own).map_err(unusable)
}

/// What gives the indexes of all languages.
pub fn of(dir: &Path) -> Indexed {
    let dir = dir.to_owned();
    Arc::new(move || {
        let one = |(code, _)| open(&dir, &code).ok().map(|index| (code, index));
        languages_of_search().map(one).collect()
    })
}

fn absent(error: std::io::Error) -> std::io::Result<Vec<u8>> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(Vec::new()) } else { Err(error) }
}

fn unusable(error: Unusable) -> Failure {
    Failure::input(error.to_string())
}

/// What an index of a list is made from.
fn made(list: &[u8]) -> Made {
    let by = Digest::of(env!("PROBITY_SOURCES_SHA256").as_bytes());
    Made { by, list: Digest::of(list), bytes: u64::try_from(list.len()).unwrap_or(u64::MAX) }
}

fn place(dir: &Path, code: &LanguageCode) -> PathBuf {
    folder(dir).join("search").join(code.as_str())
}

/// The index that is there, whatever it was made from.
fn kept(dir: &Path, code: &LanguageCode, own: Language) -> Option<Index> {
    Index::open(fs_err::read(place(dir, code)).ok()?, own).ok()
}

/// Makes the indexes of all languages and keeps them. Where they cannot be kept, only the next search is slower.
fn make(dir: &Path, list: &[u8], now: Made) -> Result<Vec<(LanguageCode, Vec<u8>)>, Failure> {
    let (mut indexes, from) = before(dir, list, now)?;
    let news = String::from_utf8_lossy(list.get(from..).unwrap_or_default());
    let entries = shelf::entries(&list_of(dir).display().to_string(), &news, None);
    let entries = entries.map_err(|fault| Failure::input("the library of law is damaged").diagnostics(vec![fault]))?;
    for entry in entries.iter().filter(|entry| matches!(entry.held, Held::Expression { .. })) {
        let one = collected(dir, std::iter::once(entry))?;
        for expression in one.works().flat_map(Holding::expressions) {
            indexes.add(expression, entry.recorded);
        }
    }
    let all = indexes.finish(now);
    let _ = fs_err::create_dir_all(folder(dir).join("search"));
    for (code, bytes) in &all {
        let _ = probity_registers::replace(&place(dir, code), bytes);
    }
    Ok(all)
}

/// The indexes to go on with, and from which byte of the list: those of its beginning, if all were made by this program.
fn before(dir: &Path, list: &[u8], now: Made) -> Result<(Indexes, usize), Failure> {
    let old: Option<Vec<(LanguageCode, Index)>> =
        languages_of_search().map(|(code, own)| Some((code.clone(), kept(dir, &code, own)?))).collect();
    let made = old.as_ref().and_then(|old| old.first()).map(|(_, index)| *index.made());
    let from = made.and_then(|made| {
        let from = usize::try_from(made.bytes).ok()?;
        let begins = Digest::of(list.get(..from)?) == made.list && made.by == now.by;
        // Behind a whole line, so that nothing is read in halves.
        (begins && (from == 0 || list.get(from - 1) == Some(&b'\n'))).then_some(from)
    });
    let alike = |old: &Vec<(LanguageCode, Index)>| old.iter().all(|(_, index)| Some(*index.made()) == made);
    match (old.filter(alike), from) {
        (Some(old), Some(from)) => Ok((Indexes::behind(old), from)),
        _ => Ok((Indexes::new().map_err(|error| Failure::input(error.to_string()))?, 0)),
    }
}
