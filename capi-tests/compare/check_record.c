/* mbedtls_ssl_check_record looks at a record without touching the connection. */
#include "support/pair.h"

#include <stdlib.h>
#include <string.h>

static void check_record(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *d;
    unsigned char bytes[256];

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    side_write(&p->c, "looked at", 9);
    d = side_take(&p->s);
    p->log = LOG_RECV;

    memcpy(bytes, d->bytes, d->len);
    say_code("genuine", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    say_code("genuine again", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[d->len - 1] ^= 1;
    say_code("tampered", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[4] = 5;
    say_code("other epoch", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[0] = 99;
    say_code("unknown type", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[1] = 3;
    say_code("unknown version", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    say_code("short", mbedtls_ssl_check_record(&p->s.ssl, bytes, 12));
    say_code("cut", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len - 1));
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 100);
    memcpy(bytes, d->bytes, d->len);
    say_code("replayed", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    side_write(&p->c, "still up", 8);
    side_read(&p->s, 100);
    free(d);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "check-record", check_record },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
