//! The desk's sentences, from the message files in three languages. Names of fields, kinds and words stand with the forms
//! (`acts::words`); everything else that a reader sees is here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use probity_core::Language;
use std::sync::LazyLock;

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(bundle));

/// The message file of a language.
pub(crate) fn source(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../messages/desk.en.ftl"),
        Language::Kk => include_str!("../messages/desk.kk.ftl"),
        Language::Ru => include_str!("../messages/desk.ru.ftl"),
    }
}

/// The sentences of the way in.
pub(crate) fn door(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../messages/door.en.ftl"),
        Language::Kk => include_str!("../messages/door.kk.ftl"),
        Language::Ru => include_str!("../messages/door.ru.ftl"),
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    for text in [source(language), door(language)] {
        // A test parses the files; what could be parsed is used either way.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Says things in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say(pub Language);

impl Say {
    /// A sentence without variables; the key itself when there is none, which a test rules out.
    pub(crate) fn plain(self, key: &str) -> String {
        self.maybe(key).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence that may not exist.
    pub(crate) fn maybe(self, key: &str) -> Option<String> {
        self.formatted(key, &FluentArgs::new())
    }

    /// A sentence with texts in it.
    pub(crate) fn with(self, key: &str, texts: &[(&'static str, &str)]) -> String {
        let mut values = FluentArgs::new();
        texts.iter().for_each(|(name, text)| values.set(*name, FluentValue::from((*text).to_owned())));
        self.formatted(key, &values).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence about so many.
    pub(crate) fn count(self, key: &str, count: usize) -> String {
        let mut values = FluentArgs::new();
        values.set("count", FluentValue::from(count));
        self.formatted(key, &values).unwrap_or_else(|| key.to_owned())
    }

    /// So many bytes, as people say it: in the largest unit of which there is at least one, to one decimal.
    pub(crate) fn size(self, bytes: u64) -> String {
        let (unit, key) = match bytes {
            1_000_000.. => (1_000_000, "size-mb"),
            1_000.. => (1_000, "size-kb"),
            _ => return self.with("size-bytes", &[("size", &bytes.to_string())]),
        };
        let tenths = bytes.saturating_mul(10).saturating_add(unit / 2) / unit;
        let comma = if self.0 == Language::En { '.' } else { ',' };
        let text = match (tenths / 10, tenths % 10) {
            (whole, 0) => whole.to_string(),
            (whole, rest) => format!("{whole}{comma}{rest}"),
        };
        self.with(key, &[("size", &text)])
    }

    fn formatted(self, key: &str, values: &FluentArgs<'_>) -> Option<String> {
        let [en, kk, ru] = &*BUNDLES;
        let bundle = match self.0 {
            Language::En => en,
            Language::Kk => kk,
            Language::Ru => ru,
        };
        let pattern = bundle.get_message(key)?.value()?;
        Some(bundle.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned())
    }
}
