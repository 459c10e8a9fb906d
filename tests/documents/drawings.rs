//! The drawings in `docs/drawings` are what their sources yield: the flights of handshakes from `*.flow`, and the rooms
//! of the house from the table in `docs/architecture.md`. `LIBDTLS_BLESS=1 cargo test --test documents` writes them.

mod flow;
mod house;
mod svg;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::support::root;

#[test]
fn drawings_are_those_of_their_sources() {
    let drawn = all_drawn();
    let folder = root().join("docs/drawings");
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        for (name, text) in &drawn {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &drawn {
        assert_eq!(
            &fs::read_to_string(folder.join(name)).unwrap_or_default(),
            text,
            "docs/drawings/{name} is out of date; run LIBDTLS_BLESS=1 cargo test --test documents"
        );
    }
    let there = files("svg");
    assert_eq!(there.len(), drawn.len(), "a drawing without a source: {there:?}");
}

/// Nothing is fetched from elsewhere, both colour schemes are served, and every drawing is shown by a document.
#[test]
fn drawings_stand_alone() {
    let documents: String =
        crate::documents().iter().map(|document| fs::read_to_string(document).unwrap()).collect();
    for (name, text) in all_drawn() {
        assert!(text.contains("prefers-color-scheme: dark"), "{name}");
        for foreign in ["href", "@import", "url(", "@font-face", "<script"] {
            assert!(!text.contains(foreign), "{name}: {foreign}");
        }
        assert_eq!(text.matches("http").count(), 1, "{name}: the name space alone");
        assert!(documents.contains(&format!("(drawings/{name})")), "no document shows {name}");
    }
}

/// The drawing of the flights shows the messages in the order in which the wire has them.
#[test]
fn flights_are_those_of_the_protocol() {
    let messages =
        flow::messages(&fs::read_to_string(root().join("docs/drawings/full-handshake.flow")).unwrap());
    let names: Vec<_> = messages.iter().flat_map(|(_, names)| names.iter().map(String::as_str)).collect();
    let places = [
        "ClientHello",
        "HelloVerifyRequest",
        "ServerHello",
        "ServerKeyExchange",
        "ClientKeyExchange",
        "Finished",
    ]
    .map(|wanted| {
        names.iter().position(|name| *name == wanted).unwrap_or_else(|| panic!("{wanted}: {names:?}"))
    });
    assert!(places.is_sorted(), "{names:?}");
    let from_client: Vec<_> = messages.iter().map(|(from_client, _)| *from_client).collect();
    assert_eq!(from_client, [true, false, true, false, true, false, true, false]);
}

#[test]
fn sources_that_are_wrong_are_refused() {
    for wrong in [
        "",
        "title A\n",
        "title A\nclient C\nserver S\nbogus line\n",
        "title A\nclient C\nserver S\nclient stop\n",
    ] {
        assert!(flow::draw(wrong).is_err(), "{wrong:?}");
    }
    assert!(house::draw("# No table\n").is_err());
}

/// Every drawing by its file name.
fn all_drawn() -> BTreeMap<String, String> {
    let mut drawn: BTreeMap<_, _> = files("flow")
        .into_iter()
        .map(|path| {
            let name = format!("{}.svg", path.file_stem().unwrap().to_str().unwrap());
            let text = flow::draw(&fs::read_to_string(&path).unwrap());
            (name, text.unwrap_or_else(|fault| panic!("{}: {fault}", path.display())))
        })
        .collect();
    let architecture = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    drawn.insert("rooms.svg".to_owned(), house::draw(&architecture).unwrap());
    assert_eq!(drawn.len(), 4, "{:?}", drawn.keys());
    drawn
}

fn files(extension: &str) -> Vec<PathBuf> {
    fs::read_dir(root().join("docs/drawings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect()
}
