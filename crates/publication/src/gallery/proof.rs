//! The gallery's pages of releases, corrections, checks, feeds and the search.

use super::three;
use super::views::{named, pick};
use crate::page::value::Named;
use crate::page::{corrections, dataset, diary, feeds, search, verify};
use crate::route::Route;
use crate::search::{Index, Item, Kind};
use crate::site::Request;
use probity_core::{Digest, Language};

fn findings(language: Language) -> Named {
    Named::new("findings", pick(language, "All findings", "Барлық нәтижелер", "Все результаты"))
}

fn row(language: Language, day: (u16, u8, u8), number: u8, status: diary::Status) -> Option<diary::Row> {
    let title = pick(
        language,
        &format!("Invented release {number}"),
        &format!("{number}-ойдан шығарылған жарияланым"),
        &format!("Вымышленный выпуск {number}"),
    );
    let day = crate::locale::Day::new(day.0, day.1, day.2)?;
    Some(diary::Row { day, title, dataset: (number != 3).then(|| findings(language)), status })
}

/// Releases to come and past.
pub(super) fn diary(language: Language) -> diary::View {
    let upcoming =
        [row(language, (2026, 10, 1), 3, diary::Status::Late), row(language, (2027, 1, 28), 4, diary::Status::Planned)];
    let past = [
        row(language, (2026, 6, 15), 2, diary::Status::Cancelled),
        row(language, (2026, 1, 29), 1, diary::Status::Released),
    ];
    diary::View {
        upcoming: upcoming.into_iter().flatten().collect(),
        past: past.into_iter().flatten().collect(),
        figure: None,
    }
}

/// A correction and a retraction.
pub(super) fn corrections(language: Language) -> corrections::View {
    let entry = |month: u8, kind: corrections::Kind, index: u64| {
        Some(corrections::Entry {
            day: crate::locale::Day::new(2026, month, 9)?,
            dataset: findings(language),
            page: true,
            version: format!("2026.{index}-0123456789ab"),
            kind,
            reason: pick(
                language,
                "A source was read twice.",
                "Бір дереккөз екі рет оқылған.",
                "Источник был прочитан дважды.",
            ),
            manifest: Digest::of(b"manifest").to_string(),
            index: Some(index),
        })
    };
    let entries = [entry(4, corrections::Kind::Correction, 3), entry(2, corrections::Kind::Retraction, 1)];
    corrections::View { entries: entries.into_iter().flatten().collect() }
}

/// Checks: with `?hash=` anything of hexadecimal digits is known.
pub(super) fn verify(state: &str, request: &Request) -> verify::View {
    let asked = request.first("hash").map(|hash| verify::Asked {
        hash: hash.to_owned(),
        well_formed: hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
        known: vec![verify::Known {
            kind: pick(request.language, "File", "Файл атауы", "Файл"),
            name: "data/findings.csv".to_owned(),
            digest: Digest::of(b"file").to_string(),
            href: "/data/findings.csv".to_owned(),
        }],
    });
    let page = request.first("page").map(|path| verify::PageCheck {
        address: format!("/{}/{path}", request.language),
        digest: Digest::of(path.as_bytes()).to_string(),
    });
    verify::View { state: state.to_owned(), example: "cpi:score:XAA:2024".to_owned(), page, asked }
}

/// One feed of each kind.
pub(super) fn feeds(language: Language) -> feeds::View {
    let feed = |title: String| feeds::Feed { title, format: "Atom".to_owned(), href: format!("/{language}/feed.atom") };
    feeds::View {
        site: vec![feed(pick(language, "News", "Жаңалықтар", "Новости"))],
        datasets: vec![feed(findings(language).name)],
        countries: vec![feed(named(language, 'A').name)],
    }
}

/// The search over two things.
pub(super) fn search(request: &Request) -> search::View {
    let items = [
        Item {
            kind: Kind::Country,
            code: "XAA".to_owned(),
            name: three("Example A", "A мысал елі", "Пример A"),
            route: Route::Country("XAA".to_owned()),
        },
        Item {
            kind: Kind::Method,
            code: "cpi".to_owned(),
            name: three("Mean of rescaled sources", "Дереккөздердің орташасы", "Среднее источников"),
            route: Route::Method("cpi".to_owned()),
        },
    ];
    let (index, language) = (Index::new(items), request.language);
    let query = request.first("q").unwrap_or_default();
    let hit = |item: &Item| search::Hit {
        kind: crate::observatory::kind(language, item.kind),
        name: item.name.get(language).to_owned(),
        code: item.code.clone(),
        route: item.route.clone(),
    };
    let hits = index.find(query, language).into_iter().map(hit).collect();
    search::View { query: query.to_owned(), hits, more: 0 }
}

/// The citation of the gallery's data set.
pub(super) fn citation() -> dataset::Citation {
    dataset::Citation {
        text: "Example Observatory, 2024. 0123456789ab.".to_owned(),
        files: vec![("BibTeX".to_owned(), "/cite/findings.bib".to_owned())],
    }
}
