//! Cardinal's answers, for those who compare: `indicators`, `prepare` and `coverage` of cardinal-rs 0.0.8, read line by
//! line and computed as by one worker, with the same bytes for any number of threads. The native flags of this crate
//! judge otherwise; here are the places where Cardinal's own answer is not a right reading, or not an answer.
//!
//! | where | Cardinal 0.0.8 | here, in compat mode | a right reading |
//! |---|---|---|---|
//! | currency | the first seen by each thread; parts in another one are dropped, so that with two currencies quartiles differ from run to run | the first seen in the order of the lines, as with one thread | amounts converted with a dated rate, or not compared |
//! | zero prices | a winner at 0 gives the ratio ∞ (or no number); the upper quartile can become ∞, its fence null, and R058 of the file is gone | the same | 0 is no price |
//! | no number (0/0) among ratios | quartiles depend on the order of a random map; selection can panic | sorts last; the fence is null where it is met | 0 is no price |
//! | dates (R030) | compared as texts: a space sorts before `T`, and offsets are not seen | the same | instants, with a policy for local times |
//! | dates (R003) | a date alone is no date | the same | first and last instant of the day |
//! | R018 | only the literal 1; not 1.0, not "1" | the same | any number that is 1, else distinct bidders |
//! | R028 | a bid is compared with the last one at its price only | the same | all pairs at a price |
//! | R036 | of equal lowest bids the first counts, so the order of bids matters | the same | disqualified and no valid bid as low |
//! | R038 | `minimum_contracting_processes` counts bids | the same | counts processes |
//! | R048 | numbers as identifiers of classes are not read | the same | read by their digits |
//! | R024, R025 | fences below 0 never flag | the same | fences of logarithms |
//! | lots, consortia | not seen; a joint bid never counts as the winner's | the same | lot by lot, bidders as sets |
//! | an ocid on two lines | with several threads a later part overwrites the flags of an earlier one | values replaced, flags gathered, in the order of the lines | releases are merged |
//! | award or bid that is no object, with a default status | `prepare` panics | left as it is, with a row `not set`; a null becomes an object, as there | reported |
//! | `amount = nan` under `[redactions]` | panics | ignored | – |
//! | ocid of `prepare` that is an array or object | the run fails or the row has another number of fields | JSON in one field | – |
//! | a removed member (`prepare`) | the last member takes its place | the others keep their order | – |
//! | rows of `prepare` | in the order in which threads took their lines | in the order of the lines | – |
//! | an object whose only member is `$serde_json::private::Number` | read as a number | an object | – |
//! | a note for every bid in another currency | one line each | one line a file | – |

mod answer;
mod blocks;
mod coverage;
mod dates;
mod fences;
mod fields;
mod ini;
mod json;
mod lines;
mod maps;
mod part;
mod prepare;
mod release;
mod rows;
mod rules;
mod settings;
mod words;

pub use coverage::coverage;
pub use lines::{Note, Notes};
pub use prepare::prepare;
pub use rows::{COLUMNS, Row};
pub use settings::{Settings, SettingsError};

use answer::Answer;
use blocks::{Blocks, Known};
use part::Part;
use release::Release;
use rules::Scratch;
use std::io::{self, Read, Write};

/// Cardinal's indicators over the lines of one file after another.
pub struct Indicators<'s> {
    settings: &'s Settings,
    map: bool,
    sum: Part,
    /// Blocks of lines read so far.
    blocks: u32,
}

impl<'s> Indicators<'s> {
    /// Nothing read yet. With `map`, the answer says which organisations stand behind the flags.
    pub fn new(settings: &'s Settings, map: bool) -> Self {
        Self { settings, map, sum: Part::new(None), blocks: 0 }
    }

