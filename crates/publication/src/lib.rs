//! Everything a reader sees: pages, plots, languages. Pages and plots turn plain views into text and know no HTTP
//! and no file; `observatory` fills the views from findings. The same findings give the same bytes, served or exported.

pub mod address;
pub mod api;
pub mod assets;
pub mod commitments;
pub mod dataflow;
pub mod export;
pub mod feed;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
pub mod law;
pub mod locale;
pub mod log;
mod message;
pub mod observatory;
pub mod package;
pub mod page;
pub mod plot;
pub mod procurement;
pub mod raster;
pub mod robots;
pub mod route;
pub mod search;
pub mod site;
pub mod sitemap;

pub use probity_store::note;
pub use route::Route;
pub use site::{Ask, Download, Query, Reply, Request, Section, Site};
