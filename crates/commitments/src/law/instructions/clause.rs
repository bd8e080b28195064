//! The instructions one line gives: its verbs, and for each what it is about, what it brings and what it takes away.

use super::Verb;
use super::line::{Grammar, Prepared};
use crate::law::refs::chain::{Step, eids};
use crate::law::refs::groups;
use crate::law::refs::token::{Token, TokenKind};
use probity_core::Language;

const ANNEX: u8 = 5;

/// One verb with the characters that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) verb: Verb,
    from: usize,
    at: usize,
    to: usize,
}

/// A provision a line names.
struct Named {
    steps: Vec<Step>,
    start: usize,
    word: usize,
}

/// An instruction without its place in the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) verb: Verb,
    /// The provisions it is about, without their context.
    pub(super) targets: Vec<Vec<Step>>,
    /// The provisions inserted.
    pub(super) inserted: Vec<Vec<Step>>,
    /// Old words, or printed numbers outside the structure of articles.
    pub(super) what: Vec<String>,
    /// Words after which others are inserted.
    pub(super) after: Vec<String>,
    pub(super) text: Option<String>,
    /// New words, one for each of the old ones, when there are several.
    pub(super) texts: Vec<String>,
    pub(super) annex: Option<String>,
    /// Whether the words it is about are announced and not there.
    pub(super) wordless: bool,
}

/// The clauses of a line, in order.
pub(super) fn clauses(grammar: Grammar, line: &Prepared) -> Vec<Clause> {
    let verbs = &grammar.phrases.verbs;
    let kinds = [
        (Verb::Replace, &verbs.replace),
        (Verb::Insert, &verbs.insert),
        (Verb::Delete, &verbs.delete),
        (Verb::Substitute, &verbs.substitute),
        (Verb::Repeal, &verbs.repeal),
    ];
    let mut found: Vec<(usize, usize, Verb)> = Vec::new();
    for (verb, phrases) in kinds {
        for phrase in phrases {
            for (byte, _) in line.lower.match_indices(phrase.as_str()) {
                let (before, after) = line.lower.split_at(byte);
                let after = after.get(phrase.len()..).unwrap_or_default();
                if before.ends_with(char::is_alphabetic) || after.starts_with(char::is_alphabetic) {
                    continue;
                }
                let at = before.chars().count();
                found.push((at, at + phrase.chars().count(), verb));
            }
        }
    }
    found.sort_by_key(|(at, end, _)| (*at, std::cmp::Reverse(*end)));
    found.dedup_by_key(|(at, ..)| *at);
    let mut clauses = Vec::new();
    let mut from = 0;
    for (index, &(at, end, verb)) in found.iter().enumerate() {
        let to = match found.get(index + 1) {
            None => line.chars.len(),
            Some(_) if grammar.phrases.preverbal => end,
            Some((next, ..)) => {
                (end..*next).find(|at| matches!(line.hidden.get(*at), Some(',' | ';'))).unwrap_or(*next)
            }
        };
        clauses.push(Clause { verb, from, at, to });
        from = to;
    }
    clauses
}

