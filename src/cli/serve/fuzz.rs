//! Ten thousand requests that nobody planned, at the door and at what lies behind it, without a connection.

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

    use super::super::change::stamp;
    use super::super::guard::Guard;
    use super::super::http::{self, Request};
    use super::super::project::Served;
    use super::super::routes::Workbench;
    use crate::cli::locale::Locale;
    use crate::world::DiskWorld;

    const PORT: u16 = 4000;
    const COUNTY: &str = "leaflets/varmland.toml";
    const PUBLICATION: &str = "leaflets/publications/kort/sv.toml";

    /// Every file below a folder.
    fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                found.extend(tree(&path));
            } else {
                found.insert(path.display().to_string(), fs::read(&path).unwrap_or_default());
            }
        }
        found
    }

    /// A small project beside a file that is none of its own.
    fn project(root: &Path) {
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write("outside.toml", "[county]\nname = \"Utanför\"\n");
        write(
            &format!("project/{COUNTY}"),
            "[county]\nname = \"Värmlands län\"\nshort = \"Värmland\"\ngenitive = \"Värmlands\"\noffice = \"Länsstyrelsen Värmland\"\n\
             publications = [\"kort\"]\n\n[contact]\nphone = \"054-19 73 38\"\nverified = 2026-01-01\n",
        );
        write(
            &format!("project/{PUBLICATION}"),
            "[publication]\nid = \"kort\"\nlang = \"sv\"\ntitle = \"Ett kort blad\"\naudience_line = \"För alla\"\nversion = \"1\"\n\
             date = 2026-01-01\nformats = [\"a6\"]\n\n[[section]]\nid = \"vad\"\nheading = \"Vad\"\ntext = \"Ett stycke.\"\n",
        );
    }

    /// Paths of the workbench, ways out of it, and anything else.
    fn paths() -> impl Strategy<Value = String> {
        let known = [
            "/",
            "/leaflet/varmland/kort",
            "/try/varmland/kort",
            "/save",
            "/undo",
            "/order/varmland",
            "/zip/varmland",
            "/news",
            "/file/varmland/kort/print",
            "/file/varmland/kort/web",
            "/file/varmland/kort/html",
            "/picture/x/1",
            "/workbench.js",
            "/leaflet/../outside",
            "/file/../../../etc/passwd",
            "/picture/../../outside.toml/1",
            "/order/../..",
        ];
        prop_oneof![
            12 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
            6 => Just("/save".to_owned()),
            3 => "(/[a-z.%åäö]{0,8}){0,5}",
            1 => "\\PC{0,40}",
        ]
    }

    /// Files that a form may name, and those that it may not.
    fn names() -> impl Strategy<Value = String> {
        let known = [
            COUNTY,
            PUBLICATION,
            "../outside.toml",
            "leaflets/../../outside.toml",
            "leaflets/publications/../../../outside.toml",
            "leaflets/publications/../varmland.toml",
            "leaflets/link.toml",
            "/etc/passwd",
            "leaflets/new.toml",
            "leaflets\\..\\..\\outside.toml",
            "leaflets/.toml",
        ];
        prop_oneof![8 => Just(COUNTY.to_owned()), 8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,30}"]
    }

    /// What forms send, and what they never would. `STAMP` stands for what the county's file is.
    fn bodies() -> impl Strategy<Value = Vec<u8>> {
        let value = prop_oneof![3 => "054-10 00 [0-9]{2}", 1 => Just(String::new()), 1 => "\\PC{0,30}"];
        let place = prop_oneof![
            3 => Just("contact.phone".to_owned()),
            1 => Just("county.name".to_owned()),
            1 => Just("section.0.text".to_owned()),
            1 => "[a-z.0-9]{0,20}",
        ];
        let kind = prop::sample::select(&["set", "set", "set", "day", "list", "nothing"][..]);
        let form = (names(), any::<bool>(), prop::collection::vec((kind, place, value), 0..3)).prop_map(
            |(file, right, edits)| {
                let edits: Vec<_> =
                    edits.into_iter().map(|(kind, at, value)| serde_json::json!({ kind: [at, value] })).collect();
                let base = if right { "STAMP" } else { "x" };
                serde_json::json!({ "file": file, "base": base, "edits": edits }).to_string().into_bytes()
            },
        );
        prop_oneof![6 => form, 1 => prop::collection::vec(any::<u8>(), 0..200), 1 => Just(Vec::new())]
    }

    /// What a request brings to be let in: each part right, wrong or missing.
    fn manners() -> impl Strategy<Value = [u8; 4]> {
        prop_oneof![3 => Just([0; 4]), 1 => prop::array::uniform4(0u8..3)]
    }

    #[test]
    fn ten_thousand_strange_requests_break_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        project(folder.path());
        let root = folder.path().join("project");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("outside.toml"), root.join("leaflets/link.toml"))
            .expect("a link");
        let guard = Guard::new(PORT).expect("a key");
        let served = Arc::new(Served::new(Box::new(DiskWorld::new(&root)), root.join("out")));
        let bench = Workbench::new(served, root.clone(), Locale::Sv, guard.key().to_owned());
        let outside = fs::read(folder.path().join("outside.toml")).expect("a file");
        let before = Cell::new(tree(folder.path()));
        let (admitted, saved) = (Cell::new(0), Cell::new(0));

        let requests = (any::<bool>(), paths(), "[a-z]{0,6}", "\\PC{0,12}", manners(), bodies());
        let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let ran = runner.run(&requests, |(post, path, key, value, [host, origin, cookie, token], body)| {
            let pick =
                |which: u8, right: String| [Some(right), Some("evil".to_owned()), None][usize::from(which)].clone();
            let stamped = stamp(&fs::read_to_string(root.join(COUNTY)).expect("a county"));
            let request = Request {
                post,
                path,
                query: [(key, value), ("file".to_owned(), COUNTY.to_owned())].into(),
                host: pick(host, format!("127.0.0.1:{PORT}")).unwrap_or_default(),
                origin: pick(origin, format!("http://127.0.0.1:{PORT}")),
                cookies: pick(cookie, format!("leaflet-{PORT}={}", guard.key())).unwrap_or_default(),
                token: pick(token, guard.key().to_owned()),
                body: String::from_utf8(body.clone()).map_or(body, |text| text.replace("STAMP", &stamped).into_bytes()),
            };
            let right = host == 0 && cookie == 0 && (origin == 0 || (origin == 2 && !post)) && (token == 0 || !post);
            let refusal = guard.judge(&request);
            prop_assert_eq!(refusal.is_none(), right, "{:?}", request);
            let answer = refusal.unwrap_or_else(|| {
                admitted.set(admitted.get() + 1);
                bench.answer(&request)
            });
            prop_assert!(http::sent(answer).starts_with(b"HTTP/1.1 "));
            let (old, new) = (before.take(), tree(folder.path()));
            if old != new {
                prop_assert!(right && post, "written without leave: {:?}", request);
                prop_assert_eq!(fs::read(folder.path().join("outside.toml")).ok(), Some(outside.clone()));
                let inside = |path: &&String| !path.starts_with(&root.display().to_string());
                prop_assert_eq!(new.keys().find(inside), old.keys().find(inside));
                saved.set(saved.get() + 1);
            }
            before.set(new);
            Ok(())
        });
        ran.expect("every request is answered");
        assert!(admitted.get() > 3000, "{} admitted", admitted.get());
        assert!(saved.get() > 0, "{} written", saved.get());
    }

    #[test]
    fn ten_thousand_strange_streams_are_read_or_refused() {
        let line = prop_oneof![
            Just("GET / HTTP/1.1".to_owned()),
            Just("POST /save HTTP/1.1".to_owned()),
            "[A-Z]{0,5} /[a-z%?=&]{0,20} HTTP/1.[01]",
            "\\PC{0,40}",
        ];
        let header = prop_oneof![
            "(Host|Origin|Cookie|X-Leaflet-Token): \\PC{0,30}",
            "Content-Length: [0-9-]{0,12}",
            "Transfer-Encoding: chunked",
            "\\PC{0,30}",
        ];
        let streams = (line, prop::collection::vec(header, 0..8), prop::collection::vec(any::<u8>(), 0..300));
        let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let ran = runner.run(&streams, |(line, headers, body)| {
            let mut bytes = format!("{line}\r\n{}\r\n\r\n", headers.join("\r\n")).into_bytes();
            bytes.extend(body);
            let mut from = bytes.as_slice();
            if let Ok(mut head) = http::head(&mut from) {
                let whole = http::body(&mut head, &mut from).is_ok();
                prop_assert!(head.request.body.len() <= http::BODY_LIMIT);
                prop_assert!(whole || from.is_empty());
            }
            Ok(())
        });
        ran.expect("every stream is read or refused");
    }
}
