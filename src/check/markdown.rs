//! Rules on Markdown: what a text has that a leaflet has no place for, before it is dropped or printed as something else.

use crate::definition::{Project, Text};
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Form, LANGUAGE, blocks, foreign};
use crate::rules;

use super::texts::Piece;

/// What the texts of a project have that is not printed as it was meant, of facts alone: these are no pieces.
pub(super) fn facts(project: &Project, out: &mut Vec<Diagnostic>) {
    let facts = project.publications.iter().flat_map(|publication| &publication.facts);
    facts.for_each(|fact| text(&fact.text, false, out));
}

/// What titles and headlines have that is not printed as it was meant: they are set in one style, and lead nowhere.
pub(super) fn titles(project: &Project, out: &mut Vec<Diagnostic>) {
    for publication in &project.publications {
        let title = &publication.title;
        let social = publication.social.iter().map(|social| &social.headline);
        for text in std::iter::once(title).chain(&publication.headline).chain(social) {
            let styled = |block: Block| match block {
                Block::Paragraph(rich) => rich.spans.iter().any(|span| {
                    let style = &span.style;
                    style.strong || style.emphasis || style.link.as_ref().is_some_and(|to| !to.starts_with(LANGUAGE))
                }),
                Block::List { .. } => false,
            };
            if blocks(text).into_iter().any(styled) {
                let message = "a title is set in one style and leads nowhere; its marks are dropped";
                let help = "write the words alone";
                out.push(Diagnostic::new(&rules::MARKDOWN_UNSUPPORTED, message).at(&text.place).help(help));
            }
        }
        // With spaces around it, the sign is meant to be seen.
        let parts = title.contains('|') && title.split('|').any(|part| part.trim() == part);
        if parts {
            let help = "take it out; where posters part their lines is said in `headline`";
            let message = "`|` parts the lines of a `headline`; in a title it is printed";
            out.push(Diagnostic::new(&rules::MARKDOWN_UNSUPPORTED, message).at(&title.place).help(help));
        }
    }
}

/// What a text has that is not printed as it was meant.
pub(super) fn piece(piece: &Piece<'_>, out: &mut Vec<Diagnostic>) {
    text(piece.text, piece.running, out);
}

fn text(text: &Text, running: bool, out: &mut Vec<Diagnostic>) {
    out.extend(foreign(text, running).into_iter().map(|form| said(form, text)));
}

