//! What was recorded by whom (being widened).
use crate::exchange::Answered;
use crate::records::Trouble;
use crate::work::Desk;
use maud::html;

/// The list of events.
pub(crate) fn page(desk: &Desk<'_>, rest: &str) -> Result<Answered, Trouble> {
    let _ = rest;
    Ok(desk.page(200, &desk.say().plain("nav-audit"), html! {}))
}
