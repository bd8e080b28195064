//! All countries of an edition as tiles, with the uncertainty in the colour or without.

use super::Context;
use crate::message as say;
use crate::page::map::{Colours, View};
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
    Some(View {
        indicator: context.indicator(),
        editions: context.editions(),
        colours,
        figure: context.tiles(&edition, style),
        disclaimer: say::map_disclaimer(context.language),
        edition,
    })
}
