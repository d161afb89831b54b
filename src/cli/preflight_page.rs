//! The report of `leaflet preflight` as one HTML file: a picture of each page with its findings drawn on it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::diagnostic::Level;
use crate::preflight::{Finding, MOST_DRAWN, Options, PageSketch, Standard};
use crate::units::{Pt, Rect};

use super::locale::{say, spoken};
use super::preflight::{Looked, count};
use super::report::level_name;

/// Everything that the page looks like; no script and nothing from elsewhere.
const STYLE: &str = "
:root{color-scheme:light;font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#f4f4f2}
body{max-width:76rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;overflow-wrap:anywhere}
.file{background:#fff;border:1px solid #d0d0cc;border-radius:.4rem;padding:1rem 1.5rem;margin:0 0 1.5rem}
.page{display:grid;grid-template-columns:minmax(14rem,24rem) 1fr;gap:1.5rem;border-top:1px solid #d0d0cc;padding:1rem 0}
@media(max-width:46rem){.page{grid-template-columns:1fr}}
svg{width:100%;height:auto;max-height:36rem;background:#e4e4e0}
ol{margin:0;padding-left:1.8rem}li{margin:0 0 .8rem}
code{font-size:.85em;background:#eee;padding:0 .3em;border-radius:.2em}
.error{color:#a40000}.warning{color:#7a4b00}.advice{color:#23527c}.good{color:#1a6b2c}
.help{color:#444;font-size:.92em}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1rem .2rem 0}
";

/// The whole page.
pub(super) fn html(looked: &[Looked], options: &Options) -> String {
    let about = format!(
        "The pages are drawn from what was checked, in colours near those of the print; they are no proof. Gradients are \
         shown as their middle colour, tiles as their heaviest. Black line: trim. Red line: bleed. Dashed line: {:.0} mm \
         inside the trim.",
        options.safe.0
    );
    let page = html! {
        (DOCTYPE) "\n"
        html lang=(spoken().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { "Preflight" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Preflight" }
                    p { (say(&about)) }
                    @if looked.len() > 1 { (contents(looked)) }
                    @for (at, file) in looked.iter().enumerate() { (section(at, file, options)) }
                }
            }
        }
        "\n"
    };
    page.into_string()
}

/// The files, each with how much was found in it and the way to its section.
fn contents(looked: &[Looked]) -> Markup {
    html! {
        table {
            tr { @for heading in ["File", "Errors", "Warnings"] { th { (say(heading)) } } }
            @for (at, Looked { name, checked }) in looked.iter().enumerate() {
                tr {
                    td { a href={ "#f" (at) } { (name) } }
                    @for level in [Level::Error, Level::Warning] { td { (count(&checked.findings, level)) } }
                }
            }
        }
    }
}

/// A file with its pages.
fn section(at: usize, Looked { name, checked }: &Looked, options: &Options) -> Markup {
    let (verdict, class) = match count(&checked.findings, Level::Error) {
        0 => ("passes", "good"),
        _ => ("fails", "error"),
    };
    let own: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.page.is_none()).collect();
    let damaged = own.iter().any(|finding| finding.is_damage());
    html! {
        section.file id={ "f" (at) } {
            h2 { (name) }
            p {
                (say(checked.standard.map_or("could not be read", Standard::name))) ": "
                strong class=(class) { (say(verdict)) }
            }
            (list(&own))
            @for page in &checked.pages {
                @let found: Vec<&Finding> = checked.findings.iter().filter(|f| f.page == Some(page.number)).collect();
                div.page {
                    div { (picture(page, &found, options)) }
                    div {
                        h3 { (title(page)) }
                        @for note in notes(page) { p.help { (say(&note)) } }
                        (list(&found))
                        // Nobody knows what a damaged file would have had on the page.
                        @if found.is_empty() && !damaged { p.good { (say("Nothing to mend.")) } }
                    }
                }
            }
        }
    }
}

fn title(page: &PageSketch) -> String {
    let (width, height) = (page.trim.width.mm().0, page.trim.height.mm().0);
    say(&format!("Page {}, {width:.0} × {height:.0} mm", page.number))
}

/// What the picture of a page does not show.
fn notes(page: &PageSketch) -> Vec<String> {
    let Some(picture) = &page.picture else {
        return vec![format!("Only the first {MOST_DRAWN} pages of a file are drawn.")];
    };
    let bars = (picture.bars > 0).then(|| {
        let count = picture.bars;
        let words = if count == 1 { "1 piece of text is" } else { &format!("{count} pieces of text are") };
        format!("{words} drawn as bars: the shapes of the letters cannot be read from the file.")
    });
    let cut = picture.cut_short.then(|| "More is on this page than the picture shows.".to_owned());
    bars.into_iter().chain(cut).collect()
}

fn list(findings: &[&Finding]) -> Markup {
    let place = |finding: &Finding| {
        let Rect { x, y, .. } = finding.place_at()?;
        Some(say(&format!("At {:.1} mm from the left and {:.1} mm from the top of the trim.", x.mm().0, y.mm().0)))
    };
    html! {
        @if !findings.is_empty() {
            ol {
                @for finding in findings {
                    li {
                        @let level = level_name(finding.rule.level);
                        strong class=(level) { (say(level)) } " "
                        code { (finding.rule.code) } " "
                        (say(&finding.text())) "."
                        @if let Some(place) = place(finding) { " " (place) }
                        br;
                        span.help { (say(finding.rule.mend)) }
                    }
                }
            }
        }
    }
}

/// The picture, and over it the places of the findings with their numbers in the list. Written as text: the shapes of SVG
/// close themselves, which is no form of maud.
fn picture(page: &PageSketch, findings: &[&Finding], options: &Options) -> PreEscaped<String> {
    let view = page.media;
    let mut out = String::new();
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        "<svg viewBox=\"{:.1} {:.1} {:.1} {:.1}\" role=\"img\" aria-label=\"Page {}\">\
         <rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#fff\"/>",
        view.x.0, view.y.0, view.width.0, view.height.0, page.number, view.x.0, view.y.0, view.width.0, view.height.0
    );
    if let Some(picture) = &page.picture {
        let _ = write!(
            out,
            "<image x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" href=\"data:image/png;base64,{}\"/>",
            view.x.0,
            view.y.0,
            view.width.0,
            view.height.0,
            BASE64.encode(&picture.png)
        );
    }
    frame(&mut out, &page.bleed, "stroke=\"#d00000\"");
    frame(&mut out, &page.trim, "stroke=\"#000\"");
    frame(&mut out, &page.trim.inset(options.safe.pt()), "stroke=\"#00609c\" stroke-dasharray=\"4 3\"");
    let size = (page.trim.height.0 / 50.0).clamp(8.0, 40.0);
    for (number, finding) in findings.iter().enumerate() {
        let color = if finding.is_error() { "#d00000" } else { "#c27c00" };
        for place in &finding.places {
            // A place without extent would not be seen.
            let seen = place.inset(Pt(-1.5));
            frame(
                &mut out,
                &seen,
                &format!("stroke=\"{color}\" stroke-width=\"{:.1}\" fill-opacity=\"0.15\"", size / 8.0),
            );
        }
        if let Some(place) = finding.places.first() {
            let _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\" font-weight=\"bold\" fill=\"{color}\" \
                 stroke=\"#fff\" stroke-width=\"{:.1}\" paint-order=\"stroke\">{}</text>",
                place.x.0,
                place.y.0 - 2.0,
                size / 6.0,
                number + 1
            );
        }
    }
    out.push_str("</svg>");
    PreEscaped(out)
}

fn frame(out: &mut String, area: &Rect, look: &str) {
    let (width, height) = (area.width.0.max(0.0), area.height.0.max(0.0));
    let _ = write!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"none\" {look}/>",
        area.x.0, area.y.0
    );
}
