//! The analysis of a Kazakh word. All ways to read its end as a chain of endings, each in its place, after a sound it may
//! stand after and in harmony with the stem, are weighed; the best leaves the stem. Final consonants are unvoiced and a last
//! narrow vowel is dropped, so that the forms of a word meet whether or not an ending had changed it.

use super::DataError;
use super::grammar::{END, Ending, Fold, Grammar, Kind};
use super::lexicon::Lexicon;

/// A longer word is no word of the language; it is its own stem.
const LONGEST: usize = 48;

/// The stemmer of Kazakh.
#[derive(Debug)]
pub struct Kazakh {
    grammar: Grammar,
    lexicon: Lexicon,
}

/// The letters of a root: some of the word's, some that come back.
#[derive(Debug, Clone, Copy)]
struct Root {
    letters: [u8; LONGEST],
    length: usize,
}

impl Root {
    fn new(kept: &[u8], added: &[u8]) -> Self {
        let mut root = Self { letters: [0; LONGEST], length: 0 };
        for (slot, letter) in root.letters.iter_mut().zip(kept.iter().chain(added)) {
            *slot = *letter;
            root.length += 1;
        }
        root
    }

    fn as_slice(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// What has been taken off so far, seen from what is left.
#[derive(Debug, Clone, Copy)]
struct Taken<'a> {
    /// The ending nearest to the stem.
    ending: Option<&'a Ending>,
    /// The class of that ending, or the end of the word.
    right: usize,
    /// What the stem must be.
    kind: Option<Kind>,
    /// Whether only a root of the lexicon will do.
    known: bool,
    score: i32,
    depth: usize,
}

/// The best reading so far.
struct Best {
    score: i32,
    root: Option<Root>,
}

impl Best {
    fn offer(&mut self, score: i32, root: impl FnOnce() -> Root) {
        if self.root.is_none() || score > self.score {
            *self = Self { score, root: Some(root()) };
        }
    }
}

impl Kazakh {
    /// The stemmer with the tables built in.
    pub fn new() -> Result<Self, DataError> {
        let grammar = Grammar::new()?;
        let lexicon = Lexicon::new(&grammar.alphabet, &str::to_owned)?;
        Ok(Self { grammar, lexicon })
    }

    /// The stemmer of words that are typed without Kazakh letters: tables and lexicon are typed so too.
    pub(super) fn folded(fold: &Fold<'_>) -> Result<Self, DataError> {
        let grammar = Grammar::folded(fold)?;
        let lexicon = Lexicon::new(&grammar.alphabet, fold)?;
        Ok(Self { grammar, lexicon })
    }

    /// The same without the lexicon: what the grammar alone can do, to measure what the list adds.
    pub fn without_roots() -> Result<Self, DataError> {
        Ok(Self { grammar: Grammar::new()?, lexicon: Lexicon::default() })
    }

    /// Whether the lexicon has the word as a root.
    pub fn has_root(&self, word: &str) -> bool {
        self.letters(word).is_some_and(|letters| self.lexicon.has(letters.as_slice(), None))
    }

    /// Whether the word is in that spelling for certain.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.grammar.alphabet.knows(word)
    }

    /// The stem of a word in the spelling of [`super::Spelling::kazakh`].
    pub fn stem(&self, word: &str) -> String {
        if let Some(stem) = self.lexicon.whole(word) {
            return stem.to_owned();
        }
        let word = word.trim_matches('-');
        let Some((head, tail)) = word.rsplit_once('-') else { return self.part(word) };
        // A number or an abbreviation takes its ending behind a hyphen: `2008-ден`, `ҚР-ның`.
        let letters = self.letters(tail);
        if letters.is_some_and(|letters| self.is_chain(letters.as_slice(), END, 0)) {
            return self.stem_of_head(head);
        }
        format!("{head}-{}", self.part(tail))
    }

    fn stem_of_head(&self, head: &str) -> String {
        self.letters(head).map_or_else(|| head.to_owned(), |letters| self.key(letters))
    }

    fn part(&self, word: &str) -> String {
        let Some(letters) = self.letters(word) else { return word.to_owned() };
        let mut best = Best { score: 0, root: None };
        let taken = Taken { ending: None, right: END, kind: None, known: false, score: 0, depth: 0 };
        self.read(letters.as_slice(), taken, &mut best);
        best.root.map_or_else(|| word.to_owned(), |root| self.key(root))
    }

    /// The letters of a word, or `None` when it is too long or has a letter that is not Kazakh.
    fn letters(&self, word: &str) -> Option<Root> {
        let mut letters = Root { letters: [0; LONGEST], length: 0 };
        for letter in word.chars() {
            *letters.letters.get_mut(letters.length)? = self.grammar.alphabet.number(letter)?;
            letters.length += 1;
        }
        (letters.length < LONGEST).then_some(letters)
    }

