/* What the measurements share. */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>

#define MAX_BATCHES 100000

/* Ends the program with a word about what failed, if `ret` is not 0. */
void check(int ret, const char *what);

/* Seconds of the monotonic clock. */
double now(void);

/* The seconds that each batch took. */
extern double times[MAX_BATCHES];

/* Prints how many a second, by the 10th percentile of the batches' times. */
void print_rate(size_t batches, double in_batch);

/* Bytes of heap in use. */
size_t heap(void);

/* certificates.c: a chain and its authority, parsed and verified, a second. */
void bench_chain(const char *folder, const char *chain, const char *authority, double seconds);

/* certificates.c: bytes of heap for a parsed certificate, its struct among them. */
void bench_certificate(const char *folder, const char *name, int count);

#endif
