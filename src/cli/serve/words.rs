//! The words of the workbench in Swedish and in English.

use serde_json::json;

use crate::cli::locale::Locale;

impl Locale {
    /// The words of the workbench in this language.
    #[must_use]
    pub fn words(self) -> &'static Words {
        match self {
            Locale::Sv => &SV,
            Locale::En => &EN,
        }
    }
}

impl Words {
    /// The language that they are in.
    #[must_use]
    pub fn locale(&self) -> Locale {
        if self.code == SV.code { Locale::Sv } else { Locale::En }
    }

    /// A format as people call it: `A4`, `A3, affisch`.
    #[must_use]
    pub fn format(&self, name: &str) -> String {
        let (size, kind) = name.split_once('-').unwrap_or((name, ""));
        let size = size.split_once('x').map_or_else(|| size.to_uppercase(), |(w, h)| format!("{w} × {h} cm"));
        match kind {
            "card" => self.pocket_card.to_owned(),
            "roll-fold" => format!("{size}, {}", self.roll_fold),
            "z-fold" => format!("{size}, {}", self.z_fold),
            "folder" => format!("{size}, {}", self.folder),
            "poster" => format!("{size}, {}", self.poster),
            _ => size,
        }
    }

    /// What the script in the browser says, by name.
    #[must_use]
    pub fn spoken(&self) -> String {
        let said = json!({
            "lost": self.lost_connection, "unsaved": self.unsaved, "cannot": self.cannot_save,
            "nothing": self.nothing_changed, "reverted": self.reverted, "more": self.more_errors,
            "mark": self.unsaved_mark, "added": self.added, "takenBack": self.taken_back, "removed": self.removed,
            "kept": self.kept, "exists": self.exists, "remove": self.remove, "keep": self.keep,
            "drops": self.drops, "saveFirst": self.save_first, "undoFirst": self.undo_first, "choose": self.choose,
            "broken": self.broken,
        });
        said.to_string()
    }
}

