//! The table of rules.

use super::Rule;
use crate::diagnostic::Level;

rules! {
    FILE_MISSING = Error "file-missing" "A file that is asked for does not exist"
        why "Nothing can be built from a definition that is not there."
        mend "Check the spelling of the name; `leaflet list` shows what the project has.";
    FILE_NAME = Warning "file-name" "A county's file with a name that no county can have"
        why "The name of the file is part of addresses and of the names of finished files; a copy made in a file manager is hardly meant to be a county."
        mend "Rename it: small letters a to z, digits and hyphens; or delete it.";
    FILE_UNREADABLE = Error "file-unreadable" "A file cannot be read"
        why "It is a folder, too large, outside the project, or the system refuses it."
        mend "Put a plain file inside the project and refer to it by its path from the project's root.";
    FILE_UNWRITABLE = Error "file-unwritable" "A file or folder that cannot be written"
        why "The system refuses it: a folder is protected, the disk is full, or another program holds the file."
        mend "Mend what the message names, or write into another folder with `-o`.";
    PUBLICATION_UNUSED = Advice "publication-unused" "A publication that no county prints"
        why "Nothing is made of it, and what depends on a county, such as its pages, is not looked at."
        mend "Name it in the `publications` of a county, or delete its folder.";
    NOT_DONE = Error "not-done" "Work that could not be finished"
        why "The system, or a program that is needed, refused something; what would have come after it is not known."
        mend "Mend what the message names, and start again.";
    FILE_ENCODING = Error "file-encoding" "A definition is not UTF-8 text"
        why "TOML is UTF-8 by definition (TOML 1.0); other encodings turn å, ä and ö into the wrong letters."
        mend "Save the file as UTF-8 in your editor.";
    FILE_EMPTY = Error "file-empty" "A definition is empty"
        why "There is nothing to build from."
        mend "Start from a county file that works: `leaflet new county NAME`.";
    TOML_SYNTAX = Error "toml-syntax" "A definition breaks the rules of TOML"
        why "The file cannot be understood from this place on."
        mend "Most often a quotation mark, a bracket or an equals sign is missing on the line shown.";
    UNKNOWN_KEY = Error "unknown-key" "A key that no definition has"
        why "A misspelt key would otherwise be passed over in silence, and its text would not be printed."
        mend "Use the name that the message proposes, or take the line out; `leaflet schema` gives every key to your editor.";
    WRONG_TYPE = Error "wrong-type" "A value of the wrong kind"
        why "A text, a number, a date and a list are written in different ways."
        mend "Write the value in the form that the message shows.";
    MISSING_KEY = Error "missing-key" "A value that is needed is missing"
        why "The leaflet cannot be finished without it."
        mend "Add the line that the message shows.";
    BAD_VALUE = Error "bad-value" "A value that cannot be right"
        why "It would be printed, linked or dialled as it stands."
        mend "Correct the value in the form that the message shows.";
    UNKNOWN_NAME = Error "unknown-name" "A name that nothing in the project has"
        why "A county, publication, section, theme, format, language or colour is referred to that does not exist."
        mend "Use the nearest right name that the message proposes; `leaflet list` shows them all.";
    DUPLICATE = Error "duplicate" "The same name twice"
        why "It would not be clear which of the two is meant."
        mend "Give each its own id, or take one out.";
    UNKNOWN_PLACEHOLDER = Error "unknown-placeholder" "A placeholder that nothing fills"
        why "The braces would be printed."
        mend "Use one of the placeholders that the message lists, or write {{ for a brace.";
    OVERRIDE_CIRCLE = Error "override-circle" "Overrides that wait for each other"
        why "Each is placed before or after a section that the other adds."
        mend "Place one of them at a section of the publication.";
    EMPTY_SECTION = Error "empty-section" "A section without content"
        why "A heading over nothing looks like a mistake in print."
        mend "Write the text, or take the section out.";
    CONTROL_CHARACTER = Error "control-character" "An invisible control character in a text"
        why "It has no shape in any font and confuses screen readers."
        mend "Delete it; it often comes along when text is copied from another program.";
    TOO_LONG = Error "too-long" "A text far beyond what a leaflet holds"
        why "A section of a leaflet has a few hundred words; more is a mistake, and setting it would take long."
        mend "Shorten the text.";
    STRAIGHT_QUOTES = Warning "straight-quotes" "Straight quotation marks or hyphens used as dashes"
        why "Swedish prints ”…” and – (Svenska skrivregler). The page is set right, but the definition still has the typewriter's signs."
        mend "Write the quotation marks of the language, in Swedish ”…”, and – in the definition.";
    NUMBER_GROUPS = Warning "number-groups" "A phone number or a large number without groups"
        why "Digits in groups are read, copied and dialled without mistakes: 054-19 73 38, 10 000 kr (Svenska skrivregler)."
        mend "Write the digits in groups: a hyphen after the area code, then spaces; in large numbers groups of three.";
    IMAGE_BROKEN = Error "image-broken" "A picture that cannot be used"
        why "The file is missing, damaged, too large or of a kind that is not read."
        mend "Use a JPEG, PNG or SVG file inside the project.";
    DRAWING_ELEMENT = Error "drawing-element" "An SVG file with something that is not drawn"
        why "Text, patterns, colours that fade away or are not read, filters and embedded pictures would come out wrong or not at all; nothing is left out in silence."
        mend "In the drawing program turn text into outlines and effects into plain areas, and save as plain SVG.";
    IMAGE_ALT = Error "image-alt" "A picture without alternative text"
        why "Someone who cannot see the picture is left without it (WCAG 2.1, 1.1.1; PDF/UA-1, 7.3)."
        mend "Add `alt = \"...\"`: what the picture shows and why it is there.";
    ALT_TEXT = Warning "alt-text" "An alternative text that does not stand for its picture"
        why "A file name, the word “bild” or the caption once more tells nothing to who cannot see the picture (WCAG 2.1, 1.1.1)."
        mend "Say what the picture shows and why it is there, in one sentence of two words or more, at most 250 signs.";
    LOGO_FAINT = Warning "logo-faint" "A logo that does not show, or that moves"
        why "A light logo on a transparent ground vanishes on white paper; a moving one stands still in print."
        mend "Ask the organisation for the logo for white paper, best as SVG.";
    LINK_TEXT = Warning "link-text" "A link that does not say where it leads"
        why "Many go from link to link, and hear only its words (WCAG 2.1, 2.4.4); in print “här” leads nowhere at all."
        mend "Let the name of the target be the link, or its short address.";
    HEADING_IN_TEXT = Warning "heading-in-text" "A line that looks like a heading and is none"
        why "Who does not see the page finds their way by its headings (WCAG 2.1, 1.3.1)."
        mend "Begin a [[section]] there and make the line its `heading`.";
    MARKDOWN_CHANGED = Error "markdown-changed" "Markdown that changes what is read"
        why "A number at the start of a line, a list in a list, a picture, a table or HTML in a text comes out as something else than was written."
        mend "Write the number with a backslash before its sign (`2018\\.`), and make pictures sections of their own.";
    MARKDOWN_UNSUPPORTED = Warning "markdown-unsupported" "Markdown that a leaflet has no place for"
        why "The words are printed, but not as they were meant to look."
        mend "Paragraphs, lists, bold, italic and links are what a text may have; for all else there are kinds of sections.";
    LANGUAGE_UNMARKED = Warning "language-unmarked" "Words in another language that do not say so"
        why "They are read aloud by the rules of the text's own language, and nobody understands them (WCAG 2.1, 3.1.2)."
        mend "Mark them: [take it down](lang:en). Names need no mark.";
    COLOR_ONLY = Warning "color-only" "Words that point to a colour"
        why "Who does not see colours, or prints in black, does not find what is meant (WCAG 2.1, 1.4.1)."
        mend "Name what is meant by its heading or its place as well.";
    IMAGE_COARSE = Error "image-coarse" "A picture with too few pixels for its size in print"
        why "Below 150 pixels an inch on a sheet the pixels show (GWG 2022, R0031); on posters the limit falls with the reading distance."
        mend "Use a larger original of the picture.";
    IMAGE_SOFT = Warning "image-soft" "A picture with hardly enough pixels for its size in print"
        why "Below 225 pixels an inch on a sheet fine detail is lost (GWG 2022, R0031); on posters the limit falls with the reading distance."
        mend "Use a larger original of the picture if there is one.";
    FONT_BROKEN = Error "font-broken" "A font that cannot be used"
        why "A file in the project's folder of fonts is damaged or no font."
        mend "Put a TrueType or OpenType file there, or take it out.";
    FONT_REGULAR = Warning "font-regular" "A family of fonts without a regular face"
        why "Of a family the face that is nearest in slope and weight is taken: with the bold one alone, everything is bold."
        mend "Put the regular face of the family into `fonts` too.";
    PROFILE_BROKEN = Error "profile-broken" "An ICC profile that cannot be printed with"
        why "Print files carry an ICC output profile (class prtr) for CMYK (GWG 2022, R0035)."
        mend "Use the output profile that the print shop names.";
    SAFE_ZONE = Warning "safe-zone" "Text, a picture or a code too near to the trim"
        why "Knives slip by a millimetre or two; what stands near the trim may be cut or look crooked."
        mend "Widen the margins of the format in the theme, or ask the print shop for a smaller safe zone (`safe` in the print profile, `--safe` for preflight).";
    LABEL_MISSING = Error "label-missing" "A fixed text is missing in the leaflet's language"
        why "Words such as Contact and Published by are printed in the language of the leaflet."
        mend "Add the label to assets/labels/LANGUAGE.toml.";
    TEMPLATE_TEXT = Warning "template-text" "Words of a template that nobody has replaced"
        why "They stand for others: a reader cannot do anything with “Rubrik”, or with a number that nobody has. Without --draft there are no print files of such a contact, and nothing is built of such a text."
        mend "Write your own in their place, or take the line or section out.";
    CONTACT_MISSING = Warning "contact-missing" "A county without contact person, phone and e-mail"
        why "A reader who wants to ask has nobody to ask. The print edition is refused unless --draft is given."
        mend "Fill in [contact] in the county's file: name, role, phone, email, verified.";
    CONTACT_UNVERIFIED = Warning "contact-unverified" "A contact that nobody has verified"
        why "Numbers and people change; a printed one stays."
        mend "Call the number, then add `verified = YYYY-MM-DD` to [contact].";
    CONTACT_STALE = Warning "contact-stale" "A contact that was verified more than 12 months ago"
        why "Numbers and people change; a printed one stays."
        mend "Call the number, then set `verified` in [contact] to today's date." by_clock;
    FACT_UNVERIFIED = Warning "fact-unverified" "A fact or help line that has not been checked"
        why "What the public is told about law and help must be right."
        mend "Check it with its source, then set `checked = YYYY-MM-DD`.";
    FACT_STALE = Warning "fact-stale" "A fact or help line that was checked more than 12 months ago"
        why "Law and numbers change."
        mend "Check it with its source, then set `checked` to today's date." by_clock;
    TRANSLATION_OLD = Warning "translation-old" "A translation of another version than the source now has"
        why "Readers of the two languages would be told different things. It is built only with --draft."
        mend "Bring the translation into line with the source, then set `from_version` to the source's version.";
    TRANSLATION_INCOMPLETE = Warning "translation-incomplete" "A translation that does not hold what its source holds"
        why "Every language is to be told the same. It is built only with --draft."
        mend "Give the translation the sections of the source, under the same ids, and translate every text.";
    TRANSLATION_NUMBER = Warning "translation-number" "A telephone number of the source that a translation does not have"
        why "A wrong number sends the readers of one language astray, and who reads the others never sees it."
        mend "Write the number of the source. One that a service has for this language alone comes in a line beside it.";
    TRANSLATION_DIFFERS = Warning "translation-differs" "A translation that is made of other parts than its source"
        why "A step, an item or a message that is missing is missed by those alone who read this language."
        mend "Give the section the kind and as many steps, items and help lines as it has in the source.";
    TRANSLATION_UNREVIEWED = Advice "translation-unreviewed" "A text that nobody has reviewed"
        why "A wrong word about law or help does harm that the publisher cannot see. It is built only with --draft."
        mend "Have someone who speaks the language read it, a translation against its source, then write `reviewed = true`.";
    TRANSLATION_FORMATS = Advice "translation-formats" "A translation in fewer formats than its source"
        why "Its readers are offered less."
        mend "Add the formats of the source.";
    LIX_HIGH = Warning "lix-high" "Text that is harder to read than the publication allows"
        why "LIX above 45 is heavy for the public (Björnsson 1968)."
        mend "Shorter sentences, shorter words; LIX counts words over six letters.";
    ADVICE_MAIN = Advice "advice-main-message" "No main message at the top"
        why "Readers who stop early take only that along (Clear Communication Index)."
        mend "Write `lead` in [publication]: the one thing that the reader should know or do.";
    ADVICE_ACTION = Advice "advice-action" "Nothing that the reader can do"
        why "Information that asks for nothing changes nothing (Clear Communication Index; PEMAT)."
        mend "Add a section of kind `steps`, or of kind `help` with a number to call.";
    ADVICE_HEADING = Advice "advice-heading" "A long text without a heading"
        why "Readers look for the part that concerns them (PEMAT; Clear Communication Index)."
        mend "Give the section a `heading`, or part it.";
    ADVICE_LIST = Advice "advice-list" "A paragraph that would be a better list"
        why "Short pieces are taken in more easily than one long one (PEMAT; Clear Communication Index)."
        mend "Make the parts items of a list, or part the paragraph.";
    ADVICE_ADDRESS = Advice "advice-address" "A text that does not speak to its reader"
        why "“Du” says whose turn it is (PEMAT: addresses the user directly)."
        mend "Write “du kan anmäla” and not “anmälan kan göras”.";
    ADVICE_NUMBER = Advice "advice-number" "A number that is not explained"
        why "Shares in per cent, and decimals above all, are misread by many (Clear Communication Index)."
        mend "Say it in whole things as well: nearly one in ten.";
    ADVICE_PASSIVE = Advice "advice-passive" "Much in the passive voice"
        why "The passive hides who does what (PEMAT: uses the active voice)."
        mend "Name who acts, and let them act.";
    CONTRAST_LOW = Error "contrast-low" "Text or figures too faint against their ground"
        why "4.5:1 for text, 3:1 for large text and graphics (WCAG 2.1, 1.4.3 and 1.4.11); four fifths of that for the inks of a theme."
        mend "Make one of the theme's two colours darker or lighter, on screens (`srgb`) or in print (`cmyk`) as the message says.";
    COLOR_APART = Warning "color-apart" "A colour that is one on screens and another in print"
        why "Inks and screen are declared beside each other, and nobody sees the inks before the copies arrive."
        mend "Write `cmyk` in per cent, 0 to 100, of cyan, magenta, yellow and black, as near to `srgb` as ink comes.";
    INK_HIGH = Error "ink-high" "A colour with more ink than the paper takes"
        why "Ink over 300 % does not dry on coated sheets (GWG 2022, R0026)."
        mend "Take ink out of the colour; replace equal parts of cyan, magenta and yellow by black.";
    TYPE_SMALL = Error "type-small" "Type smaller than the theme's floor"
        why "Small type cannot be read by all, and reversed type closes up in print (GWG 2022, R0016)."
        mend "Raise the style's size in the theme, or lower the floor knowingly.";
    EASY_TYPE = Warning "easy-type" "Easy language in type under 12 pt"
        why "Those who need easy Swedish need 12 to 14 pt, with leading 4 pt more (Centrum för lättläst, MTM)."
        mend "Use the theme `sheet-simple`, and give the format another page or fewer sections.";
    POSTER_LEGIBILITY = Warning "poster-legibility" "A headline too small for its reading distance"
        why "The height of a capital should be at least 5 mm for each metre of reading distance."
        mend "Shorten the headline.";
    GLYPH_MISSING = Error "glyph-missing" "A character that no bundled font has"
        why "It would be printed as an empty box."
        mend "Replace the character; the theme's fallback list names the bundled families that are tried.";
    CODE_SMALL = Error "code-small" "A QR code too small for its place"
        why "Phones read a code from 20 mm side and 0.4 mm a module on; the print shop's tolerance takes the rest."
        mend "Ask for fewer tabs, shorten what the code holds, or take `tabs_qr` out.";
    OVERFLOW = Error "overflow" "Text that does not fit its pages at the smallest size"
        why "Nothing is ever cut off, so nothing is written."
        mend "Shorten or drop sections, or give the format another page.";
    UNDERFULL = Warning "underfull" "Too little text to fill the page"
        why "At the largest size there is still much empty paper; the page is balanced, but a smaller format would be better."
        mend "Add a section, or print a smaller format.";
    CONTACT_BRIEF = Warning "contact-brief" "A card that does not tell all of the contact"
        why "A card for the pocket has little room: where the contact does not fit, role, office or a way to reach it are left out."
        mend "Show fewer help lines or less text on the card.";
    UNEVEN = Warning "uneven" "Columns that do not end together"
        why "Call-outs, quotations and kept sections are not parted over columns; what is too high for the room that is left leaves a hole."
        mend "Shorten or lengthen a section, part a long call-out in two, or take `keep` from a section.";
    SOCIAL_LONG = Error "social-long" "Too many words for a social picture"
        why "A picture in a feed is given two or three seconds; what is not read in that time is not read at all."
        mend "Shorten the text: what matters first, the rest on the page that the picture leads to.";
    SOCIAL_NUMBER = Error "social-number" "A number on a social picture that no help line has"
        why "Help lines carry the source of a number and the day on which it was checked; a picture is shared for years."
        mend "Use a number of the publication's help lines, or add a line for it.";
    ORDER_MISSING = Error "order-missing" "A county that orders nothing"
        why "The print shop's ticket is made from what the county's file says of the order."
        mend "Add [order] to the county's file: deadline, and an [[order.item]] for each leaflet with its quantity.";
    ORDER_SUM = Warning "order-sum" "Quantities that do not add up"
        why "Copies would be missing somewhere, or lie in a store until they are out of date."
        mend "Change the quantity of the order, of a delivery or of a recipient until they agree.";
    ORDER_DEADLINE = Warning "order-deadline" "A deadline that cannot be met or that is older than the contact"
        why "The print shop plans by it. One before the day on which the contact was verified belongs to an earlier order."
        mend "Set `deadline` in [order] to the day on which the copies must have arrived." by_clock;
    ORDER_PAPER = Warning "order-paper" "Paper that the print profile is not made for"
        why "Colours and the most ink are set for one kind of paper; on another they come out dull, or the ink smears."
        mend "Name the print profile that goes with the paper, or the paper that goes with the profile.";
    ORDER_FOLD = Warning "order-fold" "A fold that the pages are not made for"
        why "Each folded format has panels of its own; another fold goes through texts, and the cover lies elsewhere."
        mend "Order the leaflet in the format that has this fold, or leave `fold` out of the item.";
    ORDER_OLD = Warning "order-old" "An order of files that have changed since, or that says otherwise now"
        why "The print shop holds what it is sent against the SHA-256 of the ticket, and prints as many copies as it says."
        mend "Run `leaflet order` again and send the ticket with the files that it names.";
    COLUMN_UNUSED = Warning "column-unused" "A column of a table that nothing is made of"
        why "Lists of schools and municipalities have columns of their own; what stands in them is printed nowhere."
        mend "Nothing needs to be done; if it is meant for the leaflets, give the column one of the names in docs/recipients.md.";
    RECIPIENT_UNNAMED = Warning "recipient-unnamed" "Copies for recipients that name none of them"
        why "Copies that are all the same need no table; whoever made one expects to see the recipient on the page."
        mend "Add a section with `recipients = true` that says {recipient.name}, or give the rows a contact of their own.";
    SOURCE_DATE = Error "source-date" "A date for builds that is no number of seconds"
        why "Files would silently bear another date than the one that was meant (reproducible-builds.org, SOURCE_DATE_EPOCH)."
        mend "Set it to whole seconds since 1970, as `git log -1 --format=%ct` writes them, or take it out of the environment.";
    OUTPUT_STALE = Error "output-stale" "A file that is not what a build would make"
        why "With --check-only: what is printed or published must come from the definitions as they stand, not from older ones or from a file that was edited."
        mend "Run `leaflet build` with the same words, and take in what it writes.";
    OUTPUT_DIFFERS = Error "output-differs" "A file that does not come out the same again"
        why "The same definitions give the same bytes with the same program, on any machine; so anybody can see that a file in hand is the one that was agreed."
        mend "Build again from the definitions as they stand. Where nothing was changed, use the program and the SOURCE_DATE_EPOCH of the first build.";
    MANIFEST_UNREADABLE = Error "manifest-unreadable" "A manifest of an earlier build that cannot be read"
        why "It lists what earlier builds left. Without it none of that is known again, and what is no longer made would stay."
        mend "Let the program read it; or delete the county's folder of finished files, and build again.";
    MANIFEST_DAMAGED = Warning "manifest-damaged" "A manifest of an earlier build that is none"
        why "What it listed is not known any more: all is made again, and what is no longer made stays."
        mend "Look in the county's folder for files that the new manifest does not list; or delete the folder, and build again.";
    PART_MISSING = Error "part-missing" "A part of a build that was shared out is missing"
        why "The manifest of a county must list all of its files."
        mend "Build every part with the same program, definitions and words, `--shard 1/N` to `--shard N/N`, and bring all of their files together.";
    DRAFT_NEEDED = Error "draft-needed" "Not fit for print without --draft"
        why "A sheet without a contact must not reach a print shop by mistake."
        mend "Fill in what is missing, or build with --draft: the pages then bear a visible mark.";
    PDF_INVALID = Error "pdf-invalid" "A finished file breaks its standard"
        why "The file would be refused by a print shop's preflight or fail an accessibility check."
        mend "Report it: this is a fault of the program, or of a font or picture in the project.";
    PDF_UNREADABLE = Error "pdf-unreadable" "A file that is no PDF, or a damaged one"
        why "A press or a reader may show something else than was meant, or nothing."
        mend "Export the file again; if it came by e-mail or a form, have it sent again.";
    PDF_LIMITS = Error "pdf-limits" "A file that unfolds beyond all measure"
        why "It was not checked to the end: a leaflet takes a thousandth of this. `docs/preflight.md` has the limits."
        mend "Export the file again from the program that it was made with.";
    PDF_ENCRYPTED = Error "pdf-encrypted" "An encrypted file"
        why "A print shop cannot open it or must not print it (ISO 15930-7; GWG 2022)."
        mend "Save it without a password and without restrictions.";
    PDF_CONTENT = Error "pdf-content" "Drawing operators that cannot be read"
        why "Every program goes on in another way after such a place, so pages look different."
        mend "Export the file again from the program that it was made with.";
    PAGE_COUNT = Error "page-count" "A file without pages, or with a wrong number of them"
        why "Programs disagree on which pages there are."
        mend "Export the file again from the program that it was made with.";
    PAGE_EMPTY = Warning "page-empty" "A page without anything on it"
        why "It is printed and paid for (GWG 2022, R0005)."
        mend "Take the page out, unless it is meant to stay white.";
    LAYERS_HIDDEN = Warning "layers-hidden" "A file with layers that are switched off"
        why "Presses print what the file shows by itself, but a program on the way may switch a layer on again (ISO 32000-1, 8.11)."
        mend "Take layers that are not printed out before the export, or tell the print shop of them.";
    PDF_VERSION = Error "pdf-version" "A print file of another PDF version than its standard"
        why "PDF/X-4 is PDF 1.6 (ISO 15930-7), PDF/X-1a PDF 1.3 or 1.4 (ISO 15930-1 and 15930-4)."
        mend "Export as PDF/X-4.";
    FILE_ID = Error "file-id" "A print file without identifiers"
        why "PDF/X-4 needs /ID in the trailer (ISO 15930-7), by which workflows tell versions apart."
        mend "Export as PDF/X-4.";
    XMP_MISSING = Error "xmp-missing" "Metadata that is missing or cannot be read as it stands"
        why "PDF/X-4 needs XMP metadata in a stream without a filter (ISO 15930-7)."
        mend "Export as PDF/X-4.";
    PDFX_VERSION = Error "pdfx-version" "A print file that does not say which PDF/X it is"
        why "A workflow takes the file for what it says it is (pdfxid:GTS_PDFXVersion, in PDF/X-1a the same in Info; ISO 15930-7 and 15930-4)."
        mend "Export as PDF/X-4, or as PDF/X-1a where the shop asks for that; PDF/X-3 is held against neither.";
    FILE_DRAFT = Warning "file-draft" "A print file that is a draft"
        why "The file says of itself that it is not the final one (xmpMM:RenditionClass); every page of a draft of this program bears a mark."
        mend "Build it without `--draft`, or ask for the final file.";
    XMP_PROPERTY = Error "xmp-property" "Metadata without something that PDF/X-4 needs"
        why "Title, dates and identifiers tell one delivery from the next (ISO 15930-7)."
        mend "Fill in the title in the program that the file was made with, and export as PDF/X-4.";
    INFO_MISSING = Error "info-missing" "An Info dictionary without something that PDF/X-4 needs"
        why "Older tools read Info, not XMP (ISO 15930-7)."
        mend "Fill in the title in the program that the file was made with, and export as PDF/X-4.";
    INFO_DIFFERS = Error "info-differs" "Info and XMP that contradict each other"
        why "They have to say the same (ISO 15930-7); here the file was changed after it had been exported."
        mend "Export the file again instead of changing it.";
    TRAPPED = Error "trapped" "A print file that leaves open whether it is trapped"
        why "A shop would trap twice or not at all (ISO 15930-7)."
        mend "Export as PDF/X-4 with Trapped set to False.";
    OUTPUT_INTENT = Error "output-intent" "A print file without exactly one printing condition"
        why "Inks mean a colour only for a press and a paper (ISO 15930-7)."
        mend "Export with one output intent, such as FOGRA39 or FOGRA51 for coated paper.";
    OUTPUT_PROFILE = Error "output-profile" "A printing condition without a profile of four inks"
        why "PDF/X-4 carries the profile in the file, of class prtr (ISO 15930-7), for CMYK (GWG 2022, R0035)."
        mend "Export with the profile embedded.";
    PAGE_BOXES = Error "page-boxes" "Boxes of a page that are missing or do not lie in each other"
        why "The trim box says where to cut; it lies in the bleed box, and that in the media box (ISO 15930-7; GWG 2022, R0003)."
        mend "Export with trim and bleed boxes; do not crop the file afterwards.";
    BLEED_BOX = Error "bleed-box" "Less bleed than the shop asks for"
        why "Cutting is exact to about a millimetre; without bleed a white line shows at the edge."
        mend "Export again with as much bleed as is needed.";
    BLEED_MISSING = Error "bleed-missing" "Colour that ends at the trim"
        why "Cutting is exact to about a millimetre; a white line will show at the edge."
        mend "Draw the area or picture on beyond the page, through the bleed.";
    PAGE_ROTATED = Warning "page-rotated" "A page that is turned"
        why "Imposition programs turn it in different ways (GWG 2022, R0004)."
        mend "Turn the page in the program that the file was made with.";
    PAGE_UNIT = Error "page-unit" "A page with a unit of its own"
        why "Many programs pass over UserUnit and print the page in another size (GWG 2022, R0002)."
        mend "Export the page in its real size.";
    TRIM_SIZES = Warning "trim-sizes" "Pages of several sizes in one file"
        why "A job has one size (GWG 2022, R0004)."
        mend "Deliver each size as a file of its own.";
    TRIM_SIZE = Error "trim-size" "A page of another trim size than was asked for"
        why "The job is folded, packed and priced by its size; a page that is scaled to fit loses its margins and its sharpness."
        mend "Export the page in the size that is ordered, or ask for the size that the file has.";
    FONT_NOT_EMBEDDED = Error "font-not-embedded" "A font that is not in the file"
        why "Another font takes its place, with other letters and widths (ISO 15930-7; ISO 14289-1, 7.21.4)."
        mend "Export with all fonts embedded.";
    FONT_WHOLE = Warning "font-whole" "A font with letters that the file does not use"
        why "The file is larger than it needs to be, and many licences allow subsets alone."
        mend "Export with fonts as subsets.";
    GLYPH_NOTDEF = Error "glyph-notdef" "A character that is printed as an empty box"
        why "The font has no shape for it, so the sign for a missing glyph is shown (ISO 15930-7; ISO 14289-1, 7.21.8)."
        mend "Choose a font that has the character.";
    COLOR_RGB = Error "color-rgb" "Colours of the screen in a print file"
        why "DeviceRGB under a CMYK intent has no defined colour (ISO 15930-7; GWG 2022, R0027)."
        mend "Convert the colours to the inks of the printing condition on export.";
    COLOR_MANAGED = Error "color-managed" "Colours bound to a profile of their own"
        why "PDF/X-4 allows them, the sheet settings of GWG 2022 do not (R0027): black text would come in four inks."
        mend "Convert the colours to the inks of the printing condition on export.";
    SPOT_COLOR = Warning "spot-color" "An ink beside the four"
        why "It takes a plate and an ink more; where it is not ordered it is replaced by process inks."
        mend "Order the ink, or convert the colour to CMYK.";
    GROUP_COLOR = Error "group-color" "Transparency that is blended in another space than CMYK"
        why "What lies under it is converted there and back, black text included (GWG 2022, R0030)."
        mend "Set the blend space of the document to CMYK.";
    WHITE_OVERPRINT = Error "white-overprint" "White that overprints"
        why "White that does not knock out cannot be seen (GWG 2022, R0007)."
        mend "Turn overprint off for white objects.";
    BLACK_KNOCKOUT = Warning "black-knockout" "Small black text that does not overprint"
        why "White lines show around letters where plates do not meet (GWG 2022, R0009)."
        mend "Set black text to overprint, with overprint mode 1.";
    GRAY_TEXT = Warning "gray-text" "Small text in gray that is not black ink"
        why "It does not overprint as black ink does (GWG 2022, R0011)."
        mend "Use black of the four inks, 0 0 0 100.";
    INK_COVERAGE = Error "ink-coverage" "More ink than the paper takes"
        why "Over 300 % on coated sheets, or 245 % on newsprint, ink does not dry within the square (GWG 2022, R0026)."
        mend "Replace equal parts of cyan, magenta and yellow by black, or convert with a profile of the printing condition.";
    INK_OBJECT = Warning "ink-object" "An object with more ink than the paper takes"
        why "It is too small to count over a square of 15 mm, but may set off (GWG 2022, R0026)."
        mend "Replace equal parts of cyan, magenta and yellow by black.";
    INK_UNKNOWN = Advice "ink-unknown" "A picture whose ink could not be measured"
        why "Its compression is not read here, so the sums of ink leave it out."
        mend "Look at the ink in Acrobat's output preview if the picture is dark.";
    TEXT_RICH_BLACK = Warning "text-rich-black" "Black text with much ink"
        why "Letters blur over 280 % (GWG 2022, R0015)."
        mend "Use black ink alone for text.";
    TEXT_INKS = Warning "text-inks" "Very small text in several inks"
        why "Plates never meet exactly; below 5 pt letters blur (GWG 2022, R0017)."
        mend "Use one ink for text this small, or make it larger.";
    TEXT_REVERSED = Warning "text-reversed" "Small white text"
        why "Ink runs into the letters; below 8 pt they close up (GWG 2022, R0016)."
        mend "Make the text larger or bolder.";
    HAIRLINE = Warning "hairline" "A line that is too thin to print"
        why "Below 0.25 pt a line breaks up or vanishes (GWG 2022, R0018)."
        mend "Make the line 0.25 pt wide or more.";
    TEXT_CUT = Error "text-cut" "Text or a code over the trim"
        why "A part of it is cut off."
        mend "Move it inside the page.";
    ANNOTATION = Error "annotation" "A link or comment where ink goes"
        why "Annotations may be printed or not, as each program likes (ISO 15930-7)."
        mend "Export for print without links and comments.";
    INTERACTIVE = Error "interactive" "Forms, scripts or actions"
        why "A file for print does nothing of its own accord (ISO 15930-7)."
        mend "Export for print without interactive elements.";
    ATTACHMENT = Error "attachment" "Other files inside the file"
        why "A print shop cannot print them, and may refuse the file."
        mend "Deliver them beside the file.";
    LZW = Error "lzw" "A picture in a compression that PDF/X does not know"
        why "LZW is not allowed (ISO 15930-7)."
        mend "Export as PDF/X-4.";
    TRANSFER = Error "transfer" "A transfer function"
        why "It changes colours once more on the way to the plate (ISO 15930-7)."
        mend "Export without transfer functions.";
    HALFTONE = Warning "halftone" "A halftone set in the file"
        why "The shop chooses the screen for its press."
        mend "Export without halftone settings.";
    RENDERING_INTENT = Error "rendering-intent" "A rendering intent that there is not"
        why "Only four are defined (ISO 15930-7)."
        mend "Export as PDF/X-4.";
    OPI = Error "opi" "A placeholder for a picture that is elsewhere"
        why "The file has to be complete (ISO 15930-7)."
        mend "Export with the pictures in the file.";
    POSTSCRIPT = Error "postscript" "A piece of PostScript"
        why "It is a program of its own that no check can look into (ISO 15930-7)."
        mend "Export as PDF/X-4.";
    TRANSPARENCY = Error "transparency" "Transparency in a PDF/X-1a"
        why "PDF/X-1a has none (ISO 15930-4, 6.7): what should shine through is drawn opaque, or not at all."
        mend "Export with transparency flattened, or as PDF/X-4.";
    PDFX_FEATURE = Error "pdfx-feature" "Something in a PDF/X-1a that came after it, or that it rules out"
        why "What reads PDF 1.3 or 1.4 alone does not know it (ISO 15930-1 and 15930-4)."
        mend "Export as PDF/X-1a again, or as PDF/X-4.";
    UA_CLAIM = Error "ua-claim" "A web file that does not say that it is accessible"
        why "Readers and checkers look for pdfuaid:part in the metadata (ISO 14289-1, 5)."
        mend "Export as PDF/UA.";
    UA_MARKED = Error "ua-marked" "A web file that is not marked as tagged"
        why "Screen readers then guess the order of reading (ISO 14289-1, 7.1)."
        mend "Export with tags.";
    UA_STRUCTURE = Error "ua-structure" "A tag tree that is missing or broken"
        why "It is what a screen reader reads (ISO 14289-1, 7.1)."
        mend "Export with tags.";
    UA_ROLE = Error "ua-role" "A tag that nobody knows"
        why "A tag of one's own has to stand for a standard one (ISO 14289-1, 7.1)."
        mend "Map the tag to a standard one.";
    UA_UNTAGGED = Error "ua-untagged" "Something on a page that is neither tagged nor an artifact"
        why "A screen reader passes it over or reads it at the wrong place (ISO 14289-1, 7.1)."
        mend "Tag it, or mark it as decoration.";
    UA_LANG = Error "ua-lang" "A web file that does not say its language"
        why "A screen reader speaks it with the wrong voice (ISO 14289-1, 7.2)."
        mend "Set the language of the document.";
    UA_TITLE = Error "ua-title" "A web file without a title in its window"
        why "The title is what a screen reader says first (ISO 14289-1, 7.1)."
        mend "Set the title, and show it instead of the file's name.";
    UA_ALT = Error "ua-alt" "A picture without alternative text in a web file"
        why "Someone who cannot see it is left without it (ISO 14289-1, 7.3)."
        mend "Give the picture an alternative text, or mark it as decoration.";
    UA_HEADINGS = Error "ua-headings" "Headings that leave a level out"
        why "People who cannot see the page go from heading to heading (ISO 14289-1, 7.4.2)."
        mend "Begin with level 1 and go down one level at a time.";
    UA_LINK = Error "ua-link" "A link that is not in its tag"
        why "A screen reader does not find it (ISO 14289-1, 7.18.5)."
        mend "Export with tagged links.";
    UA_LINK_TEXT = Error "ua-link-text" "A link without words"
        why "A screen reader cannot say where it leads (ISO 14289-1, 7.18.5)."
        mend "Give the link a description.";
    UA_TABS = Error "ua-tabs" "Links that the tab key reaches in any order"
        why "The order has to be that of the tags (ISO 14289-1, 7.18.3)."
        mend "Set the tab order of the page to that of the structure.";
    UA_UNICODE = Error "ua-unicode" "Letters of which nobody can tell what they are"
        why "They cannot be read aloud, searched or copied (ISO 14289-1, 7.21.7)."
        mend "Export with the fonts' character maps (ToUnicode).";
}
