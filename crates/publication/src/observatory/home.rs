//! The front page: what the index says of the countries in focus, and which changes are more than noise.

use super::values::{number, verdict};
use super::{Context, INDICATOR, diary, funnel};
use crate::locale;
use crate::message as say;
use crate::page::home::{Change, Headline, View};
use crate::page::value::Verdict;
use crate::page::{House, Named};
use probity_core::Finding;

/// The view. An observatory without an index has a front page too: its name, its releases, its data.
pub fn view(context: Context<'_>, house: &House) -> View {
    let edition = context.edition(None);
    let language = context.language;
    let pair = context.whole_period();
    let findings: Vec<&Finding> =
        pair.iter().flat_map(|pair| context.records.period("cpi-change", "like_for_like", pair)).collect();
    let compared = pair.as_deref().and_then(|pair| context.records.get("cpi-change", "compared", "all", pair));
    let changes = findings.iter().filter(|finding| verdict(finding) != Verdict::NotClear);
    let mut countries: Vec<Named> = context.countries().iter().map(|code| context.named(code)).collect();
    locale::sort_by_name(language, &mut countries, |country| &country.name);
    let (releases, deadlines) = diary::few(context);
    View {
        name: house.name.get(language).to_owned(),
        indicator: context.indicator(),
        summary: say::home_summary(language),
        headlines: edition.iter().flat_map(|edition| headlines(context, edition, pair.as_deref())).collect(),
        releases,
        deadlines,
        funnels: funnel::cohorts(context),
        changes: changes.filter_map(|finding| change(context, finding)).collect(),
        compared: compared.and_then(|finding| finding.value).unwrap_or(0.0) as u64,
        countries,
        datasets: context.records.runs.keys().map(|id| context.dataset(id)).collect(),
        edition,
    }
}

fn change(context: Context<'_>, finding: &Finding) -> Option<Change> {
    let (from, to) = finding.id.period.split_once('-')?;
    Some(Change {
        country: context.named(&finding.id.subject),
        from: from.to_owned(),
        to: to.to_owned(),
        difference: number(finding, 1).difference(),
        verdict: verdict(finding),
    })
}

/// The countries in focus, then how many countries clearly rose or fell.
fn headlines(context: Context<'_>, edition: &str, pair: Option<&str>) -> Vec<Headline> {
    let language = context.language;
    let focus = context.focus.iter().filter_map(|country| {
        let finding = context.records.get(INDICATOR, "mean", country, edition)?;
        let places = context.places("rank", country, edition)?;
        Some(Headline {
            label: context.named(country).name,
            number: number(finding, 1),
            note: say::home_headline_places(
                language,
                u64::from(places.best),
                u64::from(places.of),
                u64::from(places.worst),
            ),
        })
    });
    let counts = [("rose", say::home_headline_rose(language)), ("fell", say::home_headline_fell(language))];
    let counts = counts.into_iter().filter_map(|(measure, label)| {
        let finding = context.records.get("cpi-change", measure, "all", pair?)?;
        Some(Headline { label, number: number(finding, 0), note: pair.map(|pair| pair.replace('-', "–"))? })
    });
    focus.chain(counts).collect()
}

impl Context<'_> {
    /// The first edition with the latest, as a period: the change that has had time to be more than noise.
    pub fn whole_period(&self) -> Option<String> {
        let editions = self.editions();
        match editions.as_slice() {
            [latest, .., first] => Some(format!("{first}-{latest}")),
            _ => None,
        }
    }

    /// A data set with its title; that of a synthetic world does not bear the name of the real index.
    pub fn dataset(&self, id: &str) -> Named {
        if id == INDICATOR {
            return self.indicator();
        }
        let title = self.records.methodologies.get(id).map(|method| method.title.get(self.language));
        Named::new(id, title.unwrap_or(id))
    }
}
