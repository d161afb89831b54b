//! The printing condition that a file is made for: an ICC output profile, its name, and the shop's bleed.

use std::borrow::Cow;
use std::io::Write;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use moxcms::{ColorProfile, ProfileText};

use crate::color::{Cmyk, Srgb};
use crate::definition::{PrintPreset, PrintStandard};
use crate::export::ExportError;
use crate::export::color::{FOGRA39, Separation};
use crate::export::resources::PictureCache;
use crate::picture::Picture;
use crate::units::{Mm, Pt};

/// What most Swedish shops ask for beyond the trim; some ask for up to 5 mm.
const BLEED: Mm = Mm(3.0);

/// Most ink on coated sheets in per cent (GWG 2022, R0026).
const INK_LIMIT: f32 = 300.0;

/// Bytes before an ICC profile's tag table (ICC.1:2010, 7.2).
const HEADER: usize = 128;

/// Words of a profile's description, and the characterization data that it is made from, as registered at color.org.
const CONDITIONS: [(&str, &str); 8] = [
    ("FOGRA39", "FOGRA39"),
    ("ISO Coated v2", "FOGRA39"),
    ("PSO Coated v3", "FOGRA51"),
    ("FOGRA51", "FOGRA51"),
    ("PSO Uncoated v3", "FOGRA52"),
    ("FOGRA52", "FOGRA52"),
    ("PSO Uncoated ISO12647", "FOGRA47"),
    ("FOGRA47", "FOGRA47"),
];

/// A printing condition. Make one a process and share it: it keeps what it has compressed and converted.
pub struct PrintProfile {
    /// Of the print profile, for the slug line.
    title: String,
    /// Of the ICC profile's file, for messages.
    name: String,
    description: String,
    condition: Option<String>,
    icc: Cow<'static, [u8]>,
    standard: PrintStandard,
    bleed: Mm,
    marks: bool,
    ink_limit: f32,
    overprint: Option<Pt>,
    deflated: OnceLock<Vec<u8>>,
    separation: OnceLock<Result<Separation, ExportError>>,
    pictures: PictureCache,
}

impl PrintProfile {
    /// The default: offset on coated paper, FOGRA39 (ISO 12647-2:2004), with 3 mm of bleed.
    #[must_use]
    pub fn fogra39() -> PrintProfile {
        PrintProfile::new("FOGRA39L_coated.icc", "FOGRA39L Coated", Cow::Borrowed(FOGRA39))
    }

    /// A profile of the project's own; `name` is its file, for messages.
    ///
    /// # Errors
    /// If it is no ICC profile, or not an output profile (class `prtr`) for CMYK (GWG 2022, R0035).
    pub fn from_icc(name: &str, icc: Vec<u8>) -> Result<PrintProfile, ExportError> {
        let refuse = |reason: String| ExportError::Profile { name: name.to_owned(), reason };
        let header = icc.get(..HEADER).filter(|header| &header[36..40] == b"acsp");
        let Some(header) = header else {
            return Err(refuse("it is no ICC profile".to_owned()));
        };
        let (class, space) = (&header[12..16], &header[16..20]);
        if class != b"prtr" {
            let class = String::from_utf8_lossy(class);
            return Err(refuse(format!("it is of class `{class}`, not an output profile (`prtr`)")));
        }
        if space != b"CMYK" {
            let space = String::from_utf8_lossy(space);
            return Err(refuse(format!("it is for {}, not for CMYK", space.trim_end())));
        }
        let parsed = ColorProfile::new_from_slice(&icc).map_err(|error| refuse(error.to_string()))?;
        let description = parsed.description.as_ref().and_then(plain).unwrap_or_else(|| name.to_owned());
        Ok(PrintProfile::new(name, &description, Cow::Owned(icc)))
    }

