//! Findings as `JUnit` XML, which most systems that run tests can show: a case for each finding, one for each thing without.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Level, Row};

use super::report::sorted;

/// The report. `passed` names what was looked at and is without error.
#[must_use]
pub fn xml(diagnostics: &[Diagnostic], passed: &[String]) -> String {
    let sorted = sorted(diagnostics);
    let failures = sorted.iter().filter(|found| found.is_error()).count();
    let tests = sorted.len() + passed.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failures}\">");
    let _ = writeln!(
        out,
        "  <testsuite name=\"leaflet\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    );
    for name in passed {
        let _ = writeln!(out, "    <testcase classname=\"leaflet\" name=\"{}\"/>", escaped(name));
    }
    for found in sorted {
        out.push_str(&case(found));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// One finding. Errors are failures; warnings and advice pass, with what they say as output.
fn case(found: &Diagnostic) -> String {
    let place = found.place.as_ref().map(|place| (place.source.path.as_str(), place.line_column()));
    let about = place.map(|(path, _)| path).or(found.subject.as_deref()).unwrap_or("leaflet");
    let row = || found.row.as_deref().map(|Row { file, line }| (file.as_str(), *line));
    let file = place.map(|(path, (line, _))| (path, line)).or_else(row);
    let file = file.map_or_else(String::new, |(path, line)| format!(" file=\"{}\" line=\"{line}\"", escaped(path)));
    let mut text = place.map_or_else(String::new, |(path, (line, column))| format!("{path}:{line}:{column}: "));
    text.push_str(&found.message);
    if let Some(help) = &found.help {
        text.push('\n');
        text.push_str(help);
    }
    let name = format!("{}: {}", found.rule.code, found.message);
    let inner = match found.level() {
        Level::Error => format!(
            "<failure type=\"{}\" message=\"{}\">{}</failure>",
            found.rule.code,
            escaped(&found.message),
            escaped(&text)
        ),
        Level::Warning | Level::Advice => format!("<system-out>{}</system-out>", escaped(&text)),
    };
    format!("    <testcase classname=\"{}\" name=\"{}\"{file}>{inner}</testcase>\n", escaped(about), escaped(&name))
}

/// Text for XML 1.0, which knows no control characters but tabs and line ends.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}' => out.push(character),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn errors_fail_and_warnings_pass() {
        let found = [
            Diagnostic::new(&rules::BAD_VALUE, "a < b \u{1} & \"c\"").on("x/y").help("mend\nit"),
            Diagnostic::new(&rules::UNDERFULL, "empty").on("x/z"),
        ];
        let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites tests=\"3\" failures=\"1\">
  <testsuite name=\"leaflet\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\">
    <testcase classname=\"leaflet\" name=\"x/a\"/>
    <testcase classname=\"x/y\" name=\"bad-value: a &lt; b \u{fffd} &amp; &quot;c&quot;\"><failure type=\"bad-value\" message=\"a &lt; b \u{fffd} &amp; &quot;c&quot;\">a &lt; b \u{fffd} &amp; &quot;c&quot;&#10;mend&#10;it</failure></testcase>
    <testcase classname=\"x/z\" name=\"underfull: empty\"><system-out>empty</system-out></testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(xml(&found, &["x/a".to_owned()]), expected);
    }
}