/// Declares every phrase once, with both languages beside each other.
macro_rules! words {
    ($($name:ident: $sv:literal, $en:literal;)*) => {
        /// The phrases.
        #[derive(Debug)]
        #[allow(missing_docs)] // The phrase itself says what it is.
        pub struct Words { $(pub $name: &'static str,)* }
        const SV: Words = Words { $($name: $sv,)* };
        const EN: Words = Words { $($name: $en,)* };
    };
}

words! {
    code: "sv", "en";
    name: "Arbetsbänk", "Workbench";
    skip: "Hoppa till innehållet", "Skip to the content";
    board: "Län och blad", "Counties and leaflets";
    county: "Län", "County";
    project_findings: "Om projektet", "About the project";
    ok: "klart", "ready";
    one_error: "1 fel", "1 error";
    errors: "fel", "errors";
    one_warning: "1 varning", "1 warning";
    warnings: "varningar", "warnings";
    stale: "inaktuella filer", "files out of date";
    checking: "kontrolleras", "being checked";
    not_printed: "trycks inte", "not printed";
    formats: "Format", "Formats";
    languages: "Språk", "Languages";
    roll_fold: "rullfals", "roll fold";
    z_fold: "Z-fals", "Z-fold";
    folder: "folder", "folder";
    poster: "affisch", "poster";
    pocket_card: "Fickkort", "Pocket card";
    view: "Visa", "Show";
    as_page: "sida", "page";
    as_print: "tryck", "print";
    print_note: "Röd linje: skärkant. Grön: säker yta. Blå: falsar. Utanför den röda linjen ligger utfallet.",
        "Red line: trim. Green: safe zone. Blue: folds. The bleed lies outside the red line.";
    page: "Sida", "Page";
    pages: "Sidor", "Pages";
    no_pages: "Bladet kan inte sättas. Se vad som är fel här bredvid.", "The leaflet cannot be made. See what is wrong beside.";
    findings: "Att se över", "To look at";
    not_readable: "Filen kan inte läsas.", "The file cannot be read.";
    broken: "Bladets fil kan inte läsas längre. Se vad som är fel under Att se över.",
        "The leaflet's file can no longer be read. See what is wrong under To look at.";
    nothing_found: "Inget att anmärka.", "Nothing to mend.";
    error: "Fel", "Error";
    warning: "Varning", "Warning";
    advice: "Råd", "Advice";
    show_place: "Visa stället", "Show the place";
    metrics: "Sidans mått", "The page's measures";
    type_size: "Textstorlek", "Type size";
    leading: "Radavstånd", "Leading";
    fill: "Fylld", "Filled";
    columns_apart: "Spalterna skiljer", "Columns differ by";
    lines: "rader", "lines";
    edit: "Ändra", "Change";
    contact: "Kontakt", "Contact";
    contact_name: "Namn", "Name";
    contact_role: "Roll", "Role";
    contact_organisation: "Organisation", "Organisation";
    contact_phone: "Telefon", "Phone";
    contact_email: "E-post", "E-mail";
    contact_url: "Webbadress", "Web address";
    contact_verified: "Kontrollerad den", "Verified on";
    contact_help: "Lämna namn och roll tomma om det är ett kontor. Datum skrivs år-månad-dag.",
        "Leave name and role empty for an office. Dates are written year-month-day.";
    fill_in_contact: "Fyll i telefon, e-post eller webbadress, och namn om det är en person. Utan kontakt blir tryckfilerna utkast.",
        "Fill in phone, e-mail or web address, and a name where there is a person. Without a contact print files are drafts.";
    verify_contact: "Ring eller skriv och hör efter att det stämmer, och fyll sedan i dagen under Kontrollerad den.",
        "Call or write to make sure, then fill in the day under Verified on.";
    review: "Låt någon som talar språket läsa texten. Den märks sedan som granskad i sin fil; till dess blir filerna utkast.",
        "Have someone who speaks the language read the text. It is then marked as reviewed in its file; until then files are drafts.";
    replace_sign: "Byt ut tecknet mot ett annat.", "Put another character in its place.";
    no_heading: "Ta bort tecknen framför raden: en rubrik har ett fält för sig.",
        "Take out the signs before the line: a heading has a field of its own.";
    no_picture: "Ta bort bilden ur texten: den läggs in som ett avsnitt för sig i bladets fil.",
        "Take the picture out of the text: it is a section of its own in the leaflet's file.";
    write_lead: "Skriv det enda som läsaren ska veta eller göra under Ingress.",
        "Write the one thing that the reader should know or do under Lead.";
    leave_one: "Ta bort eller ändra en av de två.", "Take out or change one of the two.";
    lacks: "{what} saknas.", "{what} is missing.";
    in_the_file: "i bladets fil.", "in the leaflet's file.";
    today: "I dag", "Today";
    senders: "Avsändare", "Senders";
    sender_name: "Namn", "Name";
    sender_logo: "Logotyp (fil i projektet)", "Logo (file of the project)";
    local: "Länets egna avsnitt", "The county's own sections";
    local_help: "Det gemensamma innehållet ändras inte. Länets avsnitt läggs till, byter ut eller tar bort ett avsnitt här.",
        "The shared text stays. The county adds, replaces or drops a section here.";
    remove: "Ta bort", "Remove";
    keep: "Ta inte bort", "Keep";
    unsaved_mark: "inte sparat än", "not saved yet";
    added: "Tillagt, men inte sparat än: {what}.", "Added, not saved yet: {what}.";
    taken_back: "Inte längre tillagt: {what}.", "No longer added: {what}.";
    removed: "Tas bort när du sparar: {what}.", "Removed when you save: {what}.";
    kept: "Står kvar: {what}.", "Stays: {what}.";
    exists: "Finns redan: {what}.", "There already: {what}.";
    new_sender: "Ny avsändare", "New sender";
    add_sender: "Lägg till avsändaren", "Add the sender";
    signs: "Står på", "Signs";
    every_leaflet: "Alla länets blad", "Every leaflet of the county";
    only: "Bara", "Only";
    write_sender: "Skriv avsändarens namn.", "Write the name of the sender.";
    new_section: "Nytt avsnitt", "New section";
    add_section: "Lägg till avsnittet", "Add the section";
    write_heading: "Skriv avsnittets rubrik.", "Write the heading of the section.";
    write_text: "Skriv avsnittets text.", "Write the text of the section.";
    after_section: "Efter avsnittet", "After the section";
    new_drop: "Avsnitt som länet utelämnar", "A section that the county leaves out";
    section: "Avsnitt", "Section";
    drop_section: "Utelämna avsnittet", "Leave out the section";
    drops: "Utelämnar", "Leaves out";
    drop_in: "På språken", "In the languages";
    every_language: "alla språk", "every language";
    replaces: "Byter ut", "Replaces";
    stands_before: "Före", "Before";
    stands_after: "Efter", "After";
    text: "Gemensam text", "Shared text";
    text_help: "Ändringen gäller alla län som trycker bladet.", "The change is for every county that prints it.";
    version: "Version", "Version";
    version_day: "Versionens datum", "Day of the version";
    version_help: "Ändras innehållet, så höj versionen längre ned: då märks det att översättningarna är äldre.",
        "If the contents change, raise the version further down: that tells that the translations are older.";
    title: "Rubrik", "Title";
    headline: "Affischrubrik", "Poster headline";
    kicker: "Rad ovanför affischrubriken", "Line above the poster headline";
    audience_line: "För vem", "For whom";
    lead: "Ingress", "Lead";
    heading: "Rubrik", "Heading";
    body: "Text", "Text";
    intro: "Inledning", "Introduction";
    steps: "Steg, ett på varje rad", "Steps, one a line";
    who: "Vem som sade det", "Who said it";
    caption: "Bildtext", "Caption";
    alt: "Vad bilden visar", "What the picture shows";
    save: "Spara", "Save";
    saved: "Sparat.", "Saved.";
    saved_unverified: "Sparat. Kontrollera kontakten på nytt: dagen är borttagen.",
        "Saved. Verify the contact anew: the day is taken out.";
    saved_version: "Sparat. Versionen är densamma. Ändrades innehållet, så höj den: annars märks det inte att översättningarna är äldre.",
        "Saved. The version is the same. If the contents changed, raise it: else nothing tells that the translations are older.";
    nothing_changed: "Inget är ändrat.", "Nothing is changed.";
    write_day: "Skriv dagen som 2026-11-21.", "Write the day as 2026-11-21.";
    more_errors: "Fel till: {number}.", "More errors: {number}.";
    undo: "Ångra senaste sparningen", "Undo the last save";
    undo_first: "Det finns ändringar som inte är sparade. Spara eller kasta dem först.",
        "There are changes that are not saved. Save or discard them first.";
    undone: "Den senaste sparningen är ångrad.", "The last save is undone.";
    nothing_to_undo: "Det finns inget att ångra.", "There is nothing to undo.";
    revert: "Kasta ändringarna", "Discard the changes";
    reverted: "Ändringarna är kastade.", "The changes are discarded.";
    unsaved: "Ändringarna är inte sparade.", "The changes are not saved.";
    cannot_save: "Rätta felen innan du sparar.", "Mend the errors before you save.";
    conflict: "Filen har ändrats av någon annan sedan du öppnade den. Inget är skrivet.",
        "Someone else has changed the file since you opened it. Nothing is written.";
    choose: "Filen har ändrats av någon annan. Välj här om den ska läsas in på nytt eller få dina ändringar.",
        "Someone else has changed the file. Choose here whether to read it again or to put your changes into it.";
    theirs: "Så står det i filen nu", "This is what the file says now";
    yours: "Så ville du skriva", "This is what you meant to write";
    take_theirs: "Läs in filen på nytt", "Read the file again";
    apply_mine: "Lägg mina ändringar på den nya filen", "Put my changes into the new file";
    downloads: "Hämta", "Download";
    save_first: "Spara först: filerna görs av det som är sparat, och du har ändringar som inte är det.",
        "Save first: the files are made from what is saved, and you have changes that are not.";
    print_file: "Tryckfil (PDF/X)", "Print file (PDF/X)";
    web_file: "Webbfil (PDF/UA)", "Web file (PDF/UA)";
    page_file: "Webbsida (HTML)", "Web page (HTML)";
    picture_file: "Bilder (PNG)", "Pictures (PNG)";
    all_files: "Alla länets filer (zip)", "All files of the county (zip)";
    order: "Skriv beställningen", "Write the order";
    order_done: "Beställningen är skriven i", "The order is written to";
    draft: "utkast", "draft";
    no_contact: "Länet saknar kontakt, så tryckfilen blir ett utkast.", "The county has no contact, so the print file is a draft.";
    not_reviewed: "Texten är inte granskad, så alla filer blir utkast.", "The text is not reviewed, so all files are drafts.";
    lost_connection: "Ingen förbindelse med leaflet. Är fönstret stängt?", "No connection to leaflet. Is its window closed?";
    not_found: "Det finns inget sådant här.", "There is no such thing here.";
}
