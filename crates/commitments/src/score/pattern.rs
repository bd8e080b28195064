//! Names with wildcards, for gates that ask the same of every part of a strategy: `strategy.*.outcome_indicators`. A star
//! stands for any letters, points included, and a question mark for one.

/// The name of an input, or a pattern that stands for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// One input.
    Name(String),
    /// Every input that matches.
    Glob(String),
}

impl Pattern {
    /// Reads a pattern: a glob when it has a star or a question mark.
    pub fn new(text: &str) -> Self {
        if text.contains(['*', '?']) { Self::Glob(text.to_owned()) } else { Self::Name(text.to_owned()) }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Glob(text) => text,
        }
    }

    /// Whether it stands for this input.
    pub fn matches(&self, name: &str) -> bool {
        match self {
            Self::Name(text) => text == name,
            Self::Glob(glob) => stands_for(glob, name),
        }
    }
}

/// Only the last star ever needs to be tried again: what an earlier one took is settled by the letters behind it. So the
/// time is the product of the lengths, whatever the number of stars.
fn stands_for(glob: &str, name: &str) -> bool {
    let (mut pattern, mut rest) = (glob.chars(), name.chars());
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let at = rest.clone();
        let fits = match (pattern.next(), rest.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                rest = at;
                retry = Some((pattern.clone(), rest.clone()));
                continue;
            }
            (Some('?'), Some(_)) => true,
            (Some(wanted), Some(letter)) => wanted == letter,
            (None, Some(_)) | (Some(_), None) => false,
        };
        if fits {
            continue;
        }
        let Some((behind, mut taken)) = retry.take() else { return false };
        if taken.next().is_none() {
            return false;
        }
        (pattern, rest) = (behind.clone(), taken.clone());
        retry = Some((behind, taken));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, name: &str) -> bool {
        Pattern::new(pattern).matches(name)
    }

    #[test]
    fn a_star_stands_for_any_letters_and_points() {
        assert!(fits("strategy.*.outcome", "strategy.a.outcome") && fits("strategy.*.outcome", "strategy.a.b.outcome"));
        assert!(!fits("strategy.*.outcome", "strategy.outcome") && !fits("strategy.*", "Strategy.a"));
        assert!(fits("*", "") && fits("**", "a") && fits("a*b*c", "aXbXbXc") && !fits("a*b*c", "aXbXcX"));
        assert!(fits("к?т", "кот") && !fits("к?т", "кт") && fits("*aab", "aaaab"));
    }

    #[test]
    fn a_name_without_wildcards_stands_for_itself() {
        assert!(fits("k1", "k1") && !fits("k1", "k11"));
    }

    /// The definition, tried out letter by letter.
    fn by_definition(glob: &[char], name: &[char]) -> bool {
        match (glob.split_first(), name.split_first()) {
            (None, None) => true,
            (Some(('*', behind)), _) => (0..=name.len()).any(|taken| by_definition(behind, &name[taken..])),
            (Some(('?', behind)), Some((_, rest))) => by_definition(behind, rest),
            (Some((wanted, behind)), Some((letter, rest))) => wanted == letter && by_definition(behind, rest),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_definition(glob in "[ab*?]{0,7}", name in "[ab]{0,9}") {
            let (letters, wanted): (Vec<char>, Vec<char>) = (name.chars().collect(), glob.chars().collect());
            prop_assert_eq!(stands_for(&glob, &name), by_definition(&wanted, &letters));
        }
    }
}
