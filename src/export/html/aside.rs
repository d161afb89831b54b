//! What stands beside and below the text: help lines, contacts, facts with sources, who signs.
//!
//! Contacts are marked up as microdata (<https://schema.org/GovernmentOrganization>): JSON-LD would need a script element.

use maud::{Markup, html};

use super::picture::embedded;
use super::rich::{Around, plain, rich};
use crate::definition::Label;
use crate::document::{Card, Code, Contacts, Document, Fact, Help, RichText, Words};
use crate::export::ExportError;
use crate::picture::Focus;

/// Numbers and addresses that help.
pub(super) fn help(help: &Help, around: Around<'_>) -> Markup {
    html! {
        section.help #help {
            h2 { (rich(&help.heading, around)) }
            ul {
                @for line in &help.lines {
                    li {
                        p.number { (rich(&line.number, around)) }
                        p.who {
                            (rich(&line.name, around))
                            @if let Some(details) = &line.details { br; (rich(details, around)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whom to ask.
pub(super) fn contacts(contacts: &Contacts, code: Option<&Code>, around: Around<'_>) -> Markup {
    html! {
        section.contact #contact {
            h2 { (rich(&contacts.heading, around)) }
            @for contact in &contacts.cards { (card(contact, around)) }
            // A reader of this page needs no code to scan, but its address may stand nowhere else.
            @if let Some(code) = code.filter(|code| code.payload.starts_with("http")) {
                p.more { (rich(&RichText::link(code.caption.text.clone(), &code.payload), around)) }
            }
        }
    }
}

fn card(card: &Card, around: Around<'_>) -> Markup {
    html! {
        @if let Some(heading) = &card.heading { h3 { (rich(heading, around)) } }
        address itemscope itemtype="https://schema.org/GovernmentOrganization" {
            meta itemprop="name" content=(card.organisation);
            div itemprop="contactPoint" itemscope itemtype="https://schema.org/ContactPoint" {
                p itemprop="name" { (rich(&card.who, around)) }
                @for line in &card.reach {
                    @for (property, value) in properties(line) { meta itemprop=(property) content=(value); }
                    p.reach { (rich(line, around)) }
                }
            }
        }
    }
}

/// A line of a contact card for machines.
fn properties(line: &RichText) -> impl Iterator<Item = (&'static str, &str)> {
    line.spans.iter().filter_map(|span| span.style.link.as_deref()).map(|address| {
        if let Some(number) = address.strip_prefix("tel:") {
            ("telephone", number)
        } else if let Some(mail) = address.strip_prefix("mailto:") {
            ("email", mail)
        } else {
            ("url", address)
        }
    })
}

/// The statements that the page rests on.
pub(super) fn facts(facts: &[Fact], words: &Words, around: Around<'_>) -> Markup {
    // Some languages end a year with the sign that ends a sentence.
    let own = words.lang().stop();
    let stop = |sentence: &str| if sentence.ends_with(own) { "" } else { own };
    html! {
        @if !facts.is_empty() {
            section.facts #facts {
                h2 { (words.text(Label::Facts)) }
                ul {
                    @for fact in facts {
                        li {
                            p { (rich(&fact.text, around)) }
                            p.source {
                                (words.text(Label::Source)) ": " (rich(&fact.source, around)) (stop(&fact.source.text)) " "
                                @if let Some(date) = fact.checked {
                                    @let checked = words.with(Label::Checked, &[("date", &words.lang().day(date))]);
                                    // Not one word: only what belongs together in it keeps to a line.
                                    time datetime=(date) { (plain(&checked, around)) (stop(&checked)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who signs, and the small print.
///
/// # Errors
/// If a logo cannot be written.
pub(super) fn foot(document: &Document) -> Result<Markup, ExportError> {
    let around = Around::page(document.lang);
    // Names of organisations are Swedish in every language.
    let swedish = (document.lang.primary_code() != "sv").then_some("sv");
    let mut logos = Vec::new();
    for sender in &document.senders {
        if let Some(logo) = &sender.logo {
            logos.push((embedded(logo, logo.aspect(), Focus::default())?, &sender.name.text));
        }
    }
    Ok(html! {
        @if !logos.is_empty() {
            p.logos { @for (logo, name) in logos {
                img src=(logo.address) width=(logo.width) height=(logo.height) alt=(name) lang=[swedish];
            } }
        }
        @if let Some(line) = document.senders_line() { p.senders { (rich(&line, around)) } }
        p.imprint { (rich(&document.imprint, around)) }
    })
}
