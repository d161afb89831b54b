//! `leaflet serve` asked as its own pages ask it, over its real connection: the board, what is tried, saved and taken back,
//! the files that can be had, the order, and strangers. `.ci/workbench` goes the same ways in a browser.

#[path = "support/program.rs"]
mod program;

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use program::Project;
use serde_json::{Value, json};

const COUNTY: &str = "leaflets/exempel.toml";
const PUBLICATION: &str = "leaflets/publications/kort/sv.toml";
const LEAFLET: &str = "/leaflet/exempel/kort";

const COUNTY_TEXT: &str = r#"# Who prints.
[county]
slug = "exempel"
name = "Exempels län"
short = "Exempel"
genitive = "Exempels"
office = "Länsstyrelsen Exempel"
publications = ["kort"]

[contact]
phone = "031-390 06 12" # from the series that PTS keeps free for fiction
email = "forvaltning@example.org"
verified = 2026-11-01

[order]
printer = "Exempeltryckeriet"
deadline = 2099-01-01

[[order.item]]
publication = "kort"
format = "a6"
quantity = 100
"#;

const PUBLICATION_TEXT: &str = r#"[publication]
id = "kort"
lang = "sv"
title = "Ett kort blad"
audience_line = "För alla"
version = "1"
date = 2026-01-01
formats = ["a6"]

[[section]]
id = "vad"
heading = "Vad"
text = "Ett stycke." # the only one
"#;

/// One county, one publication.
fn project() -> Project {
    let project = Project::empty();
    project.write(COUNTY, COUNTY_TEXT);
    project.write(PUBLICATION, PUBLICATION_TEXT);
    project
}

/// The running server, ended when the test ends.
struct Server {
    running: Child,
    /// Host and port.
    host: String,
    key: String,
    cookie: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

/// An answer: its status, headers and body.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }
}

impl Server {
    /// Starts the program and is let in as a browser is.
    fn of(project: &Project) -> Server {
        let mut command = project.command(&["serve", "--no-browser", "--locale", "en"]);
        let mut running = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
        let mut address = String::new();
        let said = BufReader::new(running.stdout.take().expect("its words")).read_line(&mut address);
        said.expect("an address");
        let (host, key) =
            address.trim().strip_prefix("http://").and_then(|rest| rest.split_once("/?key=")).expect("an address");
        let mut server = Server { running, host: host.to_owned(), key: key.to_owned(), cookie: String::new() };
        let welcome = server.ask(&format!("GET /?key={key}"), "", b"");
        assert_eq!(welcome.status, 303);
        let cookie = welcome.head.split("Set-Cookie: ").nth(1).and_then(|rest| rest.split(';').next());
        cookie.expect("a cookie").clone_into(&mut server.cookie);
        server
    }

    /// Sends a request as it is, with the right host if none is among the headers.
    fn ask(&self, first: &str, headers: &str, body: &[u8]) -> Answer {
        let host = if headers.contains("Host: ") { String::new() } else { format!("Host: {}\r\n", self.host) };
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        let head = format!("{first} HTTP/1.1\r\n{host}{headers}Content-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(&[head.as_bytes(), body].concat());
        let mut answer = Vec::new();
        // Who is refused before the body was read sees the connection end.
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, body: answer[end + 4..].to_vec(), head }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &format!("Cookie: {}\r\n", self.cookie), b"")
    }

    /// What the pages' own script sends with everything that may write.
    fn own(&self) -> String {
        format!("Cookie: {}\r\nOrigin: http://{}\r\nX-Leaflet-Token: {}\r\n", self.cookie, self.host, self.key)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask(&format!("POST {path}"), &self.own(), body.to_string().as_bytes())
    }

    /// What a form of the leaflet's page sends to change one value of a file.
    fn change(&self, file: &str, at: &str, value: &str) -> Value {
        let page = self.get(LEAFLET).text();
        let form = page.split(&format!("data-file=\"{file}\" data-base=\"")).nth(1).expect("a form");
        json!({ "file": file, "base": form.split('"').next(), "edits": [{ "set": [at, value] }] })
    }

    /// A page as soon as it holds, or no longer holds, these words.
    #[track_caller]
    fn until(&self, path: &str, words: &str, holds: bool) -> String {
        for _ in 0..20 {
            let page = self.get(path).text();
            if page.contains(words) == holds {
                return page;
            }
            let known = between(&page, "data-news=\"", "\"").expect("a number");
            // Answered when there is news, or after the server's own patience.
            self.get(&format!("/news?known={known}"));
        }
        panic!("{path} {} “{words}”:\n{}", if holds { "never says" } else { "goes on to say" }, self.get(path).text());
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inside, _)| inside)
}

