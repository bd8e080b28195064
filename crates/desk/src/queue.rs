//! What waits for a person (being widened).
use crate::exchange::Answered;
use crate::work::Desk;
use maud::html;

/// The first page.
pub(crate) fn page(desk: &Desk<'_>) -> Answered {
    desk.page(200, &desk.say().plain("nav-waiting"), html! {})
}
