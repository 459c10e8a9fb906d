/*
 * Phones fetch something block by block, as CoAP does, and get new addresses on the way. The server knows them again by
 * their connection ids (RFC 9146), and answers to a new address only once an authentic record that is newer than all
 * others came from there (section 6). Somebody who listens repeats and damages what was sent, from an address of his
 * own. The path loses, copies and reorders.
 */
#include "each_way.h"

#define PHONES 4
#define BLOCKS 24
#define CID_LEN 4
#define EAVESDROPPER 6666

struct packet {
    struct packet *next;
    int from, to;
    size_t len;
    unsigned char bytes[600];
};

/* What the server keeps of a phone. */
struct session {
    mbedtls_ssl_context *ssl;
    unsigned char cid[CID_LEN];
    int address;
    unsigned char newest[8]; /* epoch and number of the newest record */
    const struct packet *current;
};

static struct phone {
    struct pair *pair;
    int address;
    unsigned block;
    struct packet *inbox;
} phones[PHONES];

static struct session sessions[PHONES];
static struct packet *way; /* to the server */
static unsigned carried, lost, moves, forgeries, refused;
static int server_address = 1;

static void append(struct packet **queue, const struct packet *packet)
{
    struct packet *copy = malloc(sizeof *copy);
    *copy = *packet;
    copy->next = NULL;
    while (*queue != NULL)
        queue = &(*queue)->next;
    *queue = copy;
}

static struct packet *first(struct packet **queue)
{
    struct packet *packet = *queue;
    if (packet != NULL)
        *queue = packet->next;
    return packet;
}

/* Every fifth packet is lost, every seventh comes twice, every eleventh overtakes what is on its way. */
static void carry(struct packet **queue, const struct packet *packet)
{
    carried++;
    if (carried % 5 == 0) {
        lost++;
        return;
    }
    if (carried % 11 == 0) {
        struct packet *copy = malloc(sizeof *copy);
        *copy = *packet;
        copy->next = *queue;
        *queue = copy;
        return;
    }
    append(queue, packet);
    if (carried % 7 == 0)
        append(queue, packet);
}

static int phone_send(void *context, const unsigned char *bytes, size_t len)
{
    struct phone *phone = context;
    struct packet packet = { NULL, phone->address, server_address, len, { 0 } };
    memcpy(packet.bytes, bytes, len);
    carry(&way, &packet);
    /* The eavesdropper sends it again from his own address, as it is and with a bit changed. (Had the first not arrived,
       nobody could tell him from a new path: what the phone gets through him still only the phone reads.) */
    if (carried % 3 == 0 && carried % 5 != 0) {
        packet.from = EAVESDROPPER;
        append(&way, &packet);
        packet.bytes[len - 1 - carried % 20] ^= 4;
        append(&way, &packet);
        forgeries += 2;
    }
    return (int) len;
}

static int phone_recv(void *context, unsigned char *bytes, size_t len)
{
    struct phone *phone = context;
    struct packet *packet = first(&phone->inbox);
    if (packet == NULL)
        return WANT_READ;
    int length = (int) packet->len;
    CHECK(packet->len <= len);
    memcpy(bytes, packet->bytes, packet->len);
    free(packet);
    return length;
}

/* To where the phone was heard last; whoever is not there any more gets nothing. */
static int server_send(void *context, const unsigned char *bytes, size_t len)
{
    struct session *session = context;
    struct packet packet = { NULL, server_address, session->address, len, { 0 } };
    memcpy(packet.bytes, bytes, len);
    for (int i = 0; i < PHONES; i++) {
        if (phones[i].address == session->address)
            carry(&phones[i].inbox, &packet);
    }
    return (int) len;
}

/* The one datagram that is being handled. */
static int server_recv(void *context, unsigned char *bytes, size_t len)
{
    struct session *session = context;
    if (session->current == NULL)
        return WANT_READ;
    int length = (int) session->current->len;
    CHECK(session->current->len <= len);
    memcpy(bytes, session->current->bytes, session->current->len);
    session->current = NULL;
    return length;
}

/* By connection id: the address says nothing. */
static struct session *session_of(const struct packet *packet)
{
    if (packet->len < 11 + CID_LEN || packet->bytes[0] != MBEDTLS_SSL_MSG_CID)
        return NULL;
    for (int i = 0; i < PHONES; i++) {
        if (memcmp(packet->bytes + 11, sessions[i].cid, CID_LEN) == 0)
            return &sessions[i];
    }
    return NULL;
}

