/*
 * Writes certificates and requests into the working folder, for other programs to read and verify, and says what they
 * are, a line for each:
 *
 *   chain NAME DIGEST ROOT-KEY MIDDLE-KEY LEAF-KEY
 *
 * is NAME-root, NAME-middle and NAME-leaf, each signed by the one before, and NAME-request, which the leaf was made of;
 * each as a .pem and as a .der file, with a signature of its own. Then there are
 *
 *   version1            a version 1 root with its own signature, and version1-leaf below it
 *   everything          a self-signed certificate with all extensions
 *   everything-request  a request for all that can be asked for
 */
#include "../unit/check.h"
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/oid.h>
#include <mbedtls/rsa.h>
#include <mbedtls/x509_crt.h>
#include <mbedtls/x509_csr.h>
#include <stdlib.h>
#include <string.h>

#define RNG mbedtls_ctr_drbg_random, &drbg
#define KINDS 4
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

/* -- Keys -------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    mbedtls_ecp_group_id curve;
} kinds[KINDS] = { { "p256", MBEDTLS_ECP_DP_SECP256R1 },
                   { "p384", MBEDTLS_ECP_DP_SECP384R1 },
                   { "p521", MBEDTLS_ECP_DP_SECP521R1 },
                   { "rsa", MBEDTLS_ECP_DP_NONE } };

/* Those of roots and of what is between come from files, those of leaves are made here. */
static mbedtls_pk_context root_keys[KINDS], middle_keys[KINDS], leaf_keys[KINDS];

static void read_key(mbedtls_pk_context *key, const char *role, const char *kind)
{
    char path[4096];
    snprintf(path, sizeof path, CERTS "/%s-%s.key", role, kind);
    CHECK_EQ(mbedtls_pk_parse_keyfile(key, path, NULL, RNG), 0);
}

static void make_key(mbedtls_pk_context *key, mbedtls_ecp_group_id curve)
{
    if (curve == MBEDTLS_ECP_DP_NONE) {
        CHECK_EQ(mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)), 0);
        CHECK_EQ(mbedtls_rsa_gen_key(mbedtls_pk_rsa(*key), RNG, 2048, 65537), 0);
    } else {
        CHECK_EQ(mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), 0);
        CHECK_EQ(mbedtls_ecp_gen_key(curve, mbedtls_pk_ec(*key), RNG), 0);
    }
}

static void get_keys(void)
{
    for (int i = 0; i < KINDS; i++) {
        mbedtls_pk_init(&root_keys[i]);
        mbedtls_pk_init(&middle_keys[i]);
        mbedtls_pk_init(&leaf_keys[i]);
        read_key(&root_keys[i], "ca", kinds[i].name);
        read_key(&middle_keys[i], "server", kinds[i].name);
        make_key(&leaf_keys[i], kinds[i].curve);
    }
}

static void forget_keys(void)
{
    for (int i = 0; i < KINDS; i++) {
        mbedtls_pk_free(&root_keys[i]);
        mbedtls_pk_free(&middle_keys[i]);
        mbedtls_pk_free(&leaf_keys[i]);
    }
}

/* -- Files ------------------------------------------------------------------------------------------------------- */

static unsigned char buffer[8192];

static void put_file(const char *name, const char *extension, const unsigned char *content, size_t length)
{
    char path[256];
    FILE *file;
    snprintf(path, sizeof path, "%s.%s", name, extension);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(content, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void put_certificate(mbedtls_x509write_cert *crt, const char *name)
{
    int length = mbedtls_x509write_crt_der(crt, buffer, sizeof buffer, RNG);
    CHECK(length > 0);
    put_file(name, "der", buffer + sizeof buffer - length, (size_t) length);
    CHECK_EQ(mbedtls_x509write_crt_pem(crt, buffer, sizeof buffer, RNG), 0);
    put_file(name, "pem", buffer, strlen((char *) buffer));
    mbedtls_x509write_crt_free(crt);
}

static void put_request(mbedtls_x509write_csr *csr, const char *name)
{
    int length = mbedtls_x509write_csr_der(csr, buffer, sizeof buffer, RNG);
    CHECK(length > 0);
    put_file(name, "der", buffer + sizeof buffer - length, (size_t) length);
    CHECK_EQ(mbedtls_x509write_csr_pem(csr, buffer, sizeof buffer, RNG), 0);
    put_file(name, "pem", buffer, strlen((char *) buffer));
    mbedtls_x509write_csr_free(csr);
}

/* -- Chains ------------------------------------------------------------------------------------------------------ */

static void begin(mbedtls_x509write_cert *crt, mbedtls_md_type_t digest, const char *subject, mbedtls_pk_context *key,
                  const char *issuer, mbedtls_pk_context *issuer_key)
{
    unsigned char serial[20];

    CHECK_EQ(mbedtls_ctr_drbg_random(&drbg, serial, sizeof serial), 0);
    /* Positive, and without a zero before it. */
    serial[0] = (serial[0] & 0x7f) | 0x40;
    mbedtls_x509write_crt_init(crt);
    mbedtls_x509write_crt_set_md_alg(crt, digest);
    mbedtls_x509write_crt_set_subject_key(crt, key);
    mbedtls_x509write_crt_set_issuer_key(crt, issuer_key);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(crt, subject), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_issuer_name(crt, issuer), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(crt, serial, sizeof serial), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(crt, "20250101000000", "20551231235959"), 0);
}

static void authority(mbedtls_x509write_cert *crt, int max_pathlen)
{
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(crt, 1, max_pathlen), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_key_usage(crt, MBEDTLS_X509_KU_KEY_CERT_SIGN | MBEDTLS_X509_KU_CRL_SIGN), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_authority_key_identifier(crt), 0);
}

