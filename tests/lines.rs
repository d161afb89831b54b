//! How lines look that the program breaks: the text that other programs are measured with, at 80 mm and 10 pt, ragged and
//! justified. The figures stand in docs/typography.md.

#[allow(dead_code, reason = "this program reads no pages")]
mod support;

use std::path::Path;
use std::sync::Arc;

use leaflet::definition::{Target, load};
use leaflet::document::{Block, Content, Draft, RichText, resolve};
use leaflet::lang::Lang;
use leaflet::text::{FaceRequest, Hyphens, Line, LineBreaker, Manner, Paragraph};
use leaflet::world::DiskWorld;

use support::{wanted, workshop};

/// 80 mm at 10 pt, in em.
const MEASURE: f32 = 80.0 / 25.4 * 72.0 / 10.0;
/// 72 mm: a call-out in a column of 80 mm.
const CALLOUT: f32 = 72.0 / 25.4 * 72.0 / 10.0;
/// A line whose mean gap is wider than this is loose, in em.
const LOOSE: f32 = 0.45;
/// A last line of one word narrower than this is a runt, in em.
const RUNT: f32 = 6.0;
/// Gaps of neighbouring lines that overlap by more than this stand one above the other, in em.
const ABOVE: f32 = 0.1;

/// The paragraphs of `examples/peer.toml`, those of the call-out too, and the items of its lists if asked for: they are ragged
/// in every theme. Each with its measure.
fn texts(with_items: bool) -> Vec<(RichText, f32)> {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"));
    let (project, _) = load(&world, &[Target::File("peer.toml".to_owned())]);
    let leaflet = wanted(&project, Draft::No).next().expect("a leaflet");
    let document = resolve(&world, &project, leaflet).expect("it resolves");
    let mut texts = Vec::new();
    for section in &document.sections {
        let (blocks, measure) = match &section.content {
            Content::Text(blocks) => (blocks, MEASURE),
            Content::Callout(blocks) => (blocks, CALLOUT),
            _ => continue,
        };
        for block in blocks {
            match block {
                Block::Paragraph(text) => texts.push((text.clone(), measure)),
                Block::List { items, .. } if with_items => {
                    texts.extend(items.iter().map(|item| (item.clone(), measure)));
                }
                Block::List { .. } => {}
            }
        }
    }
    texts
}

/// The lines of a text at a measure in em.
fn set(text: &RichText, lang: Lang, manner: Manner, measure: f32) -> Arc<[Line]> {
    let families: Arc<[String]> = Arc::from(["Open Sans".to_owned(), "Noto Sans".to_owned()]);
    let request = FaceRequest { families, weight: 400, italic: false };
    let faces = &workshop().faces;
    Paragraph::new(faces, text, &request, lang, manner).lines(faces, &mut LineBreaker::default(), measure)
}

/// Where the gaps between the words of a line begin and end, in em.
fn gaps(line: &Line) -> Vec<(f32, f32)> {
    let mut found = Vec::new();
    for fragment in &line.fragments {
        let mut x = fragment.x;
        for glyph in &fragment.glyphs {
            let end = x + glyph.advance;
            if &fragment.text[glyph.text.start as usize..glyph.text.end as usize] == " " && end < line.width {
                found.push((x, end));
            }
            x = end;
        }
    }
    found
}

/// What a designer would look at.
#[derive(Debug, Default)]
struct Looks {
    lines: usize,
    hyphens: usize,
    runts: usize,
    /// Mean gap of each line that is filled, in em.
    gaps: Vec<f32>,
    /// Gaps that are the third of a row, one above the other.
    rivers: usize,
    /// Least and greatest share of the measure that lines fill, the last ones left out.
    filled: (f32, f32),
}

impl Looks {
    /// How the texts look.
    fn of(texts: &[(RichText, f32)], manner: Manner) -> Looks {
        let mut looks = Looks { filled: (f32::MAX, f32::MIN), ..Looks::default() };
        for (text, measure) in texts {
            let lines = set(text, Lang::SV, manner, *measure);
            let mut above: Vec<(f32, f32, usize)> = Vec::new();
            for (at, line) in lines.iter().enumerate() {
                let gaps = gaps(line);
                looks.lines += 1;
                looks.hyphens += usize::from(line.hyphenated);
                if at + 1 < lines.len() {
                    let wide: f32 = gaps.iter().map(|(from, to)| to - from).sum();
                    looks.gaps.push(wide / gaps.len().max(1) as f32);
                    let share = line.width / measure;
                    looks.filled = (looks.filled.0.min(share), looks.filled.1.max(share));
                } else if at > 0 && gaps.is_empty() && line.width < RUNT {
                    looks.runts += 1;
                }
                let row = |from: f32, to: f32| {
                    let over = above.iter().filter(|(a, b, _)| to.min(*b) - from.max(*a) > ABOVE);
                    over.map(|(_, _, row)| *row).max().unwrap_or(0) + 1
                };
                let rows: Vec<_> = gaps.into_iter().map(|(from, to)| (from, to, row(from, to))).collect();
                looks.rivers += rows.iter().filter(|(_, _, row)| *row == 3).count();
                above = rows;
            }
        }
        looks
    }

    /// Mean of the lines' gaps, their standard deviation, and the share of loose lines.
    fn gap(&self) -> (f32, f32, f32) {
        let count = self.gaps.len() as f32;
        let mean = self.gaps.iter().sum::<f32>() / count;
        let variance = self.gaps.iter().map(|gap| (gap - mean) * (gap - mean)).sum::<f32>() / count;
        let loose = self.gaps.iter().filter(|gap| **gap > LOOSE).count();
        (mean, variance.sqrt(), loose as f32 / count)
    }
}

