//! The `rule` of a leaf: which of the eight it is, and whether its numbers make one.

use super::{Reader, Section, Value, number_of};
use crate::score::exact::Exact;
use crate::score::nearest::did_you_mean;
use crate::score::rule::{Band, Bands, Criteria, Curve, Linear, Measured, Ratio, Rule, Scale};

/// Every type of rule.
const TYPES: [&str; 8] = ["binary", "criteria", "steps", "tiers", "linear", "ratio", "mean_of", "value"];
/// Those that turn one number into points.
const CURVES: [&str; 4] = ["steps", "tiers", "linear", "value"];

impl<'a> Reader<'a> {
    /// Reads a rule; `max` is the item's, which stands for points that are not in the rule.
    pub(super) fn rule(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Rule> {
        match self.kind(section, &TYPES)?.as_str() {
            "binary" => {
                self.only(section, &["type", "of", "points"]);
                let of = self.input(section, "of");
                let points = self.points(section, max);
                Some(Rule::Binary { of: of?, points: points? })
            }
            "criteria" => self.criteria(section, max),
            "ratio" => {
                self.only(section, &["type", "num", "den", "points", "cap"]);
                let (num, den) = (self.input(section, "num"), self.input(section, "den"));
                let points = self.points(section, max);
                let cap = self.flag(section, "cap").unwrap_or(false);
                Some(Rule::Ratio(Ratio { num: num?, den: den?, points: points?, cap }))
            }
            "mean_of" => {
                self.only(section, &["type", "of", "then"]);
                let of = self.inputs(section);
                let then = self.table(section, "then");
                let then = self.need(section, "then", then)?;
                let word = self.kind(&then, &CURVES)?;
                let curve = self.curve(&then, &word, false, max);
                Some(Rule::Curve { of: Measured::Mean(of?), curve: curve? })
            }
            word => {
                let of = self.input(section, "of");
                let curve = self.curve(section, word, true, max);
                Some(Rule::Curve { of: Measured::Input(of?), curve: curve? })
            }
        }
    }

    fn kind(&mut self, section: &Section<'a>, known: &[&str]) -> Option<String> {
        let word = self.text(section, "type");
        let word = self.need(section, "type", word)?;
        if !known.contains(&word.as_str()) {
            let message = format!("{} has the type `{word}`, which is not possible there", section.name);
            let hint = did_you_mean(&word, known.iter().copied());
            let hint = hint.unwrap_or_else(|| format!("possible are {}", known.join(", ")));
            self.refuse(&section.span_of("type"), message, Some(hint));
            return None;
        }
        Some(word)
    }

    fn input(&mut self, section: &Section<'a>, key: &str) -> Option<String> {
        let input = self.text(section, key);
        self.need(section, key, input)
    }

    fn inputs(&mut self, section: &Section<'a>) -> Option<Vec<String>> {
        let inputs = if section.table.contains_key("of") { self.names(section, "of") } else { None };
        self.need(section, "of", inputs)
    }

    /// The points of a rule, or the `max` of its item.
    fn points(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Exact> {
        if section.table.contains_key("points") {
            return self.amount(section, "points");
        }
        if max.is_none() {
            let message = format!("{} has no `points`, and its item no `max`", section.name);
            self.refuse(&section.span, message, None);
        }
        max.cloned()
    }

    fn criteria(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Rule> {
        self.only(section, &["type", "of", "each"]);
        let of = self.inputs(section)?;
        let each = match section.table.get("each") {
            None => {
                let share = max.and_then(|max| max.over(&Exact::count(of.len())));
                if share.is_none() {
                    self.refuse(&section.span, format!("{} has no `each`, and its item no `max`", section.name), None);
                }
                vec![share?; of.len()]
            }
            Some(value) if value.get_ref().is_array() => self.each(section, of.len())?,
            Some(_) => vec![self.amount(section, "each")?; of.len()],
        };
        Criteria::new(of.into_iter().zip(each).collect()).map(Rule::Criteria)
    }

    /// A list of points, one a criterion.
    fn each(&mut self, section: &Section<'a>, criteria: usize) -> Option<Vec<Exact>> {
        let amount = |value: &Value<'_>| number_of(value).filter(|number| !number.is_negative());
        let list = |value: &'a Value<'a>| value.get_ref().as_array()?.iter().map(amount).collect::<Option<Vec<_>>>();
        let each = self.read(section, "each", "a number of zero or more, or a list of such", list)?;
        if each.len() != criteria {
            let message = format!("{} names {criteria} criteria and {} numbers of points", section.name, each.len());
            self.refuse(&section.span_of("each"), message, None);
            return None;
        }
        Some(each)
    }

    /// A curve; `of` says whether the rule itself names its input.
    fn curve(&mut self, section: &Section<'a>, word: &str, of: bool, max: Option<&Exact>) -> Option<Curve> {
        let keys: &[&str] = match word {
            "steps" => &["bands", "below"],
            "tiers" => &["tiers", "points"],
            "linear" => &["lo", "hi", "points", "below"],
            _ => &["points", "min"],
        };
        let shared: &[&str] = if of { &["type", "of"] } else { &["type"] };
        self.only(section, &[shared, keys].concat());
        match word {
            "steps" => self.steps(section),
            "tiers" => self.tiers(section, max),
            "linear" => self.linear(section, max),
            _ => self.scale(section, max),
        }
    }

    fn steps(&mut self, section: &Section<'a>) -> Option<Curve> {
        let below = self.number(section, "below");
        let bands = self.bands(section, "bands", "points", None)?;
        let bands = Bands::steps(bands, below.unwrap_or_else(Exact::zero));
        bands.map(Curve::Bands).map_err(|fault| self.refuse(&section.span_of("bands"), fault.to_string(), None)).ok()
    }

    fn tiers(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Curve> {
        let points = self.points(section, max);
        let tiers = self.bands(section, "tiers", "share", Some(&Exact::one()))?;
        let bands = Bands::tiers(tiers, points?);
        bands.map(Curve::Bands).map_err(|fault| self.refuse(&section.span_of("tiers"), fault.to_string(), None)).ok()
    }

    /// Bands under a key, each with `from`, perhaps `open`, and its worth, at most `most`.
    fn bands(&mut self, section: &Section<'a>, key: &str, worth: &str, most: Option<&Exact>) -> Option<Vec<Band>> {
        let list = self.tables(section, key, &format!("band in {}", section.name));
        self.need(section, key, Some(()))?;
        let bands: Vec<Option<Band>> = list.iter().map(|band| self.band(band, worth, most)).collect();
        bands.into_iter().collect()
    }

    fn band(&mut self, section: &Section<'a>, worth: &str, most: Option<&Exact>) -> Option<Band> {
        self.only(section, &["from", "open", worth]);
        let from = self.number(section, "from");
        let from = self.need(section, "from", from);
        let points = self.number(section, worth);
        let points = self.need(section, worth, points);
        let open = self.flag(section, "open").unwrap_or(false);
        let points = points?;
        if most.is_some_and(|most| points > *most) {
            let message = format!("`{worth}` of {} is more than all", section.name);
            let hint = "a share is a part of 1: write 0.6 for 60 %".to_owned();
            self.refuse(&section.span_of(worth), message, Some(hint));
            return None;
        }
        Some(Band { from: from?, open, points })
    }

    fn linear(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Curve> {
        let (lo, hi) = (self.number(section, "lo"), self.number(section, "hi"));
        let (lo, hi) = (self.need(section, "lo", lo), self.need(section, "hi", hi));
        let points = self.points(section, max);
        let below = self.number(section, "below").unwrap_or_else(Exact::zero);
        let line = Linear::new(lo?, hi?, points?, below);
        line.map(Curve::Linear).map_err(|fault| self.refuse(&section.span, fault.to_string(), None)).ok()
    }

    fn scale(&mut self, section: &Section<'a>, max: Option<&Exact>) -> Option<Curve> {
        let points = self.points(section, max);
        let min = self.number(section, "min").unwrap_or_else(Exact::zero);
        let points = points?;
        if min > points {
            self.refuse(&section.span_of("min"), "`min` is above the points", None);
            return None;
        }
        Some(Curve::Value(Scale { min, points }))
    }
}