static void write_chain(int kind, const char *digest_name, mbedtls_md_type_t digest)
{
    int middle = (kind + 1) % KINDS, leaf = (kind + 2) % KINDS;
    char name[64], file[80], root_name[128], middle_name[128], leaf_name[128], asked_name[128];
    mbedtls_x509_san_list names = { { 0 }, NULL };
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;
    mbedtls_x509_csr request;

    snprintf(name, sizeof name, "%s-%s", kinds[kind].name, digest_name);
    snprintf(root_name, sizeof root_name, "CN=root of %s,O=written here", name);
    snprintf(middle_name, sizeof middle_name, "CN=middle of %s,O=written here", name);
    snprintf(leaf_name, sizeof leaf_name, "CN=leaf of %s,O=written here", name);

    begin(&crt, digest, root_name, &root_keys[kind], root_name, &root_keys[kind]);
    authority(&crt, 1);
    snprintf(file, sizeof file, "%s-root", name);
    put_certificate(&crt, file);

    begin(&crt, digest, middle_name, &middle_keys[middle], root_name, &root_keys[kind]);
    authority(&crt, 0);
    snprintf(file, sizeof file, "%s-middle", name);
    put_certificate(&crt, file);

    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_md_alg(&csr, digest);
    mbedtls_x509write_csr_set_key(&csr, &leaf_keys[leaf]);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_name(&csr, leaf_name), 0);
    snprintf(file, sizeof file, "%s-request", name);
    put_request(&csr, file);

    /* As an authority does it: name and key are those of the request. */
    mbedtls_x509_csr_init(&request);
    CHECK_EQ(mbedtls_x509_csr_parse(&request, buffer, strlen((char *) buffer) + 1), 0);
    CHECK(mbedtls_x509_dn_gets(asked_name, sizeof asked_name, &request.subject) > 0);
    begin(&crt, digest, asked_name, &request.pk, middle_name, &middle_keys[middle]);
    names.node.type = MBEDTLS_X509_SAN_DNS_NAME;
    names.node.san.unstructured_name.p = (unsigned char *) "leaf.example";
    names.node.san.unstructured_name.len = 12;
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(&crt, 0, -1), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_key_usage(&crt, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(&crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_authority_key_identifier(&crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_alternative_name(&crt, &names), 0);
    snprintf(file, sizeof file, "%s-leaf", name);
    put_certificate(&crt, file);
    mbedtls_x509_csr_free(&request);
    printf("chain %s %s %s %s %s\n", name, digest_name, kinds[kind].name, kinds[middle].name, kinds[leaf].name);
}

static void chains(void)
{
    static const struct {
        const char *name;
        mbedtls_md_type_t digest;
    } digests[] = { { "sha1", MBEDTLS_MD_SHA1 },
                    { "sha224", MBEDTLS_MD_SHA224 },
                    { "sha256", MBEDTLS_MD_SHA256 },
                    { "sha384", MBEDTLS_MD_SHA384 },
                    { "sha512", MBEDTLS_MD_SHA512 } };
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < COUNT(digests); i++) {
            write_chain(kind, digests[i].name, digests[i].digest);
        }
    }
}

/* -- Others ------------------------------------------------------------------------------------------------------ */

/* No extension is written, though some are set. */
static void version_1(void)
{
    mbedtls_x509write_cert crt;

    begin(&crt, MBEDTLS_MD_SHA256, "CN=version 1 root", &root_keys[0], "CN=version 1 root", &root_keys[0]);
    mbedtls_x509write_crt_set_version(&crt, MBEDTLS_X509_CRT_VERSION_1);
    authority(&crt, -1);
    put_certificate(&crt, "version1");
    begin(&crt, MBEDTLS_MD_SHA256, "CN=version 1 leaf", &leaf_keys[3], "CN=version 1 root", &root_keys[0]);
    mbedtls_x509write_crt_set_version(&crt, MBEDTLS_X509_CRT_VERSION_1);
    put_certificate(&crt, "version1-leaf");
}

