//! What became of a cohort of cases by a horizon: one bar an outcome, on a track that is the whole cohort. Shares are
//! shares *of the cohort*, never of the step before; the part that nobody could follow to the horizon is hatched, so
//! that an unfinished year does not look like a lenient one.

use super::draw::{Anchor, label, label_lines, line, rect};
use super::scale::Scale;
use super::states::{self, Entry, Kind};
use super::svg::{Element, Scene};
use super::text::{self, SIZE, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};
use std::collections::BTreeSet;

/// One outcome at the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelStep {
    /// Name for the reader.
    pub name: String,
    /// Number of cases, where it is published; written by the format for counts.
    pub count: Option<Reading>,
    /// Cumulative incidence in the unit of [`FunnelData::whole`], or why there is none.
    pub share: Reading,
    /// Its interval.
    pub interval: Option<Span>,
    /// Whether every case of the cohort could have been followed to the horizon.
    pub complete: bool,
    /// The page of the observation.
    pub href: Option<String>,
}

/// Cases that began together, such as those of one year.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelCohort {
    /// Name for the reader.
    pub name: String,
    /// Number of cases in it.
    pub size: Reading,
    /// Outcomes, drawn in this order.
    pub steps: Vec<FunnelStep>,
    /// Cases without an outcome at the horizon: still open, or not followed so long. Hatched.
    pub open: Option<FunnelStep>,
    /// The page of the cohort's size.
    pub href: Option<String>,
}

/// Cohorts at one horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelData {
    /// Drawn in this order.
    pub cohorts: Vec<FunnelCohort>,
    /// The share that is everybody: 1, or 100 for per cent.
    pub whole: f64,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelLabels {
    /// Column of the cohorts.
    pub cohort: String,
    /// Column of the outcomes.
    pub outcome: String,
    /// Column of the counts, e.g. "cases".
    pub count: String,
    /// What the share is, with the horizon; stands over the bars.
    pub share: String,
    /// Name of the interval.
    pub interval: String,
    /// Column that says whether the follow-up was complete.
    pub status: String,
    /// Word for a complete follow-up.
    pub complete: String,
    /// Word for an incomplete one; also explains the hatching.
    pub incomplete: String,
}

/// Height of a bar.
const BAR: f64 = 14.0;
/// Height of a line of text over a bar.
const LEAD: f64 = 17.0;

/// Draws cohorts; `count` writes numbers of cases, the frame's format writes shares.
pub fn funnel(frame: &Frame, data: &FunnelData, labels: &FunnelLabels, count: &dyn Fn(f64) -> String) -> Plot {
    let mut scene = Scene::new(frame);
    let counts = Frame { number: count, ..*frame };
    define(&mut scene, data);
    let scale = Scale::tight([0.0, data.whole].into_iter(), 1.0, frame.width - 1.0);
    let head = text::wrap(&format!("{} · {}", labels.share, labels.interval), SMALL, frame.width, 3);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let mut brush = Brush { frame, counts: &counts, data, scale, y: head.len() as f64 * 14.0 + 8.0 };
    for cohort in &data.cohorts {
        brush.cohort(&mut scene, cohort, labels);
    }
    let bottom = brush.axis(&mut scene);
    let entries = entries(&scene, data, labels);
    let height = states::key(&mut scene, &entries, 0.0, frame.width, bottom) + 2.0;
    let svg = scene.finish("plot plot-tall plot-funnel", frame.width, height);
    Plot { svg, table: table(frame, &counts, data, labels), width: frame.width, height }
}

/// All steps of a cohort, the open ones last; `true` marks them.
fn steps(cohort: &FunnelCohort) -> impl Iterator<Item = (&FunnelStep, bool)> {
    cohort.steps.iter().map(|step| (step, false)).chain(cohort.open.iter().map(|step| (step, true)))
}