/// What a clause says.
pub(super) fn draft(grammar: Grammar, line: &Prepared, clause: Clause) -> Draft {
    let inside = |start: usize| start >= clause.from && start < clause.to;
    let (annexes, provisions): (Vec<Named>, Vec<Named>) = provisions(grammar, line)
        .into_iter()
        .filter(|named| inside(named.start))
        .partition(|named| is_annexed(grammar, line, named));
    let mut draft = Draft {
        verb: clause.verb,
        targets: Vec::new(),
        inserted: Vec::new(),
        what: Vec::new(),
        after: Vec::new(),
        text: None,
        texts: Vec::new(),
        annex: annex(grammar, line, &annexes, clause),
        wordless: false,
    };
    let (before, after): (Vec<String>, Vec<String>) = quotes(grammar, line, clause);
    draft.wordless = before.is_empty()
        && !matches!(clause.verb, Verb::Insert | Verb::Repeal)
        && line
            .tokens
            .iter()
            .any(|token| inside(token.start) && token.start < clause.at && token.among(&grammar.phrases.quoted));
    match clause.verb {
        Verb::Insert => insert(grammar, line, clause, provisions, &mut draft),
        _ => {
            let any_before = provisions.iter().any(|named| named.start < clause.at);
            let about = provisions.into_iter().filter(|named| !any_before || named.start < clause.at);
            draft.targets = about.map(|named| named.steps).collect();
        }
    }
    match clause.verb {
        Verb::Insert if !after.is_empty() => (draft.after, draft.text) = (before, after.into_iter().next_back()),
        Verb::Insert => draft.after = before,
        Verb::Substitute if before.is_empty() => {
            draft.verb = Verb::Replace;
            draft.text = after.into_iter().next_back();
        }
        Verb::Repeal => {}
        _ => {
            if before.len() > 1 && before.len() == after.len() {
                draft.texts.clone_from(&after);
            }
            draft.what = before;
            draft.text = after.into_iter().next_back();
        }
    }
    let numbers =
        draft.targets.is_empty() && draft.inserted.is_empty() && draft.what.is_empty() && draft.annex.is_none();
    if numbers && matches!(clause.verb, Verb::Insert | Verb::Delete | Verb::Replace) {
        draft.what = printed_numbers(line, clause);
    }
    if matches!(clause.verb, Verb::Delete | Verb::Replace) && draft.what.is_empty() && draft.annex.is_none() {
        draft.what = part(grammar, line, clause, draft.targets.is_empty());
    }
    draft
}

/// A part that has no eId ("наименование статьи 5", "предложение первое части 5", "примечание"): without its name the whole
/// provision would be meant.
fn part(grammar: Grammar, line: &Prepared, clause: Clause, alone: bool) -> Vec<String> {
    let before = line.tokens.iter().filter(|token| token.start >= clause.from && token.start < clause.at);
    let words: Vec<&str> = if alone {
        before.filter_map(Token::lower).collect()
    } else {
        let named = |token: &&Token| {
            let ordinal = token.lower().and_then(|word| grammar.words.ordinal(word)).is_some();
            ordinal || token.among(&grammar.phrases.headings)
        };
        let lead: Vec<&Token> =
            before.take_while(|token| named(token) || token.among(&grammar.phrases.context)).collect();
        let less = lead.iter().any(|token| token.among(&grammar.phrases.headings));
        lead.into_iter().filter(|token| less && named(token)).filter_map(Token::lower).collect()
    };
    let joined = !alone && line.tokens.get(words.len()).is_some_and(|token| token.among(&grammar.words.lists));
    if words.is_empty() || joined || grammar.phrases.preverbal { Vec::new() } else { vec![words.join(" ")] }
}

/// All provisions a line names outside guillemets.
fn provisions(grammar: Grammar, line: &Prepared) -> Vec<Named> {
    let read = grammar.line(line);
    let mut found = Vec::new();
    for group in groups(&read) {
        for at in 0..group.chains.len() {
            let (Some((steps, ..)), Some(chain)) = (group.whole(grammar.lang, at), group.chains.get(at)) else {
                continue;
            };
            let start = read.tokens.get(chain.first).map_or(0, |token| token.start);
            found.push(Named { steps, start, word: chain.next });
        }
    }
    found
}

/// Whether a line begins with a provision, after a preposition or without.
pub(super) fn leads(grammar: Grammar, line: &Prepared) -> Option<(Vec<Step>, usize)> {
    let phrases = grammar.phrases;
    let lead = |token: &&Token| token.among(&phrases.context) || token.among(&phrases.parts);
    let skip = line.tokens.iter().take_while(lead).count();
    let start = line.tokens.get(skip)?.start;
    let named = provisions(grammar, line).into_iter().find(|named| named.start == start)?;
    Some((named.steps, named.word))
}

fn is_annexed(grammar: Grammar, line: &Prepared, named: &Named) -> bool {
    if named.steps.first().is_none_or(|step| step.rank != ANNEX) {
        return false;
    }
    match grammar.lang {
        Language::Kk => {
            line.tokens.get(named.word).and_then(|token| token.lower()) == Some(grammar.phrases.annexed.as_str())
        }
        _ => line.find(&grammar.phrases.annexed).is_some_and(|at| at < named.start),
    }
}

