/*
 * Phones fetch something block by block, as CoAP does, and get new addresses on the way. The server knows them again by
 * their connection ids (RFC 9146), and answers to a new address only once an authentic record that is newer than all
 * others came from there (section 6). Somebody who listens repeats and damages what was sent, from an address of his
 * own. The path loses, copies and reorders.
 */
#include "support.h"

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
    return check_result();
}
