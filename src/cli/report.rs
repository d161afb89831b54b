//! Draws diagnostics: with source lines for people, as JSON lines, as annotations of GitHub, as SARIF.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Level, Place, Row};
use crate::limits;
use crate::rules::RULES;

use super::found::Found;
use super::junit;
use super::locale::say;
use super::located::Located;

/// Most diagnostics that are drawn for people; nobody reads on.
const MOST: usize = limits::FINDINGS_DRAWN;
/// Most leaflets that are named where one finding concerns several.
const MOST_NAMED: usize = 3;

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum MessageFormat {
    /// With the lines they speak of, for people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions, shown beside the changed lines.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, for systems that show tests.
    Junit,
}

/// The diagnostics in the chosen form, sorted, each once. `color` counts for people alone.
#[must_use]
pub fn report(diagnostics: &[Diagnostic], format: MessageFormat, color: bool) -> String {
    located(diagnostics, format, color, &Located::default())
}

/// The same, of a project that lies in a repository: GitHub and SARIF name files by their paths there.
#[must_use]
pub fn located(diagnostics: &[Diagnostic], format: MessageFormat, color: bool, located: &Located) -> String {
    let sorted = sorted(diagnostics);
    match format {
        MessageFormat::Human => human(&sorted, color),
        MessageFormat::Json => lines(sorted.iter().map(|diagnostic| Found::new(diagnostic).line())),
        MessageFormat::Github => lines(sorted.iter().map(|diagnostic| github(diagnostic, located))),
        MessageFormat::Sarif => format!("{:#}\n", sarif(&sorted, located)),
        MessageFormat::Junit => junit::xml(diagnostics, &[]),
    }
}

/// The lines as one text.
fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// The diagnostics by file, place, level and code, each once; those without a place come last, rows of tables in their order.
#[must_use]
pub fn sorted(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    fn key(d: &Diagnostic) -> impl Ord + '_ {
        let place = d.place.as_ref().map(|place| (place.source.path.as_str(), place.span.start, place.span.end));
        (place.is_none(), place, &d.row, d.subject.as_deref(), d.level(), d.rule.code, d.message.as_str())
    }
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| key(a).cmp(&key(b)));
    sorted.dedup_by(|a, b| key(a) == key(b));
    sorted
}

/// How many there are of each level, in words, such as `2 errors and 1 warning`; `None` if there is nothing.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let sorted = sorted(diagnostics);
    let levels =
        [(Level::Error, "error", "errors"), (Level::Warning, "warning", "warnings"), (Level::Advice, "note", "notes")];
    let counts: Vec<String> = levels
        .into_iter()
        .filter_map(|(level, one, many)| match sorted.iter().filter(|d| d.level() == level).count() {
            0 => None,
            1 => Some(format!("1 {}", say(one))),
            count => Some(format!("{count} {}", say(many))),
        })
        .collect();
    match counts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{}{}{last}", first.join(", "), say(" and "))),
    }
}

/// The level as other programs name it.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "advice",
    }
}

fn human(diagnostics: &[&Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
    let mut out = String::new();
    let together = together(diagnostics);
    let mut told = BTreeSet::new();
    for (at, (diagnostic, subjects)) in together.iter().take(MOST).enumerate() {
        // What is no error is shown with its line once; others of the same kind say what and where.
        let brief = !told.insert((diagnostic.rule.code, diagnostic.help.as_deref())) && !diagnostic.is_error();
        out.push_str(&renderer.render(&[group(diagnostic, subjects, brief)]));
        out.push('\n');
        let next = together[..together.len().min(MOST)].get(at + 1).map(|(next, _)| next);
        if !(brief && next.is_some_and(|next| told.contains(&(next.rule.code, next.help.as_deref())))) {
            out.push('\n');
        }
    }
    if together.len() > MOST {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\n", say(&format!("... and {} more; mend these first", together.len() - MOST)));
    }
    out
}

/// The findings with what they are about: one for all leaflets of which the same is said at the same place.
fn together<'a>(diagnostics: &[&'a Diagnostic]) -> Vec<(&'a Diagnostic, Vec<&'a str>)> {
    let mut together: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
    // Findings are sorted by place, so that what can be told together is near.
    let mut here: BTreeMap<(&str, &str, Option<&str>), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        if together.last().is_some_and(|(last, _)| last.place != diagnostic.place) {
            here.clear();
        }
        let subject = diagnostic.subject.as_deref();
        let said = (diagnostic.rule.code, diagnostic.message.as_str(), diagnostic.help.as_deref());
        let same = here.get(&said).filter(|_| diagnostic.place.is_some());
        if let Some((_, subjects)) = same.and_then(|at| together.get_mut(*at)) {
            subjects.extend(subject);
        } else {
            here.insert(said, together.len());
            together.push((diagnostic, subject.into_iter().collect()));
        }
    }
    together
}

