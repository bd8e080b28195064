//! Cardinal's eleven indicators over one release: what it adds to the counts, which flags it raises, what it leaves for
//! the fences. The order of work is Cardinal's, since the first currency compared becomes the currency of the file.

use super::dates::{instant, whole_days};
use super::part::{Part, Process, Ratio, flag};
use super::release::{Award, AwardStatus, Bid, BidStatus, NOBODY, Release};
use super::settings::{Listed, Settings};
use std::collections::HashMap;

/// Room that is used again for every release.
#[derive(Default)]
pub struct Scratch {
    some: Vec<u32>,
    others: Vec<u32>,
    prices: HashMap<(u64, u32), Vec<u32>>,
}

/// Adds a release to the part.
pub fn observe(settings: &Settings, release: &Release, map: bool, scratch: &mut Scratch, part: &mut Part) {
    let tender = &release.tender;
    let Some(ocid) = release.ocid.as_deref() else { return };
    if tender.cancelled || tender.details.as_deref().is_some_and(|details| settings.excluded.contains(details)) {
        return;
    }
    let mut process = Process::new(ocid);
    let compared = prices_are_compared(settings, release);
    if map && (settings.r025.is_some() || settings.r038.is_some() || settings.r048.is_some()) {
        process.tenderers = people(release, submitted(release));
    }
    if compared && (settings.r024.is_some() || settings.r058.is_some()) {
        process.ratio = ratio(settings, release, part);
    }
    if short_period(settings, release) {
        process.flags |= flag::R003;
    }
    if settings.r018.as_ref().is_some_and(|methods| tender.one_tenderer && among(methods, release)) {
        process.flags |= flag::R018;
    }
    if settings.r025.is_some() {
        wins(release, scratch, part);
    }
    if compared && settings.r028 {
        identical_prices(release, scratch, &mut process);
    }
    if settings.r030 {
        late_winner(release, scratch, &mut process);
    }
    if let Some(threshold) = settings.r035 {
        all_but_winner(threshold, release, scratch, &mut process);
    }
    if compared && settings.r036 && lowest_disqualified(settings, release, part) {
        process.flags |= flag::R036;
    }
    if settings.r038.is_some() {
        disqualified(release, &mut process, part);
    }
    if settings.r048.is_some() {
        classes(release, part);
    }
    part.take(process, map);
}

/// Whether prices may be compared in this kind of procedure.
fn prices_are_compared(settings: &Settings, release: &Release) -> bool {
    let details = release.tender.details.as_deref();
    if settings.price_comparison.is_empty() {
        return details.is_none_or(|details| !settings.no_price_comparison.contains(details));
    }
    details.is_some_and(|details| settings.price_comparison.contains(details))
}

/// Whether the method is among these; an empty list is every method.
fn among(methods: &Listed, release: &Release) -> bool {
    methods.is_empty() || release.tender.method.as_deref().is_some_and(|method| methods.contains(method))
}

fn submitted<'r, 'a>(release: &'r Release<'a>) -> impl Iterator<Item = &'r Bid<'a>> {
    release.bids().unwrap_or_default().iter().filter(|bid| bid.status.submitted())
}

/// The tenderers of these bids that have an identifier.
fn people<'r, 'a: 'r>(release: &'r Release<'a>, bids: impl Iterator<Item = &'r Bid<'a>>) -> Vec<u32> {
    bids.flat_map(|bid| named(release.ids(&bid.tenderers))).collect()
}

fn named(ids: Option<&[u32]>) -> impl Iterator<Item = u32> {
    ids.unwrap_or_default().iter().copied().filter(|id| *id != NOBODY)
}

/// Distinct numbers in order.
fn distinct(numbers: &mut Vec<u32>) {
    numbers.sort_unstable();
    numbers.dedup();
}

/// The only tenderer or supplier, if there is exactly one and it has an identifier.
fn sole(ids: Option<&[u32]>) -> Option<u32> {
    match ids {
        Some([id]) if *id != NOBODY => Some(*id),
        _ => None,
    }
}

