//! Words of links that say nothing of where they lead (WCAG 2.1, 2.4.4), in every language that leaflets are written in.

use super::texts::words;

/// The words by language. A text in one language may lead on in the words of another, so all count everywhere.
#[rustfmt::skip]
const EMPTY: [&[&str]; 12] = [
    // Swedish.
    &["här", "klicka", "klicka här", "tryck här", "länk", "länken", "den här länken", "denna länk", "mer", "mer här", "läs mer",
        "läs mer här", "läs här", "läs vidare", "läs vidare här", "läs mera", "se här", "se mer", "titta här", "mer info",
        "mer information", "mer information här", "sidan", "den här sidan", "denna sida", "webbsidan", "hemsidan", "webbplatsen",
        "den här webbplatsen", "ladda ner", "ladda ner här", "ladda ned", "hämta", "hämta här"],
    // English.
    &["here", "click", "click here", "press here", "link", "the link", "this link", "more", "read more", "read more here",
        "read here", "read on", "see here", "see more", "learn more", "find out more", "more info", "more information",
        "the page", "this page", "the website", "this website", "this site", "details", "download", "download here"],
    // Norwegian and Danish.
    &["her", "klikk her", "klik her", "trykk her", "tryk her", "lenke", "lenken", "denne lenken", "linket", "dette link", "mere",
        "les mer", "læs mere", "les mer her", "læs mere her", "les her", "læs her", "mer informasjon", "mere information",
        "siden", "denne siden", "denne side", "nettsiden", "hjemmesiden", "last ned", "hent"],
    // German.
    &["hier", "hier klicken", "klicken sie hier", "der link", "dieser link", "mehr", "mehr lesen", "weiterlesen", "hier lesen",
        "lesen sie mehr", "mehr erfahren", "mehr informationen", "weitere informationen", "die seite", "diese seite",
        "herunterladen"],
    // Finnish.
    &["tästä", "täältä", "täällä", "klikkaa", "klikkaa tästä", "linkki", "tämä linkki", "lisää", "lue lisää", "lue lisää täältä",
        "lue lisää tästä", "lue tästä", "katso tästä", "lisätietoa", "lisätietoja", "tämä sivu", "tällä sivulla", "lataa"],
    // Icelandic.
    &["hér", "smelltu hér", "hlekkur", "tengill", "meira", "nánar", "lesa meira", "lestu meira", "lesa hér", "sjá hér", "sjá nánar",
        "nánari upplýsingar", "frekari upplýsingar", "síðan", "þessi síða", "þessari síðu"],
    // Polish.
    &["tu", "tutaj", "kliknij", "kliknij tutaj", "kliknij tu", "ten link", "więcej", "czytaj więcej", "czytaj dalej",
        "przeczytaj więcej", "dowiedz się więcej", "więcej informacji", "zobacz tutaj", "strona", "ta strona", "tej stronie"],
    // Ukrainian.
    &["тут", "натисніть тут", "клікніть тут", "посилання", "це посилання", "більше", "детальніше", "докладніше", "читати далі",
        "читати більше", "дізнатися більше", "більше інформації", "ця сторінка", "цій сторінці"],
    // Arabic.
    &["هنا", "انقر هنا", "اضغط هنا", "رابط", "الرابط", "هذا الرابط", "المزيد", "اقرأ المزيد", "اقرأ هنا", "مزيد من المعلومات",
        "المزيد من المعلومات", "الصفحة", "هذه الصفحة"],
    // Persian.
    &["اینجا", "کلیک کنید", "اینجا کلیک کنید", "لینک", "پیوند", "این پیوند", "بیشتر", "بیشتر بخوانید", "بیشتر بدانید",
        "اطلاعات بیشتر", "این صفحه"],
    // Somali and Tigrinya.
    &["halkan", "halkan guji", "guji halkan", "halkan riix", "xiriirka", "wax dheeraad ah", "akhri wax dheeraad ah",
        "macluumaad dheeraad ah", "bogga", "boggan", "ኣብዚ", "ኣብዚ ጠውቑ", "ተወሳኺ ሓበሬታ", "እዚ ገጽ"],
    // Thai.
    &["ที่นี่", "คลิก", "คลิกที่นี่", "ลิงก์", "ลิงก์นี้", "เพิ่มเติม", "อ่านเพิ่มเติม", "อ่านต่อ", "ข้อมูลเพิ่มเติม", "หน้านี้"],
];

/// Whether the words of a link say nothing of where it leads.
pub(super) fn is_empty(shown: &str) -> bool {
    let bare = |text: &str| words(text).join(" ");
    let shown = bare(shown);
    EMPTY.iter().copied().flatten().any(|known| bare(known) == shown)
}

#[cfg(test)]
mod tests {
    use super::is_empty;

    #[test]
    fn words_that_say_nothing_are_known_in_every_language() {
        for shown in [
            "läs här",
            "Se här!",
            "den här sidan",
            "mer information",
            "Find out more",
            "les her",
            "mehr erfahren",
            "lue tästä",
            "sjá hér",
            "kliknij tutaj",
            "детальніше",
            "هذه الصفحة",
            "اطلاعات بیشتر",
            "halkan",
            "คลิกที่นี่",
        ] {
            assert!(is_empty(shown), "{shown}");
        }
        for shown in
            ["Polisens råd", "läs om gromning", "polisen.se", "mer information om gromning", "den här sidan hos Bris"]
        {
            assert!(!is_empty(shown), "{shown}");
        }
    }
}
