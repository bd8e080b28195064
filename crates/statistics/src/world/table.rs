//! The tables of the invented country, before and after protection. A table is one stage and unit in one year, by
//! region, offence and sex; only its inner cells are drawn, totals are sums.

use super::draws::Purpose;
use super::{BREAK, LegalWorld};
use crate::cube::{ObsStatus, Stage, UnitCount};

/// One stage and unit in one year: its inner cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The stage.
    pub stage: Stage,
    /// What is counted.
    pub unit: UnitCount,
    /// The year.
    pub year: i16,
    /// Whether the table is crossed by offence.
    pub by_offence: bool,
    /// Whether it is crossed by sex.
    pub by_sex: bool,
    /// Status of its published values.
    pub status: ObsStatus,
    /// Region's code, offence, sex (the total where the table is not crossed) and count.
    pub cells: Vec<(String, &'static str, &'static str, u64)>,
}

/// Kinds of corruption and their shares of all offences.
const OFFENCES: [(&str, f64); 4] = [("07031", 0.55), ("07032", 0.21), ("07033", 0.15), ("07039", 0.09)];
/// All kinds together.
pub(super) const ALL_OFFENCES: &str = "0703";
/// Sexes and their shares of suspected persons.
const SEXES: [(&str, f64); 2] = [("F", 0.22), ("M", 0.78)];
/// Total of a dimension that is not crossed.
const TOTAL: &str = crate::cube::TOTAL;

/// What happens to the persons of a region, offence and sex in a year.
struct Persons {
    suspected: u64,
    sent: u64,
    convicted: u64,
}

/// The tables of a year.
pub(super) fn blocks(world: &LegalWorld, year: i16) -> Vec<Block> {
    let status = match year {
        _ if year == world.settings.years.1 => ObsStatus::Provisional,
        BREAK => ObsStatus::Break,
        _ => ObsStatus::Normal,
    };
    // Only what is counted at registration was redefined.
    let later = if status == ObsStatus::Break { ObsStatus::Normal } else { status };
    let block = |stage, unit, (by_offence, by_sex), status| {
        let cells = Vec::new();
        Block { stage, unit, year, by_offence, by_sex, status, cells }
    };
    let mut registered = block(Stage::Registered, UnitCount::Offences, (true, false), status);
    let mut completed = block(Stage::Completed, UnitCount::Offences, (false, false), later);
    let mut suspected = block(Stage::Suspected, UnitCount::Persons, (true, true), later);
    let mut sent = block(Stage::SentToCourt, UnitCount::Persons, (false, false), later);
    let mut convicted = block(Stage::Convicted, UnitCount::Persons, (false, true), later);
    for (number, region) in world.regions.iter().enumerate() {
        let code = || region.code.clone();
        let mut done = 0;
        let mut by_sex = [0; SEXES.len()];
        let mut to_court = 0;
        for (kind, (offence, _)) in OFFENCES.into_iter().enumerate() {
            let count = offences(world, number, year, kind);
            registered.cells.push((code(), offence, TOTAL, count));
            done += world.draws.at(Purpose::Completed, number, year, kind).taken(count, 0.8)
                + world.draws.at(Purpose::Completed, number, year, kind + OFFENCES.len()).taken(
                    if year > world.settings.years.0 { offences(world, number, year - 1, kind) } else { 0 },
                    0.15,
                );
            for (at, (sex, share)) in SEXES.into_iter().enumerate() {
                let persons = persons(world, number, year, kind * SEXES.len() + at, count as f64 * 0.8 * share);
                suspected.cells.push((code(), offence, sex, persons.suspected));
                to_court += persons.sent;
                by_sex[at] += persons.convicted;
            }
        }
        completed.cells.push((code(), ALL_OFFENCES, TOTAL, done));
        sent.cells.push((code(), ALL_OFFENCES, TOTAL, to_court));
        convicted.cells.extend(SEXES.into_iter().zip(by_sex).map(|((sex, _), n)| (code(), ALL_OFFENCES, sex, n)));
    }
    vec![registered, completed, suspected, sent, convicted]
}

fn offences(world: &LegalWorld, region: usize, year: i16, kind: usize) -> u64 {
    let mean = world.expected(region, year) * OFFENCES[kind].1;
    world.draws.at(Purpose::Registered, region, year, kind).poisson(mean)
}

fn persons(world: &LegalWorld, region: usize, year: i16, item: usize, mean: f64) -> Persons {
    let at = |purpose| world.draws.at(purpose, region, year, item);
    let suspected = at(Purpose::Suspected).poisson(mean);
    let sent = at(Purpose::Sent).taken(suspected, 0.78);
    Persons { suspected, sent, convicted: at(Purpose::Convicted).taken(sent, 0.86) }
}
