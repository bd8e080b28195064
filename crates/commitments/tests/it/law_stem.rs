//! The analyser of the search in laws: paradigms written from the grammar of Kazakh, the acceptance of the specification,
//! and the measure over the word forms of the reference data.

use probity_commitments::law::stem::{Kazakh, Spelling, Stemmer, read_words, stem_words, to_csv};
use probity_core::Language;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn kazakh() -> Stemmer {
    Stemmer::new(Language::Kk).expect("the tables built in")
}

/// Each line: a stem, then words that must have it.
fn paradigms(lines: &str) {
    let stemmer = kazakh();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (stem, words) = line.split_once(':').expect("a stem and its words");
        for word in words.split_whitespace() {
            assert_eq!(stemmer.stem(word), stem, "the stem of {word}");
        }
    }
}

#[test]
fn all_cases_of_a_noun_have_one_stem_whatever_sound_it_ends_with() {
    paradigms(
        "заң: заң заңның заңға заңды заңда заңнан заңмен заңдар заңдардың заңы заңын заңына заңында заңынан заңының заңымен
         тендер: тендер тендердің тендерге тендерлер тендері
         тарау: тарау тараудың тарауы тарауға тараулар тарауында
         кеме: кеме кеменің кемеге кемені кемеде кемеден кемемен кемелер кемесі кемесін кемесінде кемесіндегі
         қызмет: қызмет қызметтің қызметке қызметті қызметте қызметтен қызметпен қызметтер қызметтерінің қызметіне
         үй: үй үйдің үйге үйді үйде үйден үйлер үйі үйінде үйіміз үйлеріңіз үйдегі үйлердегілер
         жемқорлық: жемқорлық жемқорлыққа жемқорлықпен жемқорлықтың жемқорлығы жемқорлығына жемқорлықтар
         шарт: шарт шарттың шартты
         жауап: жауаптың\n         міндет: міндеттің міндетті\n         лауазым: лауазымды лауазымның
         мерзім: мерзімді\n         ауыл: ауылдың ауылы\n         аудан: ауданы\n         сенат: сенатының
         облыс: облысын\n         университет: университетінде",
    );
}

#[test]
fn final_consonants_and_lost_vowels_come_back() {
    paradigms(
        "кітап: кітап кітабы кітабын кітаптар кітабымыз
         жүрек: жүрек жүрегі жүрегіне жүректің
         құқық: құқық құқығы құқығын
         тап: тапты табады тауып таппайды
         орын: орын орны орнында орындар
         халық: халық халқы халқының халықтың
         мүлік: мүлік мүлкі мүлкін",
    );
}

#[test]
fn all_forms_of_a_verb_have_one_stem() {
    paradigms(
        "енгіз: енгізу енгізілген енгізілді енгізіледі енгізіп енгізсе енгізуге енгізуді енгізетін
         бол: болды болады болған болмайды болса болып болатын болуы болмаған болмақ
         белгіле: белгілейді белгіледі белгіленген белгіленеді белгілеп
         көрсет: көрсетті көрсетіледі көрсеткен көрсетпейді көрсетілмеген
         тексер: тексеру тексеруді тексереді тексерілген тексеруге
         қара: қарайды қарады қаралады қараған қарамайды қараймыз",
    );
}

/// Not in the lexicon, so the endings alone decide.
#[test]
fn words_never_seen_are_stemmed_by_their_endings() {
    paradigms(
        "блокчейн: блокчейн блокчейннің блокчейнге блокчейнде блокчейннен блокчейндер блокчейндерінің
         аудит: аудит аудиттің аудитке аудиті аудитінің аудиттер
         фурманка: фурманка фурманканың фурманкаға фурманкасында",
    );
}

#[test]
fn an_ending_behind_a_number_or_an_abbreviation_is_taken_off() {
    paradigms(
        "2008: 2008 2008-ден 2008-ге
         15-бап: 15-бап 15-баптың 15-бабында 15‑баптар
         қр: ҚР ҚР-ның ҚР-да
         премьер-министр: премьер-министр премьер-министрге премьер-министрдің",
    );
    assert_eq!(kazakh().stem("2008 жылғы"), "2008 жыл");
}