/// What a finding with a place is about, beyond what its message names; `None` if there is no more.
fn concerned(diagnostic: &Diagnostic, subjects: &[&str]) -> Option<String> {
    diagnostic.place.as_ref()?;
    let named = |subject: &&&str| !diagnostic.message.contains(**subject);
    let subjects: Vec<&str> = subjects.iter().filter(named).copied().collect();
    let shown = subjects.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    match subjects.len() {
        0 => None,
        count if count > MOST_NAMED => Some(say(&format!("{shown} and {} more", count - MOST_NAMED))),
        _ => Some(shown),
    }
}

/// One diagnostic as it is drawn; a brief one without the line that it speaks of, and without help.
fn group<'a>(diagnostic: &'a Diagnostic, subjects: &[&str], brief: bool) -> Group<'a> {
    let mark = match diagnostic.level() {
        Level::Error => Mark::ERROR.with_name(say("error")),
        Level::Warning => Mark::WARNING.with_name(say("warning")),
        Level::Advice => Mark::NOTE.with_name(say("note")),
    };
    // Where there are no source lines the title says what it is about.
    let title = match (&diagnostic.place, &diagnostic.subject) {
        (None, Some(subject)) if !diagnostic.message.contains(subject.as_str()) => {
            format!("{subject}: {}", diagnostic.message)
        }
        _ => diagnostic.message.clone(),
    };
    let mut group = Group::with_title(mark.primary_title(title).id(diagnostic.rule.code));
    if let Some(place) = &diagnostic.place {
        let path = place.source.path.as_str();
        group = if brief {
            let (line, column) = place.line_column();
            group.element(Origin::path(path).line(line).char_column(column))
        } else {
            let snippet = Snippet::source(place.source.text.as_str()).path(path);
            group.element(snippet.annotation(AnnotationKind::Primary.span(drawn(place))))
        };
    }
    if let Some(concerned) = concerned(diagnostic, subjects) {
        group = group.element(Mark::NOTE.with_name(say("concerns")).message(concerned));
    }
    match diagnostic.help.as_ref().filter(|_| !brief) {
        Some(help) => group.element(Mark::HELP.with_name(say("help")).message(help.clone())),
        None => group,
    }
}

/// The bytes that are underlined: whole characters of the first line, at least one where the line has any.
fn drawn(place: &Place) -> std::ops::Range<usize> {
    let text = place.source.text.as_str();
    let start = text.floor_char_boundary(place.span.start.min(text.len()));
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
    let end = text.ceil_char_boundary(place.span.end.min(text.len()));
    start..end.min(line_end).max(start)
}

