//! The forms beside the pages: a county's contact, senders and own sections, and the shared text. Each field names the
//! value in the definition that it changes.

use maud::{Markup, html};
use serde_json::Value;

use super::change::stamp;
use super::view::{View, direction, in_language};
use super::words::Words;
use crate::definition::{Publication, Section, SectionKind, edit};
use crate::diagnostic::shortened;
use crate::lang::Lang;
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
                    // They have names of their own, to be found again when the form is made anew; and none is ever disabled,
                    // so that the keyboard reaches it and whoever presses it is told why nothing happens.
                    p.actions {
                        button.main #{ (id) "-save" } type="submit" aria-disabled="true"
                            aria-label={ (words.save) ": " (title) } { (words.save) }
                        button #{ (id) "-revert" } type="button" data-revert aria-disabled="true"
                            aria-label={ (words.revert) ": " (title) } { (words.revert) }
                        button #{ (id) "-undo" } type="button" data-undo
                            aria-label={ (words.undo) ": " (title) } { (words.undo) }
                    }
                }
            }
        }
    }

    /// A field for a value.
    fn field(&self, at: &str, label: &str, form: As, lang: Option<Lang>) -> Markup {
        let id = format!("{}-{at}", self.path).replace(['/', '.'], "-");
        let value = self.value(at).unwrap_or_default();
        let kind = match form {
            As::Line | As::Body => "set",
            As::List => "list",
            As::Day => "day",
        };
        let note = format!("{id}-note");
        let (lang, dir) = (lang.map(|lang| lang.code), lang.map(direction));
        html! {
            div.field {
                label for=(id) { (label) }
                @match form {
                    As::Line | As::Day => {
                        input id=(id) data-at=(at) data-kind=(kind) value=(value) lang=[lang] dir=[dir] autocomplete="off"
                            spellcheck=(if form == As::Line { "true" } else { "false" }) aria-describedby=(note);
                        @if form == As::Day { button #{ (id) "-today" } type="button" data-today=(id)
                            aria-label={ (self.words.today) ": " (label) } { (self.words.today) } }
                    }
                    As::Body | As::List => {
                        @let rows = (value.chars().count() / 60 + value.lines().count() + 1).clamp(2, 14);
                        textarea id=(id) data-at=(at) data-kind=(kind) rows=(rows) lang=[lang] dir=[dir]
                            aria-describedby=(note) { "\n" (value) }
                    }
                }
                p.problem id=(note) hidden {}
            }
        }
    }

    /// A button that makes a change at once and tries it.
    fn removal(&self, at: &str, what: &str) -> Markup {
        let id = format!("remove-{at}").replace('.', "-");
        html! {
            button id=(id) type="button" data-remove=(at) data-what=(what)
                aria-label={ (self.words.remove) ": " (what) } { (self.words.remove) }
        }
    }
}

/// All forms of a leaflet.
#[must_use]
pub fn forms(view: &View<'_>, world: &dyn World) -> Markup {
    let (county, publication) = (view.wanted.county, view.wanted.publication);
    let own = File::read(view.words, world, &county.source.path);
    html! {
        (contact(&own))
        (senders(&own, view))
        (local(&own, view))
        @if county.source.path == publication.source.path { (text(&own, view)) }
        @else { (text(&File::read(view.words, world, &publication.source.path), view)) }
    }
}

/// Whether the forms of a leaflet have a field for this value of a file.
#[must_use]
pub fn has_field(view: &View<'_>, file: &str, at: &str) -> bool {
    let (county, publication) = (view.wanted.county, view.wanted.publication);
    let there = |text: &str| edit::tree(text).pointer(&format!("/{}", at.replace('.', "/"))).is_some();
    let steps: Vec<&str> = at.split('.').collect();
    let own = match steps[..] {
        ["contact", key] => CONTACT.contains(&key),
        ["sender", _, "name" | "logo"] | ["override", _, "section", "heading" | "text"] => there(&county.source.text),
        _ => false,
    };
    let shared = match steps[..] {
        ["publication", key] => HEAD.contains(&key),
        ["section", index, key] => {
            let section = index.parse().ok().and_then(|index: usize| publication.sections.get(index));
            section.is_some_and(|section| keys(view.words, &section.kind).iter().any(|(known, ..)| *known == key))
        }
        _ => false,
    };
    own && file == county.source.path || shared && file == publication.source.path && there(&publication.source.text)
}

/// The values of a contact that have a field.
const CONTACT: [&str; 7] = ["name", "role", "organisation", "phone", "email", "url", "verified"];
/// The values of a publication that have one, where it has them.
const HEAD: [&str; 7] = ["title", "headline", "kicker", "audience_line", "lead", "version", "date"];

