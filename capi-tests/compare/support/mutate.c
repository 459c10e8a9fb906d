#include "mutate.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An element: where its header begins, how long header and content are. */
struct element {
    size_t at, header, content;
};

#define DEPTH_MAX 24

/* Reads a header. False if there is none, or the content does not fit. */
static int read_element(const unsigned char *bytes, size_t at, size_t end, struct element *element)
{
    size_t octets, i;

    if (at + 2 > end)
        return 0;
    element->at = at;
    element->header = 2;
    element->content = bytes[at + 1];
    if (bytes[at + 1] >= 0x80) {
        octets = bytes[at + 1] & 0x7F;
        if (octets == 0 || octets > 4 || at + 2 + octets > end)
            return 0;
        element->header = 2 + octets;
        element->content = 0;
        for (i = 0; i < octets; i++)
            element->content = element->content << 8 | bytes[at + 2 + i];
    }
    return element->content <= end - at - element->header;
}

/* Goes down at random: the elements from the outermost to the one chosen. */
static int choose(const unsigned char *bytes, size_t len, struct element *path)
{
    size_t at = 0, end = len;
    int depth = 0;

    while (depth < DEPTH_MAX) {
        struct element siblings[64];
        int count = 0;
        unsigned char tag;

        while (count < 64 && read_element(bytes, at, end, &siblings[count])) {
            at = siblings[count].at + siblings[count].header + siblings[count].content;
            count++;
        }
        /* What is no list of elements is not gone into. */
        if (count == 0 || (at != end && count < 64))
            break;
        path[depth] = siblings[pick((unsigned) count)];
        tag = bytes[path[depth].at];
        at = path[depth].at + path[depth].header;
        end = at + path[depth].content;
        depth++;
        if (pick(8) == 0)
            break;
        if (tag == 3 && path[depth - 1].content > 0)
            at++;
        else if ((tag & 0x20) == 0 && tag != 4)
            break;
    }
    return depth;
}

/* Writes the length of an element again, in as many octets as before. False if it does not fit. */
static int set_length(unsigned char *bytes, const struct element *element, size_t length)
{
    size_t octets = element->header - 2, i;

    if (octets == 0) {
        if (length >= 0x80)
            return 0;
        bytes[element->at + 1] = (unsigned char) length;
        return 1;
    }
    if (octets < sizeof length && length >> (8 * octets) != 0)
        return 0;
    for (i = 0; i < octets; i++)
        bytes[element->at + 2 + i] = (unsigned char) (length >> (8 * (octets - 1 - i)));
    return 1;
}

/* Puts `with` in the place of a part. */
static size_t replace(unsigned char *bytes, size_t len, size_t at, size_t part, const unsigned char *with, size_t with_len)
{
    if (len - part + with_len > MUTATED_MAX)
        return len;
    memmove(bytes + at + with_len, bytes + at + part, len - at - part);
    if (with_len > 0)
        memcpy(bytes + at, with, with_len);
    return len - part + with_len;
}

/* The same for whole elements; the lengths of what is around them follow, mostly. */
static size_t replace_elements(unsigned char *bytes, size_t len, const struct element *path, int depth, size_t at,
                               size_t part, const unsigned char *with, size_t with_len)
{
    size_t new_len = replace(bytes, len, at, part, with, with_len);

    if (pick(6) != 0 && new_len != len) {
        int i;

        for (i = 0; i < depth; i++)
            set_length(bytes, &path[i], path[i].content + with_len - part);
    }
    return new_len;
}

static const unsigned char tags[] = {
    0x30, 0x31, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1C, 0x1E,
    0x80, 0x81, 0x82, 0x84, 0x86, 0x87, 0x88, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0x00, 0x24, 0x10, 0x1F, 0xFF,
};

