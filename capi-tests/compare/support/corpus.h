/* The objects that tests/corpus makes: see there how they lie on disk. */
#ifndef CORPUS_H
#define CORPUS_H

#include <stddef.h>
#include <stdint.h>

struct object {
    /* The name of its file. */
    char name[256];
    /* NULL if there is none. */
    const char *password;
    /* The content, with a zero byte behind it. */
    unsigned char *bytes;
    /* The length; that of a text counts its zero byte, as the parsers want it. */
    size_t len;
};

/* Calls `visit` for each object of a family, such as "certificates/names", in the order of its list. */
void each_object(const char *family, void (*visit)(const struct object *));

/* Every object that is no text of these families (the last is NULL), kept until the end of the program. */
const struct object *all_objects(const char *const *families, size_t *count);

/* A file below the corpus; lives until the fourth next call. */
const char *corpus_path(const char *file);

/* A number for bytes (FNV-1a), going on from another; begin with SUM. */
#define SUM 0xCBF29CE484222325ull
uint64_t sum_bytes(uint64_t sum, const void *bytes, size_t len);
uint64_t sum_text(uint64_t sum, const char *text);
uint64_t sum_number(uint64_t sum, long long number);

/* A generator of numbers from a seed, the same everywhere. */
extern uint64_t random_state;
unsigned pick(unsigned below);
/* Numbers for functions that ask for a generator. */
int pick_bytes(void *context, unsigned char *out, size_t len);

#endif