fn contact(file: &File<'_>) -> Markup {
    let w = file.words;
    let labels = [
        w.contact_name,
        w.contact_role,
        w.contact_organisation,
        w.contact_phone,
        w.contact_email,
        w.contact_url,
        w.contact_verified,
    ];
    let form = |key: &str| if key == "verified" { As::Day } else { As::Line };
    let fields = html! {
        @for (key, label) in CONTACT.into_iter().zip(labels) {
            (file.field(&format!("contact.{key}"), label, form(key), None))
        }
    };
    file.form("contact", w.contact, true, Some(w.contact_help), &fields)
}

fn senders(file: &File<'_>, view: &View<'_>) -> Markup {
    let w = file.words;
    let printed: Vec<&Publication> = view.snapshot.printed(view.wanted.county);
    let fields = html! {
        @for index in 0..file.count("sender") {
            @let name = file.value(&format!("sender.{index}.name")).unwrap_or_default();
            fieldset {
                legend data-what=(name) { (name) }
                (file.field(&format!("sender.{index}.name"), w.sender_name, As::Line, None))
                (file.field(&format!("sender.{index}.logo"), w.sender_logo, As::Line, None))
                @if let Some(signed) = file.value(&format!("sender.{index}.publications")).filter(|_| printed.len() > 1) {
                    p.help {
                        (w.signs) ": "
                        @for (at, id) in signed.lines().enumerate() {
                            @if at > 0 { ", " }
                            (printed.iter().find(|text| text.id == id).map_or_else(|| html! { (id) }, |text| title(w, text)))
                        }
                    }
                }
                (file.removal(&format!("sender.{index}"), &name))
            }
        }
        fieldset data-add="sender" {
            legend { (w.new_sender) }
            (blank("new-sender", w.sender_name, false, w.write_sender, None))
            // Who adds a sender beside one leaflet sees that it would sign the others as well.
            @if printed.len() > 1 {
                div.field {
                    label for="new-sender-publication" { (w.signs) }
                    select #new-sender-publication data-new {
                        option value="" { (w.every_leaflet) }
                        option value=(view.wanted.publication.id) { (w.only) " " (view.wanted.publication.title.value) }
                    }
                }
            }
            button #add-sender type="button" data-adds { (w.add_sender) }
        }
    };
    file.form("senders", w.senders, false, None, &fields)
}

fn local(file: &File<'_>, view: &View<'_>) -> Markup {
    let w = file.words;
    let publication = view.wanted.publication;
    let lang = publication.lang;
    let choice = |id: &str, label: &str| {
        html! {
            div.field {
                label for=(id) { (label) }
                select id=(id) data-new lang=(lang.code) dir=(direction(lang)) {
                    @for section in &publication.sections {
                        option value=(section.id.value) { (called(section)) }
                    }
                }
            }
        }
    };
    // A section by its heading; one that the text has no longer by the id that the county's file has.
    let heading = |id: String| heading(publication, &id).unwrap_or(id);
    let own = |index: usize| file.value(&format!("override.{index}.publication")).is_some_and(|p| p == publication.id);
    let languages = view.languages();
    // The language of the county's text: its own, else that of the text that is no translation.
    let source = languages.iter().find(|text| text.translation.is_none()).map_or(lang, |text| text.lang);
    let of = |index: usize| file.value(&format!("override.{index}.lang")).and_then(|code| Lang::from_code(&code));
    let where_to = |index: usize| {
        let is_drop = file.value(&format!("override.{index}.drop")).is_some();
        match of(index) {
            _ if languages.len() < 2 => String::new(),
            None if is_drop => format!(" ({})", w.every_language),
            told => format!(" ({})", told.unwrap_or(source).name),
        }
    };
    let fields = html! {
        @for index in (0..file.count("override")).filter(|index| own(*index)) {
            @let at = |key: &str| format!("override.{index}.{key}");
            @let what = [("drop", w.drops), ("replace", w.replaces), ("before", w.stands_before), ("after", w.stands_after)]
                .into_iter().find_map(|(key, word)| Some(format!("{word}: {}{}", heading(file.value(&at(key))?), where_to(index)))).unwrap_or_default();
            fieldset {
                legend data-what=(what) { (what) }
                @for (key, label, form) in [("heading", w.heading, As::Line), ("text", w.body, As::Body)] {
                    @if file.value(&at(&format!("section.{key}"))).is_some() {
                        (file.field(&at(&format!("section.{key}")), label, form, Some(of(index).unwrap_or(source))))
                    }
                }
                (file.removal(&format!("override.{index}"), &what))
            }
        }
        // Text that is written on the page of a translation is for it alone.
        @let written = publication.translation.as_ref().map_or("", |_| lang.code);
        fieldset data-add="section" data-publication=(publication.id) data-lang=(written)
            data-where=[(languages.len() > 1).then_some(lang.name)] {
            legend { (w.new_section) @if languages.len() > 1 { " (" (lang.name) ")" } }
            (choice("new-after", w.after_section))
            (blank("new-heading", w.heading, false, w.write_heading, Some(lang)))
            (blank("new-text", w.body, true, w.write_text, Some(lang)))
            button #add-section type="button" data-adds { (w.add_section) }
        }
        fieldset data-add="drop" data-publication=(publication.id) {
            legend { (w.new_drop) }
            (choice("new-drop", w.section))
            @if languages.len() > 1 {
                div.field {
                    label for="new-drop-lang" { (w.drop_in) }
                    select #new-drop-lang data-new {
                        option value="" selected[written.is_empty()] { (w.every_language) }
                        @for text in &languages {
                            option value=(text.lang.code) selected[text.lang.code == written] { (text.lang.name) }
                        }
                    }
                }
            }
            button #add-drop type="button" data-adds { (w.drop_section) }
        }
    };
    file.form("local", w.local, false, Some(w.local_help), &fields)
}

