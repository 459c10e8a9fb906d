/* Connection ids and mbedtls_ssl_check_record: every function at every stage, rightly and wrongly used. */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>
#include <string.h>

static const unsigned char client_cid[] = { 0xC1, 0xC2, 0xC3 };
static const unsigned char server_cid[] = { 0x51, 0x52, 0x53, 0x54 };

static void lengths_and_policies(void)
{
    mbedtls_ssl_config conf;
    size_t length;

    mbedtls_ssl_config_init(&conf);
    for (length = 0; length <= MBEDTLS_SSL_CID_IN_LEN_MAX; length++)
        CHECK_EQ(mbedtls_ssl_conf_cid(&conf, length, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    CHECK_EQ(mbedtls_ssl_conf_cid(&conf, 4, MBEDTLS_SSL_UNEXPECTED_CID_FAIL), 0);
    CHECK_EQ(mbedtls_ssl_conf_cid(&conf, MBEDTLS_SSL_CID_IN_LEN_MAX + 1, MBEDTLS_SSL_UNEXPECTED_CID_FAIL), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_cid(&conf, (size_t) -1, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_cid(&conf, 4, 2), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_cid(&conf, 4, -1), BAD_INPUT);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_conf_cid(NULL, 4, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), BAD_INPUT);
    mbedtls_ssl_config_free(&conf);
}

static void without_a_connection(void)
{
    mbedtls_ssl_context ssl;
    unsigned char bytes[64] = { 0 };
    size_t length;
    int enabled;

    mbedtls_ssl_init(&ssl);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_cid(&ssl, MBEDTLS_SSL_CID_DISABLED, NULL, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_set_cid(&ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 3), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_own_cid(&ssl, &enabled, bytes, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_peer_cid(&ssl, &enabled, bytes, &length), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_check_record(&ssl, bytes, sizeof bytes), BAD_INPUT);
    }
    mbedtls_ssl_free(&ssl);
}

static struct pair *with_ids(int policy)
{
    struct pair *p = quiet(PSK);

    CHECK_EQ(mbedtls_ssl_conf_cid(&p->c.conf, sizeof client_cid, policy), 0);
    CHECK_EQ(mbedtls_ssl_conf_cid(&p->s.conf, sizeof server_cid, policy), 0);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, sizeof client_cid), 0);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, sizeof server_cid), 0);
    return p;
}

static void set_and_told(void)
{
    struct pair *p = with_ids(MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
    unsigned char bytes[MBEDTLS_SSL_CID_IN_LEN_MAX];
    size_t length = 77;
    int enabled = 77;

    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, client_cid, 2), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, 4), BAD_INPUT);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 3), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, bytes, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_ENABLED && length == 3 && memcmp(bytes, client_cid, 3) == 0);
    CHECK_EQ(mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, NULL, NULL), 0);
    CHECK_EQ(enabled, MBEDTLS_SSL_CID_ENABLED);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_get_own_cid(&p->c.ssl, NULL, bytes, &length), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->c.ssl, &enabled, bytes, &length), BAD_INPUT);
    CHECK_EQ(enabled, MBEDTLS_SSL_CID_DISABLED);

    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->c.ssl, &enabled, bytes, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_ENABLED && length == 4 && memcmp(bytes, server_cid, 4) == 0);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->s.ssl, &enabled, bytes, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_ENABLED && length == 3 && memcmp(bytes, client_cid, 3) == 0);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->s.ssl, &enabled, NULL, NULL), 0);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->s.ssl, NULL, bytes, &length), BAD_INPUT);
    /* 13 bytes of header, the id, 8 of nonce, 16 of tag, and up to 16 for type and padding. */
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13 + 4 + 24 + 16);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->s.ssl), 13 + 3 + 24 + 16);

    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_DISABLED, NULL, 77), 0);
    CHECK_EQ(mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, bytes, &length), 0);
    CHECK_EQ(enabled, MBEDTLS_SSL_CID_DISABLED);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->c.ssl, &enabled, bytes, &length), 0);
    CHECK_EQ(enabled, MBEDTLS_SSL_CID_ENABLED);
    pair_free(p);
}

/* An empty id asks for none, and lets the other side have one. */
static void one_direction(void)
{
    struct pair *p = quiet(PSK);
    unsigned char bytes[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    size_t length = 77;
    int enabled = 77;

    CHECK_EQ(mbedtls_ssl_conf_cid(&p->s.conf, sizeof server_cid, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, server_cid, sizeof server_cid), 0);
    CHECK_EQ(mbedtls_ssl_get_own_cid(&p->c.ssl, &enabled, bytes, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_DISABLED && length == 77);
    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&p->s.ssl, &enabled, bytes, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_ENABLED && length == 0);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->s.ssl), 13 + 24);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13 + 4 + 24 + 16);
    pair_free(p);
}

static void records_are_looked_at(void)
{
    struct pair *p = with_ids(MBEDTLS_SSL_UNEXPECTED_CID_FAIL);
    unsigned char bytes[128], data[32];
    struct datagram *d;

    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "words", 5), 5);
    d = side_take(&p->s);
    CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, bytes, 0), MBEDTLS_ERR_SSL_INVALID_RECORD);
    ONLY_OURS CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, NULL, 5), BAD_INPUT);
    memcpy(bytes, d->bytes, d->len);
    CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len), 0);
    memcpy(bytes, d->bytes, d->len);
    bytes[11] ^= 1;
    CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len), MBEDTLS_ERR_SSL_UNEXPECTED_RECORD);
    memcpy(bytes, d->bytes, d->len);
    bytes[d->len - 1] ^= 1;
    CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len), MBEDTLS_ERR_SSL_INVALID_MAC);
    memcpy(bytes, d->bytes, d->len);
    CHECK_EQ(mbedtls_ssl_check_record(&p->c.ssl, bytes, d->len), MBEDTLS_ERR_SSL_INVALID_RECORD);

    /* The other id is told, and nothing is lost by it. */
    memcpy(bytes, d->bytes, d->len);
    bytes[14] ^= 1;
    side_inject(&p->s, bytes, d->len);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, data, sizeof data), MBEDTLS_ERR_SSL_UNEXPECTED_CID);
    side_inject(&p->s, d->bytes, d->len);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, data, sizeof data), 5);
    memcpy(bytes, d->bytes, d->len);
    CHECK_EQ(mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len), MBEDTLS_ERR_SSL_UNEXPECTED_RECORD);
    free(d);
    pair_free(p);
}

int main(void)
{
    lengths_and_policies();
    without_a_connection();
    set_and_told();
    one_direction();
    records_are_looked_at();
    return check_result();
}
