/* asn1.h and asn1write.h: DER element by element, from random bytes and into buffers that are too small. */
#include "support/check.h"
#include <mbedtls/asn1.h>
#include <mbedtls/asn1write.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state;

static uint32_t number(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static uint64_t sum;

/* Everything that a call changed goes into one number; a call that goes wrong changes it. */
static void add(long long value)
{
    sum = (sum ^ (uint64_t) value) * 1099511628211u;
}

static void say_sum(const char *what)
{
    say("%s: %016llx", what, (unsigned long long) sum);
    sum = 14695981039346656037u;
}

/* Bytes that look like DER more often than random ones do. */
static size_t make(unsigned char *data, size_t size)
{
    static const unsigned char tags[] = { 1, 2, 3, 4, 5, 6, 0x0a, 0x0c, 0x30, 0x30, 0x31, 0xa0 };
    size_t len = number((uint32_t) size), at = 0;
    while (at < len) {
        switch (number(6)) {
        case 0:
            data[at++] = (unsigned char) number(256);
            break;
        case 1:
            data[at++] = (unsigned char) number(8);
            break;
        case 2:
            data[at++] = (unsigned char) (0x80 + number(7));
            break;
        case 3:
            data[at++] = 0;
            break;
        default:
            data[at++] = tags[number(sizeof tags)];
            if (at < len)
                data[at++] = (unsigned char) number((uint32_t) (len - at + 3));
        }
    }
    return len;
}

static void add_position(const unsigned char *data, const unsigned char *p)
{
    add(p - data);
}

static void add_buf(const unsigned char *data, const mbedtls_asn1_buf *buf)
{
    add(buf->tag);
    add((long long) buf->len);
    add(buf->p == NULL ? -1 : buf->p - data);
}

struct visits {
    const unsigned char *data;
    int left;
};

static int visit(void *context, int tag, unsigned char *start, size_t len)
{
    struct visits *visits = context;
    add(tag);
    add((long long) len);
    add_position(visits->data, start);
    return visits->left-- == 0 ? -77 : 0;
}

static void read_one(unsigned char *data, size_t len, int which)
{
    static const int due[] = { 0x30, 2, 3, 0x0a, 5 };
    unsigned char *p = data;
    const unsigned char *end = data + len;
    mbedtls_asn1_buf alg = { 0, 0, NULL }, params = { 0, 0, NULL };
    mbedtls_asn1_bitstring bits = { 0, 0, NULL };
    mbedtls_asn1_sequence list;
    struct visits visits;
    int code = 0, value = -1;
    size_t found = 4711;

    switch (which) {
    case 0:
        code = mbedtls_asn1_get_len(&p, end, &found);
        break;
    case 1:
        code = mbedtls_asn1_get_tag(&p, end, &found, due[number(5)]);
        break;
    case 2:
        code = mbedtls_asn1_get_bool(&p, end, &value);
        break;
    case 3:
        code = mbedtls_asn1_get_int(&p, end, &value);
        break;
    case 4:
        code = mbedtls_asn1_get_enum(&p, end, &value);
        break;
    case 5:
        code = mbedtls_asn1_get_bitstring(&p, end, &bits);
        add((long long) bits.len);
        add(bits.unused_bits);
        add(bits.p == NULL ? -1 : bits.p - data);
        break;
    case 6:
        code = mbedtls_asn1_get_bitstring_null(&p, end, &found);
        break;
    case 7:
        code = mbedtls_asn1_get_alg(&p, end, &alg, &params);
        add_buf(data, &params);
        break;
    case 8:
        code = mbedtls_asn1_get_alg_null(&p, end, &alg);
        break;
    case 9:
        memset(&list, 0x55, sizeof list);
        code = mbedtls_asn1_get_sequence_of(&p, end, &list, due[number(5)]);
        for (const mbedtls_asn1_sequence *node = &list; node != NULL; node = node->next)
            add_buf(data, &node->buf);
        mbedtls_asn1_sequence_free(list.next);
        break;
    default:
        visits.data = data;
        visits.left = (int) number(4);
        code = mbedtls_asn1_traverse_sequence_of(&p, end, (unsigned char) (number(2) * 0x0f),
                                                 (unsigned char) (number(3)), (unsigned char) (number(2) * 0x3f),
                                                 (unsigned char) number(8), visit, &visits);
    }
    add(code);
    add(value);
    add((long long) found);
    add_buf(data, &alg);
    add_position(data, p);
}

static void reading(void)
{
    static const char *const names[] = { "len",       "tag",  "bool",     "int",         "enum",    "bitstring",
                                         "bitstring_null", "alg", "alg_null", "sequence_of", "traverse" };
    for (int which = 0; which < 11; which++) {
        state = 5;
        for (int i = 0; i < 20000; i++) {
            unsigned char data[40];
            size_t len = make(data, sizeof data);
            /* Most of them begin well. */
            static const unsigned char first[] = { 0x30, 0x30, 1, 2, 0x0a, 3, 3, 0x30, 0x30, 0x30, 0x30 };
            if (len > 1 && number(4) != 0) {
                data[0] = first[which];
                if (number(2) != 0)
                    data[1] = (unsigned char) (len - 2);
            }
            read_one(data, len, which);
        }
        say_sum(names[which]);
    }
}

static int write_one(unsigned char **p, const unsigned char *start, int which)
{
    static const unsigned char octets[200] = { 0x81, 0x42, 0, 0x10, 0 };
    size_t len = number(8) == 0 ? 100 + number(100) : number(12);
    const char *text = (const char *) octets;
    static const int numbers[] = { 0, 1, 127, 128, 255, 256, 65535, 0x7fffffff, -1, -300, 0x800000 };
    int value = numbers[number(11)];

    switch (which) {
    case 0:
        return mbedtls_asn1_write_len(p, start, (size_t) 1 << number(34));
    case 1:
        return mbedtls_asn1_write_tag(p, start, (unsigned char) number(256));
    case 2:
        return mbedtls_asn1_write_raw_buffer(p, start, octets, len);
    case 3:
        return mbedtls_asn1_write_null(p, start);
    case 4:
        return mbedtls_asn1_write_oid(p, start, text, len);
    case 5:
        return mbedtls_asn1_write_algorithm_identifier(p, start, text, len, number(3));
    case 6:
        return mbedtls_asn1_write_algorithm_identifier_ext(p, start, text, len, number(3), (int) number(2));
    case 7:
        return mbedtls_asn1_write_bool(p, start, (int) number(3));
    case 8:
        return mbedtls_asn1_write_int(p, start, value);
    case 9:
        return mbedtls_asn1_write_enum(p, start, value);
    case 10:
        return mbedtls_asn1_write_tagged_string(p, start, (int) number(300), text, len);
    case 11:
        return mbedtls_asn1_write_printable_string(p, start, text, len);
    case 12:
        return mbedtls_asn1_write_utf8_string(p, start, text, len);
    case 13:
        return mbedtls_asn1_write_ia5_string(p, start, text, len);
    case 14:
        return mbedtls_asn1_write_bitstring(p, start, octets, number(50));
    case 15:
        return mbedtls_asn1_write_named_bitstring(p, start, octets, number(50));
    default:
        return mbedtls_asn1_write_octet_string(p, start, octets, len);
    }
}

static void writing(void)
{
    static const char *const names[] = { "len",  "tag",       "raw",  "null",       "oid",
                                         "alg",  "alg_ext",   "bool", "int",        "enum",
                                         "tagged_string", "printable_string", "utf8_string", "ia5_string",
                                         "bitstring", "named_bitstring", "octet_string" };
    for (int which = 0; which < 17; which++) {
        state = 11;
        for (int i = 0; i < 4000; i++) {
            unsigned char buffer[220];
            size_t room = number(3) == 0 ? sizeof buffer : number(16);
            unsigned char *p = buffer + room;
            memset(buffer, 0xee, sizeof buffer);
            add(write_one(&p, buffer, which));
            add_position(buffer, p);
            for (size_t at = 0; at < sizeof buffer; at++)
                add(buffer[at]);
        }
        say_sum(names[which]);
    }
}

static void say_list(const mbedtls_asn1_named_data *list)
{
    for (const mbedtls_asn1_named_data *node = list; node != NULL; node = node->next) {
        say("  %d %d %d", node->oid.tag, node->val.tag, node->MBEDTLS_PRIVATE(next_merged));
        say_hex("  oid", node->oid.p, node->oid.len);
        say_hex("  val", node->val.p, node->val.len);
        say("  %s", node->val.p == NULL ? "no value" : "a value");
    }
}

static void named_data(void)
{
    mbedtls_asn1_named_data *list = NULL, *node;
    const struct {
        const char *oid;
        const char *value;
        size_t len;
    } steps[] = {
        { "abc", "one", 3 },  { "abd", "two", 3 }, { "abc", "three", 5 }, { "abc", NULL, 5 }, { "abd", NULL, 7 },
        { "abd", "x", 0 },    { "abe", NULL, 2 },  { "abf", NULL, 0 },    { "abf", "y", 1 },  { "ab", "z", 1 },
        { "abd", "four", 4 }, { "", "empty", 5 },  { "", "", 0 },
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        node = mbedtls_asn1_store_named_data(&list, steps[i].oid, strlen(steps[i].oid),
                                             (const unsigned char *) steps[i].value, steps[i].len);
        if (node == NULL)
            fatal("no memory");
        say("step %d", (int) i);
        node->val.tag = (int) i;
        say_list(list);
    }
    say("found: %d", mbedtls_asn1_find_named_data(list, "abe", 3) != NULL);
    say("found: %d", mbedtls_asn1_find_named_data(list, "abx", 3) != NULL);
    say("found: %d", mbedtls_asn1_find_named_data(list, "abe", 2) == mbedtls_asn1_find_named_data(list, "ab", 2));
    say("found: %d", mbedtls_asn1_find_named_data(NULL, "ab", 2) != NULL);
    mbedtls_asn1_free_named_data(list->next);
    say_list(list->next);
    list->next = NULL;
    mbedtls_asn1_free_named_data_list(&list);
    say("list: %d", list != NULL);
}

static const struct check checks[] = {
    { "reading", reading },
    { "writing", writing },
    { "named-data", named_data },
    { NULL, NULL },
};

int main(int argc, char **argv)
{
    sum = 14695981039346656037u;
    return checks_main(argc, argv, checks);
}