#[test]
fn ragged_lines_have_few_hyphens_and_no_runt() {
    let looks = Looks::of(&texts(true), Manner { hyphens: Hyphens::Any, justify: false, ..Manner::default() });
    println!("ragged: {looks:?}");
    assert!(looks.lines > 40, "{} lines", looks.lines);
    assert!(looks.hyphens * 100 <= looks.lines * 8, "{} of {} lines end in a hyphen", looks.hyphens, looks.lines);
    assert_eq!(looks.runts, 0);
    assert!(looks.filled.0 >= 0.6, "a line fills {} of the measure", looks.filled.0);
    assert!(looks.filled.1 <= 1.0001, "a line fills {} of the measure", looks.filled.1);
}

#[test]
fn justified_lines_are_even() {
    let looks = Looks::of(&texts(false), Manner { hyphens: Hyphens::Any, justify: true, ..Manner::default() });
    let (mean, deviation, loose) = looks.gap();
    println!("justified: {looks:?} gaps {mean} em, deviation {deviation}, loose {loose}");
    assert!(deviation <= 0.05, "the gaps deviate by {deviation} em from {mean}");
    assert!(loose <= 0.02, "{loose} of the lines are loose");
    assert!(looks.rivers <= 1, "{} rivers", looks.rivers);
    assert_eq!(looks.runts, 0);
    assert!(looks.filled.0 > 0.999 && looks.filled.1 < 1.001, "lines fill {:?} of the measure", looks.filled);
}

/// Numbers, addresses and references to the law stay on one line at every measure that holds them.
#[test]
fn what_belongs_together_is_never_parted() {
    let whole = ["054-19 73 38", "114 14", "isabel.persson@lansstyrelsen.se", "6 kap. 10 a §", "1 juli", "15 år"];
    let text = RichText::plain(
        "Den som är under 15 år kan sedan 1 juli 2025 ringa 054-19 73 38 eller 114 14, eller skriva till \
         isabel.persson@lansstyrelsen.se om det som står i 6 kap. 10 a § brottsbalken och i andra lagar.",
    );
    for justify in [false, true] {
        for tenths in 150..320 {
            let lines = set(
                &text,
                Lang::SV,
                Manner { hyphens: Hyphens::Any, justify, ..Manner::default() },
                tenths as f32 / 10.0,
            );
            for part in whole {
                assert!(lines.iter().any(|line| line.text.contains(part)), "“{part}” is parted at {tenths} tenths");
            }
        }
    }
}

/// Tracking moves letters by so little that words stay whole for who reads or copies the text.
#[test]
fn justified_lines_keep_their_text() {
    for (text, measure) in texts(false) {
        let lines = set(&text, Lang::SV, Manner { hyphens: Hyphens::Any, justify: true, ..Manner::default() }, measure);
        let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(joined.split_whitespace().collect::<Vec<_>>(), text.text.split_whitespace().collect::<Vec<_>>());
    }
}

#[test]
fn polish_prepositions_stay_with_their_word() {
    let polish = Lang::from_code("pl").expect("Polish");
    let text =
        RichText::plain("Mieszka z rodziną w domu i o wszystkim rozmawia u siebie z kimś, komu ufa w szkole i w domu.");
    for tenths in 80..300 {
        for line in set(
            &text,
            polish,
            Manner { hyphens: Hyphens::Any, justify: false, ..Manner::default() },
            tenths as f32 / 10.0,
        )
        .iter()
        {
            let last = line.text.trim_end().rsplit(' ').next().unwrap_or_default();
            assert!(last.chars().count() > 1, "a line ends in “{last}” at {tenths} tenths");
        }
    }
}

#[test]
fn names_of_help_lines_stay_on_a_line_of_running_text() {
    let world = DiskWorld::new(env!("CARGO_MANIFEST_DIR"));
    let (project, _) = load(&world, &[Target::County("varmland".to_owned())]);
    let leaflet = wanted(&project, Draft::No).find(|w| w.id().starts_with("varmland/somliga-tror-a5-sv"));
    let document = resolve(&world, &project, leaflet.expect("a leaflet")).expect("it resolves");
    let steps = document.sections.iter().find_map(|section| match &section.content {
        Content::Steps { steps, .. } => Some(steps),
        _ => None,
    });
    assert!(steps.expect("steps")[0].text.starts_with("Ring Välj\u{a0}att\u{a0}sluta på"), "{steps:?}");
    let help = document.help.expect("help lines");
    assert_eq!(help.lines[0].name.text, "Välj att sluta", "in its cell it may be parted");
}

#[test]
fn what_parts_names_is_read_where_a_line_ends() {
    let senders = "Länsstyrelsen Örebro · Samhällsrådet för Värmland · Region Värmland";
    let text = RichText::plain(senders);
    for code in ["sv", "ar"] {
        let lang = Lang::from_code(code).expect("in the table");
        let lines = set(&text, lang, Manner::default(), 16.0);
        assert_eq!(lines.len(), 3, "{code}");
        let fragments = || lines.iter().flat_map(|line| &line.fragments);
        assert_eq!(fragments().map(|f| f.text.as_str()).collect::<String>(), senders, "{code}: all is read");
        let glyphs =
            fragments().flat_map(|f| f.glyphs.iter().map(|g| &f.text[g.text.start as usize..g.text.end as usize]));
        let [unseen, seen] = [" · ", "·"].map(|sign| glyphs.clone().filter(|text| *text == sign).count());
        assert_eq!([unseen, seen], [2, 0], "{code}: a space stands for it");
    }
}