    /// The printing condition of a print profile, with the bytes of its ICC profile.
    ///
    /// # Errors
    /// As [`PrintProfile::from_icc`]; and for PDF/X-1a if the ICC profile is of version 4 and no condition is named.
    pub fn of(preset: &PrintPreset, icc: Vec<u8>) -> Result<PrintProfile, ExportError> {
        let file = preset.icc.rsplit('/').next().unwrap_or_default();
        let profile = PrintProfile {
            title: preset.name.clone(),
            standard: preset.standard,
            bleed: preset.bleed,
            marks: preset.marks,
            ink_limit: preset.ink,
            overprint: preset.overprint,
            ..PrintProfile::from_icc(file, icc)?
        };
        let condition = preset.condition.clone().or(profile.condition);
        let profile = PrintProfile { condition, ..profile };
        if !profile.is_embedded() && profile.condition.is_none() {
            let reason = "it is of version 4, which PDF/X-1a cannot hold; name the registered `condition` instead";
            return Err(ExportError::Profile { name: profile.name, reason: reason.to_owned() });
        }
        Ok(profile)
    }

    fn new(name: &str, description: &str, icc: Cow<'static, [u8]>) -> PrintProfile {
        PrintProfile {
            title: PrintPreset::DEFAULT.to_owned(),
            name: name.to_owned(),
            description: description.to_owned(),
            condition: condition(name, description).map(str::to_owned),
            icc,
            standard: PrintStandard::X4,
            bleed: BLEED,
            marks: false,
            ink_limit: INK_LIMIT,
            overprint: None,
            deflated: OnceLock::new(),
            separation: OnceLock::new(),
            pictures: PictureCache::default(),
        }
    }

    /// The same condition with another bleed, in millimetres on every side.
    #[must_use]
    pub fn with_bleed(self, bleed: Mm) -> PrintProfile {
        PrintProfile { bleed, ..self }
    }

    /// The same condition with another limit for the sum of the inks, in per cent.
    #[must_use]
    pub fn with_ink_limit(self, ink_limit: f32) -> PrintProfile {
        PrintProfile { ink_limit, ..self }
    }

    /// Most ink in one place, in per cent of the four inks added up.
    #[must_use]
    pub fn ink_limit(&self) -> f32 {
        self.ink_limit
    }

    /// What lies beyond the trim on every side.
    #[must_use]
    pub fn bleed(&self) -> Mm {
        self.bleed
    }

    /// What the profile calls itself.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The same condition with marks and a slug line outside the bleed, or without.
    #[must_use]
    pub fn with_marks(self, marks: bool) -> PrintProfile {
        PrintProfile { marks, ..self }
    }

    /// The same condition in another form of delivery.
    #[must_use]
    pub fn with_standard(self, standard: PrintStandard) -> PrintProfile {
        PrintProfile { standard, ..self }
    }

    /// Form of delivery.
    #[must_use]
    pub fn standard(&self) -> PrintStandard {
        self.standard
    }

    /// Whether marks and a slug line stand outside the bleed.
    #[must_use]
    pub fn marks(&self) -> bool {
        self.marks
    }

    /// Name of the print profile, such as `sheet-coated`.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Registered name of the condition, such as `FOGRA39`: as the print profile says, or else as the ICC profile's
    /// description or file name tells.
    #[must_use]
    pub fn condition(&self) -> Option<&str> {
        self.condition.as_deref()
    }

    /// Whether black type of this size is printed on top of what is below it (GWG 2022, R0009).
    pub(in crate::export) fn overprints(&self, size: Pt) -> bool {
        self.overprint.is_none_or(|largest| size <= largest)
    }

    /// Whether files carry the ICC profile. PDF 1.4 knows none of version 4; a registered condition goes by its name
    /// (ISO 15930-4, output intents).
    pub(super) fn is_embedded(&self) -> bool {
        self.standard == PrintStandard::X4 || self.icc.get(8).is_some_and(|version| *version < 4)
    }

    /// The profile as a compressed stream, compressed once.
    pub(super) fn deflated(&self) -> Result<&[u8], ExportError> {
        if let Some(bytes) = self.deflated.get() {
            return Ok(bytes);
        }
        // A third of the time of the usual level, for 9 KB more in a file that goes to a print shop.
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let bytes = encoder.write_all(&self.icc).and_then(|()| encoder.finish());
        let bytes = bytes.map_err(|error| ExportError::File(error.to_string()))?;
        Ok(self.deflated.get_or_init(|| bytes))
    }