/// The complete awards, and the bids, if every award with a status is final.
fn decided<'r, 'a>(release: &'r Release<'a>) -> Option<(impl Iterator<Item = &'r Award>, &'r [Bid<'a>])> {
    let (awards, bids) = (release.awards()?, release.bids()?);
    if awards.iter().any(|award| award.status == AwardStatus::Open) {
        return None;
    }
    Some((awards.iter().filter(|award| award.status == AwardStatus::Active), bids))
}

/// The only supplier of the only complete award, and the bids.
fn winner<'r, 'a>(release: &'r Release<'a>) -> Option<(u32, &'r [Bid<'a>])> {
    let (mut complete, bids) = decided(release)?;
    let award = complete.next()?;
    if complete.next().is_some() {
        return None;
    }
    Some((sole(release.ids(&award.suppliers))?, bids))
}

/// How far the lowest other bid is above the winner's, relative to the winner's.
fn ratio(settings: &Settings, release: &Release, part: &mut Part) -> Option<Ratio> {
    let (winner, bids) = winner(release)?;
    let mut won: Option<f64> = None;
    let mut lost: Option<(f64, u32)> = None;
    for bid in bids.iter().filter(|bid| bid.status == BidStatus::Valid) {
        let (Some(amount), Some(currency)) = (bid.amount, bid.currency) else { continue };
        let Some(tenderer) = sole(release.ids(&bid.tenderers)) else { continue };
        if !part.same_currency(settings, currency) {
            continue;
        }
        if tenderer == winner {
            won = Some(won.map_or(amount, |least| if amount < least { amount } else { least }));
        } else if lost.is_none_or(|(least, _)| amount < least) {
            lost = Some((amount, tenderer));
        }
    }
    let (won, (lost, runner_up)) = (won?, lost?);
    // If the lowest bid did not win, price was not the only criterion.
    (lost >= won).then(|| Ratio { value: (lost - won) / won, winner, runner_up })
}

/// R003.
fn short_period(settings: &Settings, release: &Release) -> bool {
    let tender = &release.tender;
    let Some(rule) = settings.r003.as_ref().filter(|rule| tender.present && among(&rule.procurement_methods, release))
    else {
        return false;
    };
    let dates = (tender.start.as_deref().and_then(instant), tender.end.as_deref().and_then(instant));
    let (Some(start), Some(end)) = dates else { return false };
    let own = tender.details.as_deref().and_then(|details| rule.by_details.get(details));
    whole_days(start, end) < own.copied().unwrap_or(rule.threshold.unwrap_or(15))
}

/// R025: each bidder with a valid bid of its own counts once a process.
fn wins(release: &Release, scratch: &mut Scratch, part: &mut Part) {
    let Some((winner, bids)) = winner(release) else { return };
    let valid = bids.iter().filter(|bid| bid.status == BidStatus::Valid);
    scratch.some.clear();
    scratch.some.extend(valid.filter_map(|bid| sole(release.ids(&bid.tenderers))));
    distinct(&mut scratch.some);
    for &tenderer in &scratch.some {
        let organisation = part.organisation(tenderer);
        organisation.wins.add(u64::from(tenderer == winner), 1);
    }
}

/// R028: a bid is compared with the one before it that has the same price.
fn identical_prices(release: &Release, scratch: &mut Scratch, process: &mut Process) {
    // One bid alone is the rule, and it equals no other.
    if release.bids().is_none_or(|bids| bids.len() < 2) {
        return;
    }
    scratch.prices.clear();
    for bid in submitted(release) {
        let (Some(amount), Some(currency)) = (bid.amount, bid.currency) else { continue };
        let mut tenderers: Vec<u32> = named(release.ids(&bid.tenderers)).collect();
        if tenderers.is_empty() {
            continue;
        }
        distinct(&mut tenderers);
        // 0 and -0 are one price.
        let price = ((amount + 0.0).to_bits(), currency);
        let before = scratch.prices.insert(price, tenderers.clone());
        if let Some(before) = before.filter(|before| *before != tenderers) {
            process.flags |= flag::R028;
            process.identical.extend(tenderers);
            process.identical.extend(before);
        }
    }
}

