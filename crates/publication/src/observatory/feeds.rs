//! News, calendar and citations of an observatory. Days come from the release calendar and from the data; no clock is
//! asked, so two starts of the server on the same data give the same bytes.

use super::recorded::country_of;
use super::values::number;
use super::{Context, INDICATOR, diary, funnel};
use crate::feed::{self, Channel, Entry, atom, cite, ics, json};
use crate::locale::{self, Day};
use crate::message as say;
use crate::page::House;
use crate::page::feeds::{Feed, View};
use crate::route::Route;
use crate::site::{Ask, Reply};
use probity_core::Language;
use probity_registers::observatory::Release;

/// Names of entries are made from this host when the observatory names none. It can never be anybody's.
const NOBODY: &str = "probity.invalid";

/// What a feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject<'a> {
    Site,
    Dataset(&'a str),
    Country(&'a str),
}

/// The answer to an address of a feed, the calendar or a citation.
pub fn reply(context: Context<'_>, house: &House, ask: &Ask<'_>) -> Option<Reply> {
    if let Some(file) = ask.path.strip_prefix("cite/") {
        return citation(context, house, ask, file);
    }
    let (language, rest) = ask.path.split_once('/')?;
    let language: Language = language.parse().ok()?;
    let context = Context { language, ..context };
    let (media_type, text) = match rest {
        "feed.atom" => (atom::MEDIA_TYPE, self::atom(context, house, ask, Subject::Site)),
        "feed.json" => {
            let channel = channel(context, house, ask, Subject::Site);
            (json::MEDIA_TYPE, json::feed(&channel, &entries(context, Subject::Site)))
        }
        "calendar.ics" => {
            let mut channel = channel(context, house, ask, Subject::Site);
            channel.title = format!("{} · {}", channel.title, say::diary_title(language));
            (ics::MEDIA_TYPE, ics::calendar(&channel, &diary::events(context)))
        }
        _ => {
            let (kind, id) = rest.strip_prefix("feed/")?.strip_suffix(".atom")?.split_once('/')?;
            let subject = match kind {
                "dataset" if context.records.runs.contains_key(id) => Subject::Dataset(id),
                "country" if context.countries().iter().any(|code| code == id) => Subject::Country(id),
                _ => return None,
            };
            (atom::MEDIA_TYPE, self::atom(context, house, ask, subject))
        }
    };
    Some(Reply::of(media_type, text).language(language))
}

fn atom(context: Context<'_>, house: &House, ask: &Ask<'_>, subject: Subject<'_>) -> String {
    atom::feed(&channel(context, house, ask, subject), &entries(context, subject))
}

fn channel<'a>(context: Context<'a>, house: &'a House, ask: &Ask<'a>, subject: Subject<'_>) -> Channel<'a> {
    let language = context.language;
    let name = house.name.get(language);
    let publisher = &context.records.publisher;
    let or = |text: &'a str, other: &'a str| if text.is_empty() { other } else { text };
    let (title, page) = match subject {
        Subject::Site => (name.to_owned(), String::new()),
        Subject::Dataset(id) => {
            (format!("{name} · {}", context.dataset(id).name), Route::Dataset(id.to_owned()).path())
        }
        Subject::Country(code) => {
            (format!("{name} · {}", context.named(code).name), Route::Country(code.to_owned()).path())
        }
    };
    Channel {
        base: ask.base,
        language,
        title,
        author: or(&publisher.author, name),
        authority: or(&publisher.authority, NOBODY),
        path: ask.path.to_owned(),
        page: format!("{language}/{page}"),
    }
}

/// The news of a subject, latest first.
fn entries(context: Context<'_>, subject: Subject<'_>) -> Vec<Entry> {
    let of = |release: &&Release| match subject {
        Subject::Site => true,
        Subject::Dataset(id) => release.dataset == id,
        Subject::Country(_) => false,
    };
    let mut all: Vec<Entry> =
        context.records.releases.iter().filter(of).filter_map(|release| self::release(context, release)).collect();
    match subject {
        Subject::Site => all.extend(context.records.runs.keys().filter_map(|id| edition(context, id))),
        Subject::Dataset(id) => all.extend(edition(context, id)),
        Subject::Country(code) => all.extend(scores(context, code)),
    }
    feed::sort(&mut all);
    all
}

fn release(context: Context<'_>, release: &Release) -> Option<Entry> {
    let language = context.language;
    let (day, updated) = (diary::day(release)?, diary::updated(release)?);
    // Without a day to compare with: an entry may not change because time passes.
    let status = diary::status(release, day, None).word(language);
    let known = context.records.runs.contains_key(&release.dataset);
    let page = if known { Route::Dataset(release.dataset.clone()) } else { Route::Diary };
    Some(Entry {
        key: format!("release/{}", release.id),
        // An announcement is news from the day it was last changed, not from a day to come.
        published: day.min(updated),
        updated,
        title: release.title.get(language).to_owned(),
        text: say::feed_release_text(language, locale::day(language, day), status),
        page: format!("{language}/{}", page.path()),
    })
}

/// The latest period of a data set, as news of the day the period ended.
fn edition(context: Context<'_>, id: &str) -> Option<Entry> {
    let language = context.language;
    let year = context.latest_year(id)?;
    let day = end_of(&year)?;
    Some(Entry {
        key: format!("edition/{id}/{year}"),
        published: day,
        updated: day,
        title: say::feed_edition(language, context.dataset(id).name, year.as_str()),
        text: say::feed_edition_text(language, year),
        page: format!("{language}/{}", Route::Dataset(id.to_owned()).path()),
    })
}

/// A country's scores, one an edition.
fn scores(context: Context<'_>, code: &str) -> Vec<Entry> {
    let language = context.language;
    let entry = |edition: String| {
        let finding = context.records.get(INDICATOR, "score", code, &edition)?;
        let day = end_of(&edition)?;
        let score = number(finding, 0);
        let text = match score.interval_text(language) {
            Some(interval) => format!("{} ({interval})", score.text(language)),
            None => score.text(language),
        };
        Some(Entry {
            key: format!("country/{code}/{edition}"),
            published: day,
            updated: day,
            title: say::feed_country(language, context.named(code).name, edition.as_str(), context.indicator().name),
            text: say::feed_country_text(language, text),
            page: format!("{language}/{}", Route::Observation(finding.id.to_string()).path()),
        })
    };
    context.editions().into_iter().filter_map(entry).collect()
}

/// The last day of a year.
fn end_of(year: &str) -> Option<Day> {
    format!("{year}-12-31").parse().ok()
}

impl Context<'_> {
    /// The latest year that a data set speaks of; periods of the funnel are days, its years are those of the cohorts.
    pub fn latest_year(&self, id: &str) -> Option<String> {
        let year = |period: &str| {
            let (_, last) = period.rsplit_once('-').unwrap_or(("", period));
            (last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit())).then(|| last.to_owned())
        };
        if id == funnel::METHOD {
            return funnel::cohorts(*self).iter().filter_map(|cohort| year(&cohort.id)).max();
        }
        let periods = self.records.measures(id).flat_map(|(_, periods)| periods.keys());
        periods.filter_map(|period| year(period)).max()
    }

    /// What a citation of a data set names; `base` is the site's address, empty where it is not known.
    pub fn work(&self, house: &House, id: &str, base: &str) -> Option<cite::Work> {
        let run = self.records.runs.get(id)?;
        let publisher = house.name.get(self.language);
        let author = &self.records.publisher.author;
        let path = Route::Dataset(id.to_owned()).href(self.language);
        Some(cite::Work {
            id: id.to_owned(),
            title: self.dataset(id).name,
            author: if author.is_empty() { publisher.to_owned() } else { author.clone() },
            publisher: publisher.to_owned(),
            year: self.latest_year(id).unwrap_or_default(),
            version: run.id.short(),
            url: format!("{base}{path}"),
            licence: super::dataset::LICENCE.0.to_owned(),
            licence_url: super::dataset::LICENCE.1.to_owned(),
        })
    }
}

