//! Releases corrected and completed before they are judged, step by step in Cardinal's order: what a step puts in, the
//! next one sees. Everything else leaves as it came, members in their order and numbers in their digits.

mod bids;
mod organisations;
mod rows;

use super::blocks;
use super::lines::{self, Notes};
use super::settings::Preparation;
use crate::json::tree::{self, Tree};
use organisations::{Ids, Roles};
use rows::Rows;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read, Write};

/// Writes every line of `source` that is an object to `out`, prepared, and a row for every value that should be looked
/// at to `errors` (CSV without header: line, ocid, path, indexes, value, problem). Notes tell what was passed over.
///
/// # Errors
/// When a file cannot be read or written.
pub fn prepare(
    preparation: &Preparation,
    source: impl Read + Send,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<Notes> {
    let mut notes = Notes::default();
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(errors);
    blocks::in_order(
        blocks::unpacked(source)?,
        |block| {
            let (mut notes, mut text, mut rows) = (Notes::default(), String::new(), Rows::default());
            lines::each(block, &mut notes, |reader, notes| {
                let mut release = tree::read(reader)?;
                reader.end()?;
                zeros(&mut release);
                if !matches!(release, Tree::Object(_)) {
                    notes.passed_over += 1;
                    notes.note(0, "not an object, and a release is one");
                    return Ok(());
                }
                rows.begin(notes.lines, release.get("ocid"));
                if prepared(preparation, &mut release, &mut rows) {
                    notes.note(0, "`auctions` were not moved, because there are `bids`");
                }
                tree::write(&release, &mut text);
                text.push('\n');
                Ok(())
            });
            (notes, text, rows)
        },
        |(said, text, rows)| {
            out.write_all(text.as_bytes())?;
            rows.write(notes.lines, &mut table)?;
            notes.merge(said);
            Ok::<(), io::Error>(())
        },
    )?;
    table.flush()?;
    out.flush()?;
    Ok(notes)
}

/// Writes the integer `-0` as Cardinal does, which reads it as 0; `-0.0` stays.
fn zeros(tree: &mut Tree) {
    match tree {
        Tree::Scalar(raw) if raw == "-0" => *raw = Cow::Borrowed("0"),
        Tree::Scalar(_) => {}
        Tree::List(items) => items.iter_mut().for_each(zeros),
        Tree::Object(members) => members.iter_mut().for_each(|(_, value)| zeros(value)),
    }
}

/// Prepares one release; says whether its auctions had to stay where they are.
fn prepared(preparation: &Preparation, release: &mut Tree, rows: &mut Rows) -> bool {
    let plain = Ids { redacted: &preparation.redacted_organizations, prefix: "" };
    let buyers = Ids { prefix: &preparation.buyer_prefix, ..plain };
    let tenderers = Ids { prefix: &preparation.tenderer_prefix, ..plain };
    plain.array(release, "parties", None);
    let mut roles = if preparation.party_roles { Roles::of(release) } else { Roles::default() };
    buyers.object(release, "buyer", Some((&mut roles, "buyer")));
    if let Some(tender) = release.get_mut("tender").filter(|tender| matches!(tender, Tree::Object(_))) {
        buyers.object(tender, "procuringEntity", Some((&mut roles, "procuringEntity")));
        split_details(preparation, tender);
    }
    let occupied = preparation.move_auctions && move_auctions(release);
    bids::bids(preparation, release, tenderers, &mut roles, rows);
    let cancelled = cancelled_contracts(preparation, release);
    bids::awards(preparation, release, tenderers, &mut roles, rows, &cancelled);
    roles.write(release);
    occupied
}

/// Keeps of the procurement method details what stands before the separator.
fn split_details(preparation: &Preparation, tender: &mut Tree) {
    let Some(separator) = &preparation.split_details else { return };
    let Some(details) = tender.get_mut("procurementMethodDetails") else { return };
    if let Some(text) = details.as_text() {
        let kept = text.split(separator.as_str()).next().unwrap_or_default().trim_end();
        *details = Tree::text(kept);
    }
}

/// Moves the bids of auctions to where bids belong; says whether that place is taken.
fn move_auctions(release: &mut Tree) -> bool {
    if release.get("auctions").is_some() && release.get("bids").is_some() {
        return true;
    }
    let Some(Tree::List(auctions)) = release.get_mut("auctions") else { return false };
    let mut details = Vec::new();
    for auction in auctions {
        let Some(Tree::List(stages)) = auction.get_mut("stages") else { continue };
        for stage in stages {
            if let Some(Tree::List(bids)) = remove(stage, "bids") {
                details.extend(bids);
            }
        }
    }
    set(release, "bids", Tree::Object(vec![(Cow::Borrowed("details"), Tree::List(details))]));
    false
}

/// Of every award that has contracts: are they all cancelled?
fn cancelled_contracts(preparation: &Preparation, release: &mut Tree) -> HashMap<String, bool> {
    let mut cancelled = HashMap::new();
    let contracts = match release.get_mut("contracts") {
        Some(Tree::List(contracts)) if preparation.award_status_by_contract_status => contracts,
        _ => return cancelled,
    };
    for contract in contracts {
        organisations::stringify(contract, "awardID");
        if let Some(award) = contract.get("awardID").and_then(Tree::as_text) {
            let this = contract.get("status").and_then(Tree::as_text).is_some_and(|status| status == "cancelled");
            cancelled.entry(award.into_owned()).and_modify(|all| *all &= this).or_insert(this);
        }
    }
    cancelled
}

/// Puts a member in, at its place if it has one, at the end otherwise. What is no object stays as it is.
fn set<'a>(object: &mut Tree<'a>, key: &'static str, value: Tree<'a>) {
    if let Some(place) = object.get_mut(key) {
        *place = value;
    } else if let Tree::Object(members) = object {
        members.push((Cow::Borrowed(key), value));
    }
}

