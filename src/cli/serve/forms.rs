//! The forms beside the pages: a county's contact, senders and own sections, and the shared text. Each field names the
//! value in the definition that it changes.

use maud::{Markup, html};
use serde_json::Value;

use super::change::stamp;
use super::view::View;
use super::words::Words;
use crate::definition::{SectionKind, edit};
use crate::world::World;

/// How a value is written in its field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    /// On a line.
    Line,
    /// As paragraphs.
    Body,
    /// One a line.
    List,
    /// As a day.
    Day,
}

/// A file as the forms see it.
struct File<'a> {
    words: &'a Words,
    path: &'a str,
    stamp: String,
    values: Value,
}

impl<'a> File<'a> {
    fn read(words: &'a Words, world: &dyn World, path: &'a str) -> File<'a> {
        let bytes = world.read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        File { words, path, stamp: stamp(&text), values: edit::tree(&text) }
    }

    /// The value at a path such as `section.2.text`; of a list its texts as lines.
    fn value(&self, at: &str) -> Option<String> {
        let value = self.values.pointer(&format!("/{}", at.replace('.', "/")))?;
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Array(texts) => Some(texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")),
            _ => None,
        }
    }

    /// How many tables a list has.
    fn count(&self, list: &str) -> usize {
        self.values.get(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// A form that saves to this file.
    fn form(&self, id: &str, title: &str, open: bool, help: Option<&str>, fields: &Markup) -> Markup {
        let words = self.words;
        html! {
            details.form open[open] {
                summary { h2 { (title) } }
                form id=(id) data-file=(self.path) data-base=(self.stamp) novalidate {
                    @if let Some(help) = help { p.help { (help) } }
                    (fields)
                    p.problem data-problem role="alert" hidden {}
                    div.conflict data-conflict hidden {
                        p { strong { (words.conflict) } }
                        p { (words.theirs) ":" } pre data-theirs tabindex="0" {}
                        p { (words.yours) ":" } pre data-yours tabindex="0" {}
                        button type="button" data-reload { (words.take_theirs) }
                        button type="button" data-apply { (words.apply_mine) }
                    }
                    p.actions {
                        button.main type="submit" disabled { (words.save) }
                        button type="button" data-revert disabled { (words.revert) }
                        button type="button" data-undo { (words.undo) }
                    }
                }
            }
        }
    }

    /// A field for a value.
    fn field(&self, at: &str, label: &str, form: As, lang: Option<&str>) -> Markup {
        let id = format!("{}-{at}", self.path).replace(['/', '.'], "-");
        let value = self.value(at).unwrap_or_default();
        let kind = match form {
            As::Line | As::Body => "set",
            As::List => "list",
            As::Day => "day",
        };
        let note = format!("{id}-note");
        html! {
            div.field {
                label for=(id) { (label) }
                @match form {
                    As::Line | As::Day => {
                        input id=(id) data-at=(at) data-kind=(kind) value=(value) lang=[lang] autocomplete="off"
                            spellcheck=(if form == As::Line { "true" } else { "false" }) aria-describedby=(note);
                        @if form == As::Day { button type="button" data-today=(id) { (self.words.today) } }
                    }
                    As::Body | As::List => {
                        @let rows = (value.chars().count() / 60 + value.lines().count() + 1).clamp(2, 14);
                        textarea id=(id) data-at=(at) data-kind=(kind) rows=(rows) lang=[lang]
                            aria-describedby=(note) { "\n" (value) }
                    }
                }
                p.problem id=(note) hidden {}
            }
        }
    }

    /// A button that makes a change at once and tries it.
    fn removal(&self, at: &str, what: &str) -> Markup {
        html! { button type="button" data-remove=(at) aria-label={ (self.words.remove) ": " (what) } { (self.words.remove) } }
    }
}

/// All forms of a leaflet.
#[must_use]
pub fn forms(view: &View<'_>, world: &dyn World) -> Markup {
    let (county, publication) = (view.wanted.county, view.wanted.publication);
    let own = File::read(view.words, world, &county.source.path);
    html! {
        (contact(&own))
        (senders(&own))
        (local(&own, view))
        @if county.source.path == publication.source.path { (text(&own, view)) }
        @else { (text(&File::read(view.words, world, &publication.source.path), view)) }
    }
}

fn contact(file: &File<'_>) -> Markup {
    let w = file.words;
    let fields = [
        ("contact.name", w.contact_name, As::Line),
        ("contact.role", w.contact_role, As::Line),
        ("contact.organisation", w.contact_organisation, As::Line),
        ("contact.phone", w.contact_phone, As::Line),
        ("contact.email", w.contact_email, As::Line),
        ("contact.url", w.contact_url, As::Line),
        ("contact.verified", w.contact_verified, As::Day),
    ];
    let fields = html! { @for (at, label, form) in fields { (file.field(at, label, form, None)) } };
    file.form("contact", w.contact, true, Some(w.contact_help), &fields)
}

fn senders(file: &File<'_>) -> Markup {
    let w = file.words;
    let fields = html! {
        @for index in 0..file.count("sender") {
            @let name = file.value(&format!("sender.{index}.name")).unwrap_or_default();
            fieldset {
                legend { (name) }
                (file.field(&format!("sender.{index}.name"), w.sender_name, As::Line, None))
                (file.field(&format!("sender.{index}.logo"), w.sender_logo, As::Line, None))
                (file.removal(&format!("sender.{index}"), &name))
            }
        }
        fieldset data-add="sender" {
            legend { (w.new_sender) }
            (blank("new-sender", w.sender_name, false))
            button type="button" data-adds { (w.add) }
        }
    };
    file.form("senders", w.senders, false, None, &fields)
}

fn local(file: &File<'_>, view: &View<'_>) -> Markup {
    let w = file.words;
    let publication = view.wanted.publication;
    let sections = || publication.sections.iter().map(|section| section.id.value.as_str());
    let choice = |id: &str, label: &str| {
        html! {
            div.field {
                label for=(id) { (label) }
                select id=(id) data-new { @for id in sections() { option value=(id) { (id) } } }
            }
        }
    };
    let own = |index: usize| file.value(&format!("override.{index}.publication")).is_some_and(|p| p == publication.id);
    let fields = html! {
        @for index in (0..file.count("override")).filter(|index| own(*index)) {
            @let at = |key: &str| format!("override.{index}.{key}");
            @let what = [("drop", w.drops), ("replace", w.replaces), ("before", w.stands_before), ("after", w.stands_after)]
                .into_iter().find_map(|(key, word)| Some(format!("{word}: {}", file.value(&at(key))?))).unwrap_or_default();
            fieldset {
                legend { (what) }
                @for (key, label, form) in [("heading", w.heading, As::Line), ("text", w.body, As::Body)] {
                    @if file.value(&at(&format!("section.{key}"))).is_some() {
                        (file.field(&at(&format!("section.{key}")), label, form, Some(publication.lang.code)))
                    }
                }
                (file.removal(&format!("override.{index}"), &what))
            }
        }
        fieldset data-add="section" data-publication=(publication.id) {
            legend { (w.new_section) }
            (choice("new-after", w.after_section))
            (blank("new-heading", w.heading, false))
            (blank("new-text", w.body, true))
            button type="button" data-adds { (w.add) }
        }
        fieldset data-add="drop" data-publication=(publication.id) {
            legend { (w.drop_section) }
            (choice("new-drop", w.drop_section))
            button type="button" data-adds { (w.add) }
        }
    };
    file.form("local", w.local, false, Some(w.local_help), &fields)
}

/// A field for something that is not there yet.
fn blank(id: &str, label: &str, long: bool) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            @if long { textarea id=(id) data-new rows="4" {} } @else { input id=(id) data-new autocomplete="off"; }
        }
    }
}