/// `cite/{dataset}.bib`, `.json` or `.xml`.
fn citation(context: Context<'_>, house: &House, ask: &Ask<'_>, file: &str) -> Option<Reply> {
    let (id, format) = file.rsplit_once('.')?;
    let work = context.work(house, id, ask.base)?;
    Some(match format {
        "bib" => Reply::of("application/x-bibtex; charset=utf-8", cite::bibtex(&work)),
        "json" => Reply::of("application/vnd.citationstyles.csl+json; charset=utf-8", cite::csl(&work)),
        "xml" => Reply::of("application/xml; charset=utf-8", cite::datacite(&work)),
        _ => return None,
    })
}

/// The page of all feeds.
pub fn view(context: Context<'_>) -> View {
    let language = context.language;
    let feed = |title: String, format: &str, rest: &str| Feed {
        title,
        format: format.to_owned(),
        href: format!("/{language}/{rest}"),
    };
    let dataset = |id: &String| feed(context.dataset(id).name, "Atom", &format!("feed/dataset/{id}.atom"));
    let country = |code: &String| feed(context.named(code).name, "Atom", &format!("feed/country/{code}.atom"));
    let mut countries: Vec<Feed> =
        context.countries().iter().filter(|code| country_of(code).is_none()).map(country).collect();
    locale::sort_by_name(language, &mut countries, |feed| &feed.title);
    View {
        site: vec![
            feed(say::feeds_news(language), "Atom", "feed.atom"),
            feed(say::feeds_news(language), "JSON Feed", "feed.json"),
            feed(say::feeds_calendar(language), "iCalendar", "calendar.ics"),
        ],
        datasets: context.records.runs.keys().map(dataset).collect(),
        countries,
    }
}
