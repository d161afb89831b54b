//! What happens to a sheet after it is printed: folds with their panels, and tabs that are cut, in the words of the ticket.

use crate::definition::{Fold, Format, FormatKind, OrderItem, Panel, Publication};
use crate::units::{Mm, Pt};

/// Where nothing is done.
const NOTHING: &str = "ingen";

/// What happens to a leaflet after it is printed.
pub(super) struct Finishing<'a> {
    item: &'a OrderItem,
    tabs: Option<u8>,
}

impl<'a> Finishing<'a> {
    /// That of an item, as its publication and format have it.
    pub fn new(item: &'a OrderItem, publication: &Publication) -> Finishing<'a> {
        let used = publication.formats.iter().find(|used| used.format == item.format);
        Finishing { item, tabs: used.and_then(|used| used.tabs.as_ref()).map(|tabs| tabs.value) }
    }

    /// How it is folded: as the order says, else as its format is.
    pub fn fold(&self) -> &str {
        match &self.item.fold {
            Some(fold) => &fold.value,
            None => Fold::of(self.item.format).map_or(NOTHING, Fold::swedish),
        }
    }

    /// All of it in a few words.
    pub fn brief(&self) -> String {
        match self.tabs {
            None => self.fold().to_owned(),
            Some(count) if self.fold() == NOTHING => format!("{count} rivflikar, skärs nedifrån"),
            Some(count) => format!("{}; {count} rivflikar, skärs nedifrån", self.fold()),
        }
    }

    /// All of it in sentences; none where there is nothing to do, or the order has its own way of it.
    pub fn details(&self) -> Option<String> {
        let folded = self.folded().map(|fold| self.panels(fold));
        let cut = self.tabs.map(|count| {
            let width = number(self.item.format.trim.width.mm().0 / f32::from(count));
            format!(
                "{count} rivflikar längs nederkanten, {width} mm breda: skärs efter renskärningen, nedifrån längs de streckade \
                 linjerna till den vita remsans överkant. Flikarna sitter kvar."
            )
        });
        let parts: Vec<String> = folded.into_iter().chain(cut).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// Width and height of the open sheet and of the folded leaflet in millimetres; none if it stays flat.
    pub fn sizes(&self) -> Option<[String; 2]> {
        self.folded()?;
        let format = self.item.format;
        let widest = format.panels.iter().map(|panel| panel.width).fold(Pt::ZERO, Pt::max);
        // A folder comes as single pages, two of which are one side of the sheet.
        let open = if format.max_pages > 2 { format.trim.width * 2.0 } else { format.trim.width };
        Some([open, widest].map(|width| format!("{} × {}", length(width), length(format.trim.height))))
    }

    /// The fold that the pages are made for, unless the order names another or none.
    fn folded(&self) -> Option<Fold> {
        let own = Fold::of(self.item.format)?;
        let said = self.item.fold.as_ref();
        said.is_none_or(|said| Fold::named(&said.value) == Some(own)).then_some(own)
    }

    /// Where it is folded, and in which order.
    fn panels(&self, fold: Fold) -> String {
        let rtl = self.item.lang.rtl;
        // What is said of the sides for a leaflet that runs from left to right.
        let (left, right) = if rtl { ("högra", "vänstra") } else { ("vänstra", "högra") };
        let spine = if rtl { "höger" } else { "vänster" };
        let read = if rtl { "Läses från höger till vänster: panelerna är spegelvända, " } else { "" };
        let spine = if rtl { format!("{read}ryggen till {spine}.") } else { format!("Ryggen till {spine}.") };
        let how = match fold {
            Fold::Roll => format!(
                "Insidans {right} panel viks in först, sedan den {left} med framsidan över. Arket vänds över kortsidan."
            ),
            Fold::Zigzag => format!(
                "Sicksack: framsidan är utsidans {right} panel och öppnas som en bok, insidans {right} panel blir baksida. \
                 Arket vänds över kortsidan."
            ),
            Fold::Single | Fold::Cross => {
                let [outside, inside] = if rtl { [[1, 4], [3, 2]] } else { [[4, 1], [2, 3]] };
                return format!(
                    "Enkelsidor i läsordning. Utsidan är sidan {} till vänster om sidan {}, insidan sidan {} till vänster om \
                     sidan {}; falsas en gång. {spine}",
                    outside[0], outside[1], inside[0], inside[1]
                );
            }
        };
        let [outside, inside] = [0, 1].map(|page| widths(self.item.format, page, rtl));
        format!("Paneler från vänster: utsidan (sidan 1) {outside} mm, insidan (sidan 2) {inside} mm. {how} {spine}")
    }
}

/// The widths of a page's panels from the left, as they are printed.
fn widths(format: &Format, page: u8, mirrored: bool) -> String {
    let mut own: Vec<&Panel> = format.panels.iter().filter(|panel| panel.page == page).collect();
    own.sort_by(|a, b| a.left.0.total_cmp(&b.left.0));
    if mirrored {
        own.reverse();
    }
    let widths: Vec<String> = own.iter().map(|panel| length(panel.width)).collect();
    widths.join("/")
}

/// What a format is called in Swedish.
pub(super) fn called(format: &Format) -> String {
    let size = format.name.split('-').next().unwrap_or_default().to_uppercase().replace('X', " × ");
    match (format.name, Fold::of(format)) {
        ("a5-folder", _) => format!("{size}-folder"),
        ("pocket-card", _) => "fickkort".to_owned(),
        (_, Some(fold)) => format!("{size} med {}", fold.swedish()),
        _ if format.kind == FormatKind::Poster => format!("{size}-affisch"),
        _ => size,
    }
}

/// A length in millimetres.
fn length(length: Pt) -> String {
    let Mm(length) = length.mm();
    number(length)
}

/// A length without needless decimals, with a comma.
pub(super) fn number(value: f32) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::FORMATS;

    #[test]
    fn no_folded_format_is_ordered_flat() {
        for format in &FORMATS {
            let is_folded = (0..2).any(|page| !format.folds(page).is_empty()) || format.min_pages > 2;
            assert_eq!(Fold::of(format).is_some(), is_folded, "{}", format.name);
        }
    }

    #[test]
    fn panels_are_counted_from_the_left_of_the_printed_page() {
        let roll = Format::named("a4-roll-fold").expect("a format");
        assert_eq!([0, 1].map(|page| widths(roll, page, false)), ["97/100/100", "100/100/97"]);
        assert_eq!([0, 1].map(|page| widths(roll, page, true)), ["100/100/97", "97/100/100"]);
    }

    #[test]
    fn formats_have_swedish_names() {
        let named = |name: &str| Format::named(name).map(called).unwrap_or_default();
        assert_eq!(["a5", "dl", "a5-folder", "pocket-card"].map(named), ["A5", "DL", "A5-folder", "fickkort"]);
        assert_eq!(["a4-roll-fold", "a4-z-fold"].map(named), ["A4 med rullfals", "A4 med z-fals"]);
        assert_eq!(["a3-poster", "50x70-poster"].map(named), ["A3-affisch", "50 × 70-affisch"]);
    }
}
