//! Links lead to files and headings that are there, and the README names every document.

use std::fs;
use std::path::Path;

use crate::{documents, name_of, support::root};

#[test]
fn files_and_headings_are_there() {
    let mut seen = 0;
    for document in documents().into_iter().chain([root().join("README.md"), root().join("SECURITY.md")]) {
        for link in links(&fs::read_to_string(&document).unwrap()) {
            if let Some(wrong) = fault(&document, &link) {
                panic!("{}: {wrong}", document.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn links_that_lead_nowhere_are_found() {
    let document = root().join("docs/keys.md");
    assert!(fault(&document, "no-such-file.md").is_some());
    assert!(fault(&document, "psa.md#no-such-heading").is_some());
    assert!(fault(&document, "#no-such-heading").is_some());
    assert_eq!(fault(&document, "psa.md"), None);
    assert_eq!(fault(&document, "#trusted-certificates-on-demand"), None);
}

#[test]
fn the_readme_names_every_document() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for document in documents() {
        let path = format!("docs/{}", name_of(&document));
        assert!(readme.contains(&format!("]({path})")), "README does not link to {path}");
    }
}

/// Why a link of a document is wrong, if it is.
fn fault(document: &Path, link: &str) -> Option<String> {
    if link.starts_with("http") {
        return None;
    }
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let target = match file {
        "" => document.to_owned(),
        file => document.parent().unwrap().join(file),
    };
    if !target.exists() {
        return Some(format!("there is no {link}"));
    }
    let heading = heading?;
    let text = fs::read_to_string(&target).unwrap();
    let there = text.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
    (!there).then(|| format!("there is no heading {link}"))
}

/// The address of a heading, as code hosts make it: small letters, hyphens for spaces, no other signs.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// The targets of the links of a text that stand outside of its fenced blocks.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(
                line.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned),
            );
        }
    }
    found
}
