//! Alphabetical order by the rules of the language (Unicode collation with CLDR tailoring). By code point the Kazakh
//! letters Ә, Ғ, Қ would come after Я.

use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale_core::Locale;
use probity_core::Language;
use std::cmp::Ordering;

/// Sorts by a name; equal names keep a fixed order by their bytes.
pub fn sort_by_name<T>(language: Language, items: &mut [T], name: impl Fn(&T) -> &str) {
    let locale: Locale = language.code().parse().unwrap_or(Locale::UNKNOWN);
    let collator = Collator::try_new(locale.into(), CollatorOptions::default()).ok();
    let compare =
        |a: &str, b: &str| collator.as_ref().map_or(Ordering::Equal, |c| c.compare(a, b)).then_with(|| a.cmp(b));
    items.sort_by(|a, b| compare(name(a), name(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kazakh_alphabet_is_in_its_own_order() {
        let alphabet = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я";
        let expected: Vec<&str> = alphabet.split(' ').collect();
        let mut letters: Vec<&str> = expected.iter().rev().copied().collect();
        sort_by_name(Language::Kk, &mut letters, |letter| letter);
        assert_eq!(letters, expected);
    }

    #[test]
    fn countries_are_sorted_by_language_not_by_code_point() {
        let mut names = vec!["Ямайка", "Әзербайжан", "Ауғанстан", "Қазақстан", "Кения"];
        sort_by_name(Language::Kk, &mut names, |name| name);
        assert_eq!(names, ["Ауғанстан", "Әзербайжан", "Кения", "Қазақстан", "Ямайка"]);
        let mut names = vec!["Zambia", "Åland", "Austria"];
        sort_by_name(Language::En, &mut names, |name| name);
        assert_eq!(names, ["Åland", "Austria", "Zambia"]);
    }
}
