//! References to provisions in texts. People cite provisions in many forms; the library needs each as the same eId,
//! with the place it was read at, so that nothing is taken on trust.

pub(in crate::law) mod act;
pub(in crate::law) mod chain;
mod cite;
pub(in crate::law) mod items;
#[cfg(test)]
mod tests;
pub(in crate::law) mod token;
pub(in crate::law) mod words;

use act::{Act, Line};
use chain::{Chain, Chains, Step};
pub use cite::{cite, head};
use probity_core::Language;

use serde::Serialize;
use token::Token;
use words::Words;

/// One provision referred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The first character of the whole reference, from 0, in Unicode scalar values.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// What is printed there.
    pub text: String,
    /// The provision.
    pub eid: String,
    /// `this`, a work's URI, the printed name, or nothing when it is not said.
    pub act: String,
}

/// A reference and its line: a row of what the command prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefRow {
    /// The line, from 1.
    pub line: usize,
    /// See [`Reference::start`].
    pub start: usize,
    /// See [`Reference::end`].
    pub end: usize,
    /// See [`Reference::text`].
    pub text: String,
    /// See [`Reference::eid`].
    pub eid: String,
    /// See [`Reference::act`].
    pub act: String,
}

/// All references of a text with one text a line.
pub fn rows(lang: Language, text: &str) -> Vec<RefRow> {
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate() {
        rows.extend(find(lang, line).into_iter().map(|one| RefRow {
            line: at + 1,
            start: one.start,
            end: one.end,
            text: one.text,
            eid: one.eid,
            act: one.act,
        }));
    }
    rows
}

/// All references of one text, in order.
pub fn find(lang: Language, text: &str) -> Vec<Reference> {
    let Some(words) = Words::of(lang) else { return Vec::new() };
    let chars: Vec<char> = text.chars().collect();
    let tokens = token::tokens(&chars);
    let line = Line { lang, words, chars: &chars, tokens: &tokens };
    groups(&line).iter().flat_map(|group| group.references(&line)).collect()
}

/// Chains joined by commas and conjunctions, and the act they share.
pub(in crate::law) struct Group {
    pub(in crate::law) chains: Vec<Chain>,
    pub(in crate::law) act: Option<Act>,
}

/// The groups of a line.
pub(in crate::law) fn groups(line: &Line<'_>) -> Vec<Group> {
    let chains = Chains { lang: line.lang, words: line.words, tokens: line.tokens };
    let mut groups = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let Some(chain) = chains.at(at) else {
            at += 1;
            continue;
        };
        let mut group = Group { act: line.before(at), chains: vec![chain] };
        loop {
            at = group.chains.last().map_or(at + 1, |last| last.next);
            if let Some(act) = line.after(at) {
                at = act.next;
                group.act = Some(act);
                break;
            }
            let Some(next) = joined(line, &chains, at) else { break };
            if line.lang == Language::Kk && line.before(next.first).is_some() {
                break;
            }
            group.chains.push(next);
        }
        groups.push(group);
    }
    groups
}

/// The chain after a conjunction.
fn joined(line: &Line<'_>, chains: &Chains<'_>, at: usize) -> Option<Chain> {
    let mut next = at;
    while next < at + 4 && line.tokens.get(next).is_some_and(|token| token.among(&line.words.joins)) {
        next += 1;
        if let Some(chain) = chains.at(next) {
            return Some(chain);
        }
    }
    None
}

impl Group {
    /// The levels of a chain with those it shares, and the tokens of the whole reference.
    pub(in crate::law) fn whole(&self, lang: Language, at: usize) -> Option<(Vec<Step>, usize, usize)> {
        let chain = self.chains.get(at)?;
        let (mut steps, mut first, mut next) = (chain.steps.clone(), chain.first, chain.next);
        let others: Vec<&Chain> = match lang {
            Language::Kk => self.chains.iter().take(at).rev().collect(),
            _ => self.chains.iter().skip(at + 1).collect(),
        };
        let from = others.into_iter().find_map(|other| {
            let outer = chain::shared(chain, other);
            (!outer.is_empty()).then_some((outer, other))
        });
        if let Some((outer, other)) = from {
            steps.splice(0..0, outer);
            first = first.min(other.first);
            next = next.max(other.next);
        }
        if let Some(act) = &self.act {
            first = first.min(act.first);
            next = next.max(act.next);
        }
        Some((steps, first, next))
    }

    fn references(&self, line: &Line<'_>) -> Vec<Reference> {
        let mut found = Vec::new();
        for at in 0..self.chains.len() {
            let Some((steps, first, next)) = self.whole(line.lang, at) else { continue };
            let start = line.tokens.get(first).map_or(0, |token: &Token| token.start);
            let end = next.checked_sub(1).and_then(|last| line.tokens.get(last)).map_or(start, |token| token.end);
            let text: String = line.chars.iter().take(end).skip(start).collect();
            let act = self.act.as_ref().map(|act| act.name.clone()).unwrap_or_default();
            found.extend(chain::eids(&steps).into_iter().map(|eid| Reference {
                start,
                end,
                text: text.clone(),
                eid,
                act: act.clone(),
            }));
        }
        found
    }
}
