/* Hellos and their extensions: what a program says of those that pass, and what a peer may send in their place. */
#ifndef COMPARE_HELLO_H
#define COMPARE_HELLO_H

#include "pair.h"

/* The extensions of a hello; those that other programs are about only by their type. To be a side's `judge`. */
static enum verdict hello_look(struct side *from, unsigned n, struct datagram *d)
{
    static const int quiet_ones[] = { 0, 10, 11, 13, 22, 23, 35, 0xff01, -1 };
    unsigned char *record = wire_find(d->bytes, d->len, from->name == 'c' ? CLIENT_HELLO : SERVER_HELLO);

    (void) n;
    if (record != NULL)
        wire_say_extensions(from->name == 'c' ? "client" : "server", record, quiet_ones);
    return DELIVER;
}

/* An extension in the place of the one that the library writes; without bytes none at all. */
struct damage {
    const char *what, *bytes;
    size_t len;
};

#define CASE(what, bytes) { what, bytes, sizeof(bytes) - 1 }

static struct damage hello_damage;
static int hello_type;

static enum verdict hello_replace(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record = wire_find(d->bytes, d->len, from->name == 'c' ? CLIENT_HELLO : SERVER_HELLO);

    (void) n;
    if (record != NULL)
        d->len = wire_set_extension(d->bytes, d->len, record, hello_type, hello_damage.bytes, hello_damage.len);
    return DELIVER;
}

/* From now on the side's hello has this extension. */
static void hello_plant(struct side *side, int type, struct damage damage)
{
    hello_type = type;
    hello_damage = damage;
    side->judge = hello_replace;
}

/* The same for a case of a list, in which nobody looks at other hellos. */
static void hello_plant_case(struct pair *p, int by_client, int type, struct damage damage)
{
    say("%s", damage.what);
    p->c.judge = p->s.judge = NULL;
    hello_plant(by_client ? &p->c : &p->s, type, damage);
}

/* Handshakes until the other side has looked at the hello, and says what came of it. */
static void hello_outcome(struct pair *p, int by_client)
{
    say_code("client", mbedtls_ssl_handshake(&p->c.ssl));
    say_code("server", mbedtls_ssl_handshake(&p->s.ssl));
    if (!by_client)
        say_code("client", mbedtls_ssl_handshake(&p->c.ssl));
    say("alerts %x %x, states %d %d", (unsigned) p->c.alert, (unsigned) p->s.alert, side_state(&p->c),
        side_state(&p->s));
}

#endif
