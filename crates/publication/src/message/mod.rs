//! The product's own words, from Fluent files in three languages. Each message is a function made by the build
//! script, so a page cannot name a message that does not exist or forget one of its variables.

use crate::locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use probity_core::Language;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(bundle));

macro_rules! files {
    ($code:literal) => {
        [
            include_str!(concat!("../../messages/", $code, ".ftl")),
            include_str!(concat!("../../messages/observatory.", $code, ".ftl")),
            include_str!(concat!("../../messages/publication.", $code, ".ftl")),
            include_str!(concat!("../../messages/procurement.", $code, ".ftl")),
            include_str!(concat!("../../messages/law.", $code, ".ftl")),
        ]
    };
}

fn sources(language: Language) -> [&'static str; 5] {
    match language {
        Language::En => files!("en"),
        Language::Kk => files!("kk"),
        Language::Ru => files!("ru"),
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let identifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks would end up in titles, CSV cells and copied text; no language of the product is written right to left.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| number(Language::En, value),
        Language::Kk => |value, _| number(Language::Kk, value),
        Language::Ru => |value, _| number(Language::Ru, value),
    }));
    // The build script has parsed the same text; what could be parsed is used either way.
    for source in sources(language) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Numbers inside messages are counts; they are grouped as the language groups them.
fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(locale::number(language, *value, 0)),
        _ => None,
    }
}

fn say<const N: usize>(
    language: Language,
    key: &'static str,
    arguments: [(&'static str, FluentValue<'_>); N],
) -> String {
    let bundle = &BUNDLES[language as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    let arguments: FluentArgs<'_> = arguments.into_iter().collect();
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_the_plural_rules_of_each_language() {
        let said = |language, n: u64| count_observations(language, n);
        assert_eq!([said(Language::En, 1), said(Language::En, 2)], ["1 observation", "2 observations"]);
        assert_eq!(said(Language::Ru, 1), "1 наблюдение");
        assert_eq!(said(Language::Ru, 3), "3 наблюдения");
        assert_eq!(said(Language::Ru, 11), "11 наблюдений");
        assert_eq!(said(Language::Ru, 21), "21 наблюдение");
        assert_eq!([said(Language::Kk, 1), said(Language::Kk, 5)], ["1 бақылау", "5 бақылау"]);
    }

    #[test]
    fn messages_carry_no_direction_marks() {
        assert!(!footer_version(Language::En, "1.2").contains('\u{2068}'));
    }

    #[test]
    fn kazakh_texts_are_not_the_russian_ones() {
        let texts = |language| -> Vec<(String, String)> {
            sources(language)
                .into_iter()
                .flat_map(str::lines)
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, text)| (key.to_owned(), text.to_owned()))
                .collect()
        };
        let russian = texts(Language::Ru);
        let same: Vec<_> = texts(Language::Kk).into_iter().filter(|pair| russian.contains(pair)).collect();
        // Words that both languages spell alike, and texts without words.
        let alike = ["unit-percent", "unit-index", "nav-map"];
        let words = |text: &str| {
            let outside = text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part));
            let open = text.ends_with("->");
            !open && outside.flat_map(str::chars).any(char::is_alphabetic)
        };
        let suspect = |(key, text): &&(String, String)| !alike.contains(&key.as_str()) && words(text);
        let wrong: Vec<_> = same.iter().filter(suspect).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