/* True if this datagram is the phone's, and newer than all before it. */
static int proves_address(struct session *session, const struct packet *packet)
{
    unsigned char copy[sizeof packet->bytes];
    memcpy(copy, packet->bytes, packet->len);
    return mbedtls_ssl_check_record(session->ssl, copy, packet->len) == 0
           && memcmp(packet->bytes + 3, session->newest, 8) > 0;
}

static void serve(const struct packet *packet)
{
    struct session *session = session_of(packet);
    unsigned char request[16], block[64];
    if (session == NULL)
        return;
    int newer = proves_address(session, packet);
    session->current = packet;
    int code = mbedtls_ssl_read(session->ssl, request, sizeof request);
    session->current = NULL;
    if (code == WANT_READ) {
        refused++;
        return;
    }
    CHECK_EQ(code, 2);
    if (newer) {
        memcpy(session->newest, packet->bytes + 3, 8);
        if (session->address != packet->from) {
            moves++;
            session->address = packet->from;
        }
    }
    CHECK(session->address != EAVESDROPPER);
    memset(block, request[1], sizeof block);
    CHECK_EQ(mbedtls_ssl_write(session->ssl, block, sizeof block), sizeof block);
}

/* Asks for the next block until it is there. */
static void fetch(struct phone *phone)
{
    unsigned char request[2] = { 'G', (unsigned char) phone->block }, block[128];
    int code;
    while ((code = mbedtls_ssl_read(&phone->pair->c.ssl, block, sizeof block)) > 0) {
        CHECK_EQ(code, 64);
        if (block[0] == phone->block)
            phone->block++;
    }
    CHECK_EQ(code, WANT_READ);
    request[1] = (unsigned char) phone->block;
    if (phone->block < BLOCKS)
        CHECK_EQ(mbedtls_ssl_write(&phone->pair->c.ssl, request, sizeof request), sizeof request);
}

