//! Cardinal's JSON, keys in byte order: groups of identifiers with their codes, how the fences came about, and which
//! organisations stand behind the flags of a process.

use super::fences::{Fences, Floors, TENDERER_FLAGS};
use super::part::{Fraction, MAPS, Outcome, Part, flag};
use super::settings::Settings;
use super::words::Words;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Codes and values of one identifier.
type Codes = Vec<(&'static str, f64)>;

/// Writes the answer for all lines, ended by a newline.
///
/// # Errors
/// When it cannot be written.
pub fn write(settings: &Settings, part: &Part, map: bool, out: &mut impl Write) -> io::Result<()> {
    let fences = Fences::of(settings, part);
    let ranked = part.names.organisations.sorted();
    let ocids = part.ocids.sorted();
    let floors = Floors::of(settings);
    let names = &part.names.organisations;
    let mut json = Json { out, first: true };
    json.out.write_all(b"{")?;
    json.group("Buyer", names, &ranked, |id| {
        let organisation = part.organisations.get(id as usize).copied().unwrap_or_default();
        of_fraction(fences.r038[0], organisation.as_buyer, floors.received).into_iter().collect()
    })?;
    if map {
        json.key("Maps")?;
        Maps { part, fences: &fences, ranked: &ranked, ocids: &ocids }.write(&mut json)?;
    }
    json.key("Meta")?;
    json.meta(&fences)?;
    json.group("OCID", &part.ocids, &ocids, |id| {
        part.outcomes.get(id as usize).map(|outcome| of_process(outcome, &fences)).unwrap_or_default()
    })?;
    json.group("ProcuringEntity", names, &ranked, |id| {
        let organisation = part.organisations.get(id as usize).copied().unwrap_or_default();
        of_fraction(fences.r038[1], organisation.as_entity, floors.received).into_iter().collect()
    })?;
    let near = near_and_far(part, &fences);
    json.group("Tenderer", names, &ranked, |id| of_tenderer(id, part, &fences, &near, floors))?;
    json.out.write_all(b"}\n")
}

/// R038's value, if the fraction earns it.
fn of_fraction(fence: Option<f64>, of: Fraction, floor: u64) -> Option<(&'static str, f64)> {
    let ratio = of.ratio();
    let counted = of.denominator >= floor && of.denominator > 0;
    fence.filter(|fence| counted && ratio >= *fence).map(|_| ("R038", ratio))
}

fn of_process(outcome: &Outcome, fences: &Fences) -> Codes {
    let mut codes = Codes::new();
    let (near, far) = outcome.ratio.get().map(|ratio| fences.of_ratio(ratio.value)).unwrap_or_default();
    let value = outcome.ratio.get().map(|ratio| ratio.value).unwrap_or_default();
    let has = |flag: u8| outcome.flags & flag != 0;
    let all = [
        ("R003", has(flag::R003), 1.0),
        ("R018", has(flag::R018), 1.0),
        ("R024", near, value),
        ("R028", has(flag::R028), 1.0),
        ("R030", has(flag::R030), 1.0),
        ("R035", has(flag::R035), outcome.excluded.get().unwrap_or_default() as f64),
        ("R036", has(flag::R036), 1.0),
        ("R058", far, value),
    ];
    codes.extend(all.into_iter().filter(|(_, has, _)| *has).map(|(code, _, value)| (code, value)));
    codes
}

/// By organisation: in a process with R024, winner in a process with R058.
fn near_and_far(part: &Part, fences: &Fences) -> Vec<(bool, bool)> {
    let mut marks = vec![(false, false); part.names.organisations.len()];
    for ratio in part.outcomes.iter().filter_map(|outcome| outcome.ratio.get()) {
        let (near, far) = fences.of_ratio(ratio.value);
        if let Some(mark) = marks.get_mut(ratio.winner as usize) {
            mark.0 |= near;
            mark.1 |= far;
        }
        if let Some(mark) = marks.get_mut(ratio.runner_up as usize) {
            mark.0 |= near;
        }
    }
    marks
}

fn of_tenderer(id: u32, part: &Part, fences: &Fences, near: &[(bool, bool)], floors: Floors) -> Codes {
    let organisation = part.organisations.get(id as usize).copied().unwrap_or_default();
    let (near, far) = near.get(id as usize).copied().unwrap_or_default();
    let mut codes = Codes::new();
    if near {
        codes.push(("R024", 0.0));
    }
    let ratio = organisation.wins.ratio();
    let often = |often: f64| organisation.wins.denominator as f64 >= often;
    if fences.r025.is_some_and(|(fence, floor)| organisation.wins.denominator > 0 && often(floor) && ratio <= fence) {
        codes.push(("R025", ratio));
    }
    for (code, flag, value) in TENDERER_FLAGS {
        if organisation.flags & flag != 0 {
            codes.push((code, value));
        }
    }
    codes.extend(of_fraction(fences.r038[2], organisation.bids, floors.submitted));
    if let Some(classes) = fences.variety.get(&id).filter(|classes| fences.r048.is_some_and(|fence| **classes >= fence))
    {
        codes.push(("R048", *classes));
    }
    if far {
        codes.push(("R058", 0.0));
    }
    codes
}

struct Json<'w, W> {
    out: &'w mut W,
    first: bool,
}

