//! The gallery's data set.

use super::views::{figure, named, names, pick};
use crate::page::dataset;
use crate::page::value::{Number, Reading};
use crate::route::Route;
use probity_core::{Digest, Language, Place};

pub(super) fn dataset(language: Language) -> dataset::View {
    dataset::View {
        id: "findings".into(),
        title: pick(language, "All findings", "Барлық нәтижелер", "Все результаты"),
        description: pick(language, "One row a finding.", "Әр жолда бір нәтиже.", "Одна строка — один результат."),
        licence: "CC BY 4.0".into(),
        licence_url: "https://creativecommons.org/licenses/by/4.0/".into(),
        files: vec![dataset::File {
            path: "data/findings.csv".into(),
            format: "CSV".into(),
            bytes: 123_456,
            digest: Digest::of(b"csv").to_string(),
        }],
        fields: vec![
            dataset::Field {
                name: "country".into(),
                title: pick(language, "Country code", "Ел коды", "Код страны"),
                kind: "string".into(),
                unit: String::new(),
            },
            dataset::Field {
                name: "score".into(),
                title: pick(language, "Score", "Балл мәні", "Балл"),
                kind: "number".into(),
                unit: pick(language, "points", "балл", "баллы"),
            },
        ],
        read: 12_345,
        kept: 12_342,
        rejected: 3,
        rejects: vec![dataset::Reject {
            file: "survey.csv".into(),
            place: Place { sheet: None, row: 17, column: 3 },
            field: "score".into(),
            message: pick(language, "`n/a` is not a number", "`n/a` — сан емес", "`n/a` — не число"),
            hint: pick(language, "leave the cell empty", "ұяшықты бос қалдырыңыз", "оставьте ячейку пустой"),
        }],
        chart: Some(figure(language, "series", &names(language)[..2])),
        map: None,
        rows: vec![
            dataset::Row {
                subject: named(language, 'A').name,
                measure: pick(language, "Score", "Балл мәні", "Балл"),
                period: "2024".into(),
                number: Number::of("cpi:score:XAA:2024", 78.4, 1).between(74.3, 82.3),
            },
            dataset::Row {
                subject: named(language, 'D').name,
                measure: pick(language, "Score", "Балл мәні", "Балл"),
                period: "2024".into(),
                number: Number::absent("cpi:score:XAD:2024", Reading::Insufficient),
            },
        ],
        all_rows: 1234,
        lineage: vec![dataset::Step {
            kind: pick(language, "Method", "Әдіс", "Метод"),
            name: "cpi 1.0.0".into(),
            route: Some(Route::Method("cpi".into())),
            digest: Digest::of(b"method").to_string(),
        }],
        versions: vec![dataset::Version {
            name: pick(language, "Run 0123456789ab", "0123456789ab есептеуі", "Расчёт 0123456789ab"),
            day: String::new(),
            status: pick(language, "served now", "қазір көрсетілуде", "показан сейчас"),
        }],
        interface: vec![("CSV".into(), "/data/findings.csv".into())],
        citation: super::proof::citation(),
        press: vec![(pick(language, "Brief", "Қысқаша мәлімет", "Справка"), "/data/findings.csv".into())],
    }
}
