//! Chains of provisions: `подпункт 5) пункта 1 статьи 15`, `15-баптың 1-тармағының 5) тармақшасы`, `article 15, paragraph
//! 1 (b)`. Russian goes from the specific to the general, Kazakh the other way, English both ways.

use super::items;
use super::token::{Token, TokenKind};
use super::words::Words;
use probity_core::Language;

/// One level of a chain with all numbers printed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Step {
    pub(in crate::law) alias: String,
    pub(in crate::law) rank: u8,
    pub(in crate::law) numbers: Vec<String>,
}

/// Levels of one provision, or of several that differ in numbers only; tokens from `first` until before `next`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Chain {
    /// General to specific.
    pub(in crate::law) steps: Vec<Step>,
    pub(in crate::law) first: usize,
    pub(in crate::law) next: usize,
}

/// Ranks of levels that stand inside any other: a paragraph of text is one of an article, a part or a point.
const INNERMOST: u8 = 90;
const PART_OF_ARTICLE: u8 = 45;
const ANNEX: u8 = 5;
pub(in crate::law) const ARTICLE: u8 = 40;
const PARAGRAPH: u8 = 50;
const POINT: u8 = 60;

/// More provisions than one reference names; a larger product of lists is cut.
const EIDS_MAX: usize = 1000;

/// Reads chains of a language.
pub(super) struct Chains<'a> {
    pub(super) lang: Language,
    pub(super) words: &'a Words,
    pub(super) tokens: &'a [Token],
}

