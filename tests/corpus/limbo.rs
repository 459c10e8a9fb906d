//! The cases of x509-limbo, as `capi-tests/limbo/README.md` says they are kept.
#![allow(dead_code, reason = "each test program uses a part")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// One case.
#[derive(Default)]
pub struct Case {
    pub id: String,
    pub for_server: bool,
    pub accepted: bool,
    /// Seconds since 1970; `None` if it does not matter.
    pub time: Option<i64>,
    pub name: Option<String>,
    pub chain: Vec<Vec<u8>>,
    pub trusted: Vec<Vec<u8>>,
    pub lists: Vec<Vec<u8>>,
}

/// When cases are looked at that do not say when: 2026-06-15 12:00:00.
pub const NOW: i64 = 1_781_524_800;

/// Every case. The file is uncompressed by gzip, which has to be installed.
pub fn cases() -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("capi-tests/limbo/cases.txt.gz");
    let output = Command::new("gzip").arg("-dc").arg(file).output().expect("gzip");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let mut objects = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let numbered = |objects: &Vec<Vec<u8>>| -> Vec<Vec<u8>> {
            rest.split_whitespace()
                .map(|number| objects[number.parse::<usize>().expect("a number")].clone())
                .collect()
        };
        match word {
            "object" => objects.push(from_base64(rest.split_once(' ').expect("a number and the object").1)),
            "case" => cases.push(Case { id: rest.to_owned(), ..Case::default() }),
            _ => {
                let case = cases.last_mut().expect("a case");
                match word {
                    "kind" => case.for_server = rest == "SERVER",
                    "expected" => case.accepted = rest == "SUCCESS",
                    "time" => case.time = rest.parse().ok(),
                    "name" => case.name = (rest != "-").then(|| rest.to_owned()),
                    "chain" => case.chain = numbered(&objects),
                    "trusted" => case.trusted = numbered(&objects),
                    "lists" => case.lists = numbered(&objects),
                    other => panic!("unknown word {other}"),
                }
            }
        }
    }
    assert_eq!(cases.len(), 194);
    cases
}

/// Writes the cases as `capi-tests/limbo/limbo.c` reads them.
pub fn write(folder: &Path, cases: &[Case]) {
    let mut list = String::new();
    for (number, case) in cases.iter().enumerate() {
        let place = folder.join(number.to_string());
        fs::create_dir_all(&place).expect("a folder for a case");
        for (part, objects) in [("chain", &case.chain), ("trusted", &case.trusted), ("lists", &case.lists)] {
            for (at, object) in objects.iter().enumerate() {
                fs::write(place.join(format!("{part}-{at}.der")), object).expect("a part of a case");
            }
        }
        let kind = if case.for_server { "SERVER" } else { "CLIENT" };
        let name = case.name.as_deref().unwrap_or("-");
        list += &format!("{number} {kind} {} {name} {}\n", case.time.unwrap_or(NOW), case.id);
    }
    fs::write(folder.join("list"), list).expect("the list of cases");
}

/// The bytes that a text in base64 stands for.
fn from_base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut sum, mut bits) = (0u32, 0);
    for digit in text.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)) {
        sum = sum << 6 | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((sum >> bits) as u8);
        }
    }
    bytes
}
