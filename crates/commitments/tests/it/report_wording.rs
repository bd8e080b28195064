//! The words of reports: numbers, the count sentence and the concluding sentence in three languages, as whoever reads them
//! expects them. The Kazakh and Russian forms are written here by hand, not taken from the tables.

use jiff::civil::date;
use probity_commitments::record::value::Printed;
use probity_commitments::report::{Count, wording};
use probity_core::Language;

fn rounds(printed: &[&str]) -> Vec<Printed> {
    printed.iter().map(|round| serde_json::from_value((*round).into()).unwrap()).collect()
}

fn count(language: Language, state: &str, printed: &[&str], closed: u32, total: u32) -> String {
    wording(language).count_sentence(state, &rounds(printed), Count { closed, total }).unwrap()
}

#[test]
fn four_of_the_twenty_seven_recommendations_in_every_language() {
    let said = |language, state| count(language, state, &["I", "II"], 4, 27);
    assert_eq!(
        said(Language::En, "Kazakhstan"),
        "Kazakhstan has implemented satisfactorily or dealt with in a satisfactory manner four of the twenty-seven \
         recommendations contained in the Joint First and Second Round Evaluation Report."
    );
    assert_eq!(
        said(Language::Ru, "Казахстан"),
        "Казахстан выполнил удовлетворительно или рассмотрел удовлетворительным образом четыре из двадцати семи \
         рекомендаций, содержащихся в докладе об оценке объединённых первого и второго раундов."
    );
    assert_eq!(
        said(Language::Kk, "Қазақстан"),
        "Қазақстан біріктірілген бірінші және екінші раундтардың бағалау баяндамасында қамтылған жиырма жеті ұсынымның \
         төртеуін қанағаттанарлық түрде орындады немесе қанағаттанарлық түрде қарады."
    );
}

#[test]
fn none_and_all_are_said_and_not_counted() {
    assert!(
        count(Language::En, "Greece", &["4"], 0, 19)
            .contains(" none of the nineteen recommendations contained in the Fourth Round ")
    );
    assert!(count(Language::En, "Greece", &["IV"], 19, 19).contains(" all nineteen recommendations "));
    assert!(
        count(Language::En, "Greece", &[], 18, 19)
            .contains(" eighteen of the nineteen recommendations contained in the Evaluation Report.")
    );
    assert!(count(Language::Ru, "Греция", &["4"], 0, 21).contains(
        "Греция не выполнила удовлетворительно и не рассмотрела удовлетворительным образом ни одной из двадцати одной рекомендации"
    ));
    assert!(
        count(Language::Ru, "Греция", &["4"], 22, 22)
            .contains("все двадцать две рекомендации, содержащиеся в докладе об оценке четвёртого раунда.")
    );
    assert!(count(Language::Ru, "Греция", &["4"], 25, 25).contains("все двадцать пять рекомендаций, содержащихся"));
    assert!(count(Language::Ru, "Греция", &["4"], 1, 5).contains("одну из пяти рекомендаций"));
    assert!(count(Language::Ru, "Греция", &["4"], 21, 40).contains("двадцать одну из сорока рекомендаций"));
    assert!(count(Language::Kk, "Грекия", &["4"], 0, 19).contains("он тоғыз ұсынымның бірде-бірін"));
    assert!(count(Language::Kk, "Грекия", &["4"], 19, 19).contains("он тоғыз ұсынымның барлығын"));
    assert!(count(Language::Kk, "Грекия", &["4"], 12, 19).contains("он тоғыз ұсынымның он екісін"));
    assert!(count(Language::En, "United Kingdom", &["4"], 1, 1).starts_with("The United Kingdom has implemented"));
    assert!(count(Language::En, "Greece", &["4"], 0, 1).contains("the only recommendation"));
}

#[test]
fn nothing_is_counted_where_there_is_nothing_or_too_much() {
    let words = wording(Language::En);
    assert_eq!(words.count_sentence("Greece", &[], Count { closed: 0, total: 0 }), None);
    assert_eq!(words.count_sentence("Greece", &[], Count { closed: 3, total: 2 }), None);
}