/// The first picture of a page.
fn picture(markup: &str) -> String {
    between(markup, "<img src=\"", "\"").expect("a picture").replace("&amp;", "&")
}

#[test]
fn the_board_says_which_files_are_out_of_date() {
    let project = project();
    let build = ["build", "exempel", "--edition", "web"];
    project.run(&build).done();
    let server = Server::of(&project);
    let board = server.until("/", "being checked", false);
    assert!(!board.contains("files out of date"), "{board}");
    project.change(COUNTY, "031-390 06 12", "031-390 06 13");
    let board = server.until("/", "files out of date", true);
    assert!(board.contains("class=\"state stale\" href=\"/leaflet/exempel/kort\""), "{board}");
    project.run(&build).done();
    server.until("/", "files out of date", false);
}

#[test]
fn a_text_that_nobody_has_reviewed_is_a_draft_in_every_file() {
    let project = project();
    let english = PUBLICATION_TEXT
        .replace("lang = \"sv\"", "lang = \"en\"\ntranslates = \"sv\"\nfrom_version = \"1\"\nreviewed = false");
    let english = english.replace("Ett kort blad", "A short leaflet").replace("Ett stycke.", "A paragraph.");
    project.write("leaflets/publications/kort/en.toml", english);
    let server = Server::of(&project);
    let file = |edition: &str| server.get(&format!("/file/exempel/kort/{edition}?format=a6&lang=en"));
    assert!(file("print").head.contains("kort-a6-en.draft."), "{}", file("print").head);
    assert!(file("html").text().contains("<p class=\"draft\">"), "{}", file("html").text());
    let page = server.get(&format!("{LEAFLET}?format=a6&lang=en")).text();
    for said in ["The text is not reviewed, so all files are drafts.", "is not reviewed"] {
        assert!(page.contains(said), "{page}");
    }
    let packed = server.get("/zip/exempel");
    let zip = zip::ZipArchive::new(Cursor::new(packed.body)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(
        names.iter().all(|name| !name.contains("-en")) && names.iter().any(|name| name.contains("-sv")),
        "{names:?}"
    );
}

#[test]
fn a_change_is_seen_before_it_is_saved_and_can_be_taken_back() {
    let project = project();
    let server = Server::of(&project);
    let before = picture(&server.get(LEAFLET).text());
    let changes = server.change(COUNTY, "contact.phone", "031-390 06 14");

    let tried = server.post("/try/exempel/kort", &changes).json();
    assert_eq!((&tried["savable"], &tried["fields"]), (&json!(true), &json!([])), "{tried}");
    let after = picture(tried["pages"].as_str().expect("pages"));
    assert_ne!(after, before);
    let (old, new) = (server.get(&before).body, server.get(&after).body);
    assert!(old.starts_with(b"\x89PNG") && new.starts_with(b"\x89PNG") && old != new, "the number is seen");
    assert_eq!(project.read(COUNTY), COUNTY_TEXT, "nothing is written yet");

    let said = server.post("/save", &changes).json()["message"].clone();
    assert_eq!(said, "Saved. Verify the contact anew: the day is taken out.");
    // The day on which the contact was verified was that of the old number.
    let saved = COUNTY_TEXT.replace("06 12\" #", "06 14\" #").replace("verified = 2026-11-01\n", "");
    assert_eq!(project.read(COUNTY), saved, "one value, and the comments stay");
    let page = server.get(LEAFLET).text();
    assert_eq!(picture(&page), after, "what was shown is what was saved");
    assert!(page.contains("data-show=\"contact.verified\""), "the day that is missing has its field: {page}");

    let undo = format!("/undo?file={COUNTY}");
    assert_eq!(server.post(&undo, &json!(null)).json()["message"], "The last save is undone.");
    assert_eq!(project.read(COUNTY), COUNTY_TEXT);
    assert_eq!(server.post(&undo, &json!(null)).json()["message"], "There is nothing to undo.");
    assert_eq!(picture(&server.get(LEAFLET).text()), before);
}

#[test]
fn what_is_wrong_is_told_at_its_field_and_not_saved() {
    let project = project();
    let server = Server::of(&project);
    let wrong = server.change(COUNTY, "contact.email", "inte en adress");
    let tried = server.post("/try/exempel/kort", &wrong).json();
    assert_eq!(tried["savable"], false, "{tried}");
    assert_eq!(tried["fields"][0]["at"], "contact.email");
    assert!(tried["fields"][0]["message"].as_str().is_some_and(|text| text.contains("inte en adress")), "{tried}");
    assert_eq!(server.post("/save", &wrong).status, 422);

    // Who fills in a form need not know how the file is written.
    let mut day = server.change(COUNTY, "contact.verified", "");
    day["edits"] = json!([{ "day": ["contact.verified", "21/11 2026"] }]);
    let expected = json!({ "at": "contact.verified", "message": "Write the day as 2026-11-21." });
    assert_eq!(server.post("/try/exempel/kort", &day).json()["fields"], json!([expected]));
    assert_eq!(server.post("/save", &day).json(), expected);

    let long = server.change(PUBLICATION, "section.0.text", &"Ett långt stycke som inte ryms på bladet. ".repeat(120));
    let findings = server.post("/try/exempel/kort", &long).json()["findings"].as_str().expect("findings").to_owned();
    assert!(findings.contains(" lines too many for "), "{findings}");
    assert_eq!((project.read(COUNTY), project.read(PUBLICATION)), (COUNTY_TEXT.into(), PUBLICATION_TEXT.into()));
}

#[test]
fn sections_and_formats_go_by_their_names_and_every_button_by_its_own() {
    let project = project();
    let more = "\n[[section]]\nid = \"mer\"\ntext = \"**Ring** oss när det är så att du undrar över något.\"\n";
    project.write(PUBLICATION, PUBLICATION_TEXT.replace("\"a6\"]", "\"a6\", \"a4-z-fold\"]") + more);
    let page = Server::of(&project).get(LEAFLET).text();
    for said in [
        "<option value=\"vad\">Vad</option>",
        "<option value=\"mer\">Ring** oss",
        "aria-current=\"true\">A6</a>",
        ">A4, Z-fold</a>",
        "Ett kort blad</span></h1>",
        "<h1>Exempel: <span lang=\"sv\" dir=\"ltr\">",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    assert!(!page.contains(">vad<") && !page.contains(">a6<"), "{page}");
    let name = |button: &str| between(button, "aria-label=\"", "\"").or(between(button, ">", "<")).map(str::to_owned);
    let forms = page
        .split("<button")
        .skip(1)
        .filter(|button| !button.contains("data-reload") && !button.contains("data-apply"));
    let names: Vec<String> = forms.filter_map(name).collect();
    let mut alone = names.clone();
    alone.sort();
    alone.dedup();
    assert_eq!(alone.len(), names.len(), "{names:?}");
    assert!(!page.contains(" disabled"), "the keyboard reaches every button");
}

/// The project with an Arabic translation that nobody has reviewed.
fn translated() -> Project {
    let project = project();
    let head = "lang = \"ar\"\ntranslates = \"sv\"\nfrom_version = \"1\"\nreviewed = false";
    let arabic = PUBLICATION_TEXT.replace("lang = \"sv\"", head).replace("Ett kort blad", "نشرة قصيرة");
    project.write("leaflets/publications/kort/ar.toml", arabic);
    project
}

#[test]
fn words_of_the_leaflet_say_their_language_and_direction() {
    let project = translated();
    let page = Server::of(&project).get(&format!("{LEAFLET}?format=a6&lang=ar")).text();
    for said in [
        "<h1>Exempel: <span lang=\"ar\" dir=\"rtl\">نشرة قصيرة</span>",
        "alt=\"نشرة قصيرة\" lang=\"ar\" dir=\"rtl\"",
        "value=\"نشرة قصيرة\" lang=\"ar\" dir=\"rtl\"",
    ] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
}

#[test]
fn what_is_written_on_the_page_of_a_translation_is_for_it_alone() {
    let project = translated();
    project.write("leaflets/publications/langt/sv.toml", PUBLICATION_TEXT.replace("\"kort\"", "\"langt\""));
    project.change(COUNTY, "publications = [\"kort\"]", "publications = [\"kort\", \"langt\"]");
    let own = "\n[[override]]\npublication = \"kort\"\nlang = \"ar\"\nafter = \"vad\"\n[override.section]\nid = \"har\"\ntext = \"هنا\"\n";
    let signed = "\n[[sender]]\nname = \"Polisen\"\npublications = [\"langt\"]\n";
    project.write(COUNTY, project.read(COUNTY) + own + signed);
    let server = Server::of(&project);
    let (swedish, arabic) = (server.get(LEAFLET).text(), server.get(&format!("{LEAFLET}?lang=ar")).text());
    let form = |page: &str| between(page, "<form id=\"local\"", "</form>").expect("a form").to_owned();
    assert!(form(&swedish).contains("data-publication=\"kort\" data-lang=\"\""), "{}", form(&swedish));
    assert!(form(&arabic).contains("data-publication=\"kort\" data-lang=\"ar\""), "{}", form(&arabic));
    assert!(form(&arabic).contains("<option value=\"ar\" selected>"), "{}", form(&arabic));
    assert!(form(&swedish).contains("<option value=\"\" selected>every language</option>"), "{}", form(&swedish));
    let said = between(&swedish, "data-at=\"override.0.section.text\"", "</textarea>").expect("the county's own text");
    assert!(said.contains("lang=\"ar\" dir=\"rtl\""), "its language, on a page of another: {said}");
    assert!(swedish.contains("<option value=\"kort\">Only Ett kort blad</option>"), "{swedish}");
    assert!(swedish.contains("Signs: <span lang=\"sv\" dir=\"ltr\">Ett kort blad</span>"), "{swedish}");
}

#[test]
fn a_page_of_nothing_waits_for_news_and_one_of_a_broken_text_says_what_is_wrong() {
    let project = project();
    let server = Server::of(&project);
    let nothing = server.get("/leaflet/none/none");
    assert_eq!(nothing.status, 404);
    assert!(!nothing.text().contains("data-news=\"0\""), "{}", nothing.text());
    let translated = "lang = \"en\"\ntranslates = \"sv\"\nfrom_version = \"1\"\nreviewed = false";
    project.write("leaflets/publications/kort/en.toml", PUBLICATION_TEXT.replace("lang = \"sv\"", translated));
    // A title that is missing stops the text; its translation is not shown in its place.
    let empty = server.change(PUBLICATION, "publication.title", "");
    assert_eq!(server.post("/try/exempel/kort", &empty).json().get("pages"), None);
    project.change(PUBLICATION, "[publication]", "[publication");
    let page = server.until(LEAFLET, "data-file", false);
    assert!(
        page.contains("kort/sv.toml") && page.contains("id=\"live\"") && page.contains("class=\"error\""),
        "{page}"
    );
}

#[test]
fn findings_speak_of_fields_and_not_of_the_file() {
    let project = project();
    project.change(COUNTY, "verified = 2026-11-01\n", "");
    project.write(
        "leaflets/publications/kort/en.toml",
        PUBLICATION_TEXT
            .replace("lang = \"sv\"", "lang = \"en\"\ntranslates = \"sv\"\nfrom_version = \"1\"\nreviewed = true"),
    );
    let server = Server::of(&project);
    let page = server.get(LEAFLET).text();
    let findings = page.split_once("id=\"findings\"").expect("findings").1;
    assert!(findings.contains("fill in the day under Verified on") && !findings.contains("verified ="), "{findings}");

    let empty = server.change(PUBLICATION, "publication.title", "");
    let expected = json!([{ "at": "publication.title", "message": "Title is missing." }]);
    assert_eq!(server.post("/try/exempel/kort", &empty).json()["fields"], expected);
    let wrong = server.change(COUNTY, "contact.email", "inte en adress");
    let said = server.post("/try/exempel/kort", &wrong).json()["fields"][0]["message"].as_str().map(str::to_owned);
    assert!(said.as_ref().is_some_and(|said| said.ends_with('.') && said.matches(". ").count() == 1), "{said:?}");

    let long = server.change(PUBLICATION, "section.0.text", &"Ett långt stycke som inte ryms på bladet. ".repeat(120));
    let findings = server.post("/try/exempel/kort", &long).json()["findings"].as_str().expect("findings").to_owned();
    assert!(findings.contains("“Vad” (") && !findings.contains("{ format"), "{findings}");

    let change =
        |at: &str, to: &str| server.post("/save", &server.change(PUBLICATION, at, to)).json()["message"].clone();
    assert!(
        change("section.0.heading", "Vad det är")
            .as_str()
            .is_some_and(|said| said.contains("The version is the same."))
    );
    let mut both = server.change(PUBLICATION, "section.0.heading", "Vad");
    both["edits"].as_array_mut().expect("edits").push(json!({ "set": ["publication.version", "2"] }));
    assert_eq!(server.post("/save", &both).json()["message"], "Saved.");
}

#[test]
fn only_what_has_a_place_leads_to_it() {
    let project = project();
    let help = "\n[[section]]\nid = \"hjalp\"\nkind = \"help\"\nlines = [{ phone = \"112\", name = \"SOS\", for = \"akut\", source = \"polisen.se\" }]\n";
    project.write(PUBLICATION, PUBLICATION_TEXT.to_owned() + help);
    project.change(COUNTY, "verified = 2026-11-01\n", "");
    let page = Server::of(&project).get(LEAFLET).text();
    let findings = page.split_once("id=\"findings\"").expect("findings").1;
    let entry =
        |of: &str| findings.split("<li").find(|entry| entry.contains(of)).unwrap_or_else(|| panic!("{findings}"));
    assert!(entry("exempel.toml:").contains("data-show=\"contact.verified\""), "{findings}");
    let line = entry("help line");
    assert!(line.contains("sv.toml:") && !line.contains("data-show"), "no form has a field for a help line: {line}");
}

#[test]
fn a_county_whose_file_has_a_fault_stays_on_the_board_with_it() {
    for (right, wrong) in [("genitive = ", "gentive = "), ("short = \"Exempel\"", "short = \"Exempel")] {
        let project = project();
        project.change(COUNTY, right, wrong);
        let server = Server::of(&project);
        let board = server.get("/").text();
        assert!(board.contains("leaflets/exempel.toml"), "{board}");
        assert!(board.contains("<th scope=\"row\">exempel</th>"), "{board}");
        let page = server.get(LEAFLET);
        assert!(page.text().contains("leaflets/exempel.toml"), "{}", page.text());
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_shown_and_not_overwritten() {
    let project = project();
    let server = Server::of(&project);
    let mine = server.change(COUNTY, "contact.phone", "031-390 06 14");
    project.change(COUNTY, "forvaltning@", "annan@");
    let theirs = project.read(COUNTY);
    for path in ["/try/exempel/kort", "/save"] {
        let refused = server.post(path, &mine);
        assert_eq!(refused.status, 409);
        assert_eq!(refused.json()["theirs"], theirs);
        let both = theirs.replace("06 12", "06 14").replace("verified = 2026-11-01\n", "");
        assert_eq!(refused.json()["together"], both, "both changes");
    }
    assert_eq!(project.read(COUNTY), theirs);
}

#[test]
fn the_zip_of_a_county_has_the_files_that_a_build_writes() {
    let project = project();
    let server = Server::of(&project);
    let answer = server.get("/zip/exempel");
    assert!(answer.head.contains("filename=\"exempel.zip\""), "{}", answer.head);
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.body)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert_eq!(names, ["kort-a6-sv.png", "kort-a6-sv.print.pdf", "kort-a6-sv.web.pdf", "kort-sv.html"]);

    project.run(&["build", "exempel", "--edition", "print,web,html,png"]).done();
    let built = project.files("out/exempel");
    for name in names {
        let mut bytes = Vec::new();
        zip.by_name(&name).expect("a file").read_to_end(&mut bytes).expect("read");
        assert!(built.get(&name) == Some(&bytes), "{name} is not what a build writes");
    }
    assert_eq!(server.get("/zip/nowhere").status, 404);
}

#[test]
fn the_order_is_written_at_the_press_of_a_button() {
    let project = project();
    let server = Server::of(&project);
    assert!(server.get(LEAFLET).text().contains("data-post=\"/order/exempel\""));
    let answer = server.post("/order/exempel", &json!(null));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.json()["message"].as_str().is_some_and(|text| text.starts_with("The order is written to ")));
    let ordered = project.files("out/exempel");
    for name in ["kort-a6-sv.print.pdf", "order.pdf", "order.csv"] {
        assert!(ordered.contains_key(name), "{name} of {:?}", ordered.keys());
    }
    project.run(&["order", "exempel", "-o", "by-command"]).done();
    project.same("out/exempel", "by-command/exempel");

    project.write(COUNTY, COUNTY_TEXT.split("\n[order]").next().expect("a half"));
    server.until(LEAFLET, "data-post=", false);
    assert_eq!(server.post("/order/exempel", &json!(null)).status, 404);
}

#[test]
fn strangers_are_refused_and_nothing_is_written() {
    let project = project();
    project.write("outside.toml", "[county]\n");
    let before = project.files(".");
    let server = Server::of(&project);
    let body = server.change(COUNTY, "contact.phone", "031-390 06 14").to_string();
    let own = server.own();
    let save = |headers: &str| server.ask("POST /save", headers, body.as_bytes()).status;
    assert_eq!(save(&own.replace("Origin: http://", "Origin: http://evil.")), 403, "a foreign origin");
    assert_eq!(save(&format!("{own}Host: evil.example\r\n")), 403, "a foreign host");
    assert_eq!(save(&own.replace(&format!("X-Leaflet-Token: {}", server.key), "X-Leaflet-Token: x")), 403, "no token");
    assert_eq!(save(&own.replace("Cookie", "X-Cookie")), 403, "no cookie");
    for file in ["../outside.toml", "leaflets/../outside.toml", "outside.toml", "/etc/passwd"] {
        let body = json!({ "file": file, "base": "x", "edits": [{ "set": ["a", "b"] }] });
        assert_eq!(server.post("/save", &body).status, 403, "{file}");
    }
    for path in ["/file/../../../etc/passwd", "/../outside.toml", "/picture/../../outside.toml/1"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let mut stream = TcpStream::connect(&server.host).expect("a connection");
    let head = format!("POST /save HTTP/1.1\r\nHost: {}\r\n{own}Content-Length: 1073741824\r\n\r\n", server.host);
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 413 "), "a body of 1 GiB: {answer}");
    // More at once than are let in; each waits at the door, or is answered.
    let many: Vec<_> = (0..300).filter_map(|_| TcpStream::connect(&server.host).ok()).collect();
    drop(many);
    let alive = server.get("/");
    assert_eq!(alive.status, 200);
    let policy = alive.head.to_lowercase();
    assert!(policy.contains("content-security-policy: default-src 'none'") && !policy.contains("unsafe-inline"));
    assert!(!policy.contains("access-control-"), "no other page may read");
    assert_eq!(project.files("."), before);
}

#[test]
fn a_font_that_is_added_is_seen_on_the_pages() {
    let project = project();
    project.write("fonts/README", "Own fonts.");
    let server = Server::of(&project);
    let before = picture(&server.get(LEAFLET).text());
    let old = server.get(&before).body;
    project.write("fonts/own.ttf", program::bold_as_regular());
    let page = server.until(LEAFLET, &before.replace('&', "&amp;"), false);
    assert_ne!(server.get(&picture(&page)).body, old);
}
