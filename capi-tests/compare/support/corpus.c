#include "corpus.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef CORPUS
#error "CORPUS is the folder that tests/corpus fills: compile with -DCORPUS=\"...\""
#endif

const char *corpus_path(const char *file)
{
    static char paths[4][1024];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", CORPUS, file);
    return path;
}

static int ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);

    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* Reads the object that a line of a list names. The caller frees its bytes. */
static void read_object(struct object *object, const char *family, char *line)
{
    char file[512];
    char *space = strchr(line, ' ');

    object->password = space == NULL ? NULL : space + 1;
    if (space != NULL)
        *space = 0;
    snprintf(object->name, sizeof object->name, "%s", line);
    snprintf(file, sizeof file, "%s/%s", family, line);
    object->bytes = read_file(corpus_path(file), &object->len);
    object->len += (size_t) ends_with(line, ".pem");
}

static FILE *open_list(const char *family)
{
    char file[256];
    FILE *list;

    snprintf(file, sizeof file, "%s/list", family);
    list = fopen(corpus_path(file), "r");
    if (list == NULL)
        fatal("cannot read %s", corpus_path(file));
    return list;
}

void each_object(const char *family, void (*visit)(const struct object *))
{
    FILE *list = open_list(family);
    char line[256];

    while (fgets(line, sizeof line, list) != NULL) {
        struct object object;

        line[strcspn(line, "\n")] = 0;
        read_object(&object, family, line);
        visit(&object);
        free(object.bytes);
    }
    fclose(list);
}

const struct object *all_objects(const char *const *families, size_t *count)
{
    struct object *objects = NULL;
    size_t n = 0;

    for (; *families != NULL; families++) {
        FILE *list = open_list(*families);
        char line[256];

        while (fgets(line, sizeof line, list) != NULL) {
            line[strcspn(line, "\n")] = 0;
            if (ends_with(line, ".pem"))
                continue;
            objects = realloc(objects, (n + 1) * sizeof *objects);
            if (objects == NULL)
                fatal("no memory");
            read_object(&objects[n], *families, line);
            objects[n++].password = NULL;
        }
        fclose(list);
    }
    *count = n;
    return objects;
}

uint64_t sum_bytes(uint64_t sum, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;

    for (; len > 0; len--)
        sum = (sum ^ *p++) * 0x100000001B3ull;
    return sum;
}

uint64_t sum_text(uint64_t sum, const char *text)
{
    return sum_bytes(sum, text, strlen(text) + 1);
}

uint64_t sum_number(uint64_t sum, long long number)
{
    return sum_bytes(sum, &number, sizeof number);
}

uint64_t random_state = 1;

unsigned pick(unsigned below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned) (random_state >> 24) % below;
}

int pick_bytes(void *context, unsigned char *out, size_t len)
{
    (void) context;
    while (len-- > 0)
        *out++ = (unsigned char) pick(256);
    return 0;
}
