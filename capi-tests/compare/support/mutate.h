/* Random changes of DER, the same for the same numbers. */
#ifndef MUTATE_H
#define MUTATE_H

#include "corpus.h"

/* Room for a changed object. */
#define MUTATED_MAX 8192

/* Takes one of the objects and changes it: bits, octets, tags, lengths, whole elements; writes into `out`, which has
   room for MUTATED_MAX, and returns the length. `from` becomes the object that was taken. */
size_t mutate(const struct object *objects, size_t count, unsigned char *out, const struct object **from);

/* How many changes are made (MUTATIONS), and the seed of them (SEED), from the environment or as given. Prints the
   seed and begins with it. */
unsigned long begin_mutations(unsigned long count);
/* True for the one whose bytes are to be printed (MUTATION in the environment): prints them. */
int show_mutation(unsigned long number, const struct object *from, const unsigned char *bytes, size_t len);

#endif
