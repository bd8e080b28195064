//! The tables of Kazakh endings in the form the analysis walks: letters as small numbers, kinds of letters as sets of bits,
//! endings by their last letter. The tables themselves are data (`data/kk/suffixes.toml`).

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const SUFFIXES: &str = include_str!("../../../data/kk/suffixes.toml");

/// Trust and scores are kept in tenths: exact, and the same on every machine.
const TENTHS: f64 = 10.0;

/// Something is wrong with a table of letters, endings or roots.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct DataError {
    /// Which table.
    pub file: &'static str,
    /// What is wrong with it.
    pub message: String,
}

impl DataError {
    pub(crate) fn new(file: &'static str, message: &impl ToString) -> Self {
        Self { file, message: message.to_string() }
    }
}

/// What a root is: verbs take verbal endings and, through a participle, nominal ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Noun,
    Verb,
}

/// Which vowels a stem or an ending has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harmony {
    Back,
    Front,
}

/// A set of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters(u64);

impl Letters {
    pub(super) fn has(self, letter: u8) -> bool {
        1u64.checked_shl(u32::from(letter)).is_some_and(|bit| self.0 & bit != 0)
    }

    fn add(&mut self, letter: u8) {
        self.0 |= 1u64.checked_shl(u32::from(letter)).unwrap_or_default();
    }
}

/// What must stand before an ending: one of some letters, or one of some pairs of letters.
#[derive(Debug, Clone, Default)]
pub(super) struct After {
    letters: Letters,
    pairs: Vec<[u8; 2]>,
}

impl After {
    pub(super) fn allows(&self, stem: &[u8]) -> bool {
        stem.last().is_some_and(|last| self.letters.has(*last)) || self.pairs.iter().any(|pair| stem.ends_with(pair))
    }
}

/// One form of one ending.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) letters: Vec<u8>,
    pub(super) class: usize,
    /// `None` for a form that goes with every stem.
    pub(super) harmony: Option<Harmony>,
    /// `None` for a form that stands after anything.
    pub(super) after: Option<After>,
    /// In tenths.
    pub(super) trust: i32,
    pub(super) known: Option<Kind>,
    pub(super) on_verb: bool,
    pub(super) gives: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    score: Score,
    letters: LettersTable,
    after: BTreeMap<String, Vec<String>>,
    change: ChangeTable,
    class: Vec<ClassTable>,
}

