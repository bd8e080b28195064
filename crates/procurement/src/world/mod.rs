//! Tenders of an invented country for demonstrations: Open Contracting releases of two publishers, most of them honest. No
//! buyer, firm or purchase exists, and everything says so.
//!
//! # What was planted, unless the settings say otherwise
//! Five of the firms that build roads take turns: the one whose turn it is bids a little below the estimate, the others
//! cover it with bids close to each other a few per cent above. A few processes have one pattern each: a winning bid after
//! the deadline, identical prices, the lowest bid disqualified without a reason, a purchase split below the threshold.

mod draws;
mod market;
mod process;
mod release;

use crate::suite::Tender;
use draws::{Purpose, Stream};
use market::{BUYERS, MARKETS};
use probity_core::Digest;
use process::{Pattern, Plan};
use std::collections::BTreeSet;

/// What a world is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Seed of all random numbers.
    pub seed: [u8; 32],
    /// Processes of the country's portal.
    pub processes: usize,
    /// Of these, how many the cartel shares out.
    pub rigged: usize,
    /// Whether a few processes have one pattern each.
    pub patterns: bool,
    /// Processes of the town's portal, which publishes little.
    pub town: usize,
}

impl Settings {
    /// A world without anything planted, one of many: the same generator, markets and firms, other numbers.
    pub fn clean(number: usize) -> Self {
        let seed = *Digest::of(format!("probity: clean tenders, {number}").as_bytes()).bytes();
        Self { seed, rigged: 0, patterns: false, ..Self::default() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: *b"probity: synthetic tenders, 2026", processes: 340, rigged: 48, patterns: true, town: 60 }
    }
}

/// The settings of the demonstration, for `probity.toml`.
pub const CONFIGURATION: &str = r#"
[procurement.dates]
assume_offset = "+05:00"

[[procurement.thresholds.open]]
amount = 50000
currency = "XTS"
"#;

/// The tenders of an invented country.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    settings: Settings,
    plans: Vec<Plan>,
}

impl World {
    /// Makes the tenders: the same settings give the same releases on every machine.
    pub fn generate(settings: &Settings) -> Self {
        let mut plans: Vec<Plan> = Vec::new();
        let mut turn = 0;
        for number in 0..settings.processes {
            let mut draws = Stream::at(settings.seed, Purpose::Process, number);
            let pattern = pattern(number, settings);
            let plan = Plan::draw(&mut draws, number, pattern, turn);
            turn += usize::from(pattern == Pattern::Cartel);
            plans.push(plan);
        }
        for number in settings.processes..settings.processes + settings.town {
            let mut draws = Stream::at(settings.seed, Purpose::Process, number);
            plans.push(Plan { town: true, ..Plan::draw(&mut draws, number, Pattern::None, 0) });
        }
        Self { settings: settings.clone(), plans }
    }

    /// The releases, one a line.
    pub fn releases(&self) -> String {
        let lines = self.plans.iter().map(|plan| release::of(plan, self.settings.seed).to_string() + "\n");
        lines.collect()
    }

    /// The lots with comparable bids, as they are read from the releases, without writing these down first.
    pub fn tenders(&self) -> Vec<Tender> {
        self.plans.iter().filter_map(Plan::tender).collect()
    }

    /// `kind,subject,planted`: what was planted where.
    pub fn planted_csv(&self) -> String {
        let mut text = String::from("kind,subject,planted\n");
        if self.settings.rigged > 0 {
            Self::cartel_csv(&mut text);
        }
        for plan in &self.plans {
            if let Some(word) = plan.pattern.word() {
                text += &format!("process,{},{word}\n", plan.ocid());
            }
        }
        text
    }

    fn cartel_csv(text: &mut String) {
        let cartel: BTreeSet<String> = (0..market::CARTEL).map(|firm| market::firm_id(0, firm)).collect();
        for firm in cartel {
            *text += &format!("supplier,{firm},cartel\n");
        }
        let name = |market: usize| MARKETS.get(market).map_or("", |own| own.class);
        *text += &format!("market,CPV:{},cartel\n", name(0));
    }