    /// Weighs the reading that stops here, then every ending that what is left may end with.
    fn read(&self, stem: &[u8], taken: Taken<'_>, best: &mut Best) {
        self.weigh(stem, &taken, best);
        if taken.depth >= self.grammar.score.deepest {
            return;
        }
        for ending in self.grammar.endings(stem) {
            if !self.grammar.may_stand(ending.class, taken.right) {
                continue;
            }
            let Some(rest) = stem.strip_suffix(ending.letters.as_slice()).filter(|rest| rest.len() >= 2) else {
                continue;
            };
            if ending.after.as_ref().is_some_and(|after| !after.allows(rest)) {
                continue;
            }
            let clash = ending.harmony.zip(self.grammar.harmony(rest)).is_some_and(|(ending, stem)| ending != stem);
            let penalty = if clash { self.grammar.score.disharmony * 10 } else { 0 };
            let next = Taken {
                ending: Some(ending),
                right: ending.class,
                kind: if ending.on_verb { Some(Kind::Verb) } else { taken.kind.or(Some(Kind::Noun)) },
                known: taken.known || ending.known.is_some(),
                score: taken.score + ending.trust - penalty,
                depth: taken.depth + 1,
            };
            self.read(rest, next, best);
        }
    }

    fn weigh(&self, stem: &[u8], taken: &Taken<'_>, best: &mut Best) {
        let weights = &self.grammar.score;
        if let Some(root) = self.known_root(stem, taken) {
            let whole = taken.kind.is_none() && self.lexicon.has(root.as_slice(), Some(Kind::Noun));
            let length = i32::try_from(root.length).unwrap_or_default();
            let bonus = weights.root + weights.letter * length + if whole { weights.whole } else { 0 };
            return best.offer(taken.score + bonus * 10, || root);
        }
        let too_short = taken.kind.is_some() && stem.len() < weights.shortest;
        if taken.known || too_short || !stem.iter().any(|letter| self.grammar.vowels.has(*letter)) {
            return;
        }
        best.offer(taken.score, || Root::new(stem, &[]));
    }

    /// The root of the lexicon that the stem is, or was before the ending changed it.
    fn known_root(&self, stem: &[u8], taken: &Taken<'_>) -> Option<Root> {
        let known = |root: &[u8]| self.lexicon.has(root, taken.kind);
        let Some(ending) = taken.ending else { return known(stem).then(|| Root::new(stem, &[])) };
        if !ending.gives.is_empty() {
            let given = ending.gives.iter().map(|letter| Root::new(stem, &[*letter]));
            return given.into_iter().find(|root| known(root.as_slice()));
        }
        let vowel = ending.letters.first().is_some_and(|first| self.grammar.vowels.has(*first));
        if vowel && let Some(root) = self.lexicon.restored(stem) {
            return Some(Root::new(root, &[]));
        }
        if known(stem) {
            return Some(Root::new(stem, &[]));
        }
        let (last, kept) = stem.split_last().filter(|_| vowel)?;
        let soft = taken.kind == Some(Kind::Verb) && kept.last().is_some_and(|letter| self.grammar.vowels.has(*letter));
        let softened = self.grammar.softened.iter().filter(|_| soft);
        let changes = self.grammar.voiced.iter().chain(softened).filter(|(from, _)| from == last);
        changes.map(|(_, to)| Root::new(kept, &[*to])).find(|root| known(root.as_slice()))
    }

    /// The stem as it is shown and stored.
    fn key(&self, root: Root) -> String {
        let mut letters = root.as_slice();
        if let Some((last, kept)) = letters.split_last()
            && self.grammar.narrow.has(*last)
            && kept.len() >= self.grammar.score.shortest
        {
            letters = kept;
        }
        let unvoiced = letters.split_last().filter(|(_, kept)| kept.len() >= 2).and_then(|(last, kept)| {
            let change = self.grammar.voiced.iter().find(|(from, _)| from == last);
            change.map(|(_, to)| Root::new(kept, &[*to]))
        });
        self.grammar.alphabet.spell(unvoiced.as_ref().map_or(letters, Root::as_slice))
    }

    /// Whether letters are nothing but endings of a noun, whatever stands before them.
    fn is_chain(&self, letters: &[u8], right: usize, depth: usize) -> bool {
        if letters.is_empty() {
            return right != END;
        }
        let fits =
            |ending: &&Ending| !ending.on_verb && ending.known.is_none() && self.grammar.may_stand(ending.class, right);
        depth < self.grammar.score.deepest
            && self.grammar.endings(letters).iter().filter(fits).any(|ending| {
                letters
                    .strip_suffix(ending.letters.as_slice())
                    .is_some_and(|rest| self.is_chain(rest, ending.class, depth + 1))
            })
    }
}
