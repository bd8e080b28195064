//! Pictures for links to countries that are shared elsewhere: `card/{language}/country/{code}.png`. Made when somebody
//! asks; the server keeps what it has made.

use super::values::{reading, span};
use super::{Context, INDICATOR};
use crate::locale;
use crate::message as say;
use crate::page::drawing;
use crate::plot::{self, CardData, CardLabels, Frame};
use crate::raster;
use crate::site::Download;
use probity_core::{Language, Text};
use std::sync::Arc;

/// The language and the country of a path, when it is one of a card.
pub(super) fn parse(path: &str) -> Option<(Language, &str)> {
    let mut parts = path.strip_prefix("card/")?.splitn(3, '/');
    let (language, kind, file) = (parts.next()?, parts.next()?, parts.next()?);
    let language = Language::ALL.into_iter().find(|known| known.to_string() == language)?;
    let code = file.strip_suffix(".png").filter(|code| kind == "country" && !code.contains('/'))?;
    Some((language, code))
}

/// The picture; `None` when the country has no score in any edition.
pub(super) fn country(context: Context<'_>, house: &Text, id: &str) -> Option<Download> {
    let (records, language) = (context.records, context.language);
    let mut editions = context.editions();
    let latest = editions.iter().find(|edition| records.get(INDICATOR, "mean", id, edition).is_some())?.clone();
    editions.reverse();
    let finding = records.get(INDICATOR, "mean", id, &latest);
    let value = context.measure_title(INDICATOR, "mean");
    let points = context.points(id);
    let breaks = points.iter().enumerate().filter(|(_, point)| point.break_before.is_some()).map(|(index, _)| index);
    let data = CardData {
        house: house.get(language).to_owned(),
        title: records.names.get(id, language).to_owned(),
        measure: format!("{value}, {latest}"),
        reading: reading(finding),
        interval: finding.and_then(span),
        breaks: breaks.collect(),
        series: points.iter().map(|point| (point.label.clone(), point.reading)).collect(),
        notice: context.synthetic.then(|| say::banner_title(language)),
    };
    let interval = say::confidence_interval(language, context.confidence());
    let labels = CardLabels { period: say::plot_period(language), value, interval };
    let words = drawing::states(language);
    let number = move |value: f64| locale::number(language, value, 1);
    let frame = Frame::new("card", &data.title, &data.measure, &words, &number);
    let picture = raster::png(&plot::card(&frame, &data, &labels).standalone()).ok()?;
    Some(Download { media_type: "image/png".to_owned(), bytes: Arc::from(picture) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_card_names_a_language_and_a_country() {
        assert_eq!(parse("card/kk/country/KAZ.png"), Some((Language::Kk, "KAZ")));
        for other in
            ["card/de/country/KAZ.png", "card/kk/country/KAZ", "card/kk/country/a/b.png", "card/kk", "kk/country"]
        {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
