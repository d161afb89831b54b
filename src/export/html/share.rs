//! What a page says of itself to services that show shared links (<https://ogp.me>).

use maud::{Markup, html};

use crate::lang::Lang;

/// The picture that goes with a shared link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its address: absolute where that of the site is known.
    pub address: String,
    /// Width and height in pixels.
    pub pixels: [u32; 2],
    /// Its words for who cannot see it.
    pub alt: String,
}

impl Share {
    /// The picture for the head of a page.
    pub(super) fn head(&self) -> Markup {
        let [width, height] = self.pixels;
        html! {
            meta property="og:image" content=(self.address);
            meta property="og:image:type" content="image/png";
            meta property="og:image:width" content=(width);
            meta property="og:image:height" content=(height);
            meta property="og:image:alt" content=(self.alt);
            meta name="twitter:card" content="summary_large_image";
        }
    }
}

/// The language with the country for which its texts are written, as `og:locale` asks for it. Nothing for a language that
/// is not bound to one country here.
pub(super) fn locale(lang: Lang) -> Option<&'static str> {
    let known = [
        ("sv", "sv_SE"),
        ("nb", "nb_NO"),
        ("da", "da_DK"),
        ("de", "de_DE"),
        ("fi", "fi_FI"),
        ("is", "is_IS"),
        ("uk", "uk_UA"),
        ("pl", "pl_PL"),
        ("th", "th_TH"),
        ("fa", "fa_IR"),
        ("so", "so_SO"),
        ("ar", "ar_AR"),
        ("en", "en_GB"),
    ];
    known.iter().find(|(code, _)| *code == lang.code).map(|(_, locale)| *locale)
}
