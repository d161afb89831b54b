//! The XMP packet of a print file.

use std::fmt::Write;

use crate::definition::PrintStandard;
use crate::export::TOOL;
use crate::page::Metadata;

/// The packet, with every property that ISO 15930-7, 6.7 asks for; `document` and `instance` are 128-bit names. That of a
/// PDF/X-1a file repeats the version of its Info dictionary.
pub(super) fn packet(about: &Metadata, document: &[u8; 16], instance: &[u8; 16], standard: PrintStandard) -> String {
    let version = standard.title();
    let (prefix, namespace) = match standard {
        PrintStandard::X4 => ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
        PrintStandard::X1a => ("pdfx", "http://ns.adobe.com/pdfx/1.3/"),
    };
    let date = format!("{}T00:00:00+00:00", about.date);
    let (document, instance) = (uuid(document), uuid(instance));
    let alt = |name: &str, text: &str| {
        let text = escaped(text);
        format!("<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></{name}>\n")
    };
    let mut dublin = alt("dc:title", &about.title);
    if !about.subject.is_empty() {
        dublin += &alt("dc:description", &about.subject);
    }
    if !about.author.is_empty() {
        let author = escaped(&about.author);
        for part in ["<dc:creator><rdf:Seq><rdf:li>", &author, "</rdf:li></rdf:Seq></dc:creator>\n"] {
            dublin += part;
        }
    }
    let lang = about.lang.code;
    // The names that XMP has for the two (XMP specification, part 2, `RenditionClass`).
    let rendition = if about.draft { "draft" } else { "default" };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\"
 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"
 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"
 xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"
 xmlns:{prefix}=\"{namespace}\">
<dc:format>application/pdf</dc:format>
{dublin}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{TOOL}</xmp:CreatorTool>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>{rendition}</xmpMM:RenditionClass>
<pdf:Producer>{TOOL}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<{prefix}:GTS_PDFXVersion>{version}</{prefix}:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>"
    )
}

/// Text for an XML element; characters that XML 1.0 has no place for are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

/// 128 bits in the form of RFC 9562.
fn uuid(bytes: &[u8; 16]) -> String {
    let mut out = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_break_out_of_its_element() {
        assert_eq!(escaped("Barn & <unga>\u{1}"), "Barn &amp; &lt;unga&gt;");
    }

    #[test]
    fn names_are_uuids() {
        assert_eq!(uuid(&[0xAB; 16]), "abababab-abab-abab-abab-abababababab");
    }
}