/// Takes a member out.
fn remove<'a>(object: &mut Tree<'a>, key: &str) -> Option<Tree<'a>> {
    let Tree::Object(members) = object else { return None };
    let place = members.iter().position(|(name, _)| name == key)?;
    Some(members.remove(place).1)
}

#[cfg(test)]
mod tests {
    use super::super::settings::Settings;
    use super::*;

    fn run(settings: &str, lines: &str) -> (String, String, Notes) {
        let settings = Settings::parse(settings).expect("the settings are right");
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        let notes = prepare(&settings.preparation, lines.as_bytes(), &mut out, &mut errors).expect("it is in memory");
        (String::from_utf8(out).expect("text"), String::from_utf8(errors).expect("text"), notes)
    }

    #[test]
    fn a_release_without_need_of_correction_leaves_as_it_came() {
        let line = "{\"b\":1.50,\"z\":1E5,\"a\":{\"é\":\"\\n\",\"x\":[null,-0.0]}}\n";
        assert_eq!(run("", line), (line.to_owned(), String::new(), Notes { lines: 1, ..Notes::default() }));
    }

    #[test]
    fn the_integer_minus_nought_is_nought_wherever_it_stands_and_the_float_is_not() {
        let line = "{\"ocid\":-0,\"x\":[-0,-0.0,-0e0,\"-0\"],\"awards\":[{\"id\":-0}],\"bids\":{\"details\":[{\"status\":\"valid\",\
                    \"tenderers\":{\"id\":-0},\"value\":{\"amount\":-0,\"currency\":\"USD\"}}]}}\n";
        let (out, errors, _) = run("[defaults]\naward_status = active\n", line);
        let expected = "{\"ocid\":0,\"x\":[0,-0.0,-0e0,\"-0\"],\"awards\":[{\"id\":\"0\",\"status\":\"active\"}],\"bids\":{\"details\":[\
                        {\"status\":\"valid\",\"tenderers\":[{\"id\":\"0\"}],\"value\":{\"amount\":0,\"currency\":\"USD\"}}]}}\n";
        assert_eq!((out.as_str(), errors.as_str()), (expected, "1,0,/bids/details[]/value/amount,0,,is zero\n"));
    }

    #[test]
    fn every_problem_is_a_row_with_line_and_indexes() {
        let line = "\n{\"ocid\":\"a,b\",\"bids\":{\"details\":[{},{\"value\":{\"amount\":0.0},\"status\":\"x\",\"items\":[1,\
                    {\"classification\":{}}]}]},\"awards\":[1,{\"status\":null}]}\n";
        let (out, errors, _) = run("", line);
        assert_eq!(out.trim(), line.trim());
        let expected = "2,\"a,b\",/bids/details[]/status,0,,not set\n\
                        2,\"a,b\",/bids/details[]/value/amount,1,,is zero\n\
                        2,\"a,b\",/bids/details[]/value/currency,1,,not set\n\
                        2,\"a,b\",/bids/details[]/items[]/classification/scheme,1.1,,not set\n\
                        2,\"a,b\",/bids/details[]/status,1,x,invalid\n\
                        2,\"a,b\",/awards[]/status,0,,not set\n";
        assert_eq!(errors, expected);
    }

    #[test]
    fn a_default_for_what_is_no_object_changes_nothing_and_is_said() {
        let (out, errors, _) = run(
            "[defaults]\nbid_status = valid\naward_status = active\n",
            "{\"awards\":[1,null,[],\"x\"],\"bids\":{\"details\":[null,7]}}\n",
        );
        assert_eq!(
            out,
            "{\"awards\":[1,{\"status\":\"active\"},[],\"x\"],\"bids\":{\"details\":[{\"status\":\"valid\"},7]}}\n"
        );
        assert_eq!(errors.lines().count(), 4);
    }

    #[test]
    fn auctions_move_only_where_there_are_no_bids() {
        let settings = "[modifications]\nmove_auctions = true\n";
        let (out, _, notes) =
            run(settings, "{\"auctions\":1,\"bids\":2}\n{\"auctions\":[{\"stages\":[{\"bids\":3,\"id\":4}]}]}\n[]\n");
        assert_eq!(
            out,
            "{\"auctions\":1,\"bids\":2}\n{\"auctions\":[{\"stages\":[{\"id\":4}]}],\"bids\":{\"details\":[]}}\n"
        );
        assert_eq!((notes.count, notes.passed_over, notes.kept[0].line), (2, 1, 1));
    }
}