/// A workflow command (GitHub Docs, Workflow commands for GitHub Actions).
fn github(diagnostic: &Diagnostic, located: &Located) -> String {
    let command = match diagnostic.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        let ((line, column), (end_line, end_column)) = (place.line_column(), place.end());
        properties.push(format!("file={}", property(&located.path(&place.source.path))));
        properties.push(format!("line={line},endLine={end_line}"));
        // GitHub takes columns only where one line is meant.
        if line == end_line {
            properties.push(format!("col={column},endColumn={end_column}"));
        }
    }
    if let Some(Row { file, line }) = diagnostic.row.as_deref() {
        properties.push(format!("file={},line={line}", property(&located.path(file))));
    } else if let (None, Some(path)) = (&diagnostic.place, located.file(diagnostic)) {
        properties.push(format!("file={}", property(&located.path(path))));
    }
    properties.push(format!("title={}", property(diagnostic.rule.code)));
    let subject = diagnostic.subject.as_ref().map(|subject| format!("{subject}: ")).unwrap_or_default();
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let message = format!("{subject}{}{help}", diagnostic.message);
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

/// Text of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// SARIF 2.1.0 (OASIS Standard, 2020). GitHub takes a file only if each of its results has an artifact and a first line (GitHub
/// Docs, SARIF support for code scanning); what is about no line stands at the first.
fn sarif(diagnostics: &[&Diagnostic], located: &Located) -> Value {
    let level = |level: Level| match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "note",
    };
    let used: Vec<_> = RULES.iter().filter(|rule| diagnostics.iter().any(|d| d.rule.code == rule.code)).collect();
    let rules: Vec<Value> = used
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": say(rule.title) },
                "fullDescription": { "text": say(rule.why) },
                "help": { "text": say(rule.mend) },
                "defaultConfiguration": { "level": level(rule.level) },
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            let (path, region) = match (&diagnostic.place, diagnostic.row.as_deref()) {
                (Some(place), _) => (place.source.path.clone(), region(place)),
                (None, Some(Row { file, line })) => (file.clone(), json!({ "startLine": line })),
                (None, None) => (located.home(diagnostic), json!({ "startLine": 1 })),
            };
            let mut result = json!({
                "ruleId": diagnostic.rule.code,
                "ruleIndex": used.iter().position(|rule| rule.code == diagnostic.rule.code),
                "level": level(diagnostic.level()),
                "message": { "text": format!("{}{help}", diagnostic.message) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": relative(&located.path(&path)), "uriBaseId": "%SRCROOT%" },
                        "region": region,
                    },
                }],
            });
            if let Some(subject) = &diagnostic.subject {
                result["locations"][0]["logicalLocations"] = json!([{ "fullyQualifiedName": subject }]);
            }
            result
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "leaflet", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// The lines and columns of a place in SARIF.
fn region(place: &Place) -> Value {
    let ((line, column), (end_line, end_column)) = (place.line_column(), place.end());
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A repository's path as a reference in a URI (RFC 3986, 4.2).
fn relative(path: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;
    use crate::rules;

    /// One finding with a place and one without, the first one twice, in the wrong order.
    fn findings() -> Vec<Diagnostic> {
        let source = Arc::new(Source { path: "a,b.toml".to_owned(), text: "å = 1\nb = 2\n".to_owned() });
        let place = Place { source, span: 7..8 };
        let key = Diagnostic::new(&rules::UNKNOWN_KEY, "no key `b`: 100 %").at(&place).help("take it out");
        let page = Diagnostic::new(&rules::UNDERFULL, "much empty paper").on("a4, page 1");
        vec![page, key.clone(), key]
    }

    #[test]
    fn findings_are_sorted_and_told_once() {
        assert_eq!(sorted(&findings()).iter().map(|d| d.rule.code).collect::<Vec<_>>(), ["unknown-key", "underfull"]);
        assert_eq!(summary(&findings()).as_deref(), Some("1 error and 1 warning"));
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn people_see_the_line() {
        let expected = "\
error[unknown-key]: no key `b`: 100 %
 --> a,b.toml:2:1
  |
2 | b = 2
  | ^
  |
  = help: take it out

warning[underfull]: a4, page 1: much empty paper

";
        assert_eq!(report(&findings(), MessageFormat::Human, false), expected);
        assert!(report(&findings(), MessageFormat::Human, true).contains('\u{1b}'));
    }

    #[test]
    fn warnings_of_a_kind_are_shown_whole_once() {
        let source = Arc::new(Source { path: "a.toml".to_owned(), text: "a = 1\nb = 2\nc = 3\n".to_owned() });
        let at = |start: usize| Place { source: Arc::clone(&source), span: start..start + 1 };
        let found = |rule, start| Diagnostic::new(rule, "wrong").at(&at(start)).help("mend it");
        let warning = |start| found(&rules::UNDERFULL, start);
        let said = report(&[warning(0), warning(6), warning(12)], MessageFormat::Human, false);
        let brief = "warning[underfull]: wrong\n--> a.toml:2:1\nwarning[underfull]: wrong\n--> a.toml:3:1\n\n";
        assert!(
            said.starts_with("warning[underfull]: wrong\n --> a.toml:1:1\n  |\n1 | a = 1\n") && said.ends_with(brief),
            "{said}"
        );
        let errors = report(&[0, 6].map(|start| found(&rules::BAD_VALUE, start)), MessageFormat::Human, false);
        assert_eq!(errors.matches("= help: mend it").count(), 2, "an error is shown whole: {errors}");
    }

    #[test]
    fn paths_are_references_in_sarif() {
        let source = Arc::new(Source { path: "mina blad/län#1.toml".to_owned(), text: "b = 2\n".to_owned() });
        let found = Diagnostic::new(&rules::UNKNOWN_KEY, "no key `b`").at(&Place { source, span: 0..1 });
        let log = sarif(&[&found], &Located::default());
        let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(artifact["uri"], "mina%20blad/l%C3%A4n%231.toml");
    }

    #[test]
    fn leaflets_that_a_place_fails_are_named_together() {
        let [key, ..] = &findings()[1..] else { panic!("three findings") };
        let about = |subject: &str| key.clone().on(subject);
        let said = |found: &[Diagnostic]| report(found, MessageFormat::Human, false);
        let one = said(&[about("dalarna/grooming-a4-sv")]);
        assert!(one.contains("\n  = concerns: dalarna/grooming-a4-sv\n  = help: take it out\n"), "{one}");
        let other = Diagnostic::new(&rules::BAD_VALUE, "another").at(key.place.as_ref().expect("a place")).on("län-b");
        let many = said(&[about("län-a"), other, about("län-e"), about("län-c"), about("län-d"), about("län-f")]);
        assert!(many.contains("= concerns: län-a, län-c, län-d and 2 more\n"), "{many}");
        assert_eq!(many.matches("error[unknown-key]").count(), 1, "{many}");
        assert!(many.contains("= concerns: län-b\n"), "{many}");
        assert!(!said(&[about("no key")]).contains("concerns"), "the message names it");
    }

    #[test]
    fn workflow_commands_are_escaped() {
        let expected = "\
::error file=a%2Cb.toml,line=2,endLine=2,col=1,endColumn=2,title=unknown-key::no key `b`: 100 %25%0Atake it out
::warning title=underfull::a4, page 1: much empty paper
";
        assert_eq!(report(&findings(), MessageFormat::Github, false), expected);
    }

    #[test]
    fn json_lines_have_stable_keys() {
        let expected = r#"{"code":"unknown-key","column":1,"end_column":2,"end_line":2,"file":"a,b.toml","help":"take it out","level":"error","line":2,"message":"no key `b`: 100 %","subject":null}"#;
        assert_eq!(report(&findings(), MessageFormat::Json, false).lines().next(), Some(expected));
    }

    #[test]
    fn no_place_breaks_the_drawing() {
        let source = Arc::new(Source { path: "a".to_owned(), text: "åä\r\nö".to_owned() });
        for start in 0..12 {
            for end in start..12 {
                let place = Place { source: Arc::clone(&source), span: start..end };
                let diagnostic = Diagnostic::new(&rules::BAD_VALUE, "x").at(&place);
                assert!(report(&[diagnostic], MessageFormat::Human, false).contains("bad-value"));
            }
        }
    }
}
