#include "wire.h"

#include <stdio.h>
#include <string.h>

static const char *message_name(unsigned type)
{
    switch (type) {
    case HELLO_REQUEST: return "hello_request";
    case CLIENT_HELLO: return "client_hello";
    case SERVER_HELLO: return "server_hello";
    case HELLO_VERIFY_REQUEST: return "hello_verify_request";
    case 4: return "new_session_ticket";
    case CERTIFICATE: return "certificate";
    case SERVER_KEY_EXCHANGE: return "server_key_exchange";
    case CERTIFICATE_REQUEST: return "certificate_request";
    case SERVER_HELLO_DONE: return "server_hello_done";
    case CERTIFICATE_VERIFY: return "certificate_verify";
    case CLIENT_KEY_EXCHANGE: return "client_key_exchange";
    case FINISHED: return "finished";
    default: return "unknown";
    }
}

unsigned wire_u16(const unsigned char *p)
{
    return (unsigned) p[0] << 8 | p[1];
}

unsigned wire_u24(const unsigned char *p)
{
    return (unsigned) p[0] << 16 | (unsigned) p[1] << 8 | p[2];
}

void wire_put16(unsigned char *p, unsigned value)
{
    p[0] = (unsigned char) (value >> 8);
    p[1] = (unsigned char) value;
}

void wire_put24(unsigned char *p, unsigned value)
{
    p[0] = (unsigned char) (value >> 16);
    wire_put16(p + 1, value);
}

size_t wire_cid_len;

/* How long the header of a record is, and how long its content. */
static size_t header_of(const unsigned char *record)
{
    return RECORD_HEADER + (record[0] == CID_RECORD ? wire_cid_len : 0);
}

static size_t content_of(const unsigned char *record)
{
    return wire_u16(record + header_of(record) - 2);
}

static int is_whole(const unsigned char *record, size_t len)
{
    return len >= RECORD_HEADER && len >= header_of(record) && len >= header_of(record) + content_of(record);
}

static uint64_t sequence_of(const unsigned char *record)
{
    uint64_t seq = 0;
    int i;

    for (i = 5; i < 11; i++)
        seq = seq << 8 | record[i];
    return seq;
}

/* How much shorter than the longest of its curve the signature at the end of a message is; `p` is at its algorithm. */
static size_t signature_slack(const unsigned char *p, size_t left)
{
    size_t len;

    if (left < 4 || p[1] != 3)
        return 0;
    len = wire_u16(p + 2);
    if (len + 4 != left)
        return 0;
    return len <= 72 ? 72 - len : len <= 104 ? 104 - len : len <= 139 ? 139 - len : 0;
}

static size_t message_slack(const unsigned char *message, size_t len)
{
    const unsigned char *body = message + MESSAGE_HEADER;
    size_t body_len = wire_u24(message + 1);

    if (len < MESSAGE_HEADER + body_len || wire_u24(message + 9) != body_len)
        return 0;
    if (message[0] == CERTIFICATE_VERIFY)
        return signature_slack(body, body_len);
    if (message[0] == SERVER_KEY_EXCHANGE && body_len > 4 && body[0] == 3 && body_len > 4u + body[3])
        return signature_slack(body + 4 + body[3], body_len - 4 - body[3]);
    return 0;
}

static void print_record(const unsigned char *r, size_t len)
{
    const unsigned char *content = r + RECORD_HEADER;
    unsigned epoch = wire_u16(r + 3);

    printf(" [%u %u/%llu", r[0], epoch, (unsigned long long) sequence_of(r));
    if (wire_u16(r + 1) != 0xFEFD)
        printf(" version %04x", wire_u16(r + 1));
    if (epoch == 0 && r[0] == ALERT && len == 2) {
        printf(" alert %u.%u", content[0], content[1]);
    } else if (epoch == 0 && r[0] == HANDSHAKE && len >= MESSAGE_HEADER) {
        unsigned total = wire_u24(content + 1), off = wire_u24(content + 6), part = wire_u24(content + 9);

        printf(" %s #%u", message_name(content[0]), wire_u16(content + 4));
        if (part == total)
            printf(" %u", total + (unsigned) message_slack(content, len));
        else
            printf(" %u+%u/%u", off, part, total);
        if (MESSAGE_HEADER + part != len)
            printf(" of %u", (unsigned) len);
    } else {
        printf(" %u", (unsigned) len);
    }
    printf("]");
}

void wire_print(const unsigned char *d, size_t len)
{
    while (is_whole(d, len)) {
        size_t record = header_of(d) + content_of(d);

        print_record(d, content_of(d));
        d += record;
        len -= record;
    }
    if (len > 0)
        printf(" [and %u bytes]", (unsigned) len);
}

size_t wire_slack(const unsigned char *d, size_t len)
{
    size_t slack = 0;

    while (is_whole(d, len)) {
        size_t content = content_of(d);

        if (d[0] == HANDSHAKE && wire_u16(d + 3) == 0 && content >= MESSAGE_HEADER)
            slack += message_slack(d + RECORD_HEADER, content);
        len -= header_of(d) + content;
        d += header_of(d) + content;
    }
    return slack;
}

