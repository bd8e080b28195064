//! Why Cardinal and this program say different things about a process: the reason that our answer names, else what was found
//! in the release itself, else what each of the two looks at. Nothing is guessed about the process: a sentence says what
//! was looked at, not what the publisher did.

/// The indicators of Cardinal that flag processes: what our rule did not find where only Cardinal flags, and what the two
/// look at where only we flag and nothing in the release says why.
pub const RULES: [(&str, &str, &str); 8] = [
    (
        "R003",
        "as instants, or whole days, the period is not certainly shorter than our threshold",
        "Cardinal asks for fewer than 15 days from `startDate` to `endDate`, whatever our settings are",
    ),
    (
        "R018",
        "we count more than one bidder",
        "Cardinal reads `numberOfTenderers` only, and only the number 1; 1.0, \"1\" and counted bidders are one bidder for us",
    ),
    (
        "R024",
        "the ratio is not below our fence, which is on the logarithmic scale unless the settings name a threshold",
        "Cardinal has no ratio here: it asks for one award to one supplier, and valid bids of one bidder each in one currency",
    ),
    (
        "R028",
        "no two bidders ask the same price above nought in the same lot and currency; a joint bid is one bidder for us",
        "Cardinal compares submitted bids that have an amount, a currency and bidders with identifiers that are texts",
    ),
    (
        "R030",
        "as instants, no winner's bid is certainly later than the deadline",
        "Cardinal compares dates as texts; we compare instants",
    ),
    (
        "R035",
        "in no lot are all bids but those of one winner disqualified",
        "Cardinal asks for one bidder with valid bids in the whole process, who is its only supplier; we ask lot by lot",
    ),
    (
        "R036",
        "in no lot is the lowest price that of a disqualified bid and of no valid one",
        "Cardinal looks at the first of the lowest bids of the whole process; we look at all of them, lot by lot",
    ),
    (
        "R058",
        "the ratio is not above our fence, which is on the logarithmic scale unless the settings name a threshold",
        "Cardinal has no ratio here: it asks for one award to one supplier, and valid bids of one bidder each in one currency",
    ),
];

/// What the lines of a process are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// On how many lines the process is a release, which is all that Cardinal reads.
    pub lines: usize,
    /// Whether its `ocid` is a number on a line.
    pub numbered: bool,
    /// What Cardinal has against a line that it cannot read.
    pub unread: Option<String>,
    /// The status of the tender on the first line.
    pub status: Option<String>,
}

/// The sentence about one process and indicator that Cardinal flags or not; `own` is our state and reason, `None` where the
/// process is none for us; `found` is what was found in its release.
pub fn why(code: &str, seen: &Seen, flagged: bool, own: Option<(&str, &str)>, found: Option<String>) -> String {
    let (_, only_theirs, only_ours) = RULES.iter().find(|(known, ..)| *known == code).copied().unwrap_or_default();
    let Some((state, reason)) = own else {
        return "the line cannot be used as a release by us; a run with `--out` lists it in `rejects.csv`".to_owned();
    };
    if flagged && !reason.is_empty() {
        return format!("{} here: {}", state.replace('_', " "), of_reason(reason, seen));
    }
    match (seen.lines, &seen.unread) {
        (0, _) if seen.numbered => "Cardinal reads only texts as identifiers; here the `ocid` is a number".to_owned(),
        (0, Some(what)) => format!("Cardinal passes the line over: {what}"),
        (0, None) => {
            "Cardinal reads one release a line, and this one stands in a package, a record or an array, or over several lines"
                .to_owned()
        }
        (1, _) => found.unwrap_or_else(|| if flagged { only_theirs } else { only_ours }.to_owned()),
        (lines, _) => format!("Cardinal judges the {lines} lines of this process one after the other; we merge them"),
    }
}

