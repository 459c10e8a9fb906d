//! The C of the documents. A block that is marked with a word, as in "```c tutorial-client", is a part of the program of
//! that name: the parts are put together in their order, compiled as strictly as a user might, and run. Any other block
//! is a fragment: it is compiled with the declarations of `context.h` before it and a function around its statements.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{documents, name_of, support};

/// A fenced block of C.
struct Block {
    /// The document and the line of the block's first line.
    document: String,
    line: usize,
    /// The program that it is a part of.
    program: Option<String>,
    text: String,
}

#[test]
fn fragments_compile() {
    let mut failed = Vec::new();
    let mut compiled = 0;
    for block in all_blocks().iter().filter(|block| block.program.is_none()) {
        compiled += 1;
        if let Err(words) = compile_fragment(block) {
            failed.push(format!("{} line {}:\n{words}", block.document, block.line));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(compiled > 15, "{compiled}");
}

#[test]
fn a_fragment_that_is_wrong_is_found() {
    let compile = |text: &str| {
        compile_fragment(&Block {
            document: "wrong.md".to_owned(),
            line: 7,
            program: None,
            text: text.to_owned(),
        })
    };
    assert_eq!(compile("static int f(void)\n{\n    return 1;\n}\n\n...\nint a = f();\n"), Ok(()));
    for (wrong, word) in [
        ("mbedtls_ssl_no_such_function(&ssl);\n", "mbedtls_ssl_no_such_function"),
        ("mbedtls_ssl_conf_rng(&ssl, NULL, NULL);\n", "incompatible"),
        ("mbedtls_ssl_set_mtu(&ssl);\n", "few arguments"),
        ("static int f(int unused)\n{\n    return 1;\n}\n", "unused"),
        ("int a = MBEDTLS_ERR_SSL_NO_SUCH_CODE;\n", "MBEDTLS_ERR_SSL_NO_SUCH_CODE"),
    ] {
        let words = compile(wrong).expect_err(wrong);
        assert!(words.contains(word), "{wrong}: {words}");
        assert!(words.contains("wrong.md:7:"), "the line of the document: {words}");
    }
}

/// The compiled programs of the documents, by name.
pub fn programs() -> BTreeMap<String, PathBuf> {
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for block in all_blocks() {
        if let Some(program) = &block.program {
            let text = parts.entry(program.clone()).or_default();
            write!(text, "#line {} \"docs/{}\"\n{}", block.line, block.document, block.text).unwrap();
        }
    }
    parts
        .into_iter()
        .map(|(program, text)| {
            let source = place().join(format!("{program}.c"));
            fs::write(&source, text).unwrap();
            let compiled = support::compile_strictly(&program, &source);
            (program, compiled)
        })
        .collect()
}

fn all_blocks() -> Vec<Block> {
    documents().iter().flat_map(|document| blocks(document)).collect()
}

fn blocks(document: &Path) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut fence: Option<bool> = None;
    for (index, line) in fs::read_to_string(document).unwrap().lines().enumerate() {
        match (line.strip_prefix("```"), fence) {
            (Some(info), None) => {
                let mut words = info.split_whitespace();
                let is_c = words.next() == Some("c");
                fence = Some(is_c);
                if is_c {
                    found.push(Block {
                        document: name_of(document),
                        line: index + 2,
                        program: words.next().map(str::to_owned),
                        text: String::new(),
                    });
                }
            }
            (Some(_), Some(_)) => fence = None,
            (None, Some(true)) => {
                let block = found.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, _) => {}
        }
    }
    assert_eq!(fence, None, "{}: a fence is not closed", document.display());
    found
}

/// Compiles a fragment; else the compiler's words, with the lines of the document.
fn compile_fragment(block: &Block) -> Result<(), String> {
    let [definitions, statements] = split(block);
    let text = format!(
        "#include \"{}\"\n{definitions}\nint fragment(void);\nint fragment(void)\n{{\n{statements}\nreturn 0;\n}}\n",
        support::root().join("tests/documents/context.h").display()
    );
    let source = place().join(format!("{}-{}.c", block.document, block.line));
    fs::write(&source, text).unwrap();
    let output = Command::new(support::c_compiler())
        .args(["-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror"])
        // What a fragment declares is for what follows it in a program.
        .args(["-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-unused-function"])
        // `IN_KEYS` for keys.md: what a name stands for differs from one document to another.
        .arg(format!("-DIN_{}", block.document.trim_end_matches(".md").to_uppercase().replace('-', "_")))
        .arg("-I")
        .arg(support::root().join("include"))
        .args(["-c", "-o", "/dev/null"])
        .arg(&source)
        .output()
        .unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// What stands outside of a function, and what inside. A line `...` stands for what the reader has.
fn split(block: &Block) -> [String; 2] {
    let mut parts = [String::new(), String::new()];
    let mut until: Option<&str> = None;
    let mut last = [0, 0];
    for (number, line) in (block.line..).zip(block.text.lines()) {
        if line.trim() == "..." {
            continue;
        }
        if until.is_none() {
            until = opening(line);
        }
        let outside = until.is_some() || line.starts_with("#include");
        let part = usize::from(!outside);
        if last[part] + 1 != number {
            writeln!(parts[part], "#line {number} \"docs/{}\"", block.document).unwrap();
        }
        last[part] = number;
        parts[part].push_str(line);
        parts[part].push('\n');
        if until == Some(line) {
            until = None;
        }
    }
    assert_eq!(until, None, "{} line {}: a definition does not end", block.document, block.line);
    parts
}

/// The line that ends a definition which this line begins.
fn opening(line: &str) -> Option<&'static str> {
    if line.starts_with("static ") && !line.contains('=') && !line.ends_with(';') {
        Some("}")
    } else if line.starts_with("struct ") && line.ends_with('{') {
        Some("};")
    } else {
        None
    }
}

/// A folder for sources.
fn place() -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("documents-{}", std::process::id()));
    fs::create_dir_all(&place).unwrap();
    place
}
