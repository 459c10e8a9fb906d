/* Every function of a context, called at every stage of its life, on either side: what it returns then, and whether the
   connection goes on. What only sets and cannot fail is called too, for what becomes of the connection. */
#include "support/pair.h"
#include "support/stages.h"

#include <stdio.h>

/* One function by each side of a new pair, and what becomes of the connection. */
static void one(enum stage stage, enum kind kind, const struct call *call, int by_server)
{
    struct pair *p = pair_at(stage, kind);
    struct side *side = by_server ? &p->s : &p->c;
    char what[80];

    snprintf(what, sizeof what, "%c %s", side->name, call->name);
    say_code(what, call->function(side));
    /* A context that would not load is freed. */
    if (call->function != call_context_load) {
        say("state %d, then %d", side_state(side), mbedtls_ssl_is_handshake_over(&side->ssl));
        if (stage < OVER || stage == RESET)
            say_code("goes on", pair_handshake(p));
    }
    pair_free(p);
}

static void every(enum kind kind, int first, int last)
{
    size_t i;
    int stage, by_server;

    say_code("session", get_former_session(kind));
    for (stage = first; stage <= last; stage++) {
        say("-- %s", stage_names[stage]);
        for (i = 0; i < sizeof calls / sizeof calls[0]; i++)
            for (by_server = 0; by_server < 2; by_server++)
                one((enum stage) stage, kind, &calls[i], by_server);
    }
    mbedtls_ssl_session_free(&former_session);
}

static void with_keys(void)
{
    every(PSK, SET_UP, RESET);
}

static void with_certificates(void)
{
    every(ECDSA, SET_UP, RESET);
}

/* These two stages end a connection for good here, and not there: capi-tests/unit/ssl-stages.c says what follows. */
static void ended(void)
{
    every(PSK, REFUSED, CLOSED);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "with-keys", with_keys },
        { "with-certificates", with_certificates },
        { "ended", ended },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
