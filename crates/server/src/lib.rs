//! The site over HTTP. The server knows methods, headers, languages and limits; what a page says comes from the
//! sections of the site, which it asks in order, or from the desk. Nothing is read from a disk while a page is answered; the
//! desk's answers wait for theirs.

mod accept;
mod answer;
mod api;
mod cache;
mod desk;
mod host;
mod serve;
mod site;
mod upload;

pub use desk::Staffed;
pub use serve::{Options, ServeError, serve, until_signal};
