//! The words plots need, in the page's language. A plot itself knows no language.

use crate::message as say;
use crate::plot::{RankedLabels, SeriesLabels, StateWords};
use probity_core::Language;

/// The words for values that are not simply there.
pub fn states(language: Language) -> StateWords {
    StateWords {
        provisional: say::plot_provisional(language),
        unknown: say::state_unknown(language),
        not_applicable: say::state_not_applicable(language),
        withheld: say::state_withheld(language),
        suppressed: say::state_suppressed(language),
    }
}

/// The words of a ranked list of countries; `value` says what is measured, `confidence` is in per cent.
pub fn ranked(language: Language, value: &str, confidence: u64) -> RankedLabels {
    RankedLabels {
        rank: say::plot_places(language),
        unit: say::column_country(language),
        value: value.to_owned(),
        interval: say::confidence_interval(language, confidence),
    }
}

/// The words of a series of countries; `value` says what is measured, `confidence` is in per cent.
pub fn series(language: Language, value: &str, confidence: u64) -> SeriesLabels {
    SeriesLabels {
        unit: say::column_country(language),
        period: say::plot_period(language),
        value: value.to_owned(),
        inner: String::new(),
        outer: say::confidence_interval(language, confidence),
        status: say::plot_status(language),
    }
}