    /// Names of organisations in the three languages: `code,en,kk,ru`.
    pub fn names_csv(&self) -> String {
        let mut text = String::from("code,en,kk,ru\n");
        let mut add = |id: String, name: [String; 3]| text += &format!("{id},{}\n", name.join(","));
        for buyer in 0..BUYERS.len() {
            add(market::buyer_id(buyer), market::buyer_name(buyer));
        }
        for (number, market) in MARKETS.iter().enumerate() {
            for firm in 0..market.firms {
                add(market::firm_id(number, firm), market::firm_name(self.settings.seed, number, firm));
            }
        }
        text
    }

    /// Register, file name and text of everything a demonstration imports.
    pub fn files(&self) -> [(&'static str, &'static str, String); 3] {
        [
            ("ocds", "tenders.jsonl", self.releases()),
            ("ocds-planted", "tenders-planted.csv", self.planted_csv()),
            ("names", "tenders-names.csv", self.names_csv()),
        ]
    }
}

/// What is planted in a process: the cartel's are spread evenly, then a few of each other kind.
fn pattern(number: usize, settings: &Settings) -> Pattern {
    let every = (settings.processes / settings.rigged.max(1)).max(1);
    match number % every {
        0 if number / every < settings.rigged => Pattern::Cartel,
        3 if every > 4 && settings.patterns => match number / every {
            0..4 => Pattern::Late,
            4..8 => Pattern::Identical,
            8..12 => Pattern::LowestOut,
            12..18 => Pattern::Split,
            _ => Pattern::None,
        },
        _ => Pattern::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;

    #[test]
    fn every_release_can_be_read_and_what_was_planted_is_there() {
        let world = World::generate(&Settings::default());
        assert_eq!(world, World::generate(&Settings::default()));
        let text = world.releases();
        let processes: Vec<Process<'_>> = text.lines().map(|line| Process::parse(line).unwrap()).collect();
        assert_eq!(processes.len(), 400);
        let ocids: BTreeSet<&str> = processes.iter().map(|own| own.ocid.text()).collect();
        assert_eq!(ocids.len(), 400);
        let planted = world.planted_csv();
        for (word, n) in [(",cartel", 5 + 1 + 48), (",R030", 4), (",R028", 4), (",R036", 4), (",R011", 6)] {
            assert_eq!(planted.lines().filter(|line| line.ends_with(word)).count(), n, "{word}");
        }
        for line in planted.lines().filter(|line| line.starts_with("process")) {
            assert!(line.split(',').nth(1).is_some_and(|ocid| ocids.contains(ocid)), "{line}");
        }
    }

    #[test]
    fn the_cartel_takes_turns_and_its_bids_stand_close() {
        let world = World::generate(&Settings::default());
        let rigged: Vec<&Plan> = world.plans.iter().filter(|plan| plan.pattern == Pattern::Cartel).collect();
        let winners: BTreeSet<usize> = rigged.iter().filter_map(|plan| plan.winner()).map(|bid| bid.firm).collect();
        assert_eq!(winners.len(), market::CARTEL);
    }

    #[test]
    fn a_clean_world_has_nothing_planted_and_differs_from_the_next() {
        let (one, two) = (World::generate(&Settings::clean(0)), World::generate(&Settings::clean(1)));
        assert_eq!(one.planted_csv().lines().count(), 1);
        assert!(one.plans.iter().all(|plan| plan.pattern == Pattern::None));
        assert_ne!(one.releases(), two.releases());
    }

    #[test]
    fn the_lots_of_a_world_are_those_of_its_releases() {
        for settings in [Settings::default(), Settings::clean(0)] {
            let world = World::generate(&settings);
            let (text, own) = (world.releases(), world.tenders());
            let read: Vec<Tender> = text
                .lines()
                .flat_map(|line| {
                    let process = Process::parse(line).unwrap();
                    let settings = crate::settings::Settings::default();
                    crate::suite::tenders(&crate::facts::Facts::new(&process, &[], &settings))
                })
                .collect();
            assert_eq!(own, read);
        }
    }
}
