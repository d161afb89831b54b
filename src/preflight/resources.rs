//! What pages may draw with: fonts, pictures, forms, groups and graphics states, each looked at once.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::Standard;
use super::color::{self, Space};
use super::finding::Findings;
use super::font::descendant;
use super::page::Leaf;
use super::pdf::Pdf;
use super::picture::has_filter;
use super::x1a;
use crate::rules;

/// How deep forms and patterns may be in each other.
const MOST_DEPTH: usize = 24;

/// Looks at the resources of every page.
pub(super) fn check(pdf: &Pdf, leaves: &[Leaf<'_>], standard: Standard, findings: &mut Findings) {
    let mut walk = Walk { pdf, standard, seen: BTreeSet::new(), page: 0, findings };
    for leaf in leaves {
        walk.page = leaf.number;
        walk.group(leaf.dict);
        if let Some(resources) = leaf.resources {
            walk.resources(resources, 0);
        }
        if standard.is_print() && pdf.get(leaf.dict, "AA").is_some() {
            walk.findings.page(&rules::INTERACTIVE, leaf.number, "the page has actions (AA)".to_owned());
        }
    }
}

struct Walk<'a> {
    pdf: &'a Pdf,
    standard: Standard,
    seen: BTreeSet<ObjectId>,
    page: usize,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn report(&mut self, rule: &'static crate::rules::Rule, message: String) {
        self.findings.page(rule, self.page, message);
    }

    fn resources(&mut self, resources: &Dictionary, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        let pdf = self.pdf;
        for kind in ["Font", "XObject", "Pattern", "ExtGState"] {
            let Some(entries) = pdf.dict(resources, kind) else { continue };
            for (name, object) in entries {
                if Pdf::id(object).is_some_and(|id| !self.seen.insert(id)) {
                    continue;
                }
                let Some(dict) = pdf.as_dict(object) else { continue };
                let name = String::from_utf8_lossy(name);
                match kind {
                    "Font" => self.font(dict, depth),
                    "XObject" => self.external(&name, dict, resources, depth),
                    "ExtGState" => self.state(dict, depth),
                    _ => self.inner(dict, depth),
                }
            }
        }
    }

    fn inner(&mut self, dict: &Dictionary, depth: usize) {
        if let Some(own) = self.pdf.dict(dict, "Resources") {
            self.resources(own, depth + 1);
        }
    }

    /// Fonts are in the file, as far as they are used, and say what their letters mean (ISO 15930-7; ISO 14289-1, 7.21).
    fn font(&mut self, dict: &Dictionary, depth: usize) {
        let pdf = self.pdf;
        let kind = pdf.name(dict, "Subtype").unwrap_or_default();
        let name = pdf.name(dict, "BaseFont").unwrap_or_default().into_owned();
        if self.standard == Standard::Web && !speaks(pdf, dict, &kind) {
            self.report(&rules::UA_UNICODE, format!("the font {name} does not say which characters its letters are"));
        }
        if kind == "Type3" {
            self.inner(dict, depth);
            return;
        }
        let descriptor = pdf.dict(descendant(pdf, dict), "FontDescriptor");
        let files = ["FontFile", "FontFile2", "FontFile3"];
        if !descriptor.is_some_and(|d| files.iter().any(|file| pdf.stream(d, file).is_some())) {
            self.report(&rules::FONT_NOT_EMBEDDED, format!("the font {name} is not in the file"));
        } else if self.standard.is_print() && !is_subset(&name) {
            self.report(&rules::FONT_WHOLE, format!("the font {name} is in the file with all its letters"));
        }
        if self.standard == Standard::X1a && descriptor.is_some_and(|d| x1a::is_opentype(pdf, d)) {
            self.report(&rules::PDFX_FEATURE, format!("the font {name} is in the file as OpenType (PDF 1.6)"));
        }
    }

    fn external(&mut self, name: &str, dict: &Dictionary, resources: &Dictionary, depth: usize) {
        let pdf = self.pdf;
        if self.standard.is_print() {
            for key in ["OPI", "Ref", "Alternates"] {
                if pdf.get(dict, key).is_some() {
                    self.report(&rules::OPI, format!("{name} stands for something outside of the page ({key})"));
                }
            }
        }
        match pdf.name(dict, "Subtype").as_deref() {
            Some("Form") => {
                if pdf.name(dict, "Subtype2").is_some_and(|s| s == "PS") {
                    self.report(&rules::POSTSCRIPT, format!("{name} is written in PostScript"));
                }
                if self.standard.is_print() && pdf.get(dict, "PS").is_some() {
                    self.report(&rules::POSTSCRIPT, format!("{name} holds PostScript"));
                }
                self.group(dict);
                self.inner(dict, depth);
            }
            Some("PS") => self.report(&rules::POSTSCRIPT, format!("{name} is written in PostScript")),
            Some("Image") if self.standard.is_print() => self.picture(name, dict, resources),
            _ => {}
        }
        if self.standard.is_print() && has_filter(pdf, dict, "LZWDecode") {
            self.report(&rules::LZW, format!("{name} is compressed with LZW"));
        }
    }

    /// Pictures that no operator draws count too: a print shop's tools look at them all.
    fn picture(&mut self, name: &str, dict: &Dictionary, resources: &Dictionary) {
        let pdf = self.pdf;
        if let Some(mask) = pdf.stream(dict, "SMask")
            && has_filter(pdf, &mask.dict, "LZWDecode")
        {
            self.report(&rules::LZW, format!("the mask of {name} is compressed with LZW"));
        }
        if self.standard == Standard::X1a {
            if pdf.stream(dict, "SMask").is_some() || pdf.number(dict, "SMaskInData").is_some_and(|kind| kind > 0.0) {
                self.report(&rules::TRANSPARENCY, format!("the picture {name} has a soft mask"));
            }
            for message in x1a::of_picture(pdf, name, dict) {
                self.report(&rules::PDFX_FEATURE, message);
            }
        }
        let Some(space) = pdf.get(dict, "ColorSpace").map(|object| color::space(pdf, object, Some(resources))) else {
            return;
        };
        let inner = match &space {
            Space::Indexed(inner, _) | Space::Spot(_, inner, _) => inner.as_ref(),
            own => own,
        };
        match inner {
            Space::Rgb => self.report(&rules::COLOR_RGB, format!("the picture {name} is in DeviceRGB")),
            Space::Managed(kind, values) => {
                let message = format!("the picture {name} is in {kind} of {values} values instead of plain inks");
                self.report(&rules::COLOR_MANAGED, message);
            }
            _ => {}
        }
    }

    /// Transparency is blended in inks (GWG 2022, R0030).
    fn group(&mut self, dict: &Dictionary) {
        let pdf = self.pdf;
        let group = pdf.dict(dict, "Group");
        if self.standard == Standard::X1a {
            if group.and_then(|group| pdf.name(group, "S")).is_some_and(|kind| kind == "Transparency") {
                self.report(&rules::TRANSPARENCY, "what is drawn is blended as a group".to_owned());
            }
            return;
        }
        let space = group.and_then(|group| pdf.get(group, "CS"));
        let Some(space) = space.filter(|_| self.standard.is_print()) else { return };
        let space = color::space(pdf, space, None);
        if !matches!(space, Space::Cmyk | Space::Gray | Space::Managed(_, 4)) {
            let name = match space {
                Space::Rgb => "DeviceRGB".to_owned(),
                Space::Managed(name, values) => format!("{name} of {values} values"),
                _ => "an unknown space".to_owned(),
            };
            self.report(&rules::GROUP_COLOR, format!("transparency is blended in {name}, not in DeviceCMYK"));
        }
    }

    /// Settings of the device do not belong into a page (ISO 15930-7).
    fn state(&mut self, dict: &Dictionary, depth: usize) {
        let pdf = self.pdf;
        if self.standard == Standard::X1a
            && let Some(message) = x1a::shines(pdf, dict)
        {
            self.report(&rules::TRANSPARENCY, message);
        }
        if self.standard.is_print() {
            for key in ["TR", "TR2"] {
                let plain = pdf
                    .get(dict, key)
                    .is_none_or(|value| pdf.as_name(value).is_some_and(|n| n == "Default" && key == "TR2"));
                if !plain {
                    self.report(&rules::TRANSFER, format!("a transfer function is set ({key})"));
                }
            }
            let halftone =
                pdf.get(dict, "HT").is_some_and(|value| pdf.as_name(value).is_none_or(|name| name != "Default"));
            if halftone || pdf.get(dict, "HTP").is_some() {
                self.report(&rules::HALFTONE, "a halftone of its own is set".to_owned());
            }
        }
        if let Some(Object::Dictionary(mask)) = pdf.get(dict, "SMask")
            && let Some(group) = pdf.dict(mask, "G")
        {
            self.group(group);
            self.inner(group, depth);
        }
    }
}

/// Whether a name bears the tag of a subset: six capitals and a plus (ISO 32000-1, 9.6.4).
fn is_subset(name: &str) -> bool {
    let (tag, rest) = name.as_bytes().split_at(name.len().min(6));
    tag.len() == 6 && tag.iter().all(u8::is_ascii_uppercase) && rest.starts_with(b"+")
}

/// Whether the characters of a font can be told: by a map, or by an encoding that everybody knows.
fn speaks(pdf: &Pdf, dict: &Dictionary, kind: &str) -> bool {
    let known = |name: &str| matches!(name, "WinAnsiEncoding" | "MacRomanEncoding" | "MacExpertEncoding");
    let encoding = pdf.get(dict, "Encoding");
    let named = encoding.and_then(|e| pdf.as_name(e)).is_some_and(|name| known(&name));
    pdf.stream(dict, "ToUnicode").is_some()
        || (matches!(kind, "Type1" | "TrueType" | "MMType1") && (named || (kind == "Type1" && encoding.is_some())))
}
