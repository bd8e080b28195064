//! A report as linked data: a schema.org report with its sections, paragraphs and tables as parts, so that a machine finds
//! what a reader finds.

use super::tree::{Block, Document, Phrase, Section, Table};
use serde_json::{Map, Value, json};

/// The document, keys sorted, with a line end.
pub fn json_ld(document: &Document) -> String {
    let facts = document.cover.iter().map(|fact| property(&fact.label, &fact.value));
    let mut report = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "identifier": document.subject,
        "additionalType": document.kind.name(),
        "name": document.title,
        "inLanguage": document.language.code(),
        "temporalCoverage": document.date,
        "publisher": { "@type": "Organization", "name": document.publisher },
        "additionalProperty": facts.collect::<Vec<_>>(),
        "hasPart": document.sections.iter().map(section).collect::<Vec<_>>(),
        "creditText": document.foot.join(" "),
    });
    if let (Some(members), false) = (report.as_object_mut(), document.warnings.is_empty()) {
        members.insert("disambiguatingDescription".to_owned(), document.warnings.join(" ").into());
    }
    report.to_string() + "\n"
}

fn section(section: &Section) -> Value {
    json!({
        "@type": "CreativeWork",
        "@id": format!("#{}", section.id),
        "name": section.title,
        "position": section.number,
        "hasPart": section.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading(text) => json!({ "@type": "CreativeWork", "headline": text }),
        Block::Paragraph { number, text } => {
            let mut part = work(text);
            if let Some(number) = number {
                part.insert("@id".to_owned(), format!("#p{number}").into());
                part.insert("position".to_owned(), (*number).into());
            }
            Value::Object(part)
        }
        Block::Boxed { label, text } => {
            let mut part = work(text);
            part.insert("name".to_owned(), label.as_str().into());
            Value::Object(part)
        }
        Block::Sides { caption, sides } => {
            let side = |label: &str, items: &[Phrase]| {
                let items: Vec<Value> = items.iter().map(|item| Value::Object(work(item))).collect();
                json!({ "@type": "CreativeWork", "name": label, "hasPart": items })
            };
            let sides: Vec<Value> = sides.iter().map(|it| side(&it.label, &it.items)).collect();
            json!({ "@type": "CreativeWork", "name": caption, "hasPart": sides })
        }
        Block::Table(rows) => table(rows),
        Block::List(items) => {
            let items: Vec<Value> = items.iter().map(|item| item.text().into()).collect();
            json!({ "@type": "ItemList", "itemListElement": items })
        }
    }
}

/// A table: every row an item with a property for each column.
fn table(table: &Table) -> Value {
    let row = |cells: &Vec<super::tree::Cell>| {
        let named = table.header.iter().zip(cells).map(|(title, cell)| property(title, &cell.text));
        json!({ "@type": "ListItem", "additionalProperty": named.collect::<Vec<_>>() })
    };
    let rows: Vec<Value> = table.rows.iter().map(row).collect();
    json!({ "@type": "ItemList", "name": table.caption, "itemListElement": rows })
}

fn property(name: &str, value: &Phrase) -> Value {
    json!({ "@type": "PropertyValue", "name": name, "value": value.text() })
}

fn work(text: &Phrase) -> Map<String, Value> {
    let mut part = Map::new();
    part.insert("@type".to_owned(), "CreativeWork".into());
    part.insert("text".to_owned(), text.text().into());
    if let Some(language) = text.foreign().filter(|language| !language.is_empty()) {
        part.insert("inLanguage".to_owned(), language.into());
    }
    part
}
