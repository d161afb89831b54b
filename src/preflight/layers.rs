//! Layers (optional content; ISO 32000-1, 8.11): what a file shows as long as nobody has chosen otherwise.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::counted;
use super::finding::Findings;
use super::pdf::Pdf;
use crate::rules;

/// How deep conditions of visibility may be in each other.
const MOST_DEPTH: usize = 16;
/// Most members or conditions of one that are looked at; a file may name the same ones again and again.
const MOST_PARTS: usize = 100;
/// Most layers that are named in a message.
const MOST_NAMED: usize = 6;

/// The layers that are switched off by the default configuration.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: BTreeSet<ObjectId>,
    /// Whether none is hidden, whatever the file says.
    all_drawn: bool,
}

impl Layers {
    /// The layers for what knows none, as PDF 1.4: all of them are drawn.
    pub fn all_drawn() -> Layers {
        Layers { off: BTreeSet::new(), all_drawn: true }
    }

    /// Those of a file; other configurations are for people at a screen and do not count.
    pub fn read(pdf: &Pdf) -> Layers {
        let properties = pdf.catalog().and_then(|catalog| pdf.dict(catalog, "OCProperties"));
        let Some(properties) = properties else { return Layers::default() };
        let ids = |dict: Option<&Dictionary>, key: &str| -> BTreeSet<ObjectId> {
            dict.and_then(|dict| pdf.array(dict, key)).into_iter().flatten().filter_map(Pdf::id).collect()
        };
        let default = pdf.dict(properties, "D");
        let all_off = default.and_then(|d| pdf.name(d, "BaseState")).is_some_and(|state| state == "OFF");
        let mut off = if all_off { ids(Some(properties), "OCGs") } else { BTreeSet::new() };
        let on = ids(default, "ON");
        off.retain(|id| !on.contains(id));
        off.extend(ids(default, "OFF"));
        Layers { off, all_drawn: false }
    }

    /// Says once which layers are not shown: a print shop has to know that there is more in the file.
    pub fn check(&self, pdf: &Pdf, findings: &mut Findings) {
        if self.off.is_empty() {
            return;
        }
        let name = |id: &ObjectId| {
            let name = pdf.document.get_dictionary(*id).ok().and_then(|layer| pdf.text(layer, "Name"));
            format!("“{}”", name.unwrap_or_default().trim())
        };
        let named: Vec<String> = self.off.iter().take(MOST_NAMED).map(name).collect();
        let more = if self.off.len() > MOST_NAMED { ", …" } else { "" };
        let count = counted(self.off.len(), "layer that is switched off", "layers that are switched off");
        let message = format!("the file has {count}, not counted as printed: {}{more}", named.join(", "));
        findings.file(&rules::LAYERS_HIDDEN, message);
    }

    /// Whether what belongs to a layer, or to several on a condition, is not shown.
    pub fn hides(&self, pdf: &Pdf, layer: &Object) -> bool {
        let Some(dict) = pdf.as_dict(layer).filter(|_| !self.all_drawn) else { return false };
        if pdf.name(dict, "Type").is_none_or(|kind| kind != "OCMD") {
            return self.is_off(layer);
        }
        if let Some(condition) = pdf.get(dict, "VE") {
            let mut left = MOST_PARTS;
            return !self.holds(pdf, condition, 0, &mut left);
        }
        let single = dict.get(b"OCGs").ok();
        let members: Vec<&Object> = match single.and_then(|object| pdf.resolve(object)) {
            Some(Object::Array(members)) => members.iter().take(MOST_PARTS).collect(),
            Some(Object::Dictionary(_)) => single.into_iter().collect(),
            _ => Vec::new(),
        };
        if members.is_empty() {
            return false;
        }
        let off = members.iter().filter(|member| self.is_off(member)).count();
        // What has to be so for it to be shown (ISO 32000-1, table 99).
        let shown = match pdf.name(dict, "P").as_deref() {
            Some("AllOn") => off == 0,
            Some("AnyOff") => off > 0,
            Some("AllOff") => off == members.len(),
            _ => off < members.len(),
        };
        !shown
    }

    fn is_off(&self, layer: &Object) -> bool {
        Pdf::id(layer).is_some_and(|id| self.off.contains(&id))
    }

    /// Whether a condition of `And`, `Or`, `Not` and layers holds; one that cannot be read does.
    fn holds(&self, pdf: &Pdf, condition: &Object, depth: usize, left: &mut usize) -> bool {
        *left = left.saturating_sub(1);
        let Some(Object::Array(parts)) = pdf.resolve(condition).filter(|_| depth < MOST_DEPTH && *left > 0) else {
            return !self.is_off(condition);
        };
        let Some((sign, parts)) = parts.split_first() else { return true };
        let mut parts = parts.iter().take(*left).map(|part| self.holds(pdf, part, depth + 1, left));
        match pdf.as_name(sign).as_deref() {
            Some("Or") => parts.any(|holds| holds),
            Some("Not") => !parts.next().unwrap_or(false),
            _ => parts.all(|holds| holds),
        }
    }
}