unsigned char *wire_find(unsigned char *d, size_t len, int type)
{
    while (is_whole(d, len)) {
        size_t content = content_of(d);

        if (d[0] == HANDSHAKE && wire_u16(d + 3) == 0 && content >= MESSAGE_HEADER
            && (type < 0 || d[RECORD_HEADER] == type) && wire_u24(d + 22) == wire_u24(d + 14))
            return d;
        len -= header_of(d) + content;
        d += header_of(d) + content;
    }
    return NULL;
}

unsigned char *wire_record(unsigned char *d, size_t len, int content_type, int epoch)
{
    while (is_whole(d, len)) {
        size_t content = content_of(d);

        if (d[0] == content_type && wire_u16(d + 3) == (unsigned) epoch)
            return d;
        len -= header_of(d) + content;
        d += header_of(d) + content;
    }
    return NULL;
}

unsigned char *wire_extensions(unsigned char *message)
{
    unsigned char *p = message + MESSAGE_HEADER + 34;

    p += 1 + p[0];
    if (message[0] == CLIENT_HELLO) {
        p += 1 + p[0];
        p += 2 + wire_u16(p);
        p += 1 + p[0];
    } else {
        p += 3;
    }
    return p;
}

unsigned char *wire_extension(unsigned char *message, size_t len, int type, size_t *ext_len)
{
    unsigned char *p = wire_extensions(message) + 2;
    unsigned char *end = message + len;

    for (; p + 4 <= end; p += 4 + wire_u16(p + 2)) {
        if (wire_u16(p) == (unsigned) type) {
            *ext_len = wire_u16(p + 2);
            return p + 4;
        }
    }
    return NULL;
}

size_t wire_set_extension(unsigned char *datagram, size_t len, unsigned char *record, int type, const void *body,
                          size_t body_len)
{
    unsigned char *message = record + RECORD_HEADER, *list = wire_extensions(message);
    size_t message_len = MESSAGE_HEADER + wire_u24(message + 1), old, fresh = body == NULL ? 0 : 4 + body_len;
    unsigned char *place = wire_extension(message, message_len, type, &old);
    size_t grown;

    if (place == NULL) {
        place = message + message_len;
        old = 0;
    } else {
        place -= 4;
        old += 4;
    }
    memmove(place + fresh, place + old, (size_t) (datagram + len - (place + old)));
    if (body != NULL) {
        wire_put16(place, (unsigned) type);
        wire_put16(place + 2, (unsigned) body_len);
        memcpy(place + 4, body, body_len);
    }
    grown = message_len + fresh - old - MESSAGE_HEADER;
    wire_put16(list, (unsigned) (wire_u16(list) + fresh - old));
    wire_put24(message + 1, (unsigned) grown);
    wire_put24(message + 9, (unsigned) grown);
    wire_put16(record + 11, (unsigned) (grown + MESSAGE_HEADER));
    return len + fresh - old;
}

void wire_say_extensions(const char *what, unsigned char *record, const int *but)
{
    unsigned char *list = wire_extensions(record + RECORD_HEADER), *p = list + 2, *end = p + wire_u16(list);

    for (; p + 4 <= end; p += 4 + wire_u16(p + 2)) {
        const int *quiet = but;
        unsigned i;

        while (*quiet != -1 && (unsigned) *quiet != wire_u16(p))
            quiet++;
        printf("%s extension %u", what, wire_u16(p));
        if (*quiet == -1)
            for (i = 0; i < wire_u16(p + 2); i++)
                printf("%s%02x", i == 0 ? " " : "", p[4 + i]);
        putchar('\n');
    }
}

size_t wire_resize(unsigned char *datagram, size_t len, unsigned char *record, size_t body)
{
    unsigned char *start = record + RECORD_HEADER + MESSAGE_HEADER;
    size_t old = wire_u24(record + 14);
    unsigned char *rest = start + old;

    memmove(start + body, rest, (size_t) (datagram + len - rest));
    if (body > old)
        memset(start + old, 0, body - old);
    wire_put16(record + 11, (unsigned) (MESSAGE_HEADER + body));
    wire_put24(record + 14, (unsigned) body);
    wire_put24(record + 22, (unsigned) body);
    return len - old + body;
}

size_t wire_make(unsigned char *out, int content_type, int epoch, uint64_t sequence, const void *content, size_t len)
{
    int i;

    out[0] = (unsigned char) content_type;
    wire_put16(out + 1, 0xFEFD);
    wire_put16(out + 3, (unsigned) epoch);
    for (i = 0; i < 6; i++)
        out[5 + i] = (unsigned char) (sequence >> (40 - 8 * i));
    wire_put16(out + 11, (unsigned) len);
    if (len > 0)
        memcpy(out + RECORD_HEADER, content, len);
    return RECORD_HEADER + len;
}

size_t wire_make_message(unsigned char *out, int epoch, uint64_t sequence, int type, int message_seq, const void *body,
                         size_t len)
{
    unsigned char message[2048];

    message[0] = (unsigned char) type;
    wire_put24(message + 1, (unsigned) len);
    wire_put16(message + 4, (unsigned) message_seq);
    wire_put24(message + 6, 0);
    wire_put24(message + 9, (unsigned) len);
    if (len > 0)
        memcpy(message + MESSAGE_HEADER, body, len);
    return wire_make(out, HANDSHAKE, epoch, sequence, message, MESSAGE_HEADER + len);
}
