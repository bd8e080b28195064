//! A provision as people cite it: `art_15__para_1__point_5` is "подпункт 5) пункта 1 статьи 15", "15-баптың 1-тармағының
//! 5) тармақшасы", "article 15, paragraph 1 (5)". What is written here, [`super::find`] reads as the same provision.

use crate::law::eid::names::Names;
use probity_core::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    /// Whether what is more general comes first.
    general_first: bool,
    between: String,
    ordinals: BTreeMap<String, Vec<String>>,
    level: BTreeMap<String, Forms>,
}

/// Forms of a level's name; those that are missing are like the one before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    name: String,
    of: Option<String>,
    own: Option<String>,
    own_of: Option<String>,
    /// As it stands before the text of the provision.
    head: Option<String>,
    /// What parts it from the one before.
    between: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    ru: Grammar,
    kk: Grammar,
    en: Grammar,
}

static SHIPPED: LazyLock<Option<Shipped>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/law/cite.toml")).ok());

impl Grammar {
    fn of(lang: Language) -> Option<&'static Self> {
        let shipped = SHIPPED.as_ref()?;
        Some(match lang {
            Language::Ru => &shipped.ru,
            Language::Kk => &shipped.kk,
            Language::En => &shipped.en,
        })
    }

    /// The forms of a level: some languages call it otherwise below another level, or where it is not below its usual one.
    fn forms(&self, alias: &str, above: Option<&str>) -> Option<&Forms> {
        let other = match (alias, above) {
            ("subpara", Some("point")) => "point_subpara",
            ("point", above) if above != Some("para") => "lone_point",
            _ => alias,
        };
        self.level.get(other).or_else(|| self.level.get(alias))
    }

    /// A form with its number in it.
    fn filled(&self, form: &str, number: &str) -> Option<String> {
        if form.contains("{n}") {
            return Some(form.replace("{n}", number));
        }
        let (before, rest) = form.split_once('{')?;
        let (name, behind) = rest.split_once('}')?;
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some(format!("{before}{}{behind}", self.ordinals.get(name)?.get(at)?))
    }
}

/// How a provision is cited; nothing for identifiers that the language has no words for.
pub fn cite(lang: Language, eid: &str) -> Option<String> {
    let grammar = Grammar::of(lang)?;
    let steps: Vec<(&str, &str)> = eid.split("__").map(step).collect::<Option<_>>()?;
    let mut all: Vec<(String, &str)> = Vec::new();
    for (at, (alias, number)) in steps.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|at| steps.get(at)).map(|(above, _)| *above);
        let forms = grammar.forms(alias, above)?;
        let of = forms.of.as_ref().unwrap_or(&forms.name);
        let form = match (at > 0, at + 1 < steps.len()) {
            (false, false) => &forms.name,
            (false, true) => of,
            (true, false) => forms.own.as_ref().unwrap_or(&forms.name),
            (true, true) => forms.own_of.as_ref().unwrap_or(of),
        };
        all.push((grammar.filled(form, number)?, forms.between.as_deref().unwrap_or(&grammar.between)));
    }
    if !grammar.general_first {
        all.reverse();
    }
    let mut cited = String::new();
    for (at, (words, between)) in all.iter().enumerate() {
        if at > 0 {
            cited.push_str(between);
        }
        cited.push_str(words);
    }
    Some(cited)
}

/// What stands before the text of a provision, from its kind and its number: "Статья 5.", "5-бап.", "5)". A number that is printed
/// with its punctuation stays as it is, as does one of a kind that the language has no words for.
pub fn head(lang: Language, kind: &str, num: &str) -> String {
    let alias = Names::shipped().map_or(kind, |names| names.alias(kind));
    let bare = !num.is_empty() && num.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
    let form = Grammar::of(lang).and_then(|grammar| grammar.level.get(alias)?.head.as_ref()).filter(|_| bare);
    form.map_or_else(|| num.to_owned(), |form| form.replace("{n}", num))
}

/// Name and number of one step; numbers with a suffix that tells duplicates apart cannot be cited.
fn step(step: &str) -> Option<(&str, &str)> {
    let (alias, number) = step.split_once('_')?;
    let usual =
        !number.is_empty() && number != "nn" && number.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
    usual.then_some((alias, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::refs::find;
    use proptest::prelude::*;

    #[test]
    fn provisions_are_cited_as_people_write_them() {
        let all =
            |eid: &str| [Language::Ru, Language::Kk, Language::En].map(|lang| cite(lang, eid).unwrap_or_default());
        assert_eq!(
            all("art_15__para_1__point_5"),
            ["подпункт 5) пункта 1 статьи 15", "15-баптың 1-тармағының 5) тармақшасы", "article 15, paragraph 1 (5)"]
        );
        assert_eq!(all("art_12-1"), ["статья 12-1", "12-1-бап", "article 12-1"]);
        assert_eq!(
            all("art_6__subpara_2"),
            ["часть вторая статьи 6", "6-баптың екінші бөлігі", "article 6, second subparagraph"]
        );
        assert_eq!(
            all("att_1__para_2__point_3__subpara_1"),
            [
                "абзац первый подпункта 3) пункта 2 приложения 1",
                "1-қосымшаның 2-тармағының 3) тармақшасының бірінші абзацы",
                "annex 1, paragraph 2 (3), first subparagraph",
            ]
        );
        for odd in ["", "art", "art_nn", "art_1_2", "hcontainer_1", "subpara_99"] {
            assert_eq!(cite(Language::Ru, odd), None, "{odd}");
        }
    }

    #[test]
    fn what_stands_before_a_provision_has_its_name_and_its_signs_once() {
        assert_eq!(head(Language::Ru, "article", "5"), "Статья 5.");
        assert_eq!(head(Language::Kk, "article", "5-1"), "5-1-бап.");
        assert_eq!(head(Language::Kk, "chapter", "2"), "2-тарау.");
        assert_eq!(head(Language::Ru, "point", "5-1)"), "5-1)");
        assert_eq!(head(Language::En, "point", "b"), "(b)");
        assert_eq!(head(Language::En, "rule", "7"), "7");
    }

    proptest! {
        #[test]
        fn what_is_cited_is_read_as_the_same_provision(
            art in 1u8..200, inserted in proptest::option::of(1u8..9), para in proptest::option::of(1u8..40),
            point in proptest::option::of(1u8..40), part in proptest::option::of(1u8..20),
        ) {
            let mut eid = format!("art_{art}");
            if let Some(inserted) = inserted {
                eid.push_str(&format!("-{inserted}"));
            }
            for (alias, number) in [("para", para), ("point", point), ("subpara", part)] {
                if let Some(number) = number {
                    eid.push_str(&format!("__{alias}_{number}"));
                }
            }
            for lang in [Language::Ru, Language::Kk, Language::En] {
                // In English a hyphen makes a range, and ordinary acts have no name for a paragraph's parts.
                if lang == Language::En && (part.is_some() || inserted.is_some()) {
                    continue;
                }
                let cited = cite(lang, &eid).unwrap();
                let read: Vec<String> = find(lang, &cited).into_iter().map(|one| one.eid).collect();
                prop_assert_eq!(read, [eid.clone()], "{}", cited);
            }
        }
    }
}