static size_t mutate_element(unsigned char *bytes, size_t len, const struct object *other)
{
    struct element path[DEPTH_MAX], foreign[DEPTH_MAX];
    int depth = choose(bytes, len, path), taken;
    const struct element *element = &path[depth - 1];
    unsigned char some[300];
    size_t whole, n;

    if (depth == 0)
        return len;
    whole = element->header + element->content;
    switch (pick(10)) {
    case 0:
        bytes[element->at] = tags[pick(sizeof tags)];
        return len;
    case 1:
        set_length(bytes, element, element->content + pick(5) - 2);
        return len;
    case 2:
        bytes[element->at + 1] = (unsigned char) (0x80 + pick(6));
        return len;
    case 3:
        return replace_elements(bytes, len, path, depth - 1, element->at, whole, NULL, 0);
    case 4:
        if (whole > sizeof some)
            return len;
        memcpy(some, bytes + element->at, whole);
        return replace_elements(bytes, len, path, depth - 1, element->at, 0, some, whole);
    case 5:
        n = pick(pick(4) == 0 ? 200 : 8);
        pick_bytes(NULL, some, n);
        return replace_elements(bytes, len, path, depth, element->at + element->header, element->content, some, n);
    case 6: /* One octet more or less in the content. */
        n = element->content == 0 ? 0 : pick((unsigned) element->content);
        pick_bytes(NULL, some, 1);
        return replace_elements(bytes, len, path, depth, element->at + element->header + n,
                                element->content == 0 ? 0 : pick(2), some, pick(2));
    case 7: /* The header in a longer form. */
        n = 1 + pick(5);
        memset(some, 0, sizeof some);
        some[0] = bytes[element->at];
        some[1] = (unsigned char) (0x80 | n);
        some[1 + n] = (unsigned char) element->content;
        if (n > 1)
            some[n] = (unsigned char) (element->content >> 8);
        return replace_elements(bytes, len, path, depth - 1, element->at, element->header, some, n + 2);
    default: /* An element of another object in the place of this one, or before it. */
        taken = choose(other->bytes, other->len, foreign) - 1;
        if (taken < 0)
            return len;
        n = foreign[taken].header + foreign[taken].content;
        return replace_elements(bytes, len, path, depth - 1, element->at, pick(3) == 0 ? 0 : whole,
                                other->bytes + foreign[taken].at, n);
    }
}

static size_t mutate_bytes(unsigned char *bytes, size_t len)
{
    size_t at = pick((unsigned) len), n;
    unsigned char some[16];

    switch (pick(6)) {
    case 0:
        bytes[at] ^= (unsigned char) (1u << pick(8));
        return len;
    case 1:
        bytes[at] = (unsigned char) pick(256);
        return len;
    case 2:
        bytes[at] = (unsigned char) (bytes[at] + (pick(2) ? 1 : -1));
        return len;
    case 3:
        n = 1 + pick(4);
        return at + n > len ? len : replace(bytes, len, at, n, NULL, 0);
    case 4:
        n = 1 + pick(4);
        pick_bytes(NULL, some, n);
        return replace(bytes, len, at, 0, some, n);
    default:
        return pick(10) == 0 ? at : len;
    }
}

size_t mutate(const struct object *objects, size_t count, unsigned char *out, const struct object **from)
{
    const struct object *object;
    size_t len;
    unsigned changes;

    do
        object = &objects[pick((unsigned) count)];
    while (object->len == 0 || object->len > MUTATED_MAX / 2);
    *from = object;
    len = object->len;
    memcpy(out, object->bytes, len);
    for (changes = 1 + (pick(3) == 0 ? pick(4) : 0); changes > 0 && len > 4; changes--) {
        if (pick(3) == 0)
            len = mutate_bytes(out, len);
        else
            len = mutate_element(out, len, &objects[pick((unsigned) count)]);
    }
    return len;
}

static unsigned long from_environment(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);

    return text == NULL ? otherwise : strtoul(text, NULL, 0);
}

unsigned long begin_mutations(unsigned long count)
{
    /* A state of zero would stay zero. */
    random_state = from_environment("SEED", 0x9E3779B97F4A7C15u) | 1;
    say("SEED=0x%llx", (unsigned long long) random_state);
    return from_environment("MUTATIONS", count);
}

int show_mutation(unsigned long number, const struct object *from, const unsigned char *bytes, size_t len)
{
    char label[300];

    if (from_environment("MUTATION", 0xFFFFFFFF) != number)
        return 0;
    snprintf(label, sizeof label, "%lu of %s:", number, from->name);
    say_hex(label, bytes, len);
    return 1;
}
