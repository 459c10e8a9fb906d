/*
 * Many handshakes over bad networks, in virtual time: how many fail, and how many connections are lost right after by
 * what was still on its way.
 *
 * The network of a handshake follows from the seed and the handshake's number alone: datagram n of each side is lost,
 * doubled or late by what a generator gives for it. --only repeats a single one of them, with all that happens.
 */
#include "../compare/support/pair.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a datagram takes, and how much longer it takes at most if others overtake it; milliseconds. Were all to take the
   same time, the timer of one end would run out in the very moment at which what that of the other sent again arrives,
   and both would count as one. */
enum { LEAST_DELAY = 5, USUAL_DELAY = 9, MAX_EXTRA_DELAY = 40 };

/* Words that the ends exchange once everything has arrived. */
static const char greeting[] = "are you still there";

static struct {
    const char *kind;
    unsigned loss, doubles, late; /* percent */
    unsigned mtu;                 /* bytes, 0: none */
    unsigned long handshakes;
    uint64_t seed;
    long only; /* a number of a handshake, or -1 */
} network = { "psk", 0, 0, 0, 0, 1000, 1, -1 };

/* -- What is on its way ------------------------------------------------------------------------------------------- */

struct flying {
    uint64_t due, order;
    struct side *to;
    size_t len;
    unsigned char bytes[2048];
};

enum { MAX_FLYING = 512 };

static struct flying *flying[MAX_FLYING]; /* the first `flights` are in the air, the rest is spare */
static unsigned flights;
static uint64_t sent_so_far, datagrams;
static int both_connected; /* at some moment of this handshake */
static uint64_t chance; /* the generator of this handshake's network */

static uint64_t next_chance(void)
{
    uint64_t z = chance += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int happens(unsigned percent)
{
    return next_chance() % 100 < percent;
}

static void launch(struct side *to, const unsigned char *bytes, size_t len, uint64_t delay)
{
    struct flying *f;

    if (flights == MAX_FLYING || len > sizeof f->bytes)
        fatal("%u datagrams on their way, the last of %u bytes", flights, (unsigned) len);
    if (flying[flights] == NULL && (flying[flights] = malloc(sizeof *f)) == NULL)
        fatal("no memory");
    f = flying[flights++];
    f->due = to->pair->now + delay;
    f->order = sent_so_far++;
    f->to = to;
    f->len = len;
    memcpy(f->bytes, bytes, len);
}

static int network_send(void *context, const unsigned char *bytes, size_t len)
{
    struct side *side = context;
    /* All is drawn for each datagram, so that the next one meets with the same whatever becomes of this one. */
    int lost = happens(network.loss), doubled = happens(network.doubles);
    uint64_t delay[2];

    for (int copy = 0; copy < 2; copy++) {
        int late = happens(network.late);
        uint64_t extra = 1 + next_chance() % MAX_EXTRA_DELAY;
        delay[copy] = LEAST_DELAY + next_chance() % (USUAL_DELAY - LEAST_DELAY + 1) + (late ? extra : 0);
    }
    datagrams++;
    if (network.only >= 0)
        printf("%8" PRIu64 " ms  %c sends %4u bytes%s%s\n", side->pair->now, side->name, (unsigned) len,
               lost ? ", lost" : "", doubled ? ", doubled" : "");
    if (!lost)
        launch(side->peer, bytes, len, delay[0]);
    if (doubled)
        launch(side->peer, bytes, len, delay[1]);
    return (int) len;
}

/* What arrives next; -1 if nothing is on its way. */
static int earliest(void)
{
    int best = -1;

    for (unsigned i = 0; i < flights; i++)
        if (best < 0 || flying[i]->due < flying[best]->due
            || (flying[i]->due == flying[best]->due && flying[i]->order < flying[best]->order))
            best = (int) i;
    return best;
}

static struct flying *land(int which)
{
    struct flying *f = flying[which];

    flying[which] = flying[--flights];
    flying[flights] = f;
    return f;
}

/* -- One handshake ------------------------------------------------------------------------------------------------ */

enum outcome { CONNECTED, FAILED, LOST };

static uint64_t expiry(const struct side *side)
{
    return side->running ? side->since + side->fin_ms : UINT64_MAX;
}

/* Calls the side once it has something to do; a code other than 0 ends it. */
static int call(struct side *side)
{
    unsigned char buffer[256];
    int code;

    do {
        if (mbedtls_ssl_is_handshake_over(&side->ssl)) {
            code = mbedtls_ssl_read(&side->ssl, buffer, sizeof buffer);
        } else {
            code = mbedtls_ssl_handshake(&side->ssl);
            if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
                code = side_reset(side);
        }
    } while (code == 0 && side_waiting(side) > 0);
    if (network.only >= 0)
        printf("%8" PRIu64 " ms  %c is called: %d\n", side->pair->now, side->name, code);
    both_connected |= mbedtls_ssl_is_handshake_over(&side->ssl) && mbedtls_ssl_is_handshake_over(&side->peer->ssl);
    return code == MBEDTLS_ERR_SSL_WANT_READ ? 0 : code;
}

/* Runs both until nothing is on its way and no timer runs; 0, or the code of the side that failed first. */
static int run(struct pair *p)
{
    for (;;) {
        int next = earliest(), code;
        uint64_t arrival = next < 0 ? UINT64_MAX : flying[next]->due;
        struct side *first = expiry(&p->s) < expiry(&p->c) ? &p->s : &p->c;

        if (arrival == UINT64_MAX && expiry(first) == UINT64_MAX)
            return 0;
        if (arrival <= expiry(first)) {
            struct flying *f = land(next);
            if (f->due > p->now)
                p->now = f->due;
            first = f->to;
            side_inject(first, f->bytes, f->len);
        } else if (expiry(first) > p->now) {
            p->now = expiry(first);
        }
        if ((code = call(first)) < 0)
            return code;
    }
}

static int hears(struct side *from)
{
    unsigned char buffer[256];
    struct flying *f;

    if (mbedtls_ssl_write(&from->ssl, (const unsigned char *) greeting, sizeof greeting) != (int) sizeof greeting)
        return 0;
    f = land(earliest());
    side_inject(f->to, f->bytes, f->len);
    return mbedtls_ssl_read(&from->peer->ssl, buffer, sizeof buffer) == (int) sizeof greeting
           && memcmp(buffer, greeting, sizeof greeting) == 0;
}

static enum outcome one_handshake(struct pair *p, unsigned long number)
{
    unsigned loss = network.loss, doubles = network.doubles;
    enum outcome outcome;
    int code;

    flights = 0;
    both_connected = 0;
    p->now = 0;
    p->c.running = p->s.running = 0;
    side_discard(&p->c);
    side_discard(&p->s);
    chance = network.seed * 0xD1B54A32D192ED03u + number;
    p->c.random = next_chance() | 1;
    p->s.random = next_chance() | 1;
    if (side_reset(&p->c) != 0 || side_reset(&p->s) != 0)
        fatal("a reset failed");
    mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) network.mtu);
    mbedtls_ssl_set_mtu(&p->s.ssl, (uint16_t) network.mtu);
    if ((code = call(&p->c)) == 0)
        code = run(p);
    if (!both_connected) {
        outcome = FAILED;
    } else {
        /* The network is good from now on. */
        network.loss = network.doubles = 0;
        outcome = code == 0 && hears(&p->c) && hears(&p->s) ? CONNECTED : LOST;
        network.loss = loss;
        network.doubles = doubles;
    }
    if (outcome != CONNECTED)
        printf("%s: --only %lu (-0x%04X)\n", outcome == FAILED ? "failed" : "lost", number, (unsigned) -code);
    return outcome;
}

