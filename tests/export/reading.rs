//! Reads a finished file back with lopdf.

use std::fmt::Write;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A finished file.
pub struct File(pub Document);

impl File {
    pub fn read(bytes: &[u8]) -> File {
        File(Document::load_mem(bytes).expect("the file opens"))
    }

    pub fn pages(&self) -> Vec<&Dictionary> {
        self.0.page_iter().map(|id| self.0.get_dictionary(id).expect("a page")).collect()
    }

    /// The operators of every page.
    pub fn operations(&self) -> Vec<Operation> {
        let read = |id: ObjectId| Content::decode(&self.0.get_page_content(id)).expect("content").operations;
        self.0.page_iter().flat_map(read).collect()
    }

    /// A box of a page in points, rounded to hundredths.
    pub fn bounds(page: &Dictionary, name: &str) -> Vec<f32> {
        let values = page.get(name.as_bytes()).and_then(Object::as_array).expect("a box");
        values.iter().map(|v| (v.as_float().expect("a number") * 100.0).round() / 100.0).collect()
    }

    /// Every dictionary of the file, however deep.
    pub fn dictionaries(&self) -> Vec<&Dictionary> {
        let mut found = Vec::new();
        self.0.objects.values().for_each(|object| collect(object, &mut found));
        found
    }

    /// The catalog's entry, whether direct or not.
    pub fn root(&self, key: &str) -> Option<&Object> {
        self.0.catalog().ok()?.get_deref(key.as_bytes(), &self.0).ok()
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.0.dereference(object).expect("an object");
        match object {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().expect("a dictionary"),
        }
    }

    /// The tag tree as text: an element a line, indented, with its language, alternative and actual text.
    pub fn tags(&self) -> String {
        let tree = self.root("StructTreeRoot").expect("a tag tree").as_dict().expect("a dictionary");
        let mut out = String::new();
        self.tag(tree.get(b"K").expect("a root element"), 0, &mut out);
        out
    }

    fn tag(&self, object: &Object, depth: usize, out: &mut String) {
        let (_, object) = self.0.dereference(object).expect("an object");
        match object {
            Object::Array(items) => items.iter().for_each(|item| self.tag(item, depth, out)),
            Object::Integer(_) => writeln!(out, "{}·", "  ".repeat(depth)).expect("a string takes all"),
            Object::Dictionary(element) => {
                let Ok(role) = element.get(b"S").and_then(Object::as_name) else {
                    let kind = if element.has(b"Obj") { "area" } else { "· (another page)" };
                    writeln!(out, "{}{kind}", "  ".repeat(depth)).expect("a string takes all");
                    return;
                };
                let mut line = format!("{}{}", "  ".repeat(depth), String::from_utf8_lossy(role));
                for key in ["Lang", "Alt", "ActualText", "E"] {
                    if let Ok(text) = element.get(key.as_bytes()).and_then(lopdf::decode_text_string) {
                        write!(line, " {key}={text:?}").expect("a string takes all");
                    }
                }
                *out += &line;
                out.push('\n');
                if let Ok(kids) = element.get(b"K") {
                    self.tag(kids, depth + 1, out);
                }
            }
            _ => {}
        }
    }
}

fn collect<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Object::Dictionary(dict) => collect_dictionary(dict, found),
        Object::Stream(stream) => collect_dictionary(&stream.dict, found),
        _ => {}
    }
}

fn collect_dictionary<'a>(dict: &'a Dictionary, found: &mut Vec<&'a Dictionary>) {
    found.push(dict);
    dict.iter().for_each(|(_, value)| collect(value, found));
}
