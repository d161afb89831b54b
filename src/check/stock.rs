//! Rules on what an order asks of the print shop: paper that its print profile is made for, folds that its pages are made for.

use crate::definition::{FORMATS, Fold, Order, OrderItem, PrintPreset};
use crate::diagnostic::Diagnostic;
use crate::rules;

/// Printing conditions on coated paper (registry of the ICC): offset on gloss or matt coated sheets.
const COATED: [&str; 3] = ["FOGRA39", "FOGRA43", "FOGRA51"];
/// Printing conditions on uncoated paper.
const UNCOATED: [&str; 4] = ["FOGRA29", "FOGRA30", "FOGRA47", "FOGRA52"];
/// Profiles that come with the program, for each kind of paper.
const FITTING: [(Surface, &str); 2] = [(Surface::Coated, "sheet-coated"), (Surface::Uncoated, "sheet-uncoated")];

/// What the surface of a paper is like: inks look and dry otherwise on each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surface {
    Coated,
    Uncoated,
}

impl Surface {
    /// The surface that words for paper name; none if they leave it open.
    fn named(words: &str) -> Option<Surface> {
        let words = words.to_lowercase();
        let word = |list: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
        // `bestruket` and `coated` stand in the words for the contrary as well.
        if ["obestruk", "uncoated"].iter().any(|part| words.contains(part)) || word(&["offset", "offsetpapper"]) {
            return Some(Surface::Uncoated);
        }
        let coated =
            ["bestruk", "coated"].iter().any(|part| words.contains(part)) || word(&["silk", "gloss", "glättat"]);
        coated.then_some(Surface::Coated)
    }

    /// The surface that a print profile is made for; none if that cannot be told from its condition.
    fn of(preset: &PrintPreset) -> Option<Surface> {
        let condition = preset.condition.as_deref()?.trim().to_uppercase();
        let is_in = |list: &[&str]| list.contains(&condition.as_str());
        if is_in(&UNCOATED) { Some(Surface::Uncoated) } else { is_in(&COATED).then_some(Surface::Coated) }
    }

    fn name(self) -> &'static str {
        match self {
            Surface::Coated => "coated paper",
            Surface::Uncoated => "uncoated paper",
        }
    }
}

/// Paper that the print profile is not made for. What the order says for all its items is told once.
pub(super) fn paper(order: &Order, preset: &PrintPreset, out: &mut Vec<Diagnostic>) {
    let Some(made_for) = Surface::of(preset) else { return };
    for paper in order.items.iter().filter_map(|item| item.paper.as_ref()) {
        let Some(asked) = Surface::named(&paper.value).filter(|asked| *asked != made_for) else { continue };
        let fitting = FITTING.iter().find(|(surface, _)| *surface == asked).map_or("", |(_, name)| name);
        let name = &preset.name;
        let message =
            format!("the files are made with `{name}`, for {}, and this is {}", made_for.name(), asked.name());
        let help =
            format!("write `print_profile = \"{fitting}\"` in [county], or order with `--print-profile {fitting}`");
        let finding = Diagnostic::new(&rules::ORDER_PAPER, message).at(&paper.place).help(help);
        if !out.iter().any(|known| known.rule == finding.rule && known.place == finding.place) {
            out.push(finding);
        }
    }
}

/// A fold that another format is made for: it would go through texts.
pub(super) fn fold(item: &OrderItem, out: &mut Vec<Diagnostic>) {
    let (Some(own), Some(said)) = (Fold::of(item.format), &item.fold) else { return };
    let Some(asked) = Fold::named(&said.value).filter(|asked| *asked != own) else { return };
    let message =
        format!("the panels of {} are made for {}, and this is {}", item.format.name, own.name(), asked.name());
    let other = FORMATS.iter().find(|format| Fold::of(format) == Some(asked));
    let help = match other {
        Some(format) => format!("leave `fold` out, or order the leaflet as {}", format.name),
        None => "leave `fold` out".to_owned(),
    };
    out.push(Diagnostic::new(&rules::ORDER_FOLD, message).at(&said.place).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_paper_name_its_surface_or_leave_it_open() {
        let coated = ["130 g bestruket", "150 g silk", "Gloss coated 170 g", "matt bestruket"];
        assert!(coated.iter().all(|words| Surface::named(words) == Some(Surface::Coated)));
        let uncoated = ["90 g obestruket", "Uncoated 100 g", "100 g offset", "offsetpapper 90 g", "obestruken kartong"];
        assert!(uncoated.iter().all(|words| Surface::named(words) == Some(Surface::Uncoated)));
        assert_eq!(["170 g", "återvunnet papper", "offsettryck"].map(Surface::named), [None; 3]);
    }
}
