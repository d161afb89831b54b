//! Files that are meant to harm, and files that were harmed.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use leaflet::preflight::{Options, check};
use lopdf::{Dictionary, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};

use crate::damage::{add, breaks, catalog, draw, form, page, page_mut, print};
use crate::numbers::Numbers;
use crate::{codes, print_file, told, web_file};

/// A file of these objects, numbered from 1; the first is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.6\n%\xe5\xe4\xf6\xff\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        write!(bytes, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("written");
    }
    let start = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("written");
    for place in places {
        writeln!(bytes, "{place:010} 00000 n ").expect("written");
    }
    write!(bytes, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).expect("written");
    bytes
}

fn found(bytes: &[u8]) -> Vec<&'static str> {
    codes(&check(bytes, &Options::default())).into_iter().collect()
}

#[test]
fn what_is_no_pdf_says_so() {
    assert_eq!(found(b""), ["pdf-unreadable"]);
    assert_eq!(found(b"Hej"), ["pdf-unreadable"]);
    assert_eq!(found(b"%PDF-1.6\n"), ["pdf-unreadable"]);
    assert_eq!(found(&print_file()[..2000]), ["pdf-unreadable"]);
}

#[test]
fn of_a_file_that_was_cut_off_nothing_else_is_said() {
    let whole = print_file();
    for kept in [50, 97] {
        let checked = check(&whole[..whole.len() * kept / 100], &Options::default());
        let said = told(&checked);
        assert!(said.starts_with("pdf-unreadable: None the file is not whole: its end is missing"), "{said}");
        assert_eq!((checked.findings.len(), checked.pages.len(), checked.standard), (1, 0, None), "{said}");
    }
}

#[test]
fn damage_is_told_before_what_may_follow_from_it() {
    let mut bytes = print(|d| {
        d.trailer.remove(b"ID");
    });
    // The place of the table is a wrong one, but the end is there.
    let place = bytes.windows(9).rposition(|part| part == b"startxref").expect("a place") + 10;
    bytes[place] = b'9';
    let codes: Vec<&str> = check(&bytes, &Options::default()).findings.iter().map(|f| f.rule.code).collect();
    assert_eq!(codes, ["pdf-unreadable", "file-id"]);
}

#[test]
fn an_encrypted_file_says_so() {
    for user in ["", "secret"] {
        let encrypted = print(|document| {
            let state = EncryptionState::try_from(EncryptionVersion::V2 {
                document,
                owner_password: "owner",
                user_password: user,
                key_length: 128,
                permissions: Permissions::all(),
            });
            document.encrypt(&state.expect("a state")).expect("encrypted");
        });
        breaks(&encrypted, "pdf-encrypted", "-");
    }
}

