//! The analyser of the search in laws: a word in any form, and the stem its forms share. Kazakh is ours, by tables of endings
//! in the order in which they attach; Russian and English are Snowball's, the same code the index uses.

mod grammar;
mod kazakh;
mod lexicon;
mod spelling;
mod words;

pub use grammar::DataError;
pub use kazakh::Kazakh;
pub use spelling::Spelling;
pub use words::read_words;

use probity_core::Language;
use serde::Serialize;

/// A word and its stem: one line of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stemmed<'a> {
    /// The word as it was given.
    pub word: &'a str,
    /// What its forms share.
    pub stem: String,
}

enum Engine {
    Kazakh { written: Box<Kazakh>, folded: Box<Kazakh> },
    Snowball(frostem::Stemmer),
}

/// The analyser of one language. Making one reads the tables; keep it for many words.
pub struct Stemmer {
    spelling: Spelling,
    engine: Engine,
}

impl Stemmer {
    /// The analyser of a language, or what is wrong with the tables built in.
    pub fn new(language: Language) -> Result<Self, DataError> {
        let spelling = Spelling::new()?;
        let engine = match language {
            Language::Kk => {
                let folded = Kazakh::folded(&|word: &str| spelling.folded(word))?;
                Engine::Kazakh { written: Box::new(Kazakh::new()?), folded: Box::new(folded) }
            }
            Language::Ru => Engine::Snowball(frostem::Stemmer::new(frostem::Algorithm::Russian)),
            Language::En => Engine::Snowball(frostem::Stemmer::new(frostem::Algorithm::English)),
        };
        Ok(Self { spelling, engine })
    }

    /// The stem of a word; of several words between spaces, the stems with one space between them.
    pub fn stem(&self, text: &str) -> String {
        joined(text.split_whitespace().map(|word| self.stem_one(word)))
    }

    /// The stem of a word as it is typed without Kazakh letters, its endings too: what the folded field of the index holds.
    pub fn folded(&self, text: &str) -> String {
        joined(text.split_whitespace().map(|word| match &self.engine {
            Engine::Kazakh { folded, .. } => folded.stem(&self.spelling.folded(&self.spelling.kazakh(word))),
            Engine::Snowball(_) => self.spelling.folded(&self.stem_one(word)),
        }))
    }

    fn stem_one(&self, word: &str) -> String {
        let stem = match &self.engine {
            Engine::Kazakh { written, .. } if written.knows(word) => written.stem(word),
            Engine::Kazakh { written, .. } => written.stem(&self.spelling.kazakh(word)),
            Engine::Snowball(snowball) => snowball.stem(&self.spelling.plain(word)).into_owned(),
        };
        // Nothing is left of hyphens and invisible signs alone.
        if stem.is_empty() { word.to_owned() } else { stem }
    }
}

/// With one space between them.
fn joined(mut stems: impl Iterator<Item = String>) -> String {
    let first = stems.next().unwrap_or_default();
    stems.fold(first, |all, stem| all + " " + &stem)
}

/// The stems of words, in the order of the words.
pub fn stem_words<'a>(language: Language, words: &[&'a str]) -> Result<Vec<Stemmed<'a>>, DataError> {
    let stemmer = Stemmer::new(language)?;
    Ok(words.iter().map(|word| Stemmed { word, stem: stemmer.stem(word) }).collect())
}

/// The answer as CSV, `word,stem`; the header is there even when no word is.
pub fn to_csv(rows: &[Stemmed<'_>]) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(["word", "stem"])?;
    for row in rows {
        writer.write_record([row.word, row.stem.as_str()])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