impl<W: Write> Json<'_, W> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, text).map_err(io::Error::from)
    }

    /// No number and infinities are null.
    fn number(&mut self, number: f64) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, &number).map_err(io::Error::from)
    }

    /// A key at the level where `first` counts.
    fn key(&mut self, key: &str) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            self.out.write_all(b",")?;
        }
        self.text(key)?;
        self.out.write_all(b":")
    }

    /// Members of an object of their own.
    fn object(&mut self, members: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        let outside = std::mem::replace(&mut self.first, true);
        self.out.write_all(b"{")?;
        members(self)?;
        self.first = outside;
        self.out.write_all(b"}")
    }

    /// A group; one without entries is left out.
    fn group(&mut self, name: &str, words: &Words, ids: &[u32], of: impl Fn(u32) -> Codes) -> io::Result<()> {
        let mut entries = ids.iter().map(|id| (*id, of(*id))).filter(|(_, codes)| !codes.is_empty()).peekable();
        if entries.peek().is_none() {
            return Ok(());
        }
        self.key(name)?;
        self.object(|json| {
            for (id, codes) in entries {
                json.key(words.text(id))?;
                json.object(|json| {
                    for (code, value) in codes {
                        json.key(code)?;
                        json.number(value)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })
    }

    fn meta(&mut self, fences: &Fences) -> io::Result<()> {
        self.object(|json| {
            for (code, shown) in &fences.meta {
                json.key(code)?;
                json.object(|json| {
                    for (key, value) in shown {
                        json.key(key)?;
                        // Cardinal shows four decimals.
                        json.number((value * 10_000.0).round() / 10_000.0)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })
    }
}

struct Maps<'p> {
    part: &'p Part,
    fences: &'p Fences,
    ranked: &'p [u32],
    ocids: &'p [u32],
}

impl Maps<'_> {
    fn write<W: Write>(&self, json: &mut Json<W>) -> io::Result<()> {
        let [everyone, identical, late, excluded] = [0, 1, 2, MAPS - 1].map(|place| self.pairs(place));
        let ratios = |of: fn((bool, bool), super::part::Ratio) -> Vec<u32>| -> Vec<(u32, u32)> {
            let outcomes = (0_u32..).zip(&self.part.outcomes);
            let flagged = outcomes.filter_map(|(ocid, outcome)| outcome.ratio.get().map(|ratio| (ocid, ratio)));
            flagged
                .flat_map(|(ocid, ratio)| {
                    of(self.fences.of_ratio(ratio.value), ratio).into_iter().map(move |id| (ocid, id))
                })
                .collect()
        };
        let near = ratios(|(near, _), ratio| if near { vec![ratio.winner, ratio.runner_up] } else { Vec::new() });
        let far = ratios(|(_, far), ratio| if far { vec![ratio.winner] } else { Vec::new() });
        json.object(|json| {
            self.single(json, "ocid_buyer_r038", |outcome| outcome.buyer.get())?;
            self.single(json, "ocid_procuringentity_r038", |outcome| outcome.entity.get())?;
            self.lists(json, "ocid_tenderer", everyone)?;
            self.lists(json, "ocid_tenderer_r024", near)?;
            self.lists(json, "ocid_tenderer_r028", identical)?;
            self.lists(json, "ocid_tenderer_r030", late)?;
            self.lists(json, "ocid_tenderer_r035", excluded)?;
            self.lists(json, "ocid_tenderer_r058", far)
        })
    }

    fn pairs(&self, place: usize) -> Vec<(u32, u32)> {
        self.part.pairs.get(place).cloned().unwrap_or_default()
    }

    fn single<W: Write>(&self, json: &mut Json<W>, name: &str, of: fn(&Outcome) -> Option<u32>) -> io::Result<()> {
        json.key(name)?;
        json.object(|json| {
            for &ocid in self.ocids {
                if let Some(id) = self.part.outcomes.get(ocid as usize).and_then(of) {
                    json.key(self.part.ocids.text(ocid))?;
                    json.text(self.part.names.organisations.text(id))?;
                }
            }
            Ok(())
        })
    }

    /// Each process with its distinct tenderers, both in byte order.
    fn lists<W: Write>(&self, json: &mut Json<W>, name: &str, pairs: Vec<(u32, u32)>) -> io::Result<()> {
        let places = |numbers: &[u32]| -> BTreeMap<u32, u32> { numbers.iter().copied().zip(0..).collect() };
        let (processes, people) = (places(self.ocids), places(self.ranked));
        let place = |of: &BTreeMap<u32, u32>, number: u32| of.get(&number).copied().unwrap_or_default();
        let mut sorted: Vec<(u32, u32)> =
            pairs.into_iter().map(|(ocid, id)| (place(&processes, ocid), place(&people, id))).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let text = |words: &Words, numbers: &[u32], place: u32| {
            words.text(numbers.get(place as usize).copied().unwrap_or_default()).to_owned()
        };
        json.key(name)?;
        json.object(|json| {
            for list in sorted.chunk_by(|(one, _), (next, _)| one == next) {
                let Some((ocid, _)) = list.first() else { continue };
                json.key(&text(&self.part.ocids, self.ocids, *ocid))?;
                for (mark, (_, id)) in std::iter::once("[").chain(std::iter::repeat(",")).zip(list) {
                    json.out.write_all(mark.as_bytes())?;
                    json.text(&text(&self.part.names.organisations, self.ranked, *id))?;
                }
                json.out.write_all(b"]")?;
            }
            Ok(())
        })
    }
}
