//! The report of `leaflet preflight` as one HTML file: a picture of each page with its findings drawn on it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::diagnostic::Level;
use crate::preflight::{Finding, MOST_DRAWN, Options, PageSketch, Standard};
use crate::units::{Pt, Rect};

use super::locale::{say, spoken};
use super::preflight::{Looked, count};

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
    let mut out = String::new();
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Preflight</title>\
         <style>{STYLE}</style></head><body><main><h1>Preflight</h1>\
         <p>{}</p>",
        spoken().tag(),
        say(&format!(
            "The pages are drawn from what was checked, in colours near those of the print; they are no proof. Gradients are \
             shown as their middle colour, tiles as their heaviest. Black line: trim. Red line: bleed. Dashed line: {:.0} mm \
             inside the trim.",
            options.safe.0
        ))
    );
    if looked.len() > 1 {
        let [file, errors, warnings] = ["File", "Errors", "Warnings"].map(say);
        let _ = write!(out, "<table><tr><th>{file}</th><th>{errors}</th><th>{warnings}</th></tr>");
        for (at, Looked { name, checked }) in looked.iter().enumerate() {
            let counts = [Level::Error, Level::Warning].map(|level| count(&checked.findings, level));
            let _ = write!(
                out,
                "<tr><td><a href=\"#f{at}\">{}</a></td><td>{}</td><td>{}</td></tr>",
                escaped(name),
                counts[0],
                counts[1]
            );
        }
        out.push_str("</table>");
    }
    for (at, file) in looked.iter().enumerate() {
        section(&mut out, at, file, options);
    }
    out.push_str("</main></body></html>\n");
    out
}

fn section(out: &mut String, at: usize, Looked { name, checked }: &Looked, options: &Options) {
    let _ = write!(out, "<section class=\"file\" id=\"f{at}\"><h2>{}</h2>", escaped(name));
    let standard = say(checked.standard.map_or("could not be read", Standard::name));
    let (verdict, class) = match count(&checked.findings, Level::Error) {
        0 => ("passes", "good"),
        _ => ("fails", "error"),
    };
    let _ = write!(out, "<p>{standard}: <strong class=\"{class}\">{}</strong></p>", say(verdict));
    let own: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.page.is_none()).collect();
    list(out, &own);
    let damaged = own.iter().any(|finding| finding.is_damage());
    for page in &checked.pages {
        let found: Vec<&Finding> = checked.findings.iter().filter(|f| f.page == Some(page.number)).collect();
        let (width, height) = (page.trim.width.mm().0, page.trim.height.mm().0);
        let _ = write!(out, "<div class=\"page\"><div>");
        picture(out, page, &found, options);
        let title = say(&format!("Page {}, {width:.0} × {height:.0} mm", page.number));
        let _ = write!(out, "</div><div><h3>{title}</h3>");
        let notes = match &page.picture {
            None => vec![format!("Only the first {MOST_DRAWN} pages of a file are drawn.")],
            Some(picture) => {
                let bars = (picture.bars > 0).then(|| {
                    let count = picture.bars;
                    let words = if count == 1 { "1 piece of text is" } else { &format!("{count} pieces of text are") };
                    format!("{words} drawn as bars: the shapes of the letters cannot be read from the file.")
                });
                let cut = picture.cut_short.then(|| "More is on this page than the picture shows.".to_owned());
                bars.into_iter().chain(cut).collect()
            }
        };
        for note in notes {
            let _ = write!(out, "<p class=\"help\">{}</p>", say(&note));
        }
        list(out, &found);
        // Nobody knows what a damaged file would have had on the page.
        if found.is_empty() && !damaged {
            let _ = write!(out, "<p class=\"good\">{}</p>", say("Nothing to mend."));
        }
        out.push_str("</div></div>");
    }
    out.push_str("</section>");
}

fn list(out: &mut String, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    out.push_str("<ol>");
    for finding in findings {
        let place = finding.place_at().map(|at| {
            format!("At {:.1} mm from the left and {:.1} mm from the top of the trim.", at.x.mm().0, at.y.mm().0)
        });
        let place = place.map(|place| format!(" {}", say(&place)));
        let _ = write!(
            out,
            "<li><strong class=\"{level}\">{}</strong> <code>{}</code> {}.{}<br><span class=\"help\">{}</span></li>",
            say(level(finding.rule.level)),
            finding.rule.code,
            escaped(&say(&finding.text())),
            place.unwrap_or_default(),
            escaped(&say(finding.rule.mend)),
            level = level(finding.rule.level),
        );
    }
    out.push_str("</ol>");
}

/// The picture, and over it the places of the findings with their numbers in the list.
fn picture(out: &mut String, page: &PageSketch, findings: &[&Finding], options: &Options) {
    let view = page.media;
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
    frame(out, &page.bleed, "stroke=\"#d00000\"");
    frame(out, &page.trim, "stroke=\"#000\"");
    frame(out, &page.trim.inset(options.safe.pt()), "stroke=\"#00609c\" stroke-dasharray=\"4 3\"");
    let size = (page.trim.height.0 / 50.0).clamp(8.0, 40.0);
    for (number, finding) in findings.iter().enumerate() {
        let color = if finding.is_error() { "#d00000" } else { "#c27c00" };
        for place in &finding.places {
            // A place without extent would not be seen.
            let seen = place.inset(Pt(-1.5));
            frame(out, &seen, &format!("stroke=\"{color}\" stroke-width=\"{:.1}\" fill-opacity=\"0.15\"", size / 8.0));
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
}

fn frame(out: &mut String, area: &Rect, look: &str) {
    let (width, height) = (area.width.0.max(0.0), area.height.0.max(0.0));
    let _ = write!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"none\" {look}/>",
        area.x.0, area.y.0
    );
}

fn level(level: Level) -> &'static str {
    super::report::level_name(level)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
