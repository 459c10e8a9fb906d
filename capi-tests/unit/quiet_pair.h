/*
 * For the units of ssl.h: two connections in one process (pair.h) that print nothing.
 */
#ifndef UNIT_QUIET_PAIR_H
#define UNIT_QUIET_PAIR_H

#include "../compare/support/pair.h"

#define BAD_INPUT MBEDTLS_ERR_SSL_BAD_INPUT_DATA

/* A pair whose configurations may be changed before pair_start. */
static struct pair *quiet(enum kind kind)
{
    struct pair *p = pair_new(kind);
    p->log = 0;
    return p;
}

/* Runs the handshake to its end and frees the pair. */
static int finish(struct pair *p)
{
    pair_start(p);
    int code = pair_handshake(p);
    pair_free(p);
    return code;
}

/* What setup says to the client's configuration. */
static int setup(struct pair *p)
{
    return mbedtls_ssl_setup(&p->c.ssl, &p->c.conf);
}

#endif
