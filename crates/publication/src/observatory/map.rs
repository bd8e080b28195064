//! All countries of an edition on a map, with the uncertainty in the colour or without: with borders when the
//! observatory has some, as tiles otherwise or on request.

use super::Context;
use crate::message as say;
use crate::page::map::{Colours, Places, View};
use crate::plot::MapStyle;
use crate::site::Request;

/// The view; `None` when there is no edition.
pub fn view(context: Context<'_>, request: &Request) -> Option<View> {
    let edition = context.edition(Some(request))?;
    let colours = Colours::from_word(request.first("colours"));
    let style = match colours {
        Colours::Plain => MapStyle::Plain,
        Colours::Uncertainty => MapStyle::Suppressing,
    };
    let chosen = context.geography.map(|geography| (geography, Places::from_word(request.first("places"))));
    let borders = chosen.filter(|(_, places)| *places == Places::Borders).map(|(geography, _)| geography);
    let disclaimer = match borders {
        Some(geography) => geography.disclaimer.get(context.language).to_owned(),
        None => say::map_disclaimer(context.language),
    };
    Some(View {
        indicator: context.indicator(),
        editions: context.editions(),
        colours,
        places: chosen.map(|(_, places)| places),
        figure: context.map(&edition, style, borders.map(|geography| &geography.world)),
        disclaimer,
        geometry: borders.map(|geography| (geography.file.clone(), geography.digest.to_string())),
        edition,
    })
}