/// What is said of a form, and how to mend it.
fn said(form: Form, text: &Text) -> Diagnostic {
    let (rule, message, help) = match form {
        Form::Number { written, printed } => {
            let message = match printed {
                Some(number) => {
                    format!("`{written}` begins a line, which makes it an item of a list and prints it as {number}")
                }
                None => format!("`{written}` begins a line, which makes it an item of a list and does not print it"),
            };
            let escaped = escaped(&written, text);
            let help =
                format!("write `{escaped}` where the number is part of the text; the items of a list count from 1");
            (&rules::MARKDOWN_CHANGED, message, help)
        }
        Form::Nested => (
            &rules::MARKDOWN_CHANGED,
            "a list inside a list is printed as part of the outer one".to_owned(),
            "make one list of the two, or begin a [[section]] with the inner one".to_owned(),
        ),
        Form::Wordless(address) => (
            &rules::MARKDOWN_CHANGED,
            format!("the link to `{address}` has no words, and is not printed"),
            format!("write between its brackets what is to be read: [words]({address})"),
        ),
        Form::Bullet(sign) => (
            &rules::MARKDOWN_UNSUPPORTED,
            format!("`{sign}` begins a line and makes no list; the lines are printed as one paragraph"),
            "begin each item of a list with `- `, and leave an empty line before the first".to_owned(),
        ),
        Form::Dotted(sign) => (
            &rules::MARKDOWN_UNSUPPORTED,
            format!("`{sign}` begins a line as the sign of a list, and is printed with the words"),
            "take the sign out; lists stand in the `text` of a [[section]]".to_owned(),
        ),
        Form::Picture(address) => (
            &rules::MARKDOWN_CHANGED,
            format!("the picture `{address}` is not printed, only its words are"),
            "make it a [[section]] with `kind = \"image\"`".to_owned(),
        ),
        Form::Markup(markup) => (
            &rules::MARKDOWN_CHANGED,
            format!("`{markup}` is HTML and is printed as it stands"),
            "take it out; **bold**, *italic* and [words](https://address) are what a text may have".to_owned(),
        ),
        Form::Table => (
            &rules::MARKDOWN_CHANGED,
            "a table is printed with its signs as one paragraph".to_owned(),
            "write it as a list, or as sentences".to_owned(),
        ),
        Form::Struck => (
            &rules::MARKDOWN_CHANGED,
            "words that are struck out with `~~` are printed, and the signs with them".to_owned(),
            "take them out".to_owned(),
        ),
        Form::Listed => (
            &rules::MARKDOWN_UNSUPPORTED,
            "this text is one paragraph, and the sign of a list is not printed".to_owned(),
            "take the sign out; lists stand in the `text` of a [[section]]".to_owned(),
        ),
        Form::Paragraphs => (
            &rules::MARKDOWN_UNSUPPORTED,
            "an item of a list has several paragraphs, which are printed as one".to_owned(),
            "make one paragraph of them, or an item of each".to_owned(),
        ),
        Form::Break => (
            &rules::MARKDOWN_UNSUPPORTED,
            "a line break is forced, by two spaces or a backslash at the end of a line, and is not kept".to_owned(),
            "where a line ends is chosen for every format anew; write an empty line or a list to part lines".to_owned(),
        ),
        Form::Rule(line) => (
            &rules::MARKDOWN_UNSUPPORTED,
            format!("`{line}` is a line across the text, which is not drawn"),
            "take it out, or begin a [[section]] there".to_owned(),
        ),
        Form::Quote => (
            &rules::MARKDOWN_UNSUPPORTED,
            "`>` makes a quotation, which is printed as a plain paragraph".to_owned(),
            "make it a [[section]] with `kind = \"quote\"`, or take the sign out".to_owned(),
        ),
        Form::Code(code) => (
            &rules::MARKDOWN_UNSUPPORTED,
            format!("“{code}” is marked as code, and is printed like all other words"),
            "take out the marks, or the four spaces before the line".to_owned(),
        ),
        Form::Unclosed(words) => (
            &rules::MARKDOWN_CHANGED,
            format!("the asterisks of “{words}” have no partner and are printed"),
            "write `**` on both sides of the words that are to be bold, without a space inside".to_owned(),
        ),
        Form::Unlinked(words) => (
            &rules::MARKDOWN_CHANGED,
            format!("“{words}” is no link and is printed as it stands"),
            "write it without a space between the brackets: [words](https://address)".to_owned(),
        ),
        Form::Heading(words) => return heading_in(text, &words),
    };
    Diagnostic::new(rule, message).at(&text.place).help(help)
}

/// Says that words of a text look like a heading, which no screen reader takes them for.
pub(super) fn heading_in(text: &Text, words: &str) -> Diagnostic {
    Diagnostic::new(&rules::HEADING_IN_TEXT, format!("“{words}” looks like a heading and is none"))
        .at(&text.place)
        .help("begin a [[section]] there and make it its `heading`")
}

/// A number with its sign so that it begins no list, in the quotation marks of its text: only those of `'` take a
/// backslash as it is.
fn escaped(written: &str, text: &Text) -> String {
    let literal = text.place.source.text.get(text.place.span.clone()).is_some_and(|t| t.starts_with('\''));
    let (number, sign) = written.split_at(written.len() - 1);
    format!("{number}{}{sign}", if literal { "\\" } else { "\\\\" })
}