#[test]
fn little_words_and_contracted_forms_are_exceptions() {
    paradigms("және: және\n бірақ: бірақ\n сондай-ақ: сондай-ақ\n қыл: қып ғып\n бол: боп\n туралы: туралы");
}

#[test]
fn letters_typed_otherwise_give_the_same_stem() {
    paradigms("білім: білім Бiлiм БІЛІМНІҢ\n министр: МИНИСТРЛЕРДІҢ министрлердi\n qızıl: QIZIL");
    let stemmer = kazakh();
    assert_eq!(stemmer.folded("жемқорлыққа"), stemmer.folded("жемқорлық"));
    assert_eq!(stemmer.folded("құқық"), "кукик");
    assert_eq!(stemmer.folded("кукыктын"), "кукик");
}

#[test]
fn russian_and_english_words_are_stemmed_by_snowball() {
    let russian = Stemmer::new(Language::Ru).unwrap();
    let forms = ["закон", "закона", "Законом", "законы", "ЗАКОНАХ"];
    assert!(forms.iter().all(|form| russian.stem(form) == "закон"), "the stems of {forms:?}");
    assert_eq!(russian.stem("учёт"), russian.stem("учета"));
    let english = Stemmer::new(Language::En).unwrap();
    assert_eq!(english.stem("Amendments"), "amend");
    assert_eq!(english.stem("provisions"), "provis");
}

#[test]
fn the_answer_is_a_table_in_the_order_of_the_words() {
    let rows = stem_words(Language::Kk, &["Заңның", "a,b", ""]).unwrap();
    assert_eq!(to_csv(&rows).unwrap(), "word,stem\nЗаңның,заң\n\"a,b\",\"a,b\"\n,\n");
    assert_eq!(to_csv(&[]).unwrap(), "word,stem\n");
    assert_eq!(probity_commitments::law::language("kaz"), Ok(Language::Kk));
    assert!(probity_commitments::law::language("uz").unwrap_err().to_string().contains("`uz`"));
}

/// A word of the reference data with its lemmas.
type Words = BTreeMap<String, BTreeSet<String>>;

fn words_of(rows: &[[String; 3]], wanted: impl Fn(&[String; 3]) -> bool) -> Words {
    let mut words = Words::new();
    for row in rows.iter().filter(|row| wanted(row)) {
        words.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    words
}

fn pairs(groups: &BTreeMap<&str, Vec<&str>>) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for group in groups.values() {
        for (at, first) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|second| ((*first).to_owned(), (*second).to_owned())));
        }
    }
    pairs
}

/// Precision, recall and F1 over pairs of word types: the same stem against a shared lemma.
fn measure(words: &Words, stem: impl Fn(&str) -> String) -> [f64; 3] {
    let stems: Vec<(String, &str)> = words.keys().map(|word| (stem(word), word.as_str())).collect();
    let (mut by_stem, mut by_lemma) = (BTreeMap::<&str, Vec<&str>>::new(), BTreeMap::<&str, Vec<&str>>::new());
    for (stem, word) in &stems {
        by_stem.entry(stem).or_default().push(word);
        words[*word].iter().for_each(|lemma| by_lemma.entry(lemma).or_default().push(word));
    }
    let (said, true_pairs) = (pairs(&by_stem), pairs(&by_lemma));
    let right = said.intersection(&true_pairs).count() as f64;
    let (precision, recall) = (right / said.len().max(1) as f64, right / true_pairs.len().max(1) as f64);
    [precision, recall, 2.0 * right / (said.len() + true_pairs.len()).max(1) as f64]
}

fn is_noun(row: &[String; 3]) -> bool {
    matches!(row[2].as_str(), "NOUN" | "PROPN")
}

