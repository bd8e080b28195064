//! Which threshold of the law holds for a process: from which value on an open procedure is due. Thresholds are settings,
//! the user's or a rule pack's; a process for which none holds can be neither above nor below.

use crate::facts::Facts;
use crate::facts::rates::Converted;
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::process::stages::Money;
use crate::settings::Threshold;

/// The threshold that holds for a value in a currency at a moment: the one that names most (country, category, time); of
/// equals the youngest, then the lowest.
pub(crate) fn due(facts: &Facts<'_>, currency: &str, at: Option<Moment>) -> Option<Amount> {
    best(holding(facts, &facts.settings.thresholds, Some(currency), at)).map(|own| own.amount)
}

/// The same in the currency of a value where there is one in it, else in any.
pub(crate) fn due_in_any<'s>(facts: &Facts<'s>, currency: &str) -> Option<&'s Threshold> {
    best_in_any(facts, &facts.settings.thresholds, currency)
}

fn best_in_any<'s>(facts: &Facts<'_>, all: &'s [Threshold], currency: &str) -> Option<&'s Threshold> {
    best(holding(facts, all, Some(currency), None)).or_else(|| best(holding(facts, all, None, None)))
}

/// A value beside that of some thresholds that is due for its process, in the currency of the threshold: its own where one is in it,
/// else that of the best in any currency, by rates of the day on which the process began.
///
/// # Errors
/// The reason code: there is no threshold, or there are rates and none of them brings the value into its currency.
pub(crate) fn beside<'s>(
    facts: &Facts<'_>,
    all: &'s [Threshold],
    value: Amount,
    currency: &str,
) -> Result<(Converted, &'s Threshold), &'static str> {
    let due = best_in_any(facts, all, currency).ok_or("no_threshold")?;
    if due.currency != currency && facts.settings.rates.is_none() {
        return Err("no_threshold");
    }
    Ok((in_currency(facts, value, currency, due).ok_or("mixed_currency")?, due))
}

/// A value of a process in the currency of a threshold, by rates of the day on which the process began.
pub(crate) fn in_currency(facts: &Facts<'_>, value: Amount, currency: &str, to: &Threshold) -> Option<Converted> {
    if currency == to.currency {
        return Some(Converted::same(value));
    }
    facts.settings.rates.as_ref()?.convert(value, currency, &to.currency, began(facts)?)
}

fn best<'s>(holding: impl Iterator<Item = &'s Threshold>) -> Option<&'s Threshold> {
    let named = |own: &Threshold| {
        let names = usize::from(own.country.is_some()) + usize::from(own.category.is_some());
        (names + usize::from(own.from.is_some() || own.to.is_some()), own.from.map(|from| from.local))
    };
    holding.max_by(|a, b| named(a).cmp(&named(b)).then(b.amount.cmp(&a.amount)))
}

/// The lowest threshold that holds.
pub(crate) fn lowest(facts: &Facts<'_>, currency: &str, at: Option<Moment>) -> Option<Amount> {
    holding(facts, &facts.settings.thresholds, Some(currency), at).map(|own| own.amount).min()
}

/// The estimated value of the process, if it is a price, with its currency.
pub(crate) fn price<'p>(facts: &Facts<'p>, value: &'p Money<'p>) -> Option<(Amount, &'p str)> {
    Some((facts.settings.price(*value.amount.get()?)?, value.currency.text()))
}

/// When the process began: its tender period, its publication, else the date of its release.
pub(crate) fn began(facts: &Facts<'_>) -> Option<Moment> {
    let published = || facts.process.tender.date_published.get().copied();
    facts.start().or_else(published).or_else(|| facts.process.date.get().copied())
}

fn holding<'s>(
    facts: &Facts<'_>,
    all: &'s [Threshold],
    currency: Option<&str>,
    at: Option<Moment>,
) -> impl Iterator<Item = &'s Threshold> {
    let at = at.or_else(|| began(facts));
    let category = facts.process.tender.main_procurement_category.text();
    all.iter().filter(move |own| {
        own.amount.is_positive()
            && currency.is_none_or(|currency| own.currency == currency)
            && own.category.as_deref().is_none_or(|named| named == category)
            && within(own, at)
            && own.country.as_deref().is_none_or(|country| in_country(facts, all, country))
    })
}

