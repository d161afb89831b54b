//! The metadata stream as text: properties by namespace, in either of the forms that RDF allows.

use super::pdf::Pdf;

/// Most bytes of metadata.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Namespace of PDF/X (ISO 15930-7).
pub(super) const PDFX_ID: &str = "http://www.npes.org/pdfx/ns/id/";
/// Namespace of PDF/UA (ISO 14289-1, 5).
pub(super) const PDFUA_ID: &str = "http://www.aiim.org/pdfua/ns/id/";
/// Dublin Core.
pub(super) const DC: &str = "http://purl.org/dc/elements/1.1/";
/// XMP itself.
pub(super) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
/// XMP media management.
pub(super) const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
/// Adobe PDF.
pub(super) const PDF: &str = "http://ns.adobe.com/pdf/1.3/";

/// The metadata of a file.
pub(super) struct Xmp {
    text: String,
    /// Whether the stream is compressed, which PDF/X forbids.
    pub filtered: bool,
}

impl Xmp {
    /// That of the catalog, if there is any.
    pub fn read(pdf: &Pdf) -> Option<Xmp> {
        let stream = pdf.stream(pdf.catalog()?, "Metadata")?;
        let bytes = pdf.unfold(stream, MOST_BYTES).ok()?;
        Some(Xmp::from_text(String::from_utf8_lossy(&bytes).into_owned(), stream.dict.has(b"Filter")))
    }

    fn from_text(text: String, filtered: bool) -> Xmp {
        Xmp { text, filtered }
    }

    /// Whether it is XMP at all.
    pub fn is_rdf(&self) -> bool {
        self.text.contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#") && self.text.contains("RDF>")
    }

    /// A property, as an element or as an attribute; of a list the first entry. None if missing or empty.
    pub fn get(&self, namespace: &str, name: &str) -> Option<String> {
        let prefixes = self.prefixes(namespace);
        let found = prefixes.into_iter().find_map(|prefix| {
            let name = format!("{prefix}:{name}");
            self.element(&name).or_else(|| self.attribute(&name))
        })?;
        let found = unescaped(found.trim());
        (!found.is_empty()).then_some(found)
    }

    /// Prefixes that are declared for a namespace.
    fn prefixes(&self, namespace: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for (at, _) in self.text.match_indices("xmlns:") {
            let rest = &self.text[at + "xmlns:".len()..];
            let Some((prefix, value)) = rest.split_once('=') else { continue };
            let Some(value) = value.trim_start().strip_prefix(['"', '\'']) else { continue };
            let after = value.strip_prefix(namespace).unwrap_or_default();
            if after.starts_with(['"', '\'']) && prefix.len() < 64 {
                found.push(prefix.trim());
            }
        }
        found.dedup();
        found
    }

    /// Text inside an element, without the tags of a list around it.
    fn element(&self, name: &str) -> Option<&str> {
        let open = format!("<{name}");
        for (at, _) in self.text.match_indices(&open) {
            let rest = &self.text[at + open.len()..];
            if !rest.starts_with(['>', ' ', '\t', '\r', '\n']) {
                continue;
            }
            let (attributes, rest) = rest.split_once('>')?;
            if attributes.ends_with('/') {
                return None;
            }
            let (inner, _) = rest.split_once(&format!("</{name}>"))?;
            // Of <rdf:Alt><rdf:li xml:lang="x-default">text</rdf:li></rdf:Alt> the text stays.
            return match inner.find("<rdf:li").and_then(|li| inner[li..].find('>').map(|end| li + end + 1)) {
                Some(start) => inner[start..].split("</rdf:li>").next(),
                None => Some(inner),
            };
        }
        None
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        for quote in ['"', '\''] {
            let open = format!("{name}={quote}");
            if let Some(at) = self.text.find(&open) {
                return self.text[at + open.len()..].split(quote).next();
            }
        }
        None
    }
}

/// Text with its entities taken back.
fn unescaped(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#xA;", "\n"), ("&amp;", "&")];
    plain.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_in_both_forms_under_any_prefix() {
        let text = r#"<rdf:Description xmlns:u="http://www.aiim.org/pdfua/ns/id/" u:part="1"
            xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Barn &amp; nät</rdf:li>
            </rdf:Alt></dc:title><dc:empty/></rdf:Description>"#;
        let xmp = Xmp::from_text(text.to_owned(), false);
        assert_eq!(xmp.get(PDFUA_ID, "part").as_deref(), Some("1"));
        assert_eq!(xmp.get(DC, "title").as_deref(), Some("Barn & nät"));
        assert_eq!(xmp.get(DC, "empty"), None);
        assert_eq!(xmp.get(XMP, "title"), None);
    }
}
