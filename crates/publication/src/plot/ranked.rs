//! A ranked list that does not pretend to more order than the data has: dot and whisker for the value, the rank as a
//! range, equal values as one block.

use super::draw::{Anchor, label, label_lines, line, rect};
use super::rows::{Columns, dot, extent};
use super::scale::Scale;
use super::states::{self, Kind};
use super::svg::{Element, Scene};
use super::text::{self, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};
use std::collections::BTreeSet;

/// One unit.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedRow {
    /// Name for the reader.
    pub name: String,
    /// The value or why there is none.
    pub reading: Reading,
    /// Interval of the value.
    pub interval: Option<Span>,
    /// Lowest and highest rank the data allow, 1 is the first.
    pub rank: Option<(u32, u32)>,
    /// Whether to stress it.
    pub highlighted: bool,
    /// Whether it may still be revised.
    pub provisional: bool,
    /// The page of the observation or unit.
    pub href: Option<String>,
}

/// Which end of the list comes first. Equal values stay in the caller's order (its collation).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// High values on top.
    HighFirst,
    /// Low values on top.
    LowFirst,
    /// The caller's order.
    AsGiven,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedData {
    /// Units.
    pub rows: Vec<RankedRow>,
    /// Order; units without a value come last.
    pub order: Order,
    /// Whether the axis must show zero.
    pub from_zero: bool,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedLabels {
    /// Column of the ranks.
    pub rank: String,
    /// Column of the units.
    pub unit: String,
    /// What is measured, in which unit.
    pub value: String,
    /// Name of the interval.
    pub interval: String,
}

/// What is measured, with its interval if there is one.
fn head(labels: &RankedLabels) -> String {
    match labels.interval.as_str() {
        "" => labels.value.clone(),
        interval => format!("{} · {interval}", labels.value),
    }
}

/// Draws a list.
pub fn ranked(frame: &Frame, data: &RankedData, labels: &RankedLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let rows = sorted(data);
    let kinds = kinds(&rows);
    states::define(&mut scene, &kinds);
    let texts = |text: fn(&Frame, &RankedRow) -> String| rows.iter().map(|row| text(frame, row)).collect::<Vec<_>>();
    let ranks = texts(|_, row| rank_text(row));
    let names = texts(|_, row| row.name.clone());
    let values = texts(|frame, row| row.reading.value().map(frame.number).unwrap_or_default());
    let columns = Columns::new(frame.width, &ranks, &names, &values);
    let numbers = rows.iter().flat_map(|row| extent(row.reading.value(), row.interval));
    let numbers: Vec<f64> = numbers.collect();
    let ends = (columns.left + 6.0, columns.right - 6.0);
    let scale = Scale::told_apart(&numbers, data.from_zero, ends, frame.number);

    let head = text::wrap(&head(labels), SMALL, frame.width, 2);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let top = head.len() as f64 * 14.0 + 24.0;
    let heights: Vec<f64> =
        rows.iter().map(|row| Columns::height(&columns.lines(&row.name, row.highlighted))).collect();
    let bottom = top + heights.iter().sum::<f64>();
    columns.axis(&mut scene, frame, &scale, top - 6.0, top - 2.0, bottom);
    if rows.len() > 25 {
        columns.axis(&mut scene, frame, &scale, bottom + 13.0, bottom, bottom + 2.0);
    }
    body(&mut scene, frame, &rows, &heights, top, &columns, &scale);
    let after = bottom + if rows.len() > 25 { 18.0 } else { 2.0 };
    let entries = states::entries(&scene, frame, &kinds);
    let height = states::key(&mut scene, &entries, 0.0, frame.width, after) + 2.0;
    let svg = scene.finish("plot plot-tall plot-ranked", frame.width, height);
    Plot { svg, table: table(frame, &rows, labels), width: frame.width, height }
}

fn sorted(data: &RankedData) -> Vec<&RankedRow> {
    let mut rows: Vec<&RankedRow> = data.rows.iter().collect();
    let side = |row: &RankedRow| match (row.reading.value(), data.order) {
        (Some(_), Order::AsGiven) | (None, _) => 0.0,
        (Some(value), Order::HighFirst) => -value,
        (Some(value), Order::LowFirst) => value,
    };
    rows.sort_by(|a, b| {
        let absent = a.reading.value().is_none().cmp(&b.reading.value().is_none());
        absent.then_with(|| side(a).total_cmp(&side(b)))
    });
    rows
}

/// Kinds that need a key: absent values carry their word in the row, so only hollow dots do.
fn kinds(rows: &[&RankedRow]) -> BTreeSet<Kind> {
    let hollow = rows.iter().any(|row| row.provisional && row.reading.value().is_some());
    hollow.then_some(Kind::Provisional).into_iter().collect()
}

fn rank_text(row: &RankedRow) -> String {
    match row.rank {
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{}–{}", low.min(high), low.max(high)),
        None => String::new(),
    }
}

/// Whether two neighbours belong to one block.
fn tied(one: &RankedRow, other: &RankedRow) -> bool {
    one.reading.value().is_some() && one.reading.value() == other.reading.value() && one.rank == other.rank
}

fn body(
    scene: &mut Scene,
    frame: &Frame,
    rows: &[&RankedRow],
    heights: &[f64],
    top: f64,
    columns: &Columns,
    scale: &Scale,
) {
    let mut y = top;
    let mut start = 0;
    for block in rows.chunk_by(|one, other| tied(one, other)) {
        let heights = &heights[start..start + block.len()];
        start += block.len();
        let height: f64 = heights.iter().sum();
        if block.len() > 1 {
            scene.add(rect(0.0, y + 1.0, columns.left - 6.0, height - 2.0, "p-tie"));
            scene.add(line(columns.left - 6.0, y + 2.0, columns.left - 6.0, y + height - 2.0, "p-bracket"));
        }
        if let Some(rank) = block.first().map(|row| rank_text(row)).filter(|rank| !rank.is_empty()) {
            let rank = text::fit(&rank, SMALL, columns.lead);
            let middle = y + height / 2.0 + 4.0;
            scene.add(label(columns.lead, middle, Anchor::End, SMALL, "p-muted", &rank));
        }
        for (row, height) in block.iter().zip(heights) {
            let drawn = draw_row(frame, row, y + height / 2.0, columns, scale);
            let drawn = scene.linked(&row.href, drawn);
            scene.add(drawn);
            y += height;
        }
    }
}

fn draw_row(frame: &Frame, row: &RankedRow, middle: f64, columns: &Columns, scale: &Scale) -> Element {
    let weight = if row.highlighted { "p-strong" } else { "" };
    let mut group =
        Element::new("g").child(columns.draw_name(&columns.lines(&row.name, row.highlighted), middle, weight));
    match row.reading.value() {
        Some(value) => {
            let class = if row.highlighted { "p-hi" } else { "p-mark" };
            // A highlighted unit is a diamond as well as another colour.
            let shape = if row.highlighted { 3 } else { 0 };
            group.push(dot(scale, value, row.interval, middle, class, row.provisional, shape));
            group.push(columns.draw_value(&(frame.number)(value), middle, weight));
        }
        None => {
            let word = text::fit(&frame.say(row.reading), SMALL, columns.width - columns.left - 6.0);
            group.push(label(columns.left + 6.0, middle + 4.0, Anchor::Start, SMALL, "p-muted p-halo", &word));
        }
    }
    group
}

fn table(frame: &Frame, rows: &[&RankedRow], labels: &RankedLabels) -> Table {
    let has_rank = rows.iter().any(|row| row.rank.is_some());
    let has_interval = rows.iter().any(|row| row.interval.is_some());
    let has_status = rows.iter().any(|row| row.provisional);
    let mut header = vec![labels.unit.clone(), labels.value.clone()];
    header.extend(has_interval.then(|| labels.interval.clone()));
    header.extend(has_rank.then(|| labels.rank.clone()));
    header.extend(has_status.then(|| frame.words.provisional.clone()));
    let row = |row: &&RankedRow| {
        let mut cells = vec![Cell::plain(row.name.as_str()), Cell::linked(frame.say(row.reading), &row.href)];
        cells.extend(has_interval.then(|| Cell::plain(frame.say_span(row.interval))));
        cells.extend(has_rank.then(|| Cell::plain(rank_text(row))));
        cells.extend(has_status.then(|| Cell::plain(if row.provisional { "✓" } else { "" })));
        cells
    };
    Table { caption: frame.title.to_owned(), header, rows: rows.iter().map(row).collect() }
}
