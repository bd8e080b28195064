//! Labels of scores. A label never stands without its number, and one whose threshold nobody checked says so.

use super::super::method::{Labelled, Level};
use super::super::node::{Label, Node};

/// Labels the root, its top items and everything below.
pub(super) fn label(levels: &[Level], root: &mut Node) {
    if levels.is_empty() {
        return;
    }
    one(levels, root, false);
    let mut open: Vec<(&mut Node, bool)> = root.children.iter_mut().map(|top| (top, true)).collect();
    while let Some((node, top)) = open.pop() {
        one(levels, node, top);
        open.extend(node.children.iter_mut().map(|child| (child, false)));
    }
}

/// The highest threshold a score reaches gives its label; of equal ones the open one is higher, and an item's own goes
/// before that of all top items.
fn one(levels: &[Level], node: &mut Node, top: bool) {
    let Some(value) = &node.value else { return };
    let rows = levels.iter().filter(|level| match &level.of {
        Labelled::Tops => top,
        Labelled::Item(id) => *id == node.id,
    });
    let reached = rows.filter(|level| if level.open { *value > level.min } else { *value >= level.min });
    let order = |level: &&Level| (level.min.clone(), level.open, level.of != Labelled::Tops);
    // The first of the file among rows that say the same, which `max_by` would leave to the last.
    let highest = reached.rev().max_by_key(order);
    if let Some(level) = highest {
        node.level = Some(Label { text: level.label.clone(), verified: level.verified });
    }
}
