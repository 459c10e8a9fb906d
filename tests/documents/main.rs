//! The documents tell the truth: their C compiles and their programs run, their drawings and tables are those of their
//! sources, their links lead somewhere, and the API reference is made without a warning.
//!
//! `LIBDTLS_BLESS=1 cargo test --test documents` writes the drawings and the generated tables.

#![cfg(feature = "capi")]

mod api;
mod blocks;
mod caps;
mod drawings;
mod links;
mod names;
mod programs;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::PathBuf;

/// The documents that users read, by their paths, sorted.
fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<_> = fs::read_dir(support::root().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    documents.sort();
    assert!(documents.len() > 8, "{documents:?}");
    documents
}

/// The file name of a document.
fn name_of(document: &std::path::Path) -> String {
    document.file_name().unwrap().to_str().unwrap().to_owned()
}
