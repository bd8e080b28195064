//! The act a provision belongs to: `настоящего Закона`, `Закона Республики Казахстан «О …»`, `осы Заңның`, `of this
//! Convention`. A printed name is kept as it stands; one with its date and number becomes the work's URI.

use super::token::{Token, TokenKind};
use super::words::Words;
use probity_core::Language;

/// Words between an act's kind and its issuer's end: "Министра национальной экономики Республики Казахстан".
const ISSUER_MAX: usize = 12;
/// Words of a Kazakh name before its kind.
const NAME_MAX: usize = 14;
/// Tokens of the longest number or date that is looked at from behind.
const NUMBER_MAX: usize = 12;
/// Tokens of the longest title that is looked at; those of laws that amend many others have about 300.
const TITLE_MAX: usize = 2000;

/// An act, and the tokens that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Act {
    pub(in crate::law) name: String,
    pub(in crate::law) first: usize,
    pub(in crate::law) next: usize,
}

/// A line with its tokens.
pub(in crate::law) struct Line<'a> {
    pub(in crate::law) lang: Language,
    pub(in crate::law) words: &'a Words,
    pub(in crate::law) chars: &'a [char],
    pub(in crate::law) tokens: &'a [Token],
}

impl Line<'_> {
    /// The characters of tokens, runs of white space as one space.
    pub(in crate::law) fn text(&self, first: usize, next: usize) -> String {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        let text: String = self.chars.iter().take(end).skip(start).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn lower(&self, at: usize) -> Option<&str> {
        self.tokens.get(at)?.lower()
    }

    fn among(&self, at: usize, list: &[String]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.among(list))
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    /// The act named after a chain.
    pub(in crate::law) fn after(&self, at: usize) -> Option<Act> {
        let mut from = at;
        match self.lang {
            Language::Kk => return None,
            Language::En => {
                from += usize::from(self.is(from, ',') && self.lower(from + 1) == Some("of"));
                let comma = from;
                from += usize::from(self.lower(from) == Some("of") || self.among(from, &self.words.annexed));
                if from == comma {
                    return None;
                }
            }
            Language::Ru => {
                let comma = usize::from(self.is(from, ',') && self.among(from + 1, &self.words.annexed));
                from += comma + usize::from(self.among(from + comma, &self.words.annexed));
            }
        }
        self.this(from).or_else(|| match self.lang {
            Language::En => self.english(from),
            _ => self.named(from),
        })
    }

    fn this(&self, at: usize) -> Option<Act> {
        let mut next = at;
        if self.lang == Language::En && self.lower(next) == Some("the") {
            next += 1;
        }
        if !self.among(next, &self.words.this) {
            return None;
        }
        let word = self.lower(next + 1)?;
        let known = self.words.act(word).is_some() || self.words.level(word).is_some();
        known.then(|| Act { name: "this".to_owned(), first: at, next: next + 2 })
    }

    /// "Уголовного кодекса Республики Казахстан", "Закона Республики Казахстан от … № … «О …»".
    pub(in crate::law) fn named(&self, at: usize) -> Option<Act> {
        let mut noun = at;
        while self.lower(noun).is_some_and(|word| self.words.act(word).is_none() && self.is_adjective(word))
            && noun < at + 4
        {
            noun += 1;
        }
        let kind = self.words.act(self.lower(noun)?)?;
        let known = |word: &str| self.words.back.iter().any(|stem| word.starts_with(stem.as_str()));
        if self.lower(at).is_some_and(known) {
            return Some(Act { name: String::new(), first: at, next: noun + 1 });
        }
        let mut behind = noun + 1;
        while kind.named && self.tokens.get(behind).is_some_and(Token::capital) && !self.begins_other(behind) {
            behind += 1;
        }
        let next = self.tail(behind);
        let name = self.resolved(kind.kind.as_deref(), noun, next).unwrap_or_else(|| self.text(at, next));
        Some(Act { name, first: at, next })
    }

    /// Whether a provision or another act is named there.
    fn begins_other(&self, at: usize) -> bool {
        self.lower(at).is_none_or(|word| self.words.level(word).is_some() || self.words.act(word).is_some())
    }

    fn is_adjective(&self, word: &str) -> bool {
        word.chars().count() > 4
            && self.words.level(word).is_none()
            && self.words.adjectives.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// The token after issuer, date, number and title.
    pub(in crate::law) fn tail(&self, from: usize) -> usize {
        let mut next = from;
        loop {
            let step = self
                .issuer(next)
                .or_else(|| self.dated(next))
                .or_else(|| self.numbered(next))
                .or_else(|| self.titled(next))
                .or_else(|| self.listed_title(next));
            match step {
                Some(step) if step > next => next = step,
                _ => return next,
            }
        }
    }

    /// Words up to "Республики X", or up to a date, a number or a title.
    fn issuer(&self, from: usize) -> Option<usize> {
        for at in from..=from + ISSUER_MAX {
            let word = self.lower(at);
            if self.among(at, &self.words.republic) && self.tokens.get(at + 1).is_some_and(Token::capital) {
                return Some(at + 2);
            }
            if at > from && (self.dated(at).is_some() || self.numbered(at).is_some() || self.titled(at).is_some()) {
                return Some(at);
            }
            if word.is_none_or(|word| self.words.level(word).is_some() || self.words.act(word).is_some()) {
                return None;
            }
            if self.words.this.iter().any(|this| Some(this.as_str()) == word) {
                return None;
            }
        }
        None
    }

    /// "от 18 ноября 2015 года".
    fn dated(&self, at: usize) -> Option<usize> {
        if self.lower(at) != Some(self.words.dated.as_str()) {
            return None;
        }
        self.date(at + 1).map(|(_, next)| next)
    }

    /// A date and the token after it, with the word for year.
    pub(in crate::law) fn date(&self, at: usize) -> Option<(jiff::civil::Date, usize)> {
        let number = |at: usize| match &self.tokens.get(at)?.kind {
            TokenKind::Number { clean, .. } => Some(clean.as_str()),
            _ => None,
        };
        let whole = number(at)?;
        let (date, mut next) = if let [day, month, year] = whole.split('-').collect::<Vec<_>>().as_slice() {
            (jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?, at + 1)
        } else if let Some(month) = self.lower(at + 1).and_then(|word| self.words.month(word)) {
            let year: i16 = number(at + 2)?.parse().ok()?;
            (jiff::civil::Date::new(year, month, whole.parse().ok()?).ok()?, at + 3)
        } else {
            // "2015 жылғы 18 қарашадағы".
            let year: i16 = whole.parse().ok()?;
            let from = at + 1 + usize::from(self.among(at + 1, &self.words.year));
            let month = self.words.month(self.lower(from + 1)?)?;
            (jiff::civil::Date::new(year, month, number(from)?.parse().ok()?).ok()?, from + 2)
        };
        if self.among(next, &self.words.year) {
            next += 1;
            next += usize::from(self.is(next, '.') && self.lower(next - 1) == Some("г"));
        }
        Some((date, next))
    }

    /// "№ 410-V", "№ 8С 34/5".
    fn numbered(&self, at: usize) -> Option<usize> {
        self.number(at).map(|(_, next)| next)
    }

    /// What is printed after `№` and the token after it: all up to a space, and then whole runs with a `/` in them.
    pub(in crate::law) fn number(&self, at: usize) -> Option<(String, usize)> {
        if !self.is(at, '№') {
            return None;
        }
        let mut end = self.run(at + 1)?;
        while let Some(more) = self.run(end) {
            let digits = matches!(self.tokens.get(end)?.kind, TokenKind::Number { .. });
            if !(digits && (end..more).any(|at| self.is(at, '/'))) {
                break;
            }
            end = more;
        }
        let text = self.text(at + 1, end);
        // "№ 410 – V" is printed for "№ 410-V".
        let dash = self.tokens.get(end).is_some_and(|token| matches!(token.kind, TokenKind::Sign('–' | '—' | '-')));
        let roman = self.tokens.get(end + 1).filter(|word| dash && word.capital()).and_then(Token::lower);
        match roman.filter(|word| word.chars().all(|sign| "ivxlc".contains(sign))) {
            Some(roman) => Some((format!("{text}-{}", roman.to_uppercase()), end + 2)),
            None => Some((text, end)),
        }
    }

    /// The end of the tokens that touch, without signs of punctuation at the end.
    fn run(&self, from: usize) -> Option<usize> {
        let mut end = from;
        while let Some(token) = self.tokens.get(end) {
            let touches = end == from || self.tokens.get(end - 1).is_some_and(|last| self.touches(last, token));
            if !touches || matches!(token.kind, TokenKind::Sign(sign) if !"/-–.".contains(sign)) {
                break;
            }
            end += 1;
        }
        while end > from && matches!(self.tokens.get(end - 1)?.kind, TokenKind::Sign(_)) {
            end -= 1;
        }
        (end > from).then_some(end)
    }

    /// Whether nothing but a dash is between two tokens.
    fn touches(&self, last: &Token, next: &Token) -> bool {
        last.end == next.start || (last.end + 1 == next.start && self.chars.get(last.end) == Some(&'-'))
    }

    /// «…» with what is nested in it; a title that is not closed ends with the line.
    fn titled(&self, at: usize) -> Option<usize> {
        if !self.is(at, '«') {
            return None;
        }
        let mut depth = 0_usize;
        for (next, token) in self.tokens.iter().enumerate().skip(at).take(TITLE_MAX) {
            depth += usize::from(token.is('«'));
            if token.is('»') {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(next + 1);
                }
            }
        }
        None
    }

    fn listed_title(&self, at: usize) -> Option<usize> {
        self.words.titles.iter().find_map(|title| {
            let words: Vec<&str> = title.split(' ').collect();
            let mut next = at;
            for word in words {
                next += usize::from(matches!(self.tokens.get(next)?.kind, TokenKind::Sign('(' | ')')));
                if self.lower(next) != Some(word) {
                    return None;
                }
                next += 1;
            }
            Some(next)
        })
    }

    /// The URI of a work of Kazakhstan, when kind, date and number are printed.
    fn resolved(&self, kind: Option<&str>, first: usize, next: usize) -> Option<String> {
        let kind = kind?;
        let inside = |at: &usize| self.lower(*at) == Some(self.words.country.as_str());
        if self.words.country.is_empty() || !(first..next).any(|at| inside(&at)) {
            return None;
        }
        let signs = |to: usize, sign: char| (first..to).filter(|at| self.is(*at, sign)).count();
        let plain = |at: &usize| signs(*at, '«') == signs(*at, '»');
        let date = (first..next).filter(plain).find_map(|at| self.date(at))?.0;
        let number = (first..next).filter(plain).find_map(|at| self.number(at))?.0;
        let number = in_uri(&number);
        Some(format!("/akn/kz/act/{kind}/{date}/{number}"))
    }

    fn english(&self, at: usize) -> Option<Act> {
        let first = at + usize::from(self.lower(at) == Some("the"));
        let mut next = first;
        let mut end = first;
        while let Some(token) = self.tokens.get(next) {
            if token.capital() {
                end = next + 1;
            } else if !token.among(&self.words.adjectives) || next == first {
                break;
            }
            next += 1;
        }
        let named = (first..end).any(|at| self.lower(at).is_some_and(|word| self.words.act(word).is_some()));
        named.then(|| Act { name: self.text(first, end), first: at, next: end })
    }

    /// The act named before a Kazakh chain: it ends where the chain begins.
    pub(in crate::law) fn before(&self, chain: usize) -> Option<Act> {
        if self.lang != Language::Kk {
            return None;
        }
        let noun = chain.checked_sub(1)?;
        let word = self.lower(noun)?;
        let act = self.words.act(word);
        if let Some(this) = noun.checked_sub(1).filter(|at| self.among(*at, &self.words.this)) {
            let known = act.is_some() || self.words.level(word).is_some();
            return known.then(|| Act { name: "this".to_owned(), first: this, next: chain });
        }
        let kind = act?;
        let first = self.name_start(noun);
        let name = self.resolved(kind.kind.as_deref(), first, chain).unwrap_or_else(|| self.text(first, chain));
        Some(Act { name, first, next: chain })
    }

    /// Where a name begins: at that of the country or of another who gives acts, or at the capitalised words before the
    /// kind; title, number and date may stand between and before.
    fn name_start(&self, noun: usize) -> usize {
        let (mut at, mut words) = (noun, 0);
        while words < NAME_MAX {
            if let Some(before) = self.element_before(at) {
                at = before;
                continue;
            }
            // Another act, or this one, is no part of the name.
            let word = at.checked_sub(1).filter(|at| !self.begins_other(*at) && !self.among(*at, &self.words.this));
            let Some(word) = word else { break };
            (at, words) = (word, words + 1);
            if self.lower(at) == Some(self.words.country.as_str())
                || (self.among(at, &self.words.begins) && self.tokens.get(at).is_some_and(Token::capital))
            {
                return self.elements_before(at);
            }
        }
        let capital = |at: &usize| self.tokens.get(*at).is_some_and(Token::capital);
        let first = (0..noun).rev().take(NAME_MAX).take_while(capital).last().unwrap_or(noun);
        self.elements_before(first)
    }

    fn elements_before(&self, mut first: usize) -> usize {
        while let Some(before) = self.element_before(first) {
            first = before;
        }
        first
    }

    /// The title, number or date that ends before a token.
    fn element_before(&self, end: usize) -> Option<usize> {
        if end.checked_sub(1).is_some_and(|last| self.is(last, '»')) {
            return self.title_before(end);
        }
        let near = end.saturating_sub(NUMBER_MAX)..end;
        near.rev().find(|at| self.numbered(*at) == Some(end) || self.date(*at).is_some_and(|(_, next)| next == end))
    }

    /// Where a title begins that is closed before a token.
    fn title_before(&self, end: usize) -> Option<usize> {
        let mut depth = 0_usize;
        (end.saturating_sub(TITLE_MAX)..end).rev().find(|at| {
            depth += usize::from(self.is(*at, '»'));
            let opens = self.is(*at, '«');
            depth -= usize::from(opens && depth > 0);
            opens && depth == 0
        })
    }
}

/// An act's number as the URI of its work has it.
pub(in crate::law) fn in_uri(printed: &str) -> String {
    printed.split_whitespace().collect::<String>().replace('/', "-").to_lowercase()
}