/* The handshake, over a path that loses as well; then both get the network of this flow. */
static void connect_phone(int i)
{
    struct phone *phone = &phones[i];
    struct session *session = &sessions[i];
    unsigned char peer[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    size_t length = 99;
    int enabled = 0;

    phone->pair = quiet_pair(i % 2 ? ECDSA : PSK);
    CHECK_EQ(mbedtls_ssl_conf_cid(&phone->pair->s.conf, CID_LEN, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    pair_start(phone->pair);
    for (int n = 0; n < CID_LEN; n++)
        session->cid[n] = (unsigned char) (0x51 + i * 16 + n);
    session->ssl = &phone->pair->s.ssl;
    /* The phone does not move under the server's nose: it wants none for itself. */
    CHECK_EQ(mbedtls_ssl_set_cid(&phone->pair->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_set_cid(session->ssl, MBEDTLS_SSL_CID_ENABLED, session->cid, CID_LEN), 0);
    phone->pair->c.drop = 1u << i;
    phone->pair->s.twice = 1u << i;
    CHECK_EQ(pair_handshake_lossy(phone->pair, 10), 0);
    CHECK_EQ(mbedtls_ssl_get_peer_cid(&phone->pair->c.ssl, &enabled, peer, &length), 0);
    CHECK(enabled == MBEDTLS_SSL_CID_ENABLED && length == CID_LEN && memcmp(peer, session->cid, CID_LEN) == 0);

    phone->address = session->address = 100 + i;
    mbedtls_ssl_set_bio(&phone->pair->c.ssl, phone, phone_send, phone_recv, NULL);
    mbedtls_ssl_set_bio(session->ssl, session, server_send, server_recv, NULL);
}

/* Both ends have connection ids, of all sorts of lengths. */
static const size_t lengths[][2] = { { 0, 8 }, { 5, 0 }, { 32, 1 }, { 1, 32 }, { 16, 16 } };
static const size_t *length_of;

static struct pair *phone_calls(void)
{
    static const enum kind kinds[] = { PSK, ECDHE_PSK, ECDSA };
    static unsigned count;
    unsigned char id[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    struct pair *p = quiet_pair_with_cookies(kinds[count % 3]);
    struct side *sides[] = { &p->c, &p->s };

    length_of = lengths[count++ % 5];
    for (int i = 0; i < 2; i++)
        CHECK_EQ(mbedtls_ssl_conf_cid(&sides[i]->conf, length_of[i], MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    pair_start(p);
    for (int i = 0; i < 2; i++) {
        memset(id, 0xC0 + i, sizeof id);
        CHECK_EQ(mbedtls_ssl_set_cid(&sides[i]->ssl, MBEDTLS_SSL_CID_ENABLED, id, length_of[i]), 0);
    }
    /* A hello that is answered by a HelloVerifyRequest resets the server, which keeps its id. */
    return p;
}

static int judged(struct side *side, const struct datagram *d, unsigned char flip)
{
    unsigned char copy[600];
    memcpy(copy, d->bytes, d->len);
    copy[d->len - 1] ^= flip;
    return mbedtls_ssl_check_record(&side->ssl, copy, d->len);
}

/* What a server may ask before it gives a datagram to a connection: is it good, damaged, or an old one? */
static void expect_judgements(struct side *side, const struct datagram *d)
{
    unsigned char byte;
    CHECK_EQ(judged(side, d, 0), 0);
    CHECK_EQ(judged(side, d, 1), MBEDTLS_ERR_SSL_INVALID_MAC);
    side_inject(side, d->bytes, d->len);
    CHECK_EQ(mbedtls_ssl_read(&side->ssl, &byte, 1), 1);
    CHECK_EQ(judged(side, d, 0), MBEDTLS_ERR_SSL_UNEXPECTED_RECORD);
}

static void expect_ids(struct pair *p)
{
    struct side *sides[] = { &p->c, &p->s };
    unsigned char peer[MBEDTLS_SSL_CID_OUT_LEN_MAX], own[MBEDTLS_SSL_CID_OUT_LEN_MAX];

    for (int i = 0; i < 2; i++) {
        size_t length = 99, own_length = 99;
        int enabled = 99, own_enabled = 99;
        CHECK_EQ(mbedtls_ssl_get_peer_cid(&sides[i]->ssl, &enabled, peer, &length), 0);
        CHECK_EQ(mbedtls_ssl_get_own_cid(&sides[i]->peer->ssl, &own_enabled, own, &own_length), 0);
        CHECK_EQ(enabled, MBEDTLS_SSL_CID_ENABLED);
        /* Of its own an end is told none if it is empty. */
        CHECK_EQ(own_enabled, length > 0 ? MBEDTLS_SSL_CID_ENABLED : MBEDTLS_SSL_CID_DISABLED);
        CHECK_EQ(length, length_of[1 - i]);
        CHECK(length == 0 || (own_length == length && memcmp(peer, own, length) == 0));

        /* A record to who has an id carries it. */
        CHECK_EQ(mbedtls_ssl_write(&sides[i]->ssl, (const unsigned char *) "x", 1), 1);
        struct datagram *d = side_take(sides[i]->peer);
        CHECK_EQ(d->bytes[0], length > 0 ? MBEDTLS_SSL_MSG_CID : MBEDTLS_SSL_MSG_APPLICATION_DATA);
        CHECK(memcmp(d->bytes + 11, peer, length) == 0);
        expect_judgements(sides[i]->peer, d);
        free(d);
    }
}

/* -- With calls that block, on a real socket: the phone's next request comes from another port ------------------- */

struct listener {
    int socket;
    struct sockaddr_in peer, from; /* whom the server answers; who sent the last datagram */
    unsigned moves;
    struct side *side;
    mbedtls_timing_delay_context timer;
};

static int listener_send(void *context, const unsigned char *bytes, size_t len)
{
    struct listener *listener = context;
    return (int) sendto(listener->socket, bytes, len, 0, (struct sockaddr *) &listener->peer, sizeof listener->peer);
}

static int listener_recv(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    struct listener *listener = context;
    socklen_t from_len = sizeof listener->from;
    struct timeval limit = { timeout / 1000, timeout % 1000 * 1000 };
    CHECK_EQ(setsockopt(listener->socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    ssize_t got = recvfrom(listener->socket, bytes, len, 0, (struct sockaddr *) &listener->from, &from_len);
    if (got < 0)
        return MBEDTLS_ERR_SSL_TIMEOUT;
    /* Before there are keys the address is all there is to go by. */
    if (!mbedtls_ssl_is_handshake_over(&listener->side->ssl))
        listener->peer = listener->from;
    return (int) got;
}

static void *listen_to_phone(void *argument)
{
    struct listener *listener = argument;
    struct side *side = listener->side;
    unsigned char buffer[64], newest[8] = { 0 };
    int code = block_until_connected(side);

    CHECK_EQ(code, 0);
    while (code == 0 && (code = block_until_read(side, buffer, sizeof buffer)) > 0) {
        /* The record was authentic: its sender may be answered there if it is the newest (RFC 9146 section 6). */
        const unsigned char *number = side->ssl.MBEDTLS_PRIVATE(in_ctr);
        if (memcmp(number, newest, 8) > 0) {
            memcpy(newest, number, 8);
            listener->moves += listener->peer.sin_port != listener->from.sin_port;
            listener->peer = listener->from;
        }
        CHECK_EQ(mbedtls_ssl_write(&side->ssl, buffer, (size_t) code), code);
        if (code == sizeof farewell)
            return NULL;
        code = 0;
    }
    CHECK_EQ(code, 0);
    return NULL;
}

static void blocking_on_a_new_port(uint64_t link)
{
    struct pair *p = quiet_pair(ECDSA);
    static struct thread_end phone;
    struct listener listener = { .side = &p->s };
    socklen_t name_len = sizeof listener.peer;
    char port[8], words[16];
    pthread_t thread;

    CHECK_EQ(mbedtls_ssl_conf_cid(&p->s.conf, CID_LEN, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE), 0);
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 50, 60000);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 50, 60000);
    mbedtls_ssl_conf_read_timeout(&p->c.conf, 100);
    mbedtls_ssl_conf_read_timeout(&p->s.conf, 100000);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "self", CID_LEN), 0);
    set_link(p, link);

    mbedtls_net_context bound;
    mbedtls_net_init(&bound);
    CHECK_EQ(mbedtls_net_bind(&bound, "127.0.0.1", "0", MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(getsockname(bound.fd, (struct sockaddr *) &listener.peer, &name_len), 0);
    snprintf(port, sizeof port, "%u", ntohs(listener.peer.sin_port));
    listener.socket = bound.fd;
    mbedtls_ssl_set_bio(&p->s.ssl, &listener, listener_send, NULL, listener_recv);
    mbedtls_ssl_set_timer_cb(&p->s.ssl, &listener.timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    CHECK_EQ(pthread_create(&thread, NULL, listen_to_phone, &listener), 0);

    memset(&phone, 0, sizeof phone);
    phone.side = &p->c;
    mbedtls_net_init(&phone.net);
    CHECK_EQ(mbedtls_net_connect(&phone.net, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    attach_socket(&phone);
    CHECK_EQ(block_until_connected(&p->c), 0);
    for (int i = 0; i < 8; i++) {
        if (i % 2 == 1) {
            mbedtls_net_context next;
            mbedtls_net_init(&next);
            CHECK_EQ(mbedtls_net_connect(&next, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
            mbedtls_net_free(&phone.net);
            phone.net = next;
        }
        ask_blocking(&p->c, words, snprintf(words, sizeof words, "block %d", i));
    }
    p->c.drop = p->c.hold = 0;
    ask_blocking(&p->c, farewell, sizeof farewell);
    pthread_join(thread, NULL);
    CHECK(listener.moves >= 4);
    mbedtls_net_free(&phone.net);
    mbedtls_net_free(&bound);
    pair_free(p);
}

int main(void)
{
    int left = PHONES, round;
    for (int i = 0; i < PHONES; i++)
        connect_phone(i);
    for (round = 0; left > 0 && round < 2000; round++) {
        struct packet *packet;
        left = 0;
        for (int i = 0; i < PHONES; i++) {
            fetch(&phones[i]);
            left += phones[i].block < BLOCKS;
            /* From one network into another; what is on its way to the old address does not arrive. */
            if (round % 9 == i * 2)
                phones[i].address += 1000;
        }
        while ((packet = first(&way)) != NULL) {
            serve(packet);
            free(packet);
        }
    }
    CHECK_EQ(left, 0);
    CHECK(moves >= PHONES * 2);
    CHECK(lost > 10 && forgeries > 10 && refused >= forgeries);
    for (int i = 0; i < PHONES; i++) {
        struct packet *packet;
        CHECK_EQ(phones[i].block, BLOCKS);
        while ((packet = first(&phones[i].inbox)) != NULL)
            free(packet);
        pair_free(phones[i].pair);
    }
    each_way(phone_calls, expect_ids);
    blocking_on_a_new_port(0);
    blocking_on_a_new_port(1);
    return check_result();
}