#[test]
fn a_stream_that_unfolds_without_end_is_given_up() {
    let bomb = |size: usize| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![b' '; 1 << 20];
        (0..size).for_each(|_| encoder.write_all(&zeros).expect("compressed"));
        encoder.finish().expect("compressed")
    };
    let bytes = bomb(600);
    let content = print(|d| {
        let stream = d.add_object(Stream::new(dictionary! { "Filter" => "FlateDecode" }, bytes.clone()));
        page_mut(d, 1).set("Contents", stream);
    });
    assert!(found(&content).contains(&"pdf-limits"));
    // Objects in a stream of 600 MiB.
    let head = format!("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n", bytes.len());
    let mut objects = b"%PDF-1.6\n1 0 obj\n".to_vec();
    objects.extend([head.as_bytes(), &bytes, b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n"].concat());
    assert_eq!(found(&objects), ["pdf-limits"]);
}

#[test]
fn numbers_without_end_are_given_up() {
    let list = format!("[{}]", "0 ".repeat(3_000_000));
    assert_eq!(found(&file(&["<</Type/Catalog/Pages 2 0 R>>".to_owned(), list])), ["pdf-limits"]);
}

#[test]
fn circles_end() {
    let pages =
        file(&["<</Type/Catalog/Pages 2 0 R>>".to_owned(), "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".to_owned()]);
    assert!(found(&pages).contains(&"page-count"));
    let own = print(|d| {
        add(d, 1, "XObject", form(""));
        let id = page(d, 1);
        let resources = d.get_or_create_resources(id).expect("resources").clone();
        let inner = crate::damage::resource(d, 1, "XObject").get(b"X").and_then(Object::as_reference).expect("a form");
        let form = d.get_object_mut(inner).and_then(Object::as_stream_mut).expect("a form");
        form.dict.set("Resources", resources);
        form.set_plain_content(b"/X Do".to_vec());
        draw(d, 1, "/X Do");
    });
    breaks(&own, "pdf-content", "-");
    let reference = file(&["2 0 R".to_owned(), "1 0 R".to_owned()]);
    assert_eq!(found(&reference), ["pdf-unreadable"]);
    let previous =
        b"%PDF-1.6\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n";
    assert_eq!(found(previous), ["pdf-unreadable"]);
    let tags = crate::damage::changed(&web_file(), |d| {
        let root = catalog(d).get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tag tree");
        let inner = dictionary! { "S" => "P", "K" => Object::Array(vec![]) };
        let inner = d.add_object(inner);
        d.get_dictionary_mut(inner).expect("an element").set("K", Object::Reference(inner));
        d.get_dictionary_mut(root).expect("a tag tree").set("K", Object::Reference(inner));
    });
    assert!(found(&tags).contains(&"ua-structure"));
}

#[test]
fn a_stream_that_does_not_unpack_is_an_error_wherever_it_is() {
    for (whole, name) in [(print_file(), "print"), (web_file(), "web")] {
        let document = lopdf::Document::load_mem(&whole).expect("the file opens");
        let packed = document.objects.iter().filter(|(_, object)| {
            let stream = object.as_stream().ok();
            stream.is_some_and(|s| s.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|f| f == b"FlateDecode"))
        });
        let ids: Vec<lopdf::ObjectId> = packed.map(|(id, _)| *id).collect();
        assert!(ids.len() > 5, "{name}: {}", ids.len());
        for id in ids {
            for at in [0, 40] {
                let bytes = crate::damage::changed(&whole, |d| {
                    let stream = d.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
                    let at = at.min(stream.content.len() / 2);
                    stream.content[at] ^= 0x33;
                    stream.content[at + 1] ^= 0x33;
                });
                assert!(found(&bytes).contains(&"pdf-unreadable"), "{name}, object {id:?} at {at}");
            }
        }
    }
}

#[test]
fn forms_that_multiply_are_given_up() {
    // Ten levels of ten forms each would be ten thousand million operators.
    let bytes = print(|d| {
        let mut inner = d.add_object(form("0 0 0 1 k 20 20 9 9 re f"));
        for _ in 0..10 {
            let mut outer = form(&"/X Do ".repeat(10));
            let objects = dictionary! { "X" => inner };
            outer.dict.set("Resources", dictionary! { "XObject" => objects });
            inner = d.add_object(outer);
        }
        crate::damage::resource(d, 1, "XObject").set("X", inner);
        draw(d, 1, "/X Do");
    });
    assert!(found(&bytes).contains(&"pdf-limits"));
}

#[test]
fn deep_brackets_end() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    let catalog = "<</Type/Catalog/Pages 2 0 R>>".to_owned();
    for object in [deep("[", "]"), deep("<</A", ">>"), deep("(", ")")] {
        assert!(!found(&file(&[catalog.clone(), object])).is_empty());
    }
    let content = print(|d| draw(d, 1, &deep("[", "]")));
    breaks(&content, "pdf-content", "-");
    let mut tree = vec![catalog];
    for at in 2..3000 {
        tree.push(format!("<</Type/Pages/Count 1/Kids[{} 0 R]>>", at + 1));
    }
    assert!(found(&file(&tree)).contains(&"page-count"));
}