    /// A picture as inks, four bytes a pixel, none with more than the limit.
    ///
    /// # Errors
    /// If a profile, the picture's or this one, cannot be used.
    pub(in crate::export) fn separate(&self, picture: &Picture) -> Result<Vec<u8>, ExportError> {
        self.separation()?.convert(picture, self.ink_limit).map_err(ExportError::Picture)
    }

    /// The inks of a colour of a drawing.
    ///
    /// # Errors
    /// If the profile has no table for the conversion.
    pub(in crate::export) fn inks(&self, color: Srgb) -> Result<Cmyk, ExportError> {
        self.separation()?.color(color, self.ink_limit).map_err(|reason| self.refused(reason))
    }

    fn separation(&self) -> Result<&Separation, ExportError> {
        let prepare = || {
            let is_fogra39 = self.condition() == Some("FOGRA39");
            Separation::new(&self.icc, is_fogra39).map_err(|reason| self.refused(reason))
        };
        self.separation.get_or_init(prepare).as_ref().map_err(Clone::clone)
    }

    fn refused(&self, reason: String) -> ExportError {
        ExportError::Profile { name: self.name.clone(), reason }
    }

    /// Pictures already separated for this condition.
    pub(in crate::export) fn pictures(&self) -> &PictureCache {
        &self.pictures
    }
}

/// The registered condition that a profile's description or file name tells.
fn condition(name: &str, description: &str) -> Option<&'static str> {
    let squeeze = |text: &str| text.to_lowercase().replace([' ', '_', '-'], "");
    let tells = |words: &str| squeeze(description).contains(&squeeze(words)) || squeeze(name).contains(&squeeze(words));
    CONDITIONS.iter().find(|(words, _)| tells(words)).map(|(_, condition)| *condition)
}

/// A description in its first language.
fn plain(text: &ProfileText) -> Option<String> {
    let words = match text {
        ProfileText::PlainString(words) => words.clone(),
        ProfileText::Localizable(all) => all.first()?.value.clone(),
        ProfileText::Description(words) => words.ascii_string.clone(),
    };
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(icc: Vec<u8>) -> String {
        PrintProfile::from_icc("shop.icc", icc).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_wrong_profile_is_refused_by_name() {
        assert_eq!(reason(b"GIF89a".to_vec()), "the output profile `shop.icc` cannot be used: it is no ICC profile");
        let mut monitor = FOGRA39.to_vec();
        monitor[12..16].copy_from_slice(b"mntr");
        assert!(reason(monitor).ends_with("it is of class `mntr`, not an output profile (`prtr`)"));
        let mut rgb = FOGRA39.to_vec();
        rgb[16..20].copy_from_slice(b"RGB ");
        assert!(reason(rgb).ends_with("it is for RGB, not for CMYK"));
    }

    #[test]
    fn the_condition_is_read_from_the_profile() {
        assert_eq!(PrintProfile::fogra39().condition(), Some("FOGRA39"));
        let own =
            PrintProfile::from_icc("own.icc", FOGRA39.to_vec()).map(|p| (p.description().to_owned(), p.condition));
        assert_eq!(own, Ok(("FOGRA39L Coated".to_owned(), Some("FOGRA39".to_owned()))));
        assert_eq!(PrintProfile::new("PSOcoated_v3.icc", "?", Cow::Borrowed(FOGRA39)).condition(), Some("FOGRA51"));
    }

    #[test]
    fn black_type_overprints_up_to_the_size_that_the_shop_says() {
        let usual = PrintProfile::fogra39();
        assert!(usual.overprints(Pt(7.0)) && usual.overprints(Pt(300.0)));
        let shop = PrintProfile { overprint: Some(Pt(12.0)), ..usual };
        assert!(shop.overprints(Pt(12.0)) && !shop.overprints(Pt(12.1)));
    }
}
