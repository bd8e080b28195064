//! Plots are tested through their public door: what they draw must be well-formed, the same every time, unique in its
//! ids, readable in contrast, and honest about absent values.

mod behaviour;
mod cases;
mod colours;
mod gallery;
mod layouts;
mod more_properties;
mod properties;
pub(super) mod samples;
mod samples_cases;

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a drawing consists of, read by an independent XML reader.
pub(super) struct Read {
    /// Number of elements by name.
    pub elements: BTreeMap<String, usize>,
    ids: Vec<String>,
    classes: BTreeSet<String>,
    attributes: Vec<(String, String, String)>,
    pub text: String,
}

/// Reads a drawing strictly; panics when it is not well-formed.
fn read(svg: &str) -> Read {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut out = Read {
        elements: BTreeMap::new(),
        ids: vec![],
        classes: BTreeSet::new(),
        attributes: vec![],
        text: String::new(),
    };
    let mut depth = 0_i32;
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                depth += i32::from(matches!(event, Event::Start(_)));
                let name = tag.name().as_ref().to_owned();
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("attribute");
                    let key = attribute.key.as_ref().to_owned();

                    let value = quick_xml::escape::unescape(&attribute.value).expect("entities").into_owned();
                    match key.as_str() {
                        "id" => out.ids.push(value.clone()),
                        "class" => out.classes.extend(value.split(' ').map(str::to_owned)),
                        _ => {}
                    }
                    out.attributes.push((name.clone(), key, value));
                }
                *out.elements.entry(name).or_default() += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => out.text.push_str(text),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    out
}

/// What holds for every plot whatever its data.
pub(super) fn check(plot: &Plot) -> Read {
    let found = read(&plot.svg);
    let unique: BTreeSet<&String> = found.ids.iter().collect();
    assert_eq!(unique.len(), found.ids.len(), "ids are unique: {:?}", found.ids);
    assert!(!found.attributes.iter().any(|(_, key, _)| key == "style" || key.starts_with("on")), "no inline styles");
    assert!(!found.elements.contains_key("style") && !found.elements.contains_key("script"));
    assert!(found.elements["title"] >= 1 && found.elements["desc"] == 1);
    for (element, key, value) in &found.attributes {
        assert!(!value.contains("NaN") && !value.contains("inf"), "{element} {key}={value}");
        if let Some(id) = value.strip_prefix("url(#") {
            assert!(found.ids.iter().any(|known| known == id.trim_end_matches(')')), "{id} is defined");
        }
        if key == "aria-labelledby" {
            assert!(value.split(' ').all(|id| found.ids.iter().any(|known| known == id)));
        }
    }
    for row in &plot.table.rows {
        assert_eq!(row.len(), plot.table.header.len(), "rows are as wide as the header");
    }
    assert!(plot.height.is_finite() && plot.height > 0.0);
    found
}