impl Chains<'_> {
    /// The chain that begins at a token.
    pub(super) fn at(&self, at: usize) -> Option<Chain> {
        let (step, next) = self.step(at)?;
        let mut chain = Chain { steps: vec![step], first: at, next };
        match self.lang {
            Language::Ru => self.russian(&mut chain),
            Language::Kk => self.kazakh(&mut chain),
            Language::En => self.english(&mut chain),
        }
        Some(chain)
    }

    fn step(&self, at: usize) -> Option<(Step, usize)> {
        match self.lang {
            Language::Kk => self.number_first(at).or_else(|| self.annex_of_this(at)),
            Language::Ru => self.level_first(at).or_else(|| self.ordinal_first(at)),
            Language::En => self.level_first(at),
        }
    }

    fn level_first(&self, at: usize) -> Option<(Step, usize)> {
        let level = self.words.level(self.tokens.get(at)?.lower()?)?;
        let mut from = at + 1;
        if self.tokens.get(from).is_some_and(|token| token.is('№')) {
            from += 1;
        }
        let plural = level.is_plural(self.tokens.get(at)?.lower()?);
        // "In article 15, 2 persons": one article has one number.
        let one = self.lang == Language::En && !plural;
        if let Some(found) = items::items(self.words, self.tokens, from, one) {
            let (numbers, next) = (found.numbers(plural), found.next);
            return Some((Step { alias: level.alias.clone(), rank: level.rank, numbers }, next));
        }
        if self.lang == Language::En {
            let (number, next) = self.bracketed(from).or_else(|| self.roman(level.rank, from))?;
            return Some((Step { alias: level.alias.clone(), rank: level.rank, numbers: vec![number] }, next));
        }
        // "Согласно приложению к настоящему решению": the only annex.
        let mut to = at + 1;
        if self.tokens.get(to).is_some_and(|token| token.is(',')) {
            to += 1;
        }
        let annexed = self.tokens.get(to).is_some_and(|token| token.among(&self.words.annexed));
        let this = self.tokens.get(to).is_some_and(|token| token.among(&self.words.this));
        (level.rank == ANNEX && (annexed || this))
            .then(|| (Step { alias: level.alias.clone(), rank: level.rank, numbers: vec!["1".to_owned()] }, at + 1))
    }

    /// "Вторая часть статьи 6".
    fn ordinal_first(&self, at: usize) -> Option<(Step, usize)> {
        let (number, next) = items::ordinal(self.words, self.tokens, at)?;
        let level = self.words.level(self.tokens.get(next)?.lower()?)?;
        let free = items::items(self.words, self.tokens, next + 1, false).is_none();
        (free && matches!(level.rank, PART_OF_ARTICLE | INNERMOST)).then(|| {
            (Step { alias: level.alias.clone(), rank: level.rank, numbers: vec![number.to_string()] }, next + 1)
        })
    }

    fn number_first(&self, at: usize) -> Option<(Step, usize)> {
        let found = items::items(self.words, self.tokens, at, false)?;
        let word = self.tokens.get(found.next)?.lower()?;
        let level = self.words.level(word)?;
        let numbers = found.numbers(level.is_plural(word));
        Some((Step { alias: level.alias.clone(), rank: level.rank, numbers }, found.next + 1))
    }

    /// "Осы қаулының қосымшасы": the only annex.
    fn annex_of_this(&self, at: usize) -> Option<(Step, usize)> {
        let level = self.words.level(self.tokens.get(at)?.lower()?).filter(|level| level.rank == ANNEX)?;
        let act = self.tokens.get(at.checked_sub(1)?)?.lower()?;
        let this = self.tokens.get(at.checked_sub(2)?)?.among(&self.words.this);
        (this && self.words.act(act).is_some())
            .then(|| (Step { alias: level.alias.clone(), rank: level.rank, numbers: vec!["1".to_owned()] }, at + 1))
    }

    fn russian(&self, chain: &mut Chain) {
        while let Some((step, next)) = self.step(chain.next) {
            let Some(last) = chain.steps.first() else { return };
            let outer = step.rank < last.rank || (last.rank == PART_OF_ARTICLE && step.rank == PARAGRAPH);
            if !outer || chain.steps.iter().any(|other| other.rank == step.rank) {
                return;
            }
            chain.steps.insert(0, step);
            chain.next = next;
        }
        // "Пункт 3 приложения к настоящему решению" is read as a step; "приложения к" before an act is the act's.
    }

    fn kazakh(&self, chain: &mut Chain) {
        while let Some((step, next)) = self.step(chain.next) {
            let Some(last) = chain.steps.last() else { return };
            let inner = step.rank > last.rank || (last.rank == PARAGRAPH && step.rank == PART_OF_ARTICLE);
            if !inner {
                return;
            }
            chain.steps.push(step);
            chain.next = next;
        }
    }

    fn english(&self, chain: &mut Chain) {
        loop {
            self.brackets(chain);
            let of = self.tokens.get(chain.next).and_then(Token::lower) == Some("of");
            let comma = self.tokens.get(chain.next).is_some_and(|token| token.is(','));
            let Some((step, next)) = self.step(chain.next + usize::from(of || comma)) else { return };
            let (Some(first), Some(last)) = (chain.steps.first(), chain.steps.last()) else { return };
            if of && step.rank < first.rank {
                chain.steps.insert(0, step);
            } else if !of && step.rank > last.rank {
                chain.steps.push(step);
            } else {
                return;
            }
            chain.next = next;
        }
    }

    /// `(2)(b)` after a number: a paragraph and a point, the first of them by what it follows.
    fn brackets(&self, chain: &mut Chain) {
        while let Some((number, next)) = self.bracketed(chain.next) {
            let Some(last) = chain.steps.last() else { return };
            let digits = number.chars().all(|sign| sign.is_ascii_digit());
            let (alias, rank) = match last.rank {
                ARTICLE if digits => ("para", PARAGRAPH),
                ARTICLE | PARAGRAPH => ("point", POINT),
                POINT => ("subpara", INNERMOST),
                _ => return,
            };
            chain.steps.push(Step { alias: alias.to_owned(), rank, numbers: vec![number] });
            chain.next = next;
            self.more_brackets(chain);
        }
    }

    /// `(a) and (b)`.
    fn more_brackets(&self, chain: &mut Chain) {
        loop {
            let joined = self.tokens.get(chain.next).is_some_and(|token| token.among(&self.words.lists));
            let Some((number, next)) = self.bracketed(chain.next + 1).filter(|_| joined) else { return };
            if let Some(step) = chain.steps.last_mut() {
                step.numbers.push(number);
            }
            chain.next = next;
        }
    }

    fn bracketed(&self, at: usize) -> Option<(String, usize)> {
        self.tokens.get(at).filter(|token| token.is('('))?;
        match &self.tokens.get(at + 1)?.kind {
            TokenKind::Number { clean, closed: true, .. } => Some((clean.clone(), at + 2)),
            TokenKind::Number { clean, .. } => self.tokens.get(at + 2)?.is(')').then(|| (clean.clone(), at + 3)),
            TokenKind::Word { lower, .. } if lower.chars().count() <= 4 => {
                let short = lower.chars().count() == 1 || lower.chars().all(|sign| "ivx".contains(sign));
                (short && self.tokens.get(at + 2)?.is(')')).then(|| (lower.clone(), at + 3))
            }
            _ => None,
        }
    }

    /// `Chapter IV`.
    fn roman(&self, rank: u8, at: usize) -> Option<(String, usize)> {
        let token = self.tokens.get(at).filter(|token| token.capital() && rank < ARTICLE)?;
        let word = token.lower()?;
        (!word.is_empty() && word.chars().all(|sign| "ivxlc".contains(sign))).then(|| (word.to_uppercase(), at + 1))
    }
}

/// The eIds of a chain by the profile of Kazakhstan: an article is numbered through its act, an annex is not inside one.
pub(in crate::law) fn eids(steps: &[Step]) -> Vec<String> {
    let mut steps: Vec<&Step> = steps.iter().collect();
    if steps.iter().any(|step| step.rank == ARTICLE) {
        steps.retain(|step| step.rank >= ARTICLE || step.rank == ANNEX);
    }
    if let Some(annex) = steps.iter().position(|step| step.rank == ANNEX) {
        let annex = steps.remove(annex);
        steps.insert(0, annex);
    }
    let mut all = vec![String::new()];
    for step in steps {
        let inside = |outer: &String| {
            let outer = outer.clone();
            step.numbers.iter().map(move |number| match outer.as_str() {
                "" => format!("{}_{number}", step.alias),
                outer => format!("{outer}__{}_{number}", step.alias),
            })
        };
        all = all.iter().flat_map(inside).take(EIDS_MAX).collect();
    }
    all
}

/// What a chain takes over from one it is joined with: the levels more general than its own most general one.
pub(super) fn shared(chain: &Chain, other: &Chain) -> Vec<Step> {
    let Some(top) = chain.steps.first() else { return Vec::new() };
    let outer = other.steps.len().saturating_sub(1);
    other.steps.iter().take(outer).filter(|step| step.rank < top.rank).cloned().collect()
}
