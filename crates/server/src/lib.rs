//! The site over HTTP. The server knows methods, headers, languages and limits; what a page says comes from the
//! sections of the site, which it asks in order. Nothing is read from a disk while a request is answered.

mod accept;
mod answer;
mod api;
mod cache;
mod host;
mod serve;
mod site;

pub use serve::{Options, ServeError, serve, until_signal};