/// The weights by which readings are compared; whole numbers.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Score {
    pub(super) root: i32,
    pub(super) letter: i32,
    pub(super) whole: i32,
    pub(super) disharmony: i32,
    pub(super) shortest: usize,
    pub(super) deepest: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LettersTable {
    alphabet: String,
    back: String,
    front: String,
    neutral: String,
    narrow: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeTable {
    voiced: BTreeMap<char, char>,
    softened: BTreeMap<char, char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassTable {
    name: String,
    #[serde(default)]
    verb: bool,
    right: Vec<String>,
    endings: Vec<EndingTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndingTable {
    forms: Vec<String>,
    after: Option<Vec<String>>,
    trust: Option<f64>,
    known: Option<Kind>,
    #[serde(default)]
    gives: Vec<String>,
}

/// The letters of Kazakh as numbers from 0, below 64.
#[derive(Debug)]
pub(super) struct Alphabet {
    letters: Vec<char>,
    numbers: BTreeMap<char, u8>,
    /// Numbers of the Cyrillic block, for speed; 255 where a letter is not Kazakh.
    block: [u8; 256],
}

/// The first letter of the Cyrillic block of Unicode.
const BLOCK: u32 = 0x400;

impl Alphabet {
    fn new(text: &str) -> Result<Self, DataError> {
        let letters: Vec<char> = text.chars().collect();
        if letters.len() > 64 {
            return Err(DataError::new("suffixes.toml", &"an alphabet has at most 64 letters"));
        }
        let numbers: BTreeMap<char, u8> = letters.iter().copied().zip(0u8..).collect();
        let mut block = [u8::MAX; 256];
        for (letter, number) in &numbers {
            let offset = u32::from(*letter).checked_sub(BLOCK).and_then(|offset| usize::try_from(offset).ok());
            if let Some(slot) = offset.and_then(|offset| block.get_mut(offset)) {
                *slot = *number;
            }
        }
        Ok(Self { letters, numbers, block })
    }

    /// The number of a letter, if it is one of Kazakh.
    pub(super) fn number(&self, letter: char) -> Option<u8> {
        let offset = usize::try_from(u32::from(letter).checked_sub(BLOCK)?).ok()?;
        self.block.get(offset).copied().filter(|number| *number != u8::MAX)
    }

    /// The letters of a word, or `None` when one of them is not Kazakh.
    pub(super) fn numbers(&self, word: &str) -> Option<Vec<u8>> {
        word.chars().map(|letter| self.number(letter)).collect()
    }

    /// Whether a word has only small Kazakh letters, so that its spelling needs no change.
    pub(super) fn knows(&self, word: &str) -> bool {
        word.chars().all(|letter| self.number(letter).is_some())
    }

    /// The word that some numbers spell.
    pub(super) fn spell(&self, numbers: &[u8]) -> String {
        numbers.iter().filter_map(|number| self.letters.get(usize::from(*number))).collect()
    }

    fn read(&self, word: &str) -> Result<Vec<u8>, DataError> {
        let foreign = || DataError::new("suffixes.toml", &format!("`{word}` has a letter that is not in the alphabet"));
        self.numbers(word).ok_or_else(foreign)
    }

    fn set(&self, letters: &str) -> Result<Letters, DataError> {
        let mut set = Letters::default();
        self.read(letters)?.into_iter().for_each(|letter| set.add(letter));
        Ok(set)
    }

    fn pairs(&self, table: &BTreeMap<char, char>) -> Vec<(u8, u8)> {
        let number = |letter: &char| self.numbers.get(letter).copied();
        table.iter().filter_map(|(from, to)| Some((number(from)?, number(to)?))).collect()
    }
}

/// The grammar, ready to be walked.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) alphabet: Alphabet,
    pub(super) score: Score,
    pub(super) back: Letters,
    pub(super) front: Letters,
    pub(super) vowels: Letters,
    pub(super) narrow: Letters,
    pub(super) voiced: Vec<(u8, u8)>,
    pub(super) softened: Vec<(u8, u8)>,
    endings: Vec<Vec<Ending>>,
    /// By class: the classes that may stand to its right; the last bit is the end of the word.
    right: Vec<u64>,
}

/// The place of the end of the word among the classes.
pub(super) const END: usize = 63;

impl Tables {
    fn shipped() -> Result<Self, DataError> {
        toml::from_str(SUFFIXES).map_err(|error| DataError::new("suffixes.toml", &error))
    }

    /// The same as they are typed without Kazakh letters. What is left of harmony there says nothing.
    fn folded(mut self, fold: &Fold<'_>) -> Self {
        let each = |texts: &mut Vec<String>| {
            texts.iter_mut().for_each(|text| *text = fold(text));
            texts.sort();
            texts.dedup();
        };
        let letters = &mut self.letters;
        let vowels = fold(&format!("{}{}{}", letters.back, letters.front, letters.neutral));
        (letters.back, letters.front, letters.neutral) = (String::new(), String::new(), vowels);
        letters.narrow = fold(&letters.narrow);
        let alphabet: BTreeSet<char> = fold(&letters.alphabet).chars().collect();
        letters.alphabet = alphabet.into_iter().collect();
        self.after.values_mut().for_each(each);
        let letter = |letter: &char| fold(&letter.to_string()).chars().next().unwrap_or(*letter);
        for changes in [&mut self.change.voiced, &mut self.change.softened] {
            *changes = changes.iter().map(|(from, to)| (letter(from), letter(to))).collect();
        }
        for ending in self.class.iter_mut().flat_map(|class| &mut class.endings) {
            each(&mut ending.forms);
            each(&mut ending.gives);
        }
        self
    }
}

/// How a word is typed without Kazakh letters.
pub(super) type Fold<'a> = dyn Fn(&str) -> String + 'a;

impl Grammar {
    /// The tables built in.
    pub(super) fn new() -> Result<Self, DataError> {
        Self::built(Tables::shipped()?)
    }

    /// The same for words that are typed without Kazakh letters.
    pub(super) fn folded(fold: &Fold<'_>) -> Result<Self, DataError> {
        Self::built(Tables::shipped()?.folded(fold))
    }

    fn built(tables: Tables) -> Result<Self, DataError> {
        let alphabet = Alphabet::new(&tables.letters.alphabet)?;
        let letters = &tables.letters;
        let (back, front) = (alphabet.set(&letters.back)?, alphabet.set(&letters.front)?);
        let mut grammar = Self {
            score: tables.score,
            vowels: Letters(back.0 | front.0 | alphabet.set(&letters.neutral)?.0),
            narrow: alphabet.set(&letters.narrow)?,
            voiced: alphabet.pairs(&tables.change.voiced),
            softened: alphabet.pairs(&tables.change.softened),
            endings: letters.alphabet.chars().map(|_| Vec::new()).collect(),
            right: order(&tables.class)?,
            back,
            front,
            alphabet,
        };
        for (class, table) in tables.class.iter().enumerate() {
            for ending in &table.endings {
                grammar.add(class, table.verb, ending, &tables.after)?;
            }
        }
        Ok(grammar)
    }

    fn add(
        &mut self,
        class: usize,
        on_verb: bool,
        table: &EndingTable,
        kinds: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), DataError> {
        let after = table.after.as_ref().map(|names| self.after(names, kinds)).transpose()?;
        let gives = self.alphabet.read(&table.gives.concat())?;
        for form in &table.forms {
            let letters = self.alphabet.read(form)?;
            let Some(last) = letters.last().copied() else { continue };
            let trust = table.trust.unwrap_or(letters.len() as f64 + 1.0) * TENTHS;
            let ending = Ending {
                harmony: if table.forms.len() > 1 { self.first_harmony(&letters) } else { None },
                class,
                after: after.clone(),
                trust: trust.round() as i32,
                known: table.known,
                on_verb,
                gives: gives.clone(),
                letters,
            };
            if let Some(list) = self.endings.get_mut(usize::from(last)) {
                list.push(ending);
            }
        }
        Ok(())
    }

    fn after(&self, names: &[String], kinds: &BTreeMap<String, Vec<String>>) -> Result<After, DataError> {
        let mut after = After::default();
        for name in names {
            let unknown = || DataError::new("suffixes.toml", &format!("[after] has no `{name}`"));
            for text in kinds.get(name).ok_or_else(unknown)? {
                match self.alphabet.read(text)?.as_slice() {
                    [letter] => after.letters.add(*letter),
                    [first, second] => after.pairs.push([*first, *second]),
                    _ => return Err(DataError::new("suffixes.toml", &format!("`{text}` is not one letter or two"))),
                }
            }
        }
        Ok(after)
    }

    /// The endings whose last letter is the word's.
    pub(super) fn endings(&self, word: &[u8]) -> &[Ending] {
        word.last().and_then(|last| self.endings.get(usize::from(*last))).map_or(&[], Vec::as_slice)
    }

    /// Whether a class may stand directly left of another (or of the end of the word).
    pub(super) fn may_stand(&self, class: usize, right: usize) -> bool {
        self.right.get(class).is_some_and(|allowed| allowed & (1u64 << (right & 63)) != 0)
    }

    fn of(&self, letter: u8) -> Option<Harmony> {
        let front = self.front.has(letter).then_some(Harmony::Front);
        if self.back.has(letter) { Some(Harmony::Back) } else { front }
    }

    fn first_harmony(&self, letters: &[u8]) -> Option<Harmony> {
        letters.iter().find_map(|letter| self.of(*letter))
    }

    /// The harmony of a stem: of its last vowel that has one. Stems of и and у alone go with everything.
    pub(super) fn harmony(&self, stem: &[u8]) -> Option<Harmony> {
        stem.iter().rev().find_map(|letter| self.of(*letter))
    }
}

/// For each class, in the order of the table, which may stand right of it.
fn order(classes: &[ClassTable]) -> Result<Vec<u64>, DataError> {
    if classes.len() >= END {
        return Err(DataError::new("suffixes.toml", &"there are more classes than fit"));
    }
    let place = |name: &str| match name {
        "end" => Some(END),
        name => classes.iter().position(|class| class.name == name),
    };
    let bits = |class: &ClassTable| {
        class.right.iter().try_fold(0u64, |bits, name| {
            let unknown = || DataError::new("suffixes.toml", &format!("`{}` names no class `{name}`", class.name));
            Ok(bits | 1u64 << place(name).ok_or_else(unknown)?)
        })
    };
    classes.iter().map(bits).collect()
}
