//! Differences of two lines word by word, for people: what went in `[-…-]`, what came in `{+…+}`.

/// Lines with more words are shown as a whole; the table of common words would grow with the product.
const WORDS_MAX: usize = 4000;

/// What became of some words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mark {
    /// Both lines have them.
    #[default]
    Same,
    /// They went.
    Gone,
    /// They came.
    New,
}

/// Words in a row that share a fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What became of them.
    pub mark: Mark,
    /// The words, with one space between them.
    pub text: String,
}

/// One line that shows both.
pub fn marked(before: &str, after: &str) -> String {
    let piece = |piece: Words| match piece.mark {
        Mark::Same => piece.text,
        Mark::Gone => format!("[-{}-]", piece.text),
        Mark::New => format!("{{+{}+}}", piece.text),
    };
    words(before, after).into_iter().map(piece).collect::<Vec<_>>().join(" ")
}

/// The words of both lines, with what became of them.
pub fn words(before: &str, after: &str) -> Vec<Words> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(first..).unwrap_or_default(), new.get(first..).unwrap_or_default());
    let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_middle = old_rest.get(..old_rest.len() - last).unwrap_or_default();
    let new_middle = new_rest.get(..new_rest.len() - last).unwrap_or_default();
    let mut out = Out::default();
    old.iter().take(first).for_each(|word| out.push(Mark::Same, word));
    middle(old_middle, new_middle, &mut out);
    old_rest.iter().skip(old_middle.len()).for_each(|word| out.push(Mark::Same, word));
    out.0
}

#[derive(Default)]
struct Out(Vec<Words>);

impl Out {
    fn push(&mut self, mark: Mark, word: &str) {
        match self.0.last_mut().filter(|last| last.mark == mark) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            None => self.0.push(Words { mark, text: word.to_owned() }),
        }
    }
}

/// The words between the common beginning and the common end, by their longest common sequence.
fn middle(old: &[&str], new: &[&str], out: &mut Out) {
    let (rows, columns) = (old.len() + 1, new.len() + 1);
    if old.len().max(new.len()) > WORDS_MAX {
        old.iter().for_each(|word| out.push(Mark::Gone, word));
        new.iter().for_each(|word| out.push(Mark::New, word));
        return;
    }
    let mut common = vec![0_u16; rows * columns];
    let at = |row: usize, column: usize| row * columns + column;
    let read = |common: &[u16], row, column| common.get(at(row, column)).copied().unwrap_or_default();
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            let best = if old.get(row) == new.get(column) {
                read(&common, row + 1, column + 1) + 1
            } else {
                read(&common, row + 1, column).max(read(&common, row, column + 1))
            };
            if let Some(cell) = common.get_mut(at(row, column)) {
                *cell = best;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    loop {
        match (old.get(row), new.get(column)) {
            (Some(gone), Some(came)) if gone == came => {
                out.push(Mark::Same, gone);
                (row, column) = (row + 1, column + 1);
            }
            (Some(gone), came)
                if came.is_none() || read(&common, row + 1, column) >= read(&common, row, column + 1) =>
            {
                out.push(Mark::Gone, gone);
                row += 1;
            }
            (_, Some(came)) => {
                out.push(Mark::New, came);
                column += 1;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_went_and_came_are_marked() {
        assert_eq!(marked("до пяти лет", "до семи лет"), "до [-пяти-] {+семи+} лет");
        assert_eq!(marked("a b", "a b"), "a b");
        assert_eq!(marked("a", "a b c"), "a {+b c+}");
    }

    proptest! {
        #[test]
        fn without_what_went_it_is_the_later_text(old in "[abc ]{0,12}", new in "[abc ]{0,12}") {
            let (old, new) = (old.split_whitespace().collect::<Vec<_>>(), new.split_whitespace().collect::<Vec<_>>());
            let shown = marked(&old.join(" "), &new.join(" "));
            let (mut inside, mut left) = (false, Vec::new());
            for word in shown.split(' ') {
                inside |= word.starts_with("[-");
                let ends = word.ends_with("-]");
                if !inside {
                    left.push(word.trim_start_matches("{+").trim_end_matches("+}"));
                }
                inside &= !ends;
            }
            left.retain(|word| !word.is_empty());
            prop_assert_eq!(left, new);
        }
    }
}