    /// Reads the lines of a source, plain or packed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&mut self, source: impl Read + Send) -> io::Result<Notes> {
        let (settings, map) = (self.settings, self.map);
        let mut notes = Notes::default();
        if rayon::current_num_threads() == 1 {
            let sum = &mut self.sum;
            blocks::in_turn(blocks::unpacked(source)?, |block| notes.merge(observe(settings, map, block, sum)))?;
            return Ok(notes);
        }
        let mut lines = Blocks::new(blocks::unpacked(source)?);
        self.read_until_settled(&mut lines, &mut notes)?;
        let (first, currency) = (self.blocks.saturating_add(1), self.sum.currency());
        let start = || (Part::new(currency), Vec::new());
        let read = blocks::by_everyone(lines, start, |(part, said), number, block| {
            part.block = first.saturating_add(number);
            said.push((number, observe(settings, map, block, part)));
        })?;
        let (parts, said): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let mut said: Vec<_> = said.into_iter().flatten().collect();
        said.sort_by_key(|(number, _)| *number);
        self.blocks = first.saturating_add(u32::try_from(said.len()).unwrap_or(u32::MAX));
        said.into_iter().for_each(|(_, said)| notes.merge(said));
        parts.iter().for_each(|part| self.sum.merge(part));
        Ok(notes)
    }

    /// Reads until the currency of the file is known, which is the first in the order of the lines: a block that was begun
    /// before and took another for it is read again.
    fn read_until_settled(&mut self, lines: &mut Blocks<impl Read + Send>, notes: &mut Notes) -> io::Result<()> {
        let (settings, map) = (self.settings, self.map);
        let compared = settings.r024.is_some() || settings.r058.is_some() || settings.r036;
        let (first, sum) = (self.blocks, std::cell::RefCell::new(&mut self.sum));
        blocks::in_batches(
            lines,
            || {
                let currency = sum.borrow().currency().map(str::to_owned);
                let settled = !compared || settings.currency.is_some() || currency.is_some();
                if settled { Known::Enough(currency) } else { Known::More(currency) }
            },
            // All of these blocks are put together in their order, before all others.
            |currency, block| observed(settings, map, (currency.as_deref(), first), block),
            |block, (part, said)| {
                let mut sum = sum.borrow_mut();
                let settled = sum.currency().map(str::to_owned);
                // A block that was begun before the currency of the file was known, and took another for it.
                if settled.is_some() && part.currency().is_some() && part.currency() != settled.as_deref() {
                    sum.merge(&observed(settings, map, (settled.as_deref(), first), block).0);
                } else {
                    sum.merge(&part);
                }
                notes.merge(said);
                Ok::<(), io::Error>(())
            },
        )
    }

    /// Bids that were not compared because their currency is not the one of the file, and that one.
    pub fn other_currency(&self) -> Option<(u64, &str)> {
        self.sum.currency().map(|currency| (self.sum.other_currency, currency)).filter(|(bids, _)| *bids > 0)
    }

    /// The currency of comparisons, once a bid was compared.
    pub fn currency(&self) -> Option<&str> {
        self.sum.currency()
    }

    /// In how many processes the ratio of R024 and R058 is 0/0, which is no number.
    pub fn without_ratio(&self) -> usize {
        let ratios = self.sum.outcomes.iter().filter_map(|outcome| outcome.ratio.get());
        ratios.filter(|ratio| ratio.value.is_nan()).count()
    }

    /// Writes Cardinal's JSON on one line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        json::write(&Answer::of(self.settings, &self.sum), self.map, out)
    }

    /// Gives the answer as rows. Those about organisations need the maps.
    ///
    /// # Errors
    /// Those of `each`.
    pub fn rows<E>(&self, each: impl FnMut(Row<'_>) -> Result<(), E>) -> Result<(), E> {
        rows::rows(&Answer::of(self.settings, &self.sum), each)
    }
}

/// One block, by one worker.
fn observed(settings: &Settings, map: bool, known: (Option<&str>, u32), block: &[u8]) -> (Part, Notes) {
    let mut part = Part::new(known.0);
    part.block = known.1;
    let notes = observe(settings, map, block, &mut part);
    (part, notes)
}

/// Adds a block to what was seen before it.
fn observe(settings: &Settings, map: bool, block: &[u8], part: &mut Part) -> Notes {
    let digits = settings.r048.as_ref().map(|rule| usize::try_from(rule.digits.unwrap_or(2)).unwrap_or(usize::MAX));
    let (mut notes, mut scratch, mut release) = (Notes::default(), Scratch::default(), Release::default());
    lines::each(block, &mut notes, |reader, _| {
        let object = release.read(reader, &mut part.names, digits)?;
        reader.end()?;
        if object {
            rules::observe(settings, &release, map, &mut scratch, part);
        }
        Ok(())
    });
    notes
}
