//! The names of headers: those of Mbed TLS 3.6.6 are here too, or left out for a reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Headers of the original that no program may include, or none does.
const LEFT_OUT: &[(&str, &str)] = &[
    ("mbedtls/block_cipher.h", "types inside contexts; comes with ccm.h and gcm.h"),
    ("mbedtls/config_adjust_legacy_crypto.h", ADJUSTMENT),
    ("mbedtls/config_adjust_legacy_from_psa.h", ADJUSTMENT),
    ("mbedtls/config_adjust_psa_from_legacy.h", ADJUSTMENT),
    ("mbedtls/config_adjust_psa_superset_legacy.h", ADJUSTMENT),
    ("mbedtls/config_adjust_ssl.h", ADJUSTMENT),
    ("mbedtls/config_adjust_x509.h", ADJUSTMENT),
    ("psa/crypto_adjust_auto_enabled.h", ADJUSTMENT),
    ("psa/crypto_adjust_config_dependencies.h", ADJUSTMENT),
    ("psa/crypto_adjust_config_key_pair_types.h", ADJUSTMENT),
    ("psa/crypto_adjust_config_synonyms.h", ADJUSTMENT),
    ("psa/crypto_builtin_composites.h", INSIDE),
    ("psa/crypto_builtin_key_derivation.h", INSIDE),
    ("psa/crypto_builtin_primitives.h", INSIDE),
    ("psa/crypto_driver_common.h", DRIVERS),
    ("psa/crypto_driver_contexts_composites.h", INSIDE),
    ("psa/crypto_driver_contexts_key_derivation.h", INSIDE),
    ("psa/crypto_driver_contexts_primitives.h", INSIDE),
    ("psa/crypto_legacy.h", INSIDE),
    ("psa/crypto_se_driver.h", DRIVERS),
];

const ADJUSTMENT: &str = "stops the compiler when a program includes it";
const INSIDE: &str = "types inside contexts; comes with psa/crypto.h";
const DRIVERS: &str = "for drivers of secure elements, which are not offered";

/// Headers of ours that Mbed TLS 3.6.6 does not have.
const OUR_OWN: &[(&str, &str)] = &[
    ("mbedtls/certs.h", "Mbed TLS 2 had it, and programs include it still"),
    ("mbedtls/libdtls_build.h", "how this library was built"),
    ("mbedtls/libdtls_ssl.h", "what this library has beyond the original"),
];

/// Every header of the original is ours too or left out on purpose, and the lists name nothing else.
pub fn check(ours: &[String], original_include: &Path) {
    let ours: BTreeSet<_> = ours.iter().map(String::as_str).collect();
    let theirs = below(original_include);
    let theirs: BTreeSet<_> = theirs.iter().map(String::as_str).collect();
    let left_out: BTreeSet<_> = LEFT_OUT.iter().map(|(name, _)| *name).collect();
    let own: BTreeSet<_> = OUR_OWN.iter().map(|(name, _)| *name).collect();
    assert!(theirs.len() > 80, "{}", theirs.len());
    assert_eq!(theirs.difference(&ours).copied().collect::<BTreeSet<_>>(), left_out);
    assert_eq!(ours.difference(&theirs).copied().collect::<BTreeSet<_>>(), own);
}

fn below(include: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for folder in ["mbedtls", "psa"] {
        for entry in fs::read_dir(include.join(folder)).unwrap() {
            names.push(format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()));
        }
    }
    names
}