fn text(file: &File<'_>, view: &View<'_>) -> Markup {
    let w = file.words;
    let publication = view.wanted.publication;
    let lang = Some(publication.lang.code);
    let head = [
        ("title", w.title, As::Line),
        ("headline", w.headline, As::Line),
        ("kicker", w.kicker, As::Line),
        ("audience_line", w.audience_line, As::Line),
        ("lead", w.lead, As::Body),
    ];
    let fields = html! {
        @for (key, label, form) in head {
            @let at = format!("publication.{key}");
            @if file.value(&at).is_some() { (file.field(&at, label, form, lang)) }
        }
        @for (index, section) in publication.sections.iter().enumerate() {
            fieldset {
                legend { (section.id.value) }
                @for (key, label, form) in keys(w, &section.kind) {
                    @let at = format!("section.{index}.{key}");
                    @if file.value(&at).is_some() { (file.field(&at, label, form, lang)) }
                }
            }
        }
    };
    file.form("text", w.text, false, Some(w.text_help), &fields)
}

/// The values of a section that have words.
fn keys<'w>(w: &'w Words, kind: &SectionKind) -> Vec<(&'static str, &'w str, As)> {
    let mut keys = vec![("heading", w.heading, As::Line)];
    keys.extend(match kind {
        SectionKind::Steps { .. } => vec![("intro", w.intro, As::Line), ("steps", w.steps, As::List)],
        SectionKind::Quote { .. } => vec![("text", w.body, As::Body), ("who", w.who, As::Line)],
        SectionKind::Image { .. } => vec![("alt", w.alt, As::Line), ("caption", w.caption, As::Line)],
        SectionKind::Help { .. } => Vec::new(),
        _ => vec![("text", w.body, As::Body)],
    });
    keys
}
