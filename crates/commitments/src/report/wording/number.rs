//! Numbers in words, in the grammatical forms that a language's sentences need. The words are data (`data/report`); here is
//! only how a number falls into hundreds, tens and units.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The forms of a language, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Forms(BTreeMap<String, Form>);

/// One form, such as the genitive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
struct Form {
    /// The form it takes everything from that it does not say itself.
    #[serde(default)]
    like: Option<String>,
    #[serde(flatten)]
    words: Words,
    #[serde(default)]
    after_tens: Option<String>,
    #[serde(default)]
    after_hundreds: Option<String>,
    /// Units that differ from those of the form it is like.
    #[serde(default)]
    replace: BTreeMap<String, String>,
    /// The last word of a number, where only the last one changes.
    #[serde(default)]
    last: Option<Words>,
    /// Whole numbers that have a word of their own in this form.
    #[serde(default)]
    alone: BTreeMap<String, String>,
}

/// Words by what they count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
struct Words {
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    tens: Vec<String>,
    #[serde(default)]
    hundreds: Vec<String>,
}

/// One word of a number.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Units(usize),
    Tens(usize),
    Hundreds(usize),
}

impl Forms {
    /// The names of the forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The number in words, in a form; in digits from a thousand on, where reports print digits too.
    pub fn words(&self, number: u32, form: &str) -> String {
        self.spelt(number, form).unwrap_or_else(|| number.to_string())
    }

    fn spelt(&self, number: u32, name: &str) -> Option<String> {
        let form = self.0.get(name)?;
        if let Some(word) = form.alone.get(&number.to_string()) {
            return Some(word.clone());
        }
        let base = form.like.as_ref().map_or(Some(form), |like| self.0.get(like))?;
        let pieces = pieces(usize::try_from(number).ok()?, base.words.units.len())?;
        let mut text = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            let last = form.last.as_ref().filter(|_| index + 1 == pieces.len());
            let replaced = match piece {
                Piece::Units(unit) => form.replace.get(&unit.to_string()),
                _ => None,
            };
            text.push_str(replaced.or_else(|| last.unwrap_or(&base.words).word(*piece))?);
            if index + 1 < pieces.len() {
                text.push_str(base.after(*piece));
            }
        }
        Some(text)
    }
}

impl Form {
    fn after(&self, piece: Piece) -> &str {
        let after = if matches!(piece, Piece::Hundreds(_)) { &self.after_hundreds } else { &self.after_tens };
        after.as_deref().unwrap_or(" ")
    }
}

impl Words {
    fn word(&self, piece: Piece) -> Option<&String> {
        match piece {
            Piece::Units(unit) => self.units.get(unit),
            Piece::Tens(ten) => self.tens.get(ten.checked_sub(1)?),
            Piece::Hundreds(hundred) => self.hundreds.get(hundred.checked_sub(1)?),
        }
    }
}

/// The words a number is made of; `simple` is how many units from 0 have a word of their own. `None` from a thousand on.
fn pieces(number: usize, simple: usize) -> Option<Vec<Piece>> {
    if number >= 1000 || simple == 0 {
        return None;
    }
    let (hundreds, rest) = (number / 100, number % 100);
    let mut pieces = Vec::with_capacity(3);
    if hundreds > 0 {
        pieces.push(Piece::Hundreds(hundreds));
    }
    if rest < simple {
        if rest > 0 || hundreds == 0 {
            pieces.push(Piece::Units(rest));
        }
        return Some(pieces);
    }
    pieces.push(Piece::Tens(rest / 10));
    if !rest.is_multiple_of(10) {
        pieces.push(Piece::Units(rest % 10));
    }
    Some(pieces)
}