/// The title of a publication in its own language.
fn title(words: &Words, publication: &Publication) -> Markup {
    in_language(words, publication.lang, &publication.title.value)
}

/// A field for something that is not there yet; `missing` says what to write in it.
fn blank(id: &str, label: &str, is_long: bool, missing: &str, lang: Option<Lang>) -> Markup {
    let note = format!("{id}-note");
    let (lang, dir) = (lang.map(|lang| lang.code), lang.map(direction));
    html! {
        div.field {
            label for=(id) { (label) }
            @if is_long {
                textarea id=(id) data-new data-missing=(missing) rows="4" lang=[lang] dir=[dir] aria-describedby=(note) {}
            } @else {
                input id=(id) data-new data-missing=(missing) lang=[lang] dir=[dir] autocomplete="off"
                    aria-describedby=(note);
            }
            p.problem id=(note) hidden {}
        }
    }
}

/// What the section of this id is called.
#[must_use]
pub fn heading(publication: &Publication, id: &str) -> Option<String> {
    publication.sections.iter().find(|section| section.id.value == id).map(called)
}

/// What the field of a key is called, where a form has one.
#[must_use]
pub fn label<'w>(w: &'w Words, key: &str) -> Option<&'w str> {
    let named = [
        ("name", w.contact_name),
        ("role", w.contact_role),
        ("organisation", w.contact_organisation),
        ("phone", w.contact_phone),
        ("email", w.contact_email),
        ("url", w.contact_url),
        ("verified", w.contact_verified),
        ("logo", w.sender_logo),
        ("title", w.title),
        ("headline", w.headline),
        ("kicker", w.kicker),
        ("audience_line", w.audience_line),
        ("lead", w.lead),
        ("version", w.version),
        ("date", w.version_day),
        ("heading", w.heading),
        ("text", w.body),
        ("intro", w.intro),
        ("steps", w.steps),
        ("caption", w.caption),
        ("alt", w.alt),
    ];
    named.into_iter().find(|(known, _)| *known == key).map(|(_, label)| label)
}

/// Most letters of a text that stands for the heading of its section.
const SHORT: usize = 40;

/// What a section is called: its heading, else how it begins.
fn called(section: &Section) -> String {
    let text = match &section.kind {
        SectionKind::Text(text) | SectionKind::Callout(text) | SectionKind::Quote { text, .. } => Some(text),
        SectionKind::Steps { intro, steps } => intro.as_ref().or(steps.first()),
        SectionKind::Image { alt, .. } => alt.as_ref(),
        SectionKind::Help(_) => None,
    };
    let named = section.heading.as_ref().or(text).map(|text| text.value.trim_start_matches(['-', '*', '#', ' ']));
    let Some(line) = named.and_then(|text| text.lines().find(|line| !line.is_empty())) else {
        return section.id.value.clone();
    };
    shortened(line, SHORT)
}

fn text(file: &File<'_>, view: &View<'_>) -> Markup {
    let w = file.words;
    let publication = view.wanted.publication;
    let lang = Some(publication.lang);
    let labels = [w.title, w.headline, w.kicker, w.audience_line, w.lead, w.version, w.version_day];
    let fields = html! {
        @for (key, label) in HEAD.into_iter().zip(labels) {
            @let at = format!("publication.{key}");
            @let form = match key { "lead" => As::Body, "date" => As::Day, _ => As::Line };
            @let lang = lang.filter(|_| !["version", "date"].contains(&key));
            @if file.value(&at).is_some() { (file.field(&at, label, form, lang)) }
        }
        @for (index, section) in publication.sections.iter().enumerate() {
            fieldset {
                legend { (in_language(w, publication.lang, &called(section))) }
                @for (key, label, form) in keys(w, &section.kind) {
                    @let at = format!("section.{index}.{key}");
                    @if file.value(&at).is_some() { (file.field(&at, label, form, lang)) }
                }
            }
        }
    };
    let help =
        if view.is_translated() { format!("{} {}", w.text_help, w.version_help) } else { w.text_help.to_owned() };
    file.form("text", w.text, false, Some(&help), &fields)
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
