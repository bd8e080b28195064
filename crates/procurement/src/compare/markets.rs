//! Markets: what is bought, as the first two characters of the class of the items, with the scheme of the class. A process
//! belongs to the class of its first item that has one; an award to the class of each of its items.

use crate::facts::Facts;
use crate::process::amount::Amount;
use crate::process::record::List;
use crate::process::stages::{Award, Item};

/// Characters of a class that make a market.
const PREFIX: usize = 2;

/// The first characters of a text.
pub fn prefix(text: &str, characters: usize) -> &str {
    match text.as_bytes().get(..characters) {
        Some(first) if first.is_ascii() => text.get(..characters).unwrap_or(text),
        _ => text.char_indices().nth(characters).map_or(text, |(end, _)| text.get(..end).unwrap_or(text)),
    }
}

/// The class of an item: its scheme, empty where none is published, and the first characters.
fn of_item<'i>(item: &'i Item<'_>) -> Option<(&'i str, &'i str)> {
    let id = item.classification.id.get()?;
    Some((item.classification.scheme.text().trim(), prefix(id.0.trim(), PREFIX)))
}

/// A class as `scheme:prefix`.
fn name((scheme, prefix): (&str, &str)) -> String {
    [scheme, ":", prefix].concat()
}

/// The class of a process: that of the first item of its tender with a class, else of its awards, else of its contracts.
///
/// # Errors
/// The reason code when no item has one.
pub fn class<'f>(facts: &'f Facts<'_>) -> Result<&'f str, String> {
    facts.known.class.get_or_init(|| of_process(facts)).as_deref().map_err(Clone::clone)
}

fn of_process(facts: &Facts<'_>) -> Result<String, String> {
    let first = |items: &List<Item<'_>>| items.records().find_map(of_item).map(name);
    let awarded = || facts.process.awards.records().find_map(|award| first(&award.items));
    let unreadable = || facts.process.tender.items.records().next().map(|item| &item.classification.id);
    let contracted = || facts.process.contracts.records().find_map(|contract| first(&contract.items));
    first(&facts.process.tender.items).or_else(awarded).or_else(contracted).ok_or_else(|| {
        let path = "tender/items/classification/id";
        unreadable().map_or_else(|| ["missing:", path].concat(), |cell| cell.lack(path))
    })
}

/// The distinct markets of an award: of its [`items`]; in byte order.
pub fn of_award<'p>(facts: &Facts<'p>, award: &'p Award<'p>) -> Vec<String> {
    // Most awards have many items of one class: names are made of the distinct ones only.
    let mut classes: Vec<(&str, &str)> = Vec::new();
    for class in items(facts, award).filter_map(of_item) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    let mut markets: Vec<String> = classes.into_iter().map(name).collect();
    markets.sort_unstable();
    markets.dedup();
    markets
}

/// What an award is for: its items, or those of the tender where none of its own has a class, or those of its contracts where
/// the tender's have none either.
pub fn items<'p>(facts: &Facts<'p>, award: &'p Award<'p>) -> impl Iterator<Item = &'p Item<'p>> {
    let classed = |items: &List<Item<'_>>| items.records().any(|item| item.classification.id.is_there());
    let process = facts.process;
    let own = classed(&award.items);
    let tender = !own && classed(&process.tender.items);
    let signed = process.contracts.records().filter(move |_| !own && !tender);
    let signed = signed.filter(|contract| award.id.is_there() && contract.award_id.text() == award.id.text());
    let of_tender = process.tender.items.records().filter(move |_| tender);
    award
        .items
        .records()
        .filter(move |_| own)
        .chain(of_tender)
        .chain(signed.flat_map(|contract| contract.items.records()))
}

/// The value of an award and its currency: its own, else the sum of quantity × unit price over its items that have both.
/// `None` when that is nothing or in several currencies.
pub fn value_of_award<'p>(facts: &Facts<'_>, award: &'p Award<'p>) -> Option<(Amount, &'p str)> {
    let price = |amount: &Amount| facts.settings.price(*amount);
    if let Some(own) = award.value.amount.get().and_then(price) {
        return Some((own, award.value.currency.text()));
    }
    let (mut total, mut currency) = (0_i128, None);
    for item in award.items.records() {
        let priced = item.unit.value.amount.get().and_then(price);
        let (Some(price), Some(quantity)) = (priced, item.quantity.get()) else { continue };
        let own = item.unit.value.currency.text();
        if *currency.get_or_insert(own) != own {
            return None;
        }
        total = total.checked_add(price.millionths().checked_mul(quantity.millionths())?)?;
    }
    // Millionths of millionths, to the nearest millionth.
    let total = Amount::from_millionths(total.checked_add(500_000)?.div_euclid(1_000_000))?;
    Some((price(&total)?, currency?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn the_first_classed_item_names_the_process_and_every_item_the_award() {
        let text = r#"{"tender":{"items":[{"id":1},{"classification":{"scheme":"CPV","id":"45210000"}}]},"awards":[
            {"items":[{"quantity":2,"unit":{"value":{"amount":1.5,"currency":"KZT"}},"classification":{"id":7}},
                {"quantity":1,"unit":{"value":{"amount":4,"currency":"KZT"}},"classification":{"scheme":"X","id":"789"}}]},
            {"items":[{"quantity":1}]},
            {"value":{"amount":0,"currency":"USD"},"items":[{"quantity":2,"unit":{"value":{"amount":1.5,"currency":"KZT"}}},
                {"quantity":1},{"quantity":1,"unit":{"value":{"amount":0,"currency":"EUR"}}}]}]}"#;
        let process = Process::parse(text).expect("a release");
        let settings = Settings::default();
        let facts = Facts::new(&process, &[], &settings);
        assert_eq!(class(&facts), Ok("CPV:45"));
        let awards: Vec<_> = process.awards.records().collect();
        assert_eq!(of_award(&facts, awards[0]).into_iter().collect::<Vec<_>>(), [":7", "X:78"]);
        let value =
            |at: usize| value_of_award(&facts, awards[at]).map(|(value, currency)| format!("{value} {currency}"));
        assert_eq!(value(0).as_deref(), Some("7 KZT"));
        assert_eq!(of_award(&facts, awards[1]).into_iter().collect::<Vec<_>>(), ["CPV:45"]);
        assert_eq!(value(1), None);
        // A nought is no price: the items say what it cost, as far as they say it.
        assert_eq!(value(2).as_deref(), Some("3 KZT"));
        assert_eq!(prefix("№1", 2), "№1");
    }

    #[test]
    fn items_of_contracts_name_the_class_where_nothing_before_does() {
        let text = r#"{"awards":[{"id":"A"},{"id":"B"}],
            "contracts":[{"awardID":"A","items":[{"classification":{"scheme":"CPV","id":"45210000"}}]}]}"#;
        let process = Process::parse(text).expect("a release");
        let settings = Settings::default();
        let facts = Facts::new(&process, &[], &settings);
        assert_eq!(class(&facts), Ok("CPV:45"));
        let markets = |at: usize| of_award(&facts, &process.awards.all()[at]).into_iter().collect::<Vec<_>>();
        assert_eq!((markets(0), markets(1)), (vec!["CPV:45".to_owned()], Vec::new()));
    }
}
