//! Title, language, dates and the like, the same in Info and XMP.

use krilla::metadata::{DateTime, Metadata, TextDirection};

use crate::export::TOOL;
use crate::page::Metadata as About;

/// What krilla writes into Info and XMP; the only date is the content's, at midnight UTC.
pub(in crate::export) fn metadata(about: &About) -> Metadata {
    let date = DateTime::new(about.date.year)
        .month(about.date.month)
        .day(about.date.day)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let direction = if about.lang.rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .description(about.subject.clone())
        .keywords(about.keywords.clone())
        .language(about.lang.code.to_owned())
        .creator(TOOL.to_owned())
        .producer(TOOL.to_owned())
        .creation_date(date)
        .text_direction(direction)
        .document_id(about.id.clone());
    if !about.author.is_empty() {
        metadata = metadata.authors(vec![about.author.clone()]);
    }
    metadata
}
