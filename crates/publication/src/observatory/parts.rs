//! The chart of a data set whose subjects have several parts, such as a flag and a publisher: the leading measure over the
//! whole period, a row for each first part, everything else as the largest group has it.

use super::values::{reading, span};
use super::{Context, figures::Drawn};
use crate::dataflow::title;
use crate::page::{Figure, drawing};
use crate::plot;
use probity_core::Finding;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The period of findings about all years.
const ALL: &str = "all";

/// The chart; `None` where subjects are one thing or nothing was found over the whole period.
pub fn chart(context: Context<'_>, id: &str) -> Option<Figure> {
    let (records, language) = (context.records, context.language);
    let method = records.methodologies.get(id)?;
    let (first, output) = (method.subject.first()?, method.outputs.first()?);
    let mut groups: BTreeMap<Vec<String>, Vec<(String, &Finding)>> = BTreeMap::new();
    for finding in records.period(id, &output.measure, ALL) {
        let mut parts = records.parts(&finding.id).into_iter();
        let Some((list, code)) = parts.next() else { continue };
        let rest = parts.map(|(list, code)| records.part_title(list, &code).get(language).to_owned()).collect();
        let name = records.part_title(list, &code).get(language).to_owned();
        groups.entry(rest).or_default().push((name, finding));
    }
    // Of groups of one size, such as all publishers and the only one, the first by code is the total.
    let (rest, rows) =
        groups.into_iter().min_by_key(|(_, rows)| (Reverse(rows.len()), first_subject(context, rows)))?;
    let row = |(name, finding): (String, &Finding)| plot::RankedRow {
        name,
        reading: reading(Some(finding)),
        interval: span(finding),
        rank: None,
        highlighted: false,
        provisional: false,
        href: context.link(Some(finding)),
    };
    let data =
        plot::RankedData { rows: rows.into_iter().map(row).collect(), order: plot::Order::HighFirst, from_zero: true };
    let mut labels = drawing::ranked(language, output.title.get(language), 95);
    labels.unit = title("CONCEPT", first).get(language).to_owned();
    labels.interval = output.interval.as_ref().map_or_else(String::new, |text| text.get(language).to_owned());
    let words: Vec<String> = std::iter::once(output.title.get(language).to_owned()).chain(rest).collect();
    let (title, note) = (words.join(" · "), labels.interval.clone());
    Some(
        context
            .draw(Drawn { id: "parts", title: &title, note, decimals: 3 }, |frame| plot::ranked(frame, &data, &labels)),
    )
}

/// The codes of a group besides the first, to choose among groups of one size.
fn first_subject(context: Context<'_>, rows: &[(String, &Finding)]) -> Vec<String> {
    let parts = rows.first().map(|(_, finding)| context.records.parts(&finding.id)).unwrap_or_default();
    parts.into_iter().skip(1).map(|(_, code)| code).collect()
}
