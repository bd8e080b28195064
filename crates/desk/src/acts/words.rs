//! What forms call kinds, fields and words, from `data/forms/words.toml`. One list for forms, record pages and the audit,
//! so that a thing has one name everywhere.

use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;
use probity_core::{Language, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Named = BTreeMap<String, Text>;

/// `data/forms/words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(super) kind: Named,
    pub(super) act: Named,
    pub(super) label: Named,
    pub(super) help: Named,
    pub(super) words: BTreeMap<String, Named>,
}

// A test reads the file; an unreadable one would leave the log's own names.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/forms/words.toml")).unwrap_or_default());

fn say(texts: Option<&Text>, language: Language, otherwise: &str) -> String {
    texts.map_or(otherwise, |text| text.get(language)).to_owned()
}

/// A word of the log as it writes itself, such as a role or the status of a measure.
pub(crate) fn written<T: Serialize>(word: T) -> String {
    serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a kind of record is called.
pub(crate) fn kind(kind: Kind, language: Language) -> String {
    say(WORDS.kind.get(kind.name()), language, kind.name())
}

/// What recording one is called.
pub(crate) fn act(kind: Kind, language: Language) -> String {
    say(WORDS.act.get(kind.name()), language, kind.name())
}

/// What a role is called.
pub(crate) fn role(role: Role, language: Language) -> String {
    word("role", &written(role), language)
}

/// What a word of a list is called.
pub(crate) fn word(list: &str, word: &str, language: Language) -> String {
    say(WORDS.words.get(list).and_then(|list| list.get(word)), language, word)
}

/// The words of a list, with what each is called, in the order of the log's own names.
pub(crate) fn list(name: &str, language: Language) -> Vec<(String, String)> {
    let words = WORDS.words.get(name).into_iter().flatten();
    words.map(|(word, text)| (word.clone(), text.get(language).to_owned())).collect()
}

/// A word where a sentence begins.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A label or a help: of the field in its kind, else of the field, else of its last part.
fn looked_up<'a>(named: &'a Named, kind: Kind, field: &str) -> Option<&'a Text> {
    let last = field.rsplit('.').next().unwrap_or(field);
    let own = format!("{}.{field}", kind.name());
    [own.as_str(), field, last].into_iter().find_map(|key| named.get(key))
}

/// What a field is called.
pub(crate) fn label(kind: Kind, field: &str, language: Language) -> String {
    say(looked_up(&WORDS.label, kind, field), language, field)
}

/// How a field is filled in, when that needs a sentence.
pub(crate) fn help(kind: Kind, field: &str, language: Language) -> Option<&'static str> {
    looked_up(&WORDS.help, kind, field).map(|text| text.get(language))
}

/// How a type of field is filled in.
pub(crate) fn help_of_type(name: &str, language: Language) -> Option<&'static str> {
    WORDS.help.get(name).map(|text| text.get(language))
}