#[test]
fn russian_verbs_follow_the_gender_of_the_state() {
    let verb = |state: &str| count(Language::Ru, state, &["4"], 2, 3).replace(state, "");
    assert!(verb("Казахстан").starts_with(" выполнил удовлетворительно или рассмотрел "));
    assert!(verb("Греция").starts_with(" выполнила удовлетворительно или рассмотрела "));
    assert!(verb("Косово").starts_with(" выполнило удовлетворительно или рассмотрело "));
    assert!(verb("Нидерланды").starts_with(" выполнили удовлетворительно или рассмотрели "));
    assert!(verb("Израиль").starts_with(" выполнил "));
}

#[test]
fn the_concluding_sentence_follows_the_two_verdicts() {
    let said = |previous, now| wording(Language::En).concluding("GRECO", "iv", previous, now, "?");
    assert_eq!(
        said(None, "satisfactory"),
        "GRECO concludes that recommendation iv has been implemented satisfactorily."
    );
    assert_eq!(
        said(Some("partly"), "dealt"),
        "GRECO concludes that recommendation iv has been dealt with in a satisfactory manner."
    );
    assert_eq!(said(Some("partly"), "partly"), "GRECO concludes that recommendation iv remains partly implemented.");
    assert_eq!(said(Some("not"), "partly"), "GRECO concludes that recommendation iv has been partly implemented.");
    assert_eq!(said(None, "partly"), "GRECO concludes that recommendation iv has been partly implemented.");
    assert_eq!(said(Some("not"), "not"), "GRECO concludes that recommendation iv remains not implemented.");
    assert_eq!(said(Some("partly"), "not"), "GRECO concludes that recommendation iv has not been implemented.");
    assert_eq!(
        said(Some("satisfactory"), "satisfactory"),
        "GRECO concludes that recommendation iv has been implemented satisfactorily."
    );
    let other = wording(Language::En).concluding("ACN", "4.1", None, "largely", "largely implemented");
    assert_eq!(other, "ACN concludes that recommendation 4.1 has been given the verdict “largely implemented”.");
    let ru = wording(Language::Ru);
    assert_eq!(
        ru.concluding(&ru.organ(Some("GRECO")), "iv", Some("not"), "not", "?"),
        "ГРЕКО заключает, что рекомендация iv остаётся невыполненной."
    );
    let kk = wording(Language::Kk);
    assert_eq!(
        kk.concluding(&kk.organ(Some("GRECO")), "xxvii", Some("partly"), "partly", "?"),
        "ГРЕКО xxvii-ұсыным ішінара орындалған күйінде қалып отыр деген қорытындыға келеді."
    );
}

#[test]
fn numbers_are_spelt_in_every_form() {
    let en = |number| wording(Language::En).number(number, "plain");
    assert_eq!(
        [0, 13, 20, 27, 100, 101, 999, 1000].map(en),
        [
            "zero",
            "thirteen",
            "twenty",
            "twenty-seven",
            "one hundred",
            "one hundred and one",
            "nine hundred and ninety-nine",
            "1000"
        ]
    );
    let ru = |number, form| wording(Language::Ru).number(number, form);
    assert_eq!(ru(2, "nominative_f"), "две");
    assert_eq!(ru(12, "nominative_f"), "двенадцать");
    assert_eq!(ru(142, "genitive_f"), "ста сорока двух");
    assert_eq!(ru(91, "genitive"), "девяноста одного");
    assert_eq!(ru(40, "genitive"), "сорока");
    let kk = |number, form| wording(Language::Kk).number(number, form);
    assert_eq!(
        [10, 11, 27, 100, 205].map(|number| kk(number, "plain")),
        ["он", "он бір", "жиырма жеті", "жүз", "екі жүз бес"]
    );
    assert_eq!(
        [1, 4, 8, 14, 20, 40, 100].map(|number| kk(number, "part")),
        ["біреуін", "төртеуін", "сегізін", "он төртін", "жиырмасын", "қырқын", "жүзін"]
    );
}

#[test]
fn days_stand_in_sentences() {
    let day = date(2024, 3, 22);
    assert_eq!(wording(Language::En).day(day), "22 March 2024");
    assert_eq!(wording(Language::Ru).day(day), "22 марта 2024 года");
    assert_eq!(wording(Language::Kk).day(day), "2024 жылғы 22 наурыз");
}