fn annex(grammar: Grammar, line: &Prepared, annexes: &[Named], clause: Clause) -> Option<String> {
    let all: Vec<String> = annexes.iter().flat_map(|named| eids(&named.steps)).collect();
    if !all.is_empty() {
        return Some(all.join(" "));
    }
    // "Осы шешімнің қосымшасына сәйкес", "согласно приложению": the only annex, without a number.
    let annexed = line.tokens.iter().position(|token| token.lower() == Some(grammar.phrases.annexed.as_str()))?;
    let word = if grammar.phrases.preverbal { annexed.checked_sub(1)? } else { annexed + 1 };
    let token = line.tokens.get(word).filter(|token| token.start >= clause.from && token.start < clause.to)?;
    token.lower()?.starts_with(grammar.phrases.annex.as_str()).then(|| "att_1".to_owned())
}

/// Old words and new words of a clause.
fn quotes(grammar: Grammar, line: &Prepared, clause: Clause) -> (Vec<String>, Vec<String>) {
    let all = line.quotes.iter().filter(|quote| quote.start >= clause.from && quote.start < clause.to);
    if !grammar.phrases.preverbal {
        let text = |quote: &super::line::Quote| quote.text.trim().to_owned();
        let (before, after): (Vec<_>, Vec<_>) = all.partition(|quote| quote.start < clause.at);
        return (before.into_iter().map(text).collect(), after.into_iter().map(text).collect());
    }
    let mut before: Vec<String> = all.map(|quote| quote.text.trim().to_owned()).collect();
    let after = match clause.verb {
        // "«a», «b» деген сөздер тиісінше «c», «d» деген сөздермен".
        Verb::Substitute if before.len() > 2 && before.len().is_multiple_of(2) => before.split_off(before.len() / 2),
        Verb::Substitute | Verb::Insert => before.pop().into_iter().collect(),
        _ => Vec::new(),
    };
    (before, after)
}

fn insert(grammar: Grammar, line: &Prepared, clause: Clause, provisions: Vec<Named>, draft: &mut Draft) {
    let content = line.find(&grammar.phrases.content);
    let several = provisions.len() > 1;
    for named in provisions {
        let new = if grammar.phrases.preverbal {
            match content {
                Some(content) => named.start > content,
                None => several && !draft.targets.is_empty(),
            }
        } else {
            named.start > clause.at && is_instrumental(grammar, line, &named)
        };
        if new { draft.inserted.push(named.steps) } else { draft.targets.push(named.steps) }
    }
}

fn is_instrumental(grammar: Grammar, line: &Prepared, named: &Named) -> bool {
    let word = line.tokens.iter().find(|token| token.start == named.start).and_then(|token| token.lower());
    let phrases = grammar.phrases;
    word.is_some_and(|word| {
        phrases.instrumental_words.iter().any(|one| one == word)
            || phrases.instrumental.iter().any(|ending| word.ends_with(ending.as_str()))
    })
}

fn printed_numbers(line: &Prepared, clause: Clause) -> Vec<String> {
    let inside = line.tokens.iter().filter(|token| token.start >= clause.from && token.start < clause.to);
    let number = |kind: &TokenKind| match kind {
        TokenKind::Number { clean, .. } => Some(clean.clone()),
        _ => None,
    };
    inside.filter_map(|token| number(&token.kind)).collect()
}

impl Clause {
    /// A line that says what it does only by where it stands, as those of a list do.
    pub(super) fn whole(verb: Verb, line: &Prepared) -> Self {
        Self { verb, from: 0, at: line.chars.len(), to: line.chars.len() }
    }

    /// Whether the line begins with the verb.
    pub(super) fn leads(&self, line: &Prepared) -> bool {
        line.tokens.first().is_some_and(|token| token.start == self.at)
    }
}

impl Draft {
    /// One instruction for each pair of old and new words.
    pub(super) fn pairs(self) -> Vec<Self> {
        if self.texts.is_empty() {
            return vec![self];
        }
        let pair = |(old, new): (&String, &String)| Self {
            what: vec![old.clone()],
            text: Some(new.clone()),
            texts: Vec::new(),
            ..self.clone()
        };
        self.what.iter().zip(&self.texts).map(pair).collect()
    }
}