/// A reason of ours in words.
fn of_reason(reason: &str, seen: &Seen) -> String {
    let (word, about) = reason.split_once(':').unwrap_or((reason, ""));
    let (about, one) = (listed(about), !about.contains('+'));
    match word {
        "cancelled" => match seen.status.as_deref().filter(|_| seen.lines == 1) {
            Some(status @ ("cancelled" | "withdrawn")) => format!("the status of the tender is `{status}`"),
            _ => "the tender was cancelled or withdrawn".to_owned(),
        },
        "excluded" => "the settings or a rule pack leave this process out".to_owned(),
        "stage" => "the process has not come to the stage that is judged".to_owned(),
        "method" => "the flag does not judge this procurement method".to_owned(),
        "none" => "there is nothing of what the flag looks at".to_owned(),
        "several_awards" | "multi_lot_award" => "an award cannot be matched with one lot and one winner".to_owned(),
        "multi_lot_bid" => "a bid for several lots with one amount can be compared in none of them".to_owned(),
        "winner_bid_not_found" => "the winner's bid is not among the bids".to_owned(),
        "lowest_did_not_win" => "a lower valid bid did not win".to_owned(),
        "mixed_currency" => "amounts in different currencies are compared only with a rate".to_owned(),
        "timezone_unknown" => {
            "a local time without an offset leaves it undecided; `[dates] assume_offset` settles it".to_owned()
        }
        "negative_period" => "the period ends before it begins".to_owned(),
        "inconsistent" => format!("{about} contradicts what the release says elsewhere"),
        "missing" => format!("{about} {} missing", if one { "is" } else { "are" }),
        "never_published" => format!("the publisher never publishes {about}"),
        "unreadable" => format!("{about} cannot be read"),
        _ if word.starts_with("n<") => format!("there are too few to compare with ({word})"),
        _ => format!("the reason is `{reason}`"),
    }
}

/// The paths of `a+b+c` as a list.
fn listed(paths: &str) -> String {
    let paths: Vec<String> = paths.split('+').map(|path| format!("`{path}`")).collect();
    match paths.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => paths.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_follows_our_reason_then_the_shape_of_the_input_then_the_release_then_the_rule() {
        let seen = |lines| Seen { lines, status: Some("withdrawn".to_owned()), ..Seen::default() };
        let say = |lines, flagged, said| why("R028", &seen(lines), flagged, said, None);
        assert!(say(0, false, Some(("flagged", ""))).contains("one release a line"));
        assert!(
            say(1, true, Some(("not_applicable", "cancelled"))).ends_with("the status of the tender is `withdrawn`")
        );
        assert!(say(2, true, Some(("not_applicable", "cancelled"))).ends_with("the tender was cancelled or withdrawn"));
        assert!(say(2, true, Some(("clear", ""))).contains("2 lines"));
        assert!(say(1, true, Some(("clear", ""))).contains("in the same lot"));
        assert!(say(1, false, Some(("flagged", ""))).contains("Cardinal compares"));
        assert!(say(1, true, None).contains("rejects.csv"));
        let found = Some("the cause".to_owned());
        assert_eq!(why("R028", &seen(1), false, Some(("flagged", "")), found), "the cause");
        let numbered = Seen { numbered: true, ..Seen::default() };
        assert!(why("R028", &numbered, false, Some(("flagged", "")), None).ends_with("the `ocid` is a number"));
        let unread = Seen { unread: Some("nested deeper than 127 levels".to_owned()), ..Seen::default() };
        assert!(
            why("R028", &unread, false, Some(("flagged", "")), None).ends_with("over: nested deeper than 127 levels")
        );
    }

    #[test]
    fn reasons_are_told_in_words() {
        let say = |reason| of_reason(reason, &Seen::default());
        assert_eq!(say("lowest_did_not_win"), "a lower valid bid did not win");
        assert_eq!(say("missing:bids"), "`bids` is missing");
        assert_eq!(say("missing:a+b"), "`a` and `b` are missing");
        assert_eq!(say("missing:a+b+c"), "`a`, `b` and `c` are missing");
    }
}
