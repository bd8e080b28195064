//! Methods, parameters, runs and findings. The engine knows what a method is and how to run one over the partitions of
//! an observatory's registers; it does not know any method by name, nor what a country or a tender is.

pub mod assess;
pub mod error;
pub mod explain;
pub mod findings;
pub mod methodology;
pub mod run;

pub use assess::{Assessment, Outcome, assess, outdated};
pub use error::Error;
pub use explain::{Explanation, explain};
pub use findings::Findings;
pub use methodology::{Catalogue, Methodology};
pub use run::{Run, RunId};
