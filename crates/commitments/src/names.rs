//! Texts in several languages as records carry them: any language may be there, one may be the authoritative one. A page
//! that lacks a language shows another text and has to say so, which is why the language found travels with the text.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table of language to text, with the language whose wording decides, if one does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Names {
    /// The language of the authoritative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authoritative: Option<String>,
    /// The texts by language (BCP 47).
    #[serde(flatten)]
    pub texts: BTreeMap<String, String>,
}

/// A text that was found, and in which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language; a page marks the text when it is not the one asked for.
    pub language: &'a str,
}

impl Names {
    /// The text in `language`; without one the authoritative text, else English, else the first there is.
    pub fn get(&self, language: &str) -> Option<Found<'_>> {
        let wanted = [Some(language), self.authoritative.as_deref(), Some("en")];
        let entry = wanted.into_iter().flatten().find_map(|language| self.texts.get_key_value(language));
        entry.or_else(|| self.texts.first_key_value()).map(|(language, text)| Found { text, language })
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_gives_the_authoritative_text_with_its_language() {
        let names: Names =
            toml::from_str("authoritative = \"fr\"\nen = \"round\"\nfr = \"cycle\"").expect("names in two languages");
        assert_eq!(names.get("en"), Some(Found { text: "round", language: "en" }));
        assert_eq!(names.get("kk"), Some(Found { text: "cycle", language: "fr" }));
        assert_eq!(Names::default().get("en"), None);
    }
}
