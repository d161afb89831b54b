//! The sections that a county prints of a publication: the agreed ones with the county's overrides applied.

use std::collections::BTreeMap;

use super::nearest::proposal;
use super::{County, OverrideAction, Publication, Section};
use crate::diagnostic::{At, Diagnostic};
use crate::rules;

/// A place in the row of sections, and what overrides have put around it.
struct Slot<'a> {
    section: &'a Section,
    /// The override that took the section out or replaced it.
    changed: Option<&'a At<String>>,
    dropped: bool,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// The sections of a publication as this county prints them, in reading order. Overrides of other publications are
/// passed over; the order of the others matters only between two that add at the same section.
///
/// # Errors
/// An override that speaks of a section that does not exist, adds an id that does, changes a section a second time, or
/// waits for another that waits for it.
pub fn sections_for<'a>(county: &'a County, publication: &'a Publication) -> Result<Vec<&'a Section>, Vec<Diagnostic>> {
    let mut row = Row { slots: Vec::new(), by_id: BTreeMap::new(), findings: Vec::new() };
    for section in &publication.sections {
        row.add(section);
    }
    let first_added = row.slots.len();
    let changes: Vec<&OverrideAction> =
        county.overrides.iter().filter(|change| change.concerns(publication)).map(|change| &change.action).collect();
    // All that is added is known before anything refers to it, so that the order in the file does not matter.
    let mut added = Vec::new();
    for change in &changes {
        if let OverrideAction::Before(_, section) | OverrideAction::After(_, section) = change
            && let Some(at) = row.add(section)
        {
            added.push((at, *change));
        }
    }
    for change in &changes {
        match change {
            OverrideAction::Drop(id) => row.change(id, None),
            OverrideAction::Replace(id, section) => row.change(id, Some(section)),
            OverrideAction::Before(..) | OverrideAction::After(..) => {}
        }
    }
    for (at, change) in &added {
        if let OverrideAction::Before(id, _) | OverrideAction::After(id, _) = change
            && let Some(anchor) = row.find(id)
        {
            let Some(slot) = row.slots.get_mut(anchor) else { continue };
            if matches!(change, OverrideAction::Before(..)) { slot.before.push(*at) } else { slot.after.push(*at) }
        }
    }
    let (order, reached) = row.walk(first_added);
    if row.findings.is_empty() {
        row.circles(&added, &reached);
    }
    if row.findings.is_empty() {
        Ok(order.into_iter().filter(|at| !row.slots[*at].dropped).map(|at| row.slots[at].section).collect())
    } else {
        Err(row.findings)
    }
}

/// The row while it is changed.
struct Row<'a> {
    slots: Vec<Slot<'a>>,
    /// A replaced section is found by its old id and by its new one.
    by_id: BTreeMap<&'a str, usize>,
    findings: Vec<Diagnostic>,
}

impl<'a> Row<'a> {
    fn add(&mut self, section: &'a Section) -> Option<usize> {
        let at = self.slots.len();
        if self.by_id.contains_key(section.id.as_str()) {
            self.duplicate(section);
            return None;
        }
        self.by_id.insert(&section.id, at);
        self.slots.push(Slot { section, changed: None, dropped: false, before: Vec::new(), after: Vec::new() });
        Some(at)
    }

    fn duplicate(&mut self, section: &Section) {
        let message = format!("there is a section `{}` already", section.id.value);
        let diagnostic = Diagnostic::new(&rules::DUPLICATE, message).at(&section.id.place);
        self.findings.push(diagnostic.help("give it another id; to put it in the other's place use `replace`"));
    }

    fn find(&mut self, id: &At<String>) -> Option<usize> {
        let found = self.by_id.get(id.as_str()).copied();
        if found.is_none() {
            let message = format!("the publication has no section `{}`", id.value);
            let help = proposal(id, self.by_id.keys().copied());
            self.findings.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(help));
        }
        found
    }

    fn change(&mut self, id: &'a At<String>, other: Option<&'a Section>) {
        let Some(at) = self.find(id) else { return };
        if let Some(first) = self.slots[at].changed {
            let message = format!("the section `{}` is dropped or replaced twice", id.value);
            let help = format!("the first time is on line {}", first.place.line_column().0);
            self.findings.push(Diagnostic::new(&rules::DUPLICATE, message).at(&id.place).help(help));
            return;
        }
        if let Some(other) = other {
            match self.by_id.get(other.id.as_str()) {
                Some(taken) if *taken != at => return self.duplicate(other),
                _ => self.by_id.insert(&other.id, at),
            };
        }
        let slot = &mut self.slots[at];
        slot.changed = Some(id);
        match other {
            Some(other) => slot.section = other,
            None => slot.dropped = true,
        }
    }

    /// The slots in reading order, from the agreed sections on, and which of all have been reached. With a stack of its
    /// own, as a chain of overrides may be long.
    fn walk(&self, first_added: usize) -> (Vec<usize>, Vec<bool>) {
        let mut order = Vec::new();
        let mut reached = vec![false; self.slots.len()];
        // `true`: what stands around the slot has been laid on the stack already.
        let mut stack: Vec<(usize, bool)> = (0..first_added).rev().map(|at| (at, false)).collect();
        while let Some((at, opened)) = stack.pop() {
            if opened {
                order.push(at);
                continue;
            }
            reached[at] = true;
            let slot = &self.slots[at];
            stack.extend(slot.after.iter().rev().map(|at| (*at, false)));
            stack.push((at, true));
            stack.extend(slot.before.iter().rev().map(|at| (*at, false)));
        }
        (order, reached)
    }

    fn circles(&mut self, added: &[(usize, &OverrideAction)], reached: &[bool]) {
        for (at, change) in added {
            if let OverrideAction::Before(id, section) | OverrideAction::After(id, section) = change
                && !reached[*at]
            {
                let message = format!("`{}` is placed at `{}`, which waits for it in turn", section.id.value, id.value);
                let diagnostic = Diagnostic::new(&rules::OVERRIDE_CIRCLE, message).at(&id.place);
                self.findings.push(diagnostic.help(rules::OVERRIDE_CIRCLE.mend));
            }
        }
    }
}