fn within(threshold: &Threshold, at: Option<Moment>) -> bool {
    let Some(at) = at else { return threshold.from.is_none() && threshold.to.is_none() };
    threshold.from.is_none_or(|from| from.local <= at.local) && threshold.to.is_none_or(|to| at.local < to.end().local)
}

/// Whether the buyer is in the country. Where the release does not say, nothing contradicts thresholds that are all of one
/// country.
fn in_country(facts: &Facts<'_>, all: &[Threshold], country: &str) -> bool {
    let process = facts.process;
    let inline = [&process.buyer, &process.tender.procuring_entity];
    let buyer = facts.buyer();
    let is_buyer = |id: Option<&str>| id.is_some() && id == buyer;
    let addresses = || {
        let parties = process.parties.records().filter(|party| is_buyer(party.id.get().map(AsRef::as_ref)));
        inline.into_iter().chain(parties).map(|own| &own.address)
    };
    let same = |text: &str| text.trim().eq_ignore_ascii_case(country.trim());
    let code = addresses().map(|address| address.country.text()).find(|code| !code.is_empty());
    let name = addresses().map(|address| address.country_name.text()).find(|name| !name.is_empty());
    match (code, name) {
        (Some(code), name) => same(code) || name.is_some_and(same),
        // A code cannot be compared with a name: the release does not say.
        (None, Some(name)) if country.trim().len() > 3 => same(name),
        _ => all.iter().all(|own| own.country.as_deref().is_none_or(same)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    const THRESHOLDS: &str = r#"
        [[thresholds.open]]
        amount = 1000
        currency = "KZT"
        [[thresholds.open]]
        amount = 500
        currency = "KZT"
        category = "works"
        [[thresholds.open]]
        amount = 700
        currency = "KZT"
        category = "works"
        from = "2024-01-01"
        to = "2024-12-31"
        [[thresholds.open]]
        amount = 9
        currency = "KGS"
        country = "KG""#;

    fn of(release: &str, currency: &str) -> Option<String> {
        let settings = Settings::parse(THRESHOLDS, |_| panic!("no rates")).expect("settings");
        let process = Process::parse(release).expect("a release");
        due(&Facts::new(&process, &[], &settings), currency, None).map(|amount| amount.to_string())
    }

    #[test]
    fn the_threshold_that_names_most_holds() {
        assert_eq!(of(r#"{"tender":{}}"#, "KZT").as_deref(), Some("1000"));
        let works = |date: &str| {
            format!(r#"{{"tender":{{"mainProcurementCategory":"works","tenderPeriod":{{"startDate":"{date}"}}}}}}"#)
        };
        assert_eq!(of(&works("2023-12-31T23:59:59Z"), "KZT").as_deref(), Some("500"));
        assert_eq!(of(&works("2024-01-01T00:00:00Z"), "KZT").as_deref(), Some("700"));
        assert_eq!(of(&works("2024-12-31T23:59:59Z"), "KZT").as_deref(), Some("700"));
        assert_eq!(of(&works("2025-01-01"), "KZT").as_deref(), Some("500"));
        assert_eq!(of(r#"{"tender":{}}"#, "USD"), None);
    }

    #[test]
    fn a_threshold_in_the_currency_of_a_value_comes_before_others() {
        let settings = Settings::parse(THRESHOLDS, |_| panic!("no rates")).expect("settings");
        let process = Process::parse(r#"{"tender":{}}"#).expect("a release");
        let facts = Facts::new(&process, &[], &settings);
        let of = |currency: &str| due_in_any(&facts, currency).map(|own| own.amount.to_string());
        assert_eq!((of("KZT").as_deref(), of("USD").as_deref()), (Some("1000"), Some("9")));
    }

    #[test]
    fn a_country_is_that_of_the_buyer() {
        let buyer = |country: &str| format!(r#"{{"buyer":{{"id":"b"}},"parties":[{{"id":"b","address":{country}}}]}}"#);
        assert_eq!(of(&buyer(r#"{"country":"KG"}"#), "KGS").as_deref(), Some("9"));
        assert_eq!(of(&buyer(r#"{"country":"KZ"}"#), "KGS"), None);
        assert_eq!(of(&buyer("{}"), "KGS").as_deref(), Some("9"), "nothing contradicts the only country");
    }
}
