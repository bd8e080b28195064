//! What somebody may have meant: the known name nearest to a misspelt one. Used for inputs, keys, items and subjects.

/// Letters of a name that are compared; no name of an input needs more, and a long text must not cost much.
const LETTERS: usize = 80;

/// The known name nearest to `word`, when a slip or two lie between them; of equally near ones the first in the alphabet.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let most = (word.chars().count() / 3).clamp(1, 4);
    let near = known.into_iter().filter_map(|name| {
        let other = folded(name);
        let lengths = word.chars().count().abs_diff(other.chars().count());
        let distance = if lengths > most { return None } else { strsim::osa_distance(&word, &other) };
        (distance <= most).then_some((distance, name))
    });
    near.min().map(|(_, name)| name)
}

/// The hint, ready for a message; names the nearest even when it is far.
pub(crate) fn nearest_name<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    let far = || {
        let folded_word = folded(word);
        let near =
            known.clone().into_iter().map(|name| (strsim::osa_distance(&folded_word, &folded(name)), name)).min();
        near.map(|(_, name)| format!("the nearest name asked for is `{name}`"))
    };
    did_you_mean(word, known.clone()).or_else(far)
}

/// The hint, ready for a message.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

fn folded(word: &str) -> String {
    word.chars().take(LETTERS).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["strategy_in_force", "strategy_published", "k1"];
        assert_eq!(nearest("stratgey_in_force", known), Some("strategy_in_force"));
        assert_eq!(nearest("Strategy-Published", known), Some("strategy_published"));
        assert_eq!((nearest("budget", known), nearest("k2", known)), (None, Some("k1")));
    }
}