static void text_name(mbedtls_x509_san_list *entry, int type, const char *octets, size_t length)
{
    entry->node.type = type;
    entry->node.san.unstructured_name.tag = MBEDTLS_ASN1_IA5_STRING;
    entry->node.san.unstructured_name.p = (unsigned char *) octets;
    entry->node.san.unstructured_name.len = length;
}

/* One of each kind that can be written; a second dNSName. */
static void alternative_names(mbedtls_x509_san_list list[7], const mbedtls_asn1_named_data *directory)
{
    memset(list, 0, 7 * sizeof *list);
    text_name(&list[0], MBEDTLS_X509_SAN_DNS_NAME, "example.org", 11);
    text_name(&list[1], MBEDTLS_X509_SAN_DNS_NAME, "*.example.org", 13);
    text_name(&list[2], MBEDTLS_X509_SAN_RFC822_NAME, "who@example.org", 15);
    text_name(&list[3], MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER, "https://example.org/", 20);
    text_name(&list[4], MBEDTLS_X509_SAN_IP_ADDRESS, "\xc0\x00\x02\x07", 4);
    text_name(&list[5], MBEDTLS_X509_SAN_IP_ADDRESS, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x09", 16);
    list[6].node.type = MBEDTLS_X509_SAN_DIRECTORY_NAME;
    list[6].node.san.directory_name = *directory;
    for (int i = 0; i < 6; i++) {
        list[i].next = &list[i + 1];
    }
}

/* 1.2.3.4 */
#define OWN_OID "\x2a\x03\x04"
/* 1.2.3.5 */
#define OTHER_OID "\x2a\x03\x05"

static void everything(void)
{
    static const char *const purposes[] = { MBEDTLS_OID_SERVER_AUTH,      MBEDTLS_OID_CLIENT_AUTH,
                                            MBEDTLS_OID_CODE_SIGNING,     MBEDTLS_OID_EMAIL_PROTECTION,
                                            MBEDTLS_OID_TIME_STAMPING,    MBEDTLS_OID_OCSP_SIGNING };
    static const char *const name = "C=NL,ST=Utrecht,L=Zeist,O=written\\, here,OU=tests,CN=gr\xc3\xbc\xc3\x9f""e,"
                                    "emailAddress=who@example.org,serialNumber=7,postalCode=3700,title=Dr,SN=Last,"
                                    "GN=First";
    mbedtls_asn1_sequence uses[COUNT(purposes)];
    unsigned char serial[] = { 0xf1, 0x02, 0x03 };
    mbedtls_asn1_named_data *directory = NULL;
    mbedtls_x509_san_list names[7];
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;

    memset(uses, 0, sizeof uses);
    for (size_t i = 0; i < COUNT(purposes); i++) {
        uses[i].buf.tag = MBEDTLS_ASN1_OID;
        uses[i].buf.p = (unsigned char *) purposes[i];
        uses[i].buf.len = strlen(purposes[i]);
        uses[i].next = i + 1 < COUNT(purposes) ? &uses[i + 1] : NULL;
    }
    CHECK_EQ(mbedtls_x509_string_to_names(&directory, "C=NL,CN=in a directory"), 0);
    alternative_names(names, directory);

    begin(&crt, MBEDTLS_MD_SHA256, name, &leaf_keys[0], name, &leaf_keys[0]);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(&crt, serial, sizeof serial), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(&crt, "19700102030405", "20991231235958"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(&crt, 1, 127), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(&crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_authority_key_identifier(&crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_key_usage(&crt, 0x80ff), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_ext_key_usage(&crt, uses), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_ns_cert_type(&crt, 0xff), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_alternative_name(&crt, names), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_extension(&crt, OWN_OID, 3, 0, (const unsigned char *) "\x05\x00", 2), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_extension(&crt, OTHER_OID, 3, 1, (const unsigned char *) "\x05\x00", 2), 0);
    put_certificate(&crt, "everything");

    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA384);
    mbedtls_x509write_csr_set_key(&csr, &leaf_keys[3]);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_name(&csr, name), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_key_usage(&csr, 0xff), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_ns_cert_type(&csr, 0xff), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_alternative_name(&csr, names), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_extension(&csr, OWN_OID, 3, 0, (const unsigned char *) "\x05\x00", 2), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_extension(&csr, OTHER_OID, 3, 1, (const unsigned char *) "\x05\x00", 2), 0);
    put_request(&csr, "everything-request");
    mbedtls_asn1_free_named_data_list(&directory);
}

int main(void)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    get_keys();
    chains();
    version_1();
    everything();
    forget_keys();
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
