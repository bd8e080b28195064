//! Why Cardinal and this program say different things about a process: the reason that our answer names, or the rule that is
//! read in two ways. Nothing is guessed about the process: a sentence says what was looked at, not what the publisher did.

/// The indicators of Cardinal that flag processes: what our rule did not find where only Cardinal flags, and what Cardinal
/// does not look at where only we flag.
pub const RULES: [(&str, &str, &str); 8] = [
    (
        "R003",
        "as instants, or whole days, the period is not certainly shorter than the threshold",
        "Cardinal judges periods whose two ends have a time and an offset only; a day alone is a day for us",
    ),
    (
        "R018",
        "we count more than one bidder",
        "Cardinal reads `numberOfTenderers` only, and only the number 1; 1.0, \"1\" and counted bidders are one bidder for us",
    ),
    (
        "R024",
        "the ratio is not below our fence, which is on the logarithmic scale",
        "our fence is on the logarithmic scale and can fire; Cardinal's may lie below nought",
    ),
    (
        "R028",
        "no two bidders ask the same price above nought in the same lot and currency; a joint bid is one bidder for us",
        "Cardinal compares a bid with the last one at its price only, and only bids in the currency of the first",
    ),
    (
        "R030",
        "as instants, no winner's bid is certainly later than the deadline",
        "Cardinal compares dates as texts; as instants the bid is later",
    ),
    (
        "R035",
        "in no lot are all bids but those of one winner disqualified",
        "Cardinal does not see lots; in one of them all bids but the winner's are disqualified",
    ),
    (
        "R036",
        "in every lot where the lowest bid is disqualified, a valid one is as low, or its price is nought",
        "of equal lowest bids Cardinal looks at the first, and it does not see lots",
    ),
    (
        "R058",
        "the ratio is not above our fence, which is on the logarithmic scale",
        "our fence is on the logarithmic scale, where a price of nought cannot move it",
    ),
];

/// How Cardinal came by its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// On how many lines the process is a release, which is all that Cardinal reads.
    pub own: usize,
    /// Whether Cardinal flags it.
    pub flagged: bool,
}

/// The sentence about one process and indicator; `own` is our state and reason, `None` where the process is none for us.
pub fn why(code: &str, lines: Lines, own: Option<(&str, &str)>) -> String {
    let (_, only_theirs, only_ours) = RULES.iter().find(|(known, ..)| *known == code).copied().unwrap_or_default();
    let Some((state, reason)) = own else {
        return "the line cannot be used as a release by us; a run with `--out` lists it in `rejects.csv`".to_owned();
    };
    if lines.own == 0 {
        return "Cardinal reads one release a line, and this one stands in a package, a record or an array".to_owned();
    }
    if lines.flagged && !reason.is_empty() {
        return format!("{} here: {}", state.replace('_', " "), of_reason(reason));
    }
    if lines.own > 1 {
        return format!("Cardinal judges the {} lines of this process one after the other; we merge them", lines.own);
    }
    if lines.flagged { only_theirs } else { only_ours }.to_owned()
}

/// A reason of ours in words.
fn of_reason(reason: &str) -> String {
    let (word, about) = reason.split_once(':').unwrap_or((reason, ""));
    match word {
        "cancelled" => "the tender was cancelled, withdrawn or without success".to_owned(),
        "excluded" => "the settings or a rule pack leave this procedure out".to_owned(),
        "stage" => "the process has not come to the stage that is judged".to_owned(),
        "method" => "the flag does not judge this procurement method".to_owned(),
        "none" => "there is nothing of what the flag looks at".to_owned(),
        "several_awards" | "multi_lot_award" => "an award cannot be matched with one lot and one winner".to_owned(),
        "multi_lot_bid" => "a bid for several lots with one amount can be compared in none of them".to_owned(),
        "winner_bid_not_found" => "the winner's bid is not among the bids".to_owned(),
        "mixed_currency" => "amounts in different currencies are compared only with a rate".to_owned(),
        "timezone_unknown" => {
            "a local time without an offset leaves it undecided; `[dates] assume_offset` settles it".to_owned()
        }
        "negative_period" => "the period ends before it begins".to_owned(),
        "inconsistent" => format!("`{about}` contradicts what the release says elsewhere"),
        "missing" => format!("`{about}` is missing"),
        "never_published" => format!("the publisher never publishes `{about}`"),
        "unreadable" => format!("`{about}` cannot be read"),
        _ if word.starts_with("n<") => format!("there are too few to compare with ({word})"),
        _ => format!("the reason is `{reason}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_follows_our_reason_before_the_rule_and_the_shape_of_the_input_before_both() {
        let say = |own, flagged, said| why("R028", Lines { own, flagged }, said);
        assert!(say(0, false, Some(("flagged", ""))).contains("one release a line"));
        assert!(say(1, true, Some(("not_applicable", "cancelled"))).starts_with("not applicable here: the tender was"));
        assert!(say(1, true, Some(("insufficient", "missing:bids"))).ends_with("`bids` is missing"));
        assert!(say(2, true, Some(("clear", ""))).contains("2 lines"));
        assert!(say(1, true, Some(("clear", ""))).contains("in the same lot"));
        assert!(say(1, false, Some(("flagged", ""))).contains("Cardinal compares"));
        assert!(say(1, true, None).contains("rejects.csv"));
    }
}