/* -- The command line --------------------------------------------------------------------------------------------- */

static const char help[] =
    "usage: networks [--kind psk|certificates] [--loss PERCENT] [--doubles PERCENT] [--late PERCENT] [--mtu BYTES]\n"
    "                [--handshakes N] [--seed N] [--only NUMBER]\n"
    "\n"
    "Handshakes with a cookie and the default timers over one network, in virtual time. A late datagram takes up to 40 ms\n"
    "more than the usual 5 to 9. Prints the number of each handshake that failed or whose connection was lost afterwards, and\n"
    "at the end HANDSHAKES FAILED LOST DATAGRAMS. --only repeats the handshake of that number and shows what happens.\n";

static unsigned number_of(const char *text, unsigned most)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);

    if (*text == 0 || *end != 0 || value > most)
        fatal("%s: give a number from 0 to %u", text, most);
    return (unsigned) value;
}

static void read_options(int argc, char **argv)
{
    static const struct option options[] = {
        { "kind", required_argument, NULL, 'k' },    { "loss", required_argument, NULL, 'l' },
        { "doubles", required_argument, NULL, 'd' }, { "late", required_argument, NULL, 'r' },
        { "mtu", required_argument, NULL, 'm' },     { "handshakes", required_argument, NULL, 'n' },
        { "seed", required_argument, NULL, 's' },    { "only", required_argument, NULL, 'o' },
        { "help", no_argument, NULL, 'h' },          { NULL, 0, NULL, 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'k': network.kind = optarg; break;
        case 'l': network.loss = number_of(optarg, 100); break;
        case 'd': network.doubles = number_of(optarg, 100); break;
        case 'r': network.late = number_of(optarg, 100); break;
        case 'm': network.mtu = number_of(optarg, 65535); break;
        case 'n': network.handshakes = number_of(optarg, 1000000000); break;
        case 's': network.seed = strtoull(optarg, NULL, 10); break;
        case 'o': network.only = (long) number_of(optarg, 1000000000); break;
        case 'h': fputs(help, stdout); exit(0);
        default: fputs(help, stderr); exit(2);
        }
    }
    if (optind != argc || (strcmp(network.kind, "psk") != 0 && strcmp(network.kind, "certificates") != 0)) {
        fputs(help, stderr);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    unsigned long counts[3] = { 0, 0, 0 };
    struct pair *p;

    read_options(argc, argv);
    /* Signatures of RSA are always of one length, so that the seed settles the sizes of all datagrams. */
    p = pair_new(strcmp(network.kind, "psk") == 0 ? PSK : RSA);
    p->log = 0;
    pair_cookies(p);
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, network_send, pair_recv, NULL);
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, network_send, pair_recv, NULL);
    if (network.only >= 0) {
        counts[one_handshake(p, (unsigned long) network.only)]++;
    } else {
        for (unsigned long number = 0; number < network.handshakes; number++)
            counts[one_handshake(p, number)]++;
        printf("%lu %lu %lu %" PRIu64 "\n", network.handshakes, counts[FAILED], counts[LOST], datagrams);
    }
    pair_free(p);
    while (flights < MAX_FLYING)
        free(flying[flights++]);
    return 0;
}
