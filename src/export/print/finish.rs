//! The pass that makes krilla's PDF a PDF/X-4 or PDF/X-1a: output intent, overprint, XMP, identity, `DeviceCMYK` throughout.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

use super::{PrintProfile, xmp};
use crate::definition::PrintStandard;
use crate::export::ExportError;
use crate::export::pdf::OVERPRINT_MARKER_NAME;
use crate::page::Metadata;

/// Registry of characterized printing conditions (ISO 15930-7, 6.3).
const REGISTRY: &str = "http://www.color.org";

/// Completes the file.
///
/// # Errors
/// If the file cannot be read back, or holds a colour space that has no place in it.
pub(super) fn finish(drawn: &[u8], about: &Metadata, profile: &PrintProfile) -> Result<Vec<u8>, ExportError> {
    let broken = |error: &dyn std::fmt::Display| ExportError::File(error.to_string());
    let mut file = Document::load_mem(drawn).map_err(|error| broken(&error))?;
    for object in file.objects.values_mut() {
        mend(object, profile.standard());
    }
    if profile.standard() == PrintStandard::X1a && file.objects.values().any(is_transparent) {
        return Err(ExportError::File("something on the pages is transparent, which PDF/X-1a cannot hold".to_owned()));
    }
    let intent = output_intent(&mut file, profile)?;
    let (document, instance) = identity(drawn, about);
    let packet = xmp::packet(about, &document, &instance, profile.standard());
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = file.add_object(Stream::new(metadata, packet.into_bytes()).with_compression(false));
    let catalog = file.catalog_mut().map_err(|error| broken(&error))?;
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("Metadata", Object::Reference(metadata));
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(|error| broken(&error))?;
    let info = file.get_dictionary_mut(info).map_err(|error| broken(&error))?;
    info.set("Trapped", Object::Name(b"False".to_vec()));
    if profile.standard() == PrintStandard::X1a {
        // Before PDF/X-4 a file is known by its Info (ISO 15930-4, 6.2).
        info.set("GTS_PDFXVersion", Object::string_literal(profile.standard().title()));
    }
    let name = |bytes: [u8; 16]| Object::String(bytes.to_vec(), lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![name(document), name(instance)]);

    let mut out = Vec::with_capacity(drawn.len() + profile.deflated()?.len() + 4096);
    file.save_to(&mut out).map_err(|error| broken(&error))?;
    Ok(out)
}

/// Adds the printing condition with its embedded profile (ISO 15930-7, 6.3).
fn output_intent(file: &mut Document, profile: &PrintProfile) -> Result<ObjectId, ExportError> {
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal(profile.condition().unwrap_or("Custom")),
        "Info" => lopdf::text_string(profile.description()),
    };
    if profile.is_embedded() {
        let stream = dictionary! { "N" => 4, "Filter" => "FlateDecode" };
        let embedded = file.add_object(Stream::new(stream, profile.deflated()?.to_vec()).with_compression(false));
        intent.set("DestOutputProfile", embedded);
    }
    if profile.condition().is_some() {
        intent.set("RegistryName", Object::string_literal(REGISTRY));
    }
    Ok(file.add_object(intent))
}

/// Names of the document and of this state of it, from what they are about: the same input, the same names.
fn identity(drawn: &[u8], about: &Metadata) -> ([u8; 16], [u8; 16]) {
    let short = |digest: &[u8]| {
        let mut name = [0; 16];
        name.iter_mut().zip(digest).for_each(|(to, from)| *to = *from);
        name
    };
    let document = Sha256::new().chain_update(b"leaflet print edition\0").chain_update(&about.id).finalize();
    (short(&document), short(&Sha256::digest(drawn)))
}

/// Puts overprint where it was marked, and the press's colour space on transparency groups, wherever they stand; in
/// PDF/X-1a, which has no transparency, takes the groups away.
fn mend(object: &mut Object, standard: PrintStandard) {
    match object {
        Object::Array(items) => items.iter_mut().for_each(|item| mend(item, standard)),
        Object::Dictionary(dict) => mend_dictionary(dict, standard),
        Object::Stream(stream) => mend_dictionary(&mut stream.dict, standard),
        _ => {}
    }
}

fn mend_dictionary(dict: &mut Dictionary, standard: PrintStandard) {
    let is_name = |dict: &Dictionary, key: &[u8], name: &[u8]| {
        dict.get(key).and_then(Object::as_name).is_ok_and(|value| value == name)
    };
    if is_name(dict, b"BM", OVERPRINT_MARKER_NAME) {
        // Overprint for strokes and fills; in mode 1 an ink at zero leaves what is below (ISO 32000-1, 8.6.7).
        dict.remove(b"BM");
        dict.set("OP", true);
        dict.set("op", true);
        dict.set("OPM", 1);
    }
    if standard == PrintStandard::X1a {
        dict.remove(b"Group");
    }
    if is_name(dict, b"S", b"Transparency") && dict.has(b"CS") {
        dict.set("CS", Object::Name(b"DeviceCMYK".to_vec()));
    }
    dict.iter_mut().for_each(|(_, value)| mend(value, standard));
}

/// Whether a graphics state, picture or group lets something below shine through (ISO 15930-4, 6.7: none may).
fn is_transparent(object: &Object) -> bool {
    match object {
        Object::Array(items) => items.iter().any(is_transparent),
        Object::Dictionary(dict) => shines_through(dict),
        Object::Stream(stream) => shines_through(&stream.dict),
        _ => false,
    }
}

fn shines_through(dict: &Dictionary) -> bool {
    let number = |key: &[u8]| dict.get(key).and_then(Object::as_float).unwrap_or(1.0);
    let is = |key: &[u8], name: &[u8]| dict.get(key).and_then(Object::as_name).is_ok_and(|value| value == name);
    dict.has(b"SMask") && !is(b"SMask", b"None")
        || dict.has(b"BM") && !is(b"BM", b"Normal")
        || number(b"CA") < 1.0
        || number(b"ca") < 1.0
        || is(b"S", b"Transparency")
        || dict.iter().any(|(_, value)| is_transparent(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shines_through_is_found_however_deep() {
        for dict in [
            dictionary! { "SMask" => dictionary! { "S" => "Luminosity" } },
            dictionary! { "BM" => "Multiply" },
            dictionary! { "ca" => 0.5 },
            dictionary! { "CA" => 0 },
            dictionary! { "Group" => dictionary! { "S" => "Transparency" } },
            dictionary! { "ExtGState" => dictionary! { "g0" => dictionary! { "ca" => 0.9 } } },
        ] {
            assert!(is_transparent(&Object::Dictionary(dict.clone())), "{dict:?}");
        }
        let solid = dictionary! { "SMask" => "None", "BM" => "Normal", "ca" => 1, "CA" => 1.0, "OP" => true };
        assert!(!is_transparent(&Object::Dictionary(solid)));
    }
}