#[test]
fn the_word_forms_of_the_reference_data_meet_the_goals() {
    let Some(path) = probity_testkit::reference("commitments/kk/stem_dev.csv") else { return };
    let text = fs_err::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<[String; 3]> =
        reader.records().map(|row| row.unwrap()).map(|row| [0, 1, 2].map(|at| row[at].to_owned())).collect();
    let stemmer = kazakh();
    let (grammar, spelling) = (Kazakh::without_roots().unwrap(), Spelling::new().unwrap());
    let whole = |word: &str| stemmer.stem(word);
    let alone = |word: &str| grammar.stem(&spelling.kazakh(word));

    let (all, nouns) = (words_of(&rows, |_| true), words_of(&rows, is_noun));
    let figures = [measure(&all, whole), measure(&nouns, whole), measure(&all, alone), measure(&nouns, alone)];
    println!("all, nouns, then the endings without the lexicon (precision, recall, F1): {figures:.3?}");
    let [all, nouns, bare, bare_nouns] = figures;
    assert!(all[0] >= 0.75 && all[2] >= 0.75, "all parts of speech: {all:?}");
    assert!(nouns[0] >= 0.93 && nouns[2] >= 0.88, "nouns: {nouns:?}");
    assert!(bare[2] >= 0.75 && bare_nouns[2] >= 0.88, "without the lexicon: {bare:?} {bare_nouns:?}");

    let full = Kazakh::new().unwrap();
    let unseen = |row: &[String; 3]| !full.has_root(&row[1]);
    let (all, nouns) = (words_of(&rows, unseen), words_of(&rows, |row| unseen(row) && is_noun(row)));
    let (all, nouns) = (measure(&all, whole), measure(&nouns, whole));
    println!("words whose lemma the lexicon lacks: all {all:.3?}, nouns {nouns:.3?}");
    assert!(all[2] >= 0.75 && nouns[2] >= 0.88, "lemmas that the lexicon lacks: {all:?} {nouns:?}");

    let lemmas: BTreeSet<&String> = rows.iter().map(|row| &row[1]).collect();
    let odd: BTreeSet<&&String> = lemmas.iter().skip(1).step_by(2).collect();
    for half in [false, true] {
        let here = |row: &[String; 3]| odd.contains(&&row[1]) == half;
        let (all, nouns) = (words_of(&rows, here), words_of(&rows, |row| here(row) && is_noun(row)));
        let (all, nouns) = (measure(&all, whole), measure(&nouns, whole));
        println!("half of the lemmas: all {all:.3?}, nouns {nouns:.3?}");
        assert!(all[2] >= 0.75 && nouns[2] >= 0.88, "half of the lemmas: {all:?} {nouns:?}");
    }
}

#[test]
fn signs_without_letters_have_a_stem() {
    for language in [Language::Kk, Language::Ru, Language::En] {
        let stemmer = Stemmer::new(language).unwrap();
        for sign in ["-", "\u{2010}", "\u{ad}", "--"] {
            assert!(!stemmer.stem(sign).is_empty(), "{language} {sign:?}");
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_the_stem_of_spaces_is_empty(word in any::<String>()) {
        for language in [Language::Kk, Language::Ru, Language::En] {
            let stemmer = Stemmer::new(language).unwrap();
            let stem = stemmer.stem(&word);
            prop_assert_eq!(stem.is_empty() && !word.trim().is_empty(), false, "{:?} has no stem", word);
        }
        let _ = read_words("words.csv", &word);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_chain_of_endings_of_any_length_is_stemmed_at_once(chain in "(қала|бол|шыл)(ыл|л|ын|ма|ған|лар|ы|сы|дағы|ның|у){0,30}") {
        let stem = kazakh().stem(&chain);
        prop_assert!(!stem.is_empty() && stem.len() <= chain.len());
    }

    #[test]
    fn case_and_hyphens_of_any_kind_make_no_difference(word in "[а-яәғқңөұүһі]{1,12}(-[а-яәғқңөұүһі]{1,8})?") {
        let stemmer = kazakh();
        prop_assert_eq!(stemmer.stem(&word.to_uppercase()), stemmer.stem(&word));
        prop_assert_eq!(stemmer.stem(&word.replace('-', "\u{2011}")), stemmer.stem(&word));
    }
}