/// The hatching of what is not known, turned against that of what is suppressed.
fn define(scene: &mut Scene, data: &FunnelData) {
    let all = || data.cohorts.iter().flat_map(steps);
    states::define(scene, &all().filter_map(|(step, _)| states::absence(step.share)).collect());
    if all().any(|(step, open)| open || !step.complete) {
        let pattern = Element::new("pattern").attr("id", scene.id("rest")).attr("width", "7").attr("height", "7");
        let pattern = pattern.attr("patternUnits", "userSpaceOnUse");
        scene.define(pattern.child(Element::new("path").attr("d", "M-1 1L1 -1M-1 8L8 -1M6 8L8 6").class("p-hatch")));
    }
}

fn hatched(scene: &Scene, x: f64, y: f64, width: f64, height: f64) -> Element {
    rect(x, y, width, height, "p-outline p-dashed").attr("fill", format!("url(#{})", scene.id("rest")))
}

/// Draws from the top to the bottom.
struct Brush<'a> {
    frame: &'a Frame<'a>,
    counts: &'a Frame<'a>,
    data: &'a FunnelData,
    scale: Scale,
    y: f64,
}

impl Brush<'_> {
    fn cohort(&mut self, scene: &mut Scene, cohort: &FunnelCohort, labels: &FunnelLabels) {
        let size = format!("{}: {}", labels.count, self.counts.say(cohort.size));
        let drawn = self.text(&cohort.name, &size, "p-strong");
        scene.add(scene.linked(&cohort.href, drawn));
        for (step, open) in steps(cohort) {
            let drawn = self.text(&step.name, &self.value(step), "");
            let bar = self.bar(scene, step, open, cohort);
            scene.add(scene.linked(&step.href, drawn.child(bar)));
            self.y += BAR + 8.0;
        }
        self.y += 6.0;
    }

    /// A name at the left and a value at the right, in lines of their own when they do not fit into one.
    fn text(&mut self, name: &str, value: &str, class: &str) -> Element {
        let width = self.frame.width;
        let value = text::fit(value, SMALL, width);
        let room = width - text::width(&value, SMALL) - 14.0;
        // Bold letters are wider than the estimate.
        let wide = if class.is_empty() { 1.0 } else { 1.12 };
        let beside = room >= (text::width(name, SIZE) * wide).min(width * 0.42);
        let lines = text::wrap(name, SIZE, if beside { room / wide } else { width / wide }, 3);
        let mut group = Element::new("g");
        group.push(label_lines(0.0, self.y + 13.0, Anchor::Start, SIZE, class, &lines));
        self.y += lines.len() as f64 * LEAD;
        if !beside {
            self.y += LEAD;
        }
        group.push(label(width, self.y - 4.0, Anchor::End, SMALL, "", &value));
        self.y += 2.0;
        group
    }

    /// "12 · 34.5 % (30.1 – 38.9)".
    fn value(&self, step: &FunnelStep) -> String {
        let count = step.count.map(|count| self.counts.say(count));
        let share = Some(self.frame.say(step.share)).filter(|share| count.as_ref() != Some(share));
        let interval = self.frame.say_span(step.interval.filter(|_| step.share.value().is_some()));
        let interval = if interval.is_empty() { interval } else { format!(" ({interval})") };
        let parts: Vec<String> = count.into_iter().chain(share).collect();
        parts.join(" · ") + &interval
    }

    /// The track of the whole cohort with the bar, and the hatched part that may still become this outcome.
    fn bar(&self, scene: &Scene, step: &FunnelStep, open: bool, cohort: &FunnelCohort) -> Element {
        let (start, end, y) = (self.scale.at(0.0), self.scale.at(self.data.whole), self.y);
        let mut group = Element::new("g").child(rect(start, y, end - start, BAR, "p-track"));
        let Some(share) = step.share.value() else {
            let kind = states::absence(step.share).unwrap_or(Kind::Unknown);
            group.push(states::slot(scene, kind, start, y, end - start, BAR));
            return group;
        };
        let at = self.scale.at(share);
        if open {
            group.push(hatched(scene, start, y, at - start, BAR));
        } else {
            if !step.complete {
                let rest = cohort.open.as_ref().and_then(|open| open.share.value());
                let upto = rest.map_or(end, |rest| self.scale.at(share + rest));
                group.push(hatched(scene, at, y, upto - at, BAR));
            }
            group.push(rect(start, y, (at - start).max(1.0), BAR, "p-mark p-solid"));
        }
        if let Some(span) = step.interval.and_then(Span::checked) {
            let middle = y + BAR / 2.0;
            for class in ["p-under", "p-s5 p-whisker"] {
                group.push(line(self.scale.at(span.low), middle, self.scale.at(span.high), middle, class));
            }
        }
        group
    }

    /// Names of nothing, half and everybody; returns the lower edge.
    fn axis(&self, scene: &mut Scene) -> f64 {
        let whole = if self.data.whole.is_finite() { self.data.whole } else { 1.0 };
        for (part, anchor) in [(0.0, Anchor::Start), (0.5, Anchor::Middle), (1.0, Anchor::End)] {
            let (x, name) = (self.scale.at(whole * part), (self.frame.number)(whole * part));
            scene.add(line(x, self.y - 8.0, x, self.y - 3.0, "p-axis"));
            let name = text::fit(&name, SMALL, self.frame.width / 3.0 - 8.0);
            scene.add(label(x, self.y + 9.0, anchor, SMALL, "p-muted", &name));
        }
        self.y + 14.0
    }
}

