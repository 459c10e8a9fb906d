//! Certificates, revocation lists, requests and keys made by ourselves, well formed and not, for comparing what two
//! libraries make of them. The same bytes in every run, but for keys that openssl encrypts.
//!
//! On disk: `KIND/FAMILY/NAME` and `KIND/FAMILY/list`, which names the objects of the family in order, a line each,
//! with the password behind the name where there is one. A name that ends in `.pem` is a text.
#![allow(dead_code, reason = "each test program uses a part")]

pub mod certificate;
pub mod certificates;
pub mod der;
pub mod encodings;
pub mod extensions;
pub mod keyfiles;
pub mod keys;
pub mod lists;
pub mod name;
pub mod paths;
pub mod requests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Certificate,
    RevocationList,
    Request,
    PrivateKey,
    PublicKey,
}

impl Kind {
    pub fn folder(self) -> &'static str {
        match self {
            Self::Certificate => "certificates",
            Self::RevocationList => "lists",
            Self::Request => "requests",
            Self::PrivateKey => "private",
            Self::PublicKey => "public",
        }
    }
}

/// One object.
pub struct Object {
    pub kind: Kind,
    pub family: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
    pub password: Option<&'static str>,
}

/// Collects the objects of a kind.
pub struct Family<'a> {
    pub kind: Kind,
    pub name: &'static str,
    pub objects: &'a mut Vec<Object>,
}

impl Family<'_> {
    /// One more, in DER or something like it.
    pub fn der(&mut self, name: impl AsRef<str>, bytes: impl Into<Vec<u8>>) {
        self.push(format!("{}.der", name.as_ref()), bytes.into(), None);
    }

    /// One more as a text.
    pub fn pem(&mut self, name: impl AsRef<str>, text: impl Into<Vec<u8>>) {
        self.push(format!("{}.pem", name.as_ref()), text.into(), None);
    }

    /// One more; the ending of the name says whether it is a text.
    pub fn push(&mut self, name: String, bytes: Vec<u8>, password: Option<&'static str>) {
        let twice = self
            .objects
            .iter()
            .any(|other| other.kind == self.kind && other.family == self.name && other.name == name);
        assert!(!twice, "two of {}/{} are called {name}", self.kind.folder(), self.name);
        self.objects.push(Object { kind: self.kind, family: self.name, name, bytes, password });
    }
}

/// Every object.
pub fn objects() -> Vec<Object> {
    let mut objects = Vec::new();
    certificates::add(&mut objects);
    extensions::add(&mut objects);
    encodings::add(&mut objects);
    lists::add(&mut objects);
    requests::add(&mut objects);
    keyfiles::add(&mut objects);
    objects
}

/// Writes objects below a folder; how many of each kind.
pub fn write(folder: &Path, objects: &[Object]) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    let mut listed: BTreeMap<(Kind, &str), String> = BTreeMap::new();
    for object in objects {
        let place = folder.join(object.kind.folder()).join(object.family);
        fs::create_dir_all(&place).expect("a folder for the corpus");
        fs::write(place.join(&object.name), &object.bytes).expect("an object of the corpus");
        let list = listed.entry((object.kind, object.family)).or_default();
        *list += &object.name;
        if let Some(password) = object.password {
            *list += " ";
            *list += password;
        }
        *list += "\n";
        *counts.entry(object.kind).or_default() += 1;
    }
    for ((kind, family), list) in listed {
        fs::write(folder.join(kind.folder()).join(family).join("list"), list).expect("a list of the corpus");
    }
    counts
}
