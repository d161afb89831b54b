//! The tag tree: which pieces of content it holds, and what its elements lack (ISO 14289-1, 7.1 to 7.7).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::finding::Findings;
use super::pdf::Pdf;
use crate::rules;

/// Most elements that are looked at.
const MOST_ELEMENTS: usize = 300_000;
/// How deep elements may be in each other.
const MOST_DEPTH: usize = 200;
/// Standard types of PDF 1.7 (ISO 32000-1, 14.8.4).
const STANDARD: [&str; 49] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// What the tag tree holds.
#[derive(Default)]
pub(super) struct Tags {
    /// Numbers of marked content by page.
    content: BTreeSet<(Option<ObjectId>, i64)>,
    /// Numbers of marked content inside forms, whatever the form.
    inside_forms: BTreeSet<i64>,
    /// Annotations with the type of the element that holds them.
    annotations: BTreeMap<ObjectId, String>,
}

impl Tags {
    /// Reads the tree and reports what its elements lack.
    pub fn read(pdf: &Pdf, findings: &mut Findings) -> Tags {
        let root = pdf.catalog().and_then(|catalog| pdf.dict(catalog, "StructTreeRoot"));
        let Some(root) = root else {
            findings.file(&rules::UA_STRUCTURE, "the file has no tag tree".to_owned());
            return Tags::default();
        };
        let mut walk = Walk {
            pdf,
            roles: pdf.dict(root, "RoleMap"),
            tags: Tags::default(),
            seen: BTreeSet::new(),
            heading: 0,
            count: 0,
            findings,
        };
        if let Ok(kids) = root.get(b"K") {
            walk.kids(kids, "", None, 0);
        }
        if pdf.get(root, "ParentTree").is_none() {
            walk.findings
                .file(&rules::UA_STRUCTURE, "nothing leads from the pages to the tags (ParentTree)".to_owned());
        }
        if walk.count == 0 {
            walk.findings.file(&rules::UA_STRUCTURE, "the tag tree is empty".to_owned());
        }
        walk.tags
    }

    /// Whether the tree holds a piece of a page's content.
    pub fn has(&self, page: Option<ObjectId>, id: i64) -> bool {
        self.content.contains(&(page, id)) || self.inside_forms.contains(&id)
    }

    /// The type of the element that holds an annotation.
    pub fn holder(&self, annotation: ObjectId) -> Option<&str> {
        self.annotations.get(&annotation).map(String::as_str)
    }
}

struct Walk<'a> {
    pdf: &'a Pdf,
    roles: Option<&'a Dictionary>,
    tags: Tags,
    seen: BTreeSet<ObjectId>,
    /// Level of the last heading.
    heading: u32,
    count: usize,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    /// The children of an element of some type on some page.
    fn kids(&mut self, object: &Object, kind: &str, page: Option<ObjectId>, depth: usize) {
        let pdf = self.pdf;
        if depth > MOST_DEPTH || self.count > MOST_ELEMENTS {
            pdf.exceed("the tag tree is too large or too deep".to_owned());
            return;
        }
        match pdf.resolve(object) {
            Some(Object::Array(items)) => items.iter().for_each(|item| self.kids(item, kind, page, depth + 1)),
            Some(Object::Integer(id)) => {
                self.tags.content.insert((page, *id));
            }
            Some(Object::Dictionary(dict)) => match pdf.name(dict, "Type").as_deref() {
                Some("MCR") => {
                    let Some(id) = pdf.number(dict, "MCID") else { return };
                    let page = dict.get(b"Pg").ok().and_then(Pdf::id).or(page);
                    self.tags.content.insert((page, id as i64));
                    if dict.has(b"Stm") {
                        self.tags.inside_forms.insert(id as i64);
                    }
                }
                Some("OBJR") => {
                    if let Some(id) = dict.get(b"Obj").ok().and_then(Pdf::id) {
                        self.tags.annotations.insert(id, kind.to_owned());
                    }
                }
                _ => self.element(object, dict, page, depth),
            },
            _ => {}
        }
    }

    fn element(&mut self, object: &Object, dict: &Dictionary, page: Option<ObjectId>, depth: usize) {
        if Pdf::id(object).is_some_and(|id| !self.seen.insert(id)) {
            let message = "a tag stands in the tree twice or contains itself".to_owned();
            self.findings.file(&rules::UA_STRUCTURE, message);
            return;
        }
        self.count += 1;
        let pdf = self.pdf;
        let written = pdf.name(dict, "S").unwrap_or_default().into_owned();
        let kind = self.role(&written);
        if !STANDARD.contains(&kind.as_str()) {
            self.findings
                .file(&rules::UA_ROLE, format!("the tag {written} is not standard and stands for no standard one"));
        }
        let has_text = |key: &str| pdf.text(dict, key).is_some_and(|text| !text.trim().is_empty());
        if matches!(kind.as_str(), "Figure" | "Formula") && !has_text("Alt") && !has_text("ActualText") {
            self.findings.file(&rules::UA_ALT, format!("a {} has no alternative text", kind.to_lowercase()));
        }
        if let Some(level) = kind.strip_prefix('H').and_then(|level| level.parse::<u32>().ok()) {
            if level > self.heading + 1 {
                let message = match self.heading {
                    0 => format!("the first heading is of level {level}, not 1"),
                    before => format!("after a heading of level {before} comes one of level {level}"),
                };
                self.findings.file(&rules::UA_HEADINGS, message);
            }
            self.heading = level;
        }
        let page = dict.get(b"Pg").ok().and_then(Pdf::id).or(page);
        if let Ok(kids) = dict.get(b"K") {
            self.kids(kids, &kind, page, depth + 1);
        }
    }

    /// The standard type that a tag stands for.
    fn role(&self, written: &str) -> String {
        let mut kind = written.to_owned();
        for _ in 0..8 {
            let mapped = self.roles.and_then(|roles| self.pdf.name(roles, &kind)).map(std::borrow::Cow::into_owned);
            match mapped {
                Some(next) if !STANDARD.contains(&kind.as_str()) => kind = next,
                _ => break,
            }
        }
        kind
    }
}