fn entries(scene: &Scene, data: &FunnelData, labels: &FunnelLabels) -> Vec<Entry> {
    let unfinished = data.cohorts.iter().flat_map(steps).any(|(step, open)| open || !step.complete);
    let glyph = hatched(scene, 0.0, 0.0, 18.0, 12.0);
    let place = move |x: f64, y: f64| {
        let shift = format!("translate({} {})", super::svg::fixed(x), super::svg::fixed(y));
        Element::new("g").attr("transform", shift).child(glyph.clone())
    };
    let entry: Entry = (Box::new(place), labels.incomplete.clone());
    unfinished.then_some(entry).into_iter().collect()
}

fn table(frame: &Frame, counts: &Frame, data: &FunnelData, labels: &FunnelLabels) -> Table {
    let states: BTreeSet<bool> = data.cohorts.iter().flat_map(steps).map(|(step, _)| step.complete).collect();
    let head = [&labels.cohort, &labels.outcome, &labels.count, &labels.share, &labels.interval];
    let mut header = head.map(String::clone).to_vec();
    // A status that never differs from "complete" needs no column.
    let status = states.contains(&false);
    header.extend(status.then(|| labels.status.clone()));
    let mut rows = Vec::new();
    for cohort in &data.cohorts {
        let whole = Cell::linked(counts.say(cohort.size), &cohort.href);
        let everybody = frame.say(Reading::Value(data.whole));
        let mut row = vec![Cell::plain(cohort.name.as_str()), Cell::plain(""), whole, Cell::plain(everybody)];
        row.push(Cell::plain(""));
        row.extend(status.then(|| Cell::plain("")));
        rows.push(row);
        for (step, _) in steps(cohort) {
            let count = step.count.map(|count| counts.say(count)).unwrap_or_default();
            let mut row = vec![Cell::plain(cohort.name.as_str()), Cell::plain(step.name.as_str()), Cell::plain(count)];
            row.push(Cell::linked(frame.say(step.share), &step.href));
            row.push(Cell::plain(frame.say_span(step.interval)));
            let word = if step.complete { &labels.complete } else { &labels.incomplete };
            row.extend(status.then(|| Cell::plain(word.as_str())));
            rows.push(row);
        }
    }
    Table { caption: frame.title.to_owned(), header, rows }
}