#[test]
fn huge_numbers_do_no_harm() {
    let mut operators = String::new();
    for number in ["1e9", "99999999999999999999", "-0.00000000001", "nan", "2147483648", ".", "-"] {
        write!(operators, "{number} 0 0 {number} 0 0 cm {number} w 0 0 {number} {number} re B ").expect("a string");
        write!(operators, "BT /F1 {number} Tf {number} Tz ({number}) Tj ET ").expect("a string");
    }
    let bytes = print(|d| {
        draw(d, 1, &operators);
        let huge = Object::Array(vec![Object::Real(-1.0e30), 0.into(), Object::Real(1.0e30), 5.into()]);
        page_mut(d, 0).set("MediaBox", huge);
    });
    assert!(!found(&bytes).is_empty());
    let empty = print(|d| {
        page_mut(d, 0).set("TrimBox", Object::Array(vec![0.into(); 4]));
        page_mut(d, 1).set("MediaBox", Dictionary::new());
    });
    assert!(found(&empty).contains(&"page-boxes"), "{}", told(&check(&empty, &Options::default())));
}

/// Changes some bytes; the part with the profile is left alone, so that the changes meet what is read.
fn mutated(whole: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(bytes.len());
        match numbers.below(5) {
            0 => bytes[at] = numbers.below(256) as u8,
            1 => bytes[at] ^= 1 << numbers.below(8),
            2 => {
                bytes.remove(at);
            }
            3 => bytes.insert(at, b"0123456789<>[]()/% "[numbers.below(19)]),
            _ => {
                let length = numbers.below(40).min(bytes.len() - at);
                let from = numbers.below(bytes.len() - length);
                let part = bytes[from..from + length].to_vec();
                bytes[at..at + length].copy_from_slice(&part);
            }
        }
    }
    bytes
}

/// `LEAFLET_MUTATIONS` sets how many there are of each file.
#[test]
fn changed_bytes_never_end_the_program() {
    let count = std::env::var("LEAFLET_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    // Streams as plain text, so that changes meet operators and not only checksums; the profile would only be in the way.
    let plain = |bytes: &[u8]| {
        crate::damage::changed(bytes, |document| {
            document.decompress();
            let profile = |s: &Stream| s.dict.has(b"N") || s.content.len() > 100_000;
            for object in document.objects.values_mut() {
                if let Object::Stream(stream) = object
                    && profile(stream)
                {
                    stream.set_plain_content(vec![0; 200]);
                }
            }
        })
    };
    let mut numbers = Numbers::new(0);
    for whole in [print_file(), plain(&print_file()), web_file(), plain(&web_file())] {
        for _ in 0..count {
            let bytes = mutated(&whole, &mut numbers);
            let checked = check(&bytes, &Options::default());
            assert!(checked.standard.is_some() || !checked.findings.is_empty());
        }
    }
}

#[test]
fn conditions_of_layers_that_name_each_other_come_to_an_end() {
    let file = print(|d| {
        let layer = d.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("A") });
        let list = || vec![Object::Reference(layer)];
        // Each condition holds the one before it twenty times: 20 to the power of 14 ways down.
        let mut condition = Object::Array(vec!["And".into(), layer.into()]);
        for _ in 0..14 {
            let inner = d.add_object(condition);
            let mut parts = vec![Object::from("And")];
            parts.extend(vec![Object::Reference(inner); 20]);
            condition = Object::Array(parts);
        }
        let shown = d.add_object(dictionary! { "Type" => "OCMD", "VE" => condition });
        catalog(d).set("OCProperties", dictionary! { "OCGs" => list(), "D" => dictionary! {} });
        crate::damage::resource(d, 1, "Properties").extend(&dictionary! { "M" => shown });
        draw(d, 1, "/OC /M BDC 0 0 0 1 k 50 50 80 80 re f EMC");
    });
    assert_eq!(codes(&check(&file, &Options::default())).into_iter().collect::<Vec<_>>(), Vec::<&str>::new());
}