/// R030. Dates are compared as texts.
fn late_winner(release: &Release, scratch: &mut Scratch, process: &mut Process) {
    let Some(deadline) = release.tender.end.as_deref() else { return };
    let (Some(awards), Some(bids)) = (release.awards(), release.bids()) else { return };
    let late = |bid: &&Bid| bid.status == BidStatus::Valid && bid.date.as_deref().is_some_and(|date| date > deadline);
    scratch.some.clear();
    scratch.some.extend(bids.iter().filter(late).flat_map(|bid| named(release.ids(&bid.tenderers))));
    if scratch.some.is_empty() {
        return;
    }
    distinct(&mut scratch.some);
    let active = awards.iter().filter(|award| award.status == AwardStatus::Active);
    scratch.others.clear();
    scratch.others.extend(active.flat_map(|award| named(release.ids(&award.suppliers))));
    distinct(&mut scratch.others);
    process.late.extend(scratch.some.iter().filter(|id| scratch.others.binary_search(id).is_ok()));
    if !process.late.is_empty() {
        process.flags |= flag::R030;
    }
}

/// R035.
fn all_but_winner(threshold: u64, release: &Release, scratch: &mut Scratch, process: &mut Process) {
    let Some((complete, bids)) = decided(release) else { return };
    let of = |status: BidStatus| bids.iter().filter(move |bid| bid.status == status);
    let mut valid = of(BidStatus::Valid).flat_map(|bid| named(release.ids(&bid.tenderers)));
    let Some(only) = valid.next() else { return };
    if valid.any(|id| id != only) {
        return;
    }
    let mut suppliers = complete.flat_map(|award| named(release.ids(&award.suppliers))).peekable();
    if suppliers.peek().is_none() || suppliers.any(|id| id != only) {
        return;
    }
    scratch.some.clear();
    scratch.some.extend(of(BidStatus::Disqualified).flat_map(|bid| named(release.ids(&bid.tenderers))));
    scratch.some.retain(|id| *id != only);
    distinct(&mut scratch.some);
    let out = scratch.some.len() as u64;
    if out >= threshold {
        process.excluded = Some((out, only));
    }
}

/// R036: the first of the lowest bids is disqualified.
fn lowest_disqualified(settings: &Settings, release: &Release, part: &mut Part) -> bool {
    let active = |award: &Award| award.status == AwardStatus::Active;
    if !release.awards().is_some_and(|awards| awards.iter().any(active)) {
        return false;
    }
    let (mut lowest, mut valid): (Option<(f64, bool)>, bool) = (None, false);
    for bid in submitted(release) {
        let (Some(amount), Some(currency)) = (bid.amount, bid.currency) else { continue };
        if !part.same_currency(settings, currency) {
            continue;
        }
        if lowest.is_none_or(|(least, _)| amount < least) {
            lowest = Some((amount, bid.status == BidStatus::Disqualified));
        }
        valid |= bid.status == BidStatus::Valid;
    }
    valid && lowest.is_some_and(|(_, disqualified)| disqualified)
}

/// R038.
fn disqualified(release: &Release, process: &mut Process, part: &mut Part) {
    let (mut bids, mut out) = (0, 0);
    for bid in submitted(release) {
        let one = u64::from(bid.status == BidStatus::Disqualified);
        bids += 1;
        out += one;
        for id in named(release.ids(&bid.tenderers)) {
            part.organisation(id).bids.add(one, 1);
        }
    }
    if bids == 0 {
        return;
    }
    if let Some(buyer) = release.buyer {
        part.organisation(buyer).as_buyer.add(out, bids);
        process.buyer = (out > 0).then_some(buyer);
    }
    if let Some(entity) = release.tender.entity {
        part.organisation(entity).as_entity.add(out, bids);
        process.entity = (out > 0).then_some(entity);
    }
}

/// R048.
fn classes(release: &Release, part: &mut Part) {
    for award in release.awards().unwrap_or_default() {
        if award.status != AwardStatus::Active {
            continue;
        }
        let (Some(supplier), Some(classes)) = (sole(release.ids(&award.suppliers)), release.classes(&award.items))
        else {
            continue;
        };
        for &class in classes {
            part.supplied(supplier, class);
        }
    }
}
