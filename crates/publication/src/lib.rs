//! Everything a reader sees: pages, plots, languages. Pages and plots turn plain views into text and know no HTTP
//! and no file; `observatory` fills the views from findings. The same findings give the same bytes, served or exported.

pub mod assets;
pub mod dataflow;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
pub mod locale;
pub mod log;
mod message;
pub mod note;
pub mod observatory;
pub mod package;
pub mod page;
pub mod plot;
pub mod robots;
pub mod route;
pub mod site;
pub mod sitemap;

pub use route::Route;
pub use site::{Download, Query, Request, Section, Site};
