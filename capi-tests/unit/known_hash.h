/* What a hash gives for the examples of the standards. */
#ifndef UNIT_KNOWN_HASH_H
#define UNIT_KNOWN_HASH_H

struct known_hash {
    const char *of_abc, *of_nothing;
    /* Of a million times "a". */
    const char *of_many;
    /* The first word of the chaining value after "abc". */
    unsigned long long first_word;
};

#endif
