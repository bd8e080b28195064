//! One page of every type over invented countries, for tests and for looking at the style. Nothing here is data: the
//! numbers come from a formula and the countries do not exist.

mod cases;
mod data;
pub(crate) mod laws;
mod plots;
mod promises;
mod proof;
pub(crate) mod tenders;
mod views;

use crate::commitments::CommitmentsSection;
use crate::law::LawSection;
use crate::page::{self, Frame, House, NavItem};
use crate::procurement::ProcurementSection;
use crate::route::{Route, query};
use crate::site::{Ask, Download, Reply, Request, Section, Site};
use probity_core::{Digest, Language, Text};
use std::sync::Arc;

/// A text in the three languages.
pub(crate) fn three(en: &str, kk: &str, ru: &str) -> Text {
    Text { en: en.to_owned(), kk: kk.to_owned(), ru: ru.to_owned() }
}

/// The gallery's house.
pub fn house() -> House {
    House {
        desk: false,
        name: three("Example Observatory", "Мысал обсерваториясы", "Обсерватория-пример"),
        synthetic: true,
        version: "0.1.0".to_owned(),
        run: Digest::of(b"gallery").to_string(),
        indicator: Some("cpi".to_owned()),
        today: crate::locale::Day::new(2026, 11, 21),
        more: vec![
            NavItem {
                route: Route::Dataset("findings".to_owned()), label: three("Data", "Деректер", "Данные")
            },
            ProcurementSection::door(),
            CommitmentsSection::door(),
            LawSection::door(),
        ],
    }
}

/// The site with every page type.
pub fn site() -> Site {
    let rooms: Vec<Box<dyn Section>> = vec![
        Box::new(tenders::Tenders::new()),
        Box::new(promises::Promises::new()),
        Box::new(laws::Laws::new()),
        Box::new(Gallery),
    ];
    Site::new(house(), rooms)
}

/// The section of the pages that are made from invented views.
#[derive(Debug)]
pub struct Gallery;

/// The file the gallery offers for download.
const CSV: &str = "country,edition,score\nXAA,2024,62.4\n";

impl Section for Gallery {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        let language = request.language;
        let route = Route::parse(&request.path)?;
        let pairs: Vec<(&str, &str)> =
            request.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = format!("{}{}", route.path(), query(&pairs));
        let frame = Frame { language, path: &path, house };
        Some(match route {
            Route::Home => page::home::page(&frame, &views::home(language)),
            Route::Country(id) => page::country::page(&frame, &views::country(language, &id)?),
            Route::Ranking(id) if id == "cpi" => page::ranking::page(&frame, &views::ranking(language, request)),
            Route::Map(id) if id == "cpi" => page::map::page(&frame, &views::map(language, request)),
            Route::Compare => page::compare::page(&frame, &views::compare(language, request)),
            Route::Indicator(id) if id == "cpi" => page::indicator::page(&frame, &views::indicator(language)),
            Route::Methods => page::methods::page(&frame, &views::methods(language)),
            Route::Method(id) if id == "cpi" => page::method::page(&frame, &views::method(language)),
            Route::Observation(id) => page::observation::page(&frame, &views::observation(language, &id)?),
            Route::Dataset(id) if id == "findings" => page::dataset::page(&frame, &data::dataset(language)),
            Route::Funnel(id) if id == "all" => page::funnel::page(&frame, &cases::funnel(language)),
            Route::Region(code) => page::region::page(&frame, &cases::region(language, &code)?),
            Route::Diary => page::diary::page(&frame, &proof::diary(language)),
            Route::Corrections => page::corrections::page(&frame, &proof::corrections(language)),
            Route::Verify => page::verify::page(&frame, &proof::verify(&house.run, request)),
            Route::Feeds => page::feeds::page(&frame, &proof::feeds(language)),
            Route::Search => page::search::page(&frame, &proof::search(request)),
            Route::Status => page::status::page(&frame, &views::status(language)),
            _ => return None,
        })
    }

    fn paths(&self) -> Vec<String> {
        let id = |text: &str| text.to_owned();
        let mut routes = vec![Route::Home, Route::Compare, Route::Methods, Route::Status];
        routes.extend([Route::Ranking(id("cpi")), Route::Map(id("cpi")), Route::Indicator(id("cpi"))]);
        routes.extend([Route::Method(id("cpi")), Route::Dataset(id("findings"))]);
        routes.push(Route::Observation(id("cpi:score:XAA:2024")));
        routes.push(Route::Observation(id("cpi:score:XAD:2024")));
        routes.extend(["XAA", "XAD"].map(|code| Route::Country(id(code))));
        routes.extend([Route::Diary, Route::Corrections, Route::Verify, Route::Feeds]);
        routes.extend([Route::Funnel(id("all")), Route::Region(id("XAA-01"))]);
        let mut paths: Vec<String> = routes.iter().map(Route::path).collect();
        paths.push(format!("compare{}", query(&[("c", "XAA"), ("c", "XAB"), ("c", "XAC")])));
        paths
    }

    fn file(&self, path: &str) -> Option<Download> {
        (path == "data/findings.csv")
            .then(|| Download { media_type: "text/csv; charset=utf-8".to_owned(), bytes: Arc::from(CSV.as_bytes()) })
    }

    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        let language: Language = ask.path.split('/').next()?.parse().unwrap_or(Language::En);
        match ask.path.trim_start_matches(language.code()) {
            "/feed.atom" | "/feed.json" | "/calendar.ics" | "cite/findings.bib" => {
                Some(Reply::of("text/plain; charset=utf-8", ask.base).language(language))
            }
            "embed/country-XAA" => {
                let figure = views::country(language, "XAA")?.series?;
                let route = Route::Country("XAA".to_owned());
                let content = page::embed::Content::Figure(figure.clone());
                let view = page::embed::View { title: figure.title, route, content };
                let frame = Frame { language, path: "", house };
                let reply = Reply::of("text/html; charset=utf-8", page::embed::page(&frame, &view));
                Some(Reply { framed: true, ..reply.language(language) })
            }
            _ => None,
        }
    }
}
