//! Legal statistics: the cube of counts with its stages and units, exact inference on counts, cohort funnels, quality
//! of official files and disclosure control. Pure: readers of official workbooks are in `registers`.

pub mod cube;
pub mod disclosure;
pub mod funnel;
pub mod inference;
pub mod methods;
pub mod quality;
pub mod vintage;
pub mod world;
