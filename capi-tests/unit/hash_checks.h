/*
 * The checks of a header with one hash, or a long and a cut one. A unit defines, before it includes this:
 *
 *   hash_context         the header's context
 *   BLOCK                how long a block is
 *   LENGTH_AT            where a padded block has the low byte of its length in bits
 *   BAD_INPUT            the error number for NULL
 *   hashes               the hashes of the header (struct known_hash); the place of one is its `variant` below
 *   init, release, copy, starts, update, finish, process, whole     the functions of the header
 *
 * and calls hash_checks().
 */
#ifndef UNIT_HASH_CHECKS_H
#define UNIT_HASH_CHECKS_H

#define VARIANTS ((int) (sizeof hashes / sizeof hashes[0]))

static const unsigned char abc[] = "abc";

/* The examples of the standards: "abc", nothing, and a million times "a". */
static void known(int variant)
{
    unsigned char out[64];
    static unsigned char many[1000000];
    memset(many, 'a', sizeof many);
    CHECK_EQ(whole(abc, 3, out, variant), 0);
    CHECK_HEX(out, hashes[variant].of_abc);
    CHECK_EQ(whole(NULL, 0, out, variant), 0);
    CHECK_HEX(out, hashes[variant].of_nothing);
    CHECK_EQ(whole(many, sizeof many, out, variant), 0);
    CHECK_HEX(out, hashes[variant].of_many);
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(whole(out, 3, out, variant), 0);
    CHECK_HEX(out, hashes[variant].of_abc);
}

/* Contexts are copied by assignment and by clone, go on by themselves, and need no free. */
static void copies(int variant)
{
    hash_context ctx, assigned, cloned;
    unsigned char out[64];
    memset(&ctx, 0xA5, sizeof ctx);
    init(&ctx);
    CHECK_EQ(starts(&ctx, variant), 0);
    CHECK_EQ(update(&ctx, abc, 1), 0);
    assigned = ctx;
    init(&cloned);
    copy(&cloned, &ctx);
    CHECK_EQ(update(&ctx, abc, 3), 0);
    CHECK_EQ(update(&assigned, abc + 1, 2), 0);
    CHECK_EQ(update(&assigned, NULL, 0), 0);
    CHECK_EQ(finish(&assigned, out), 0);
    CHECK_HEX(out, hashes[variant].of_abc);
    CHECK_EQ(update(&cloned, abc + 1, 2), 0);
    CHECK_EQ(finish(&cloned, out), 0);
    CHECK_HEX(out, hashes[variant].of_abc);
    CHECK_EQ(finish(&ctx, out), 0);
    /* What was hashed is not left behind. */
    CHECK_EQ(starts(&ctx, variant), 0);
    CHECK_EQ(update(&ctx, abc, 3), 0);
    release(&ctx);
    for (size_t i = 0; i < sizeof ctx; i++) {
        CHECK_EQ(((unsigned char *) &ctx)[i], 0);
    }
    release(&ctx);
}

/* Every way to cut a message gives the same hash. */
static void pieces(int variant)
{
    unsigned char message[3 * BLOCK], once[64] = { 0 }, out[64] = { 0 };
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (unsigned char) (i * 11);
    }
    CHECK_EQ(whole(message, sizeof message, once, variant), 0);
    for (size_t piece = 1; piece < sizeof message; piece++) {
        hash_context ctx;
        init(&ctx);
        CHECK_EQ(starts(&ctx, variant), 0);
        for (size_t at = 0; at < sizeof message; at += piece) {
            size_t left = sizeof message - at;
            CHECK_EQ(update(&ctx, message + at, left < piece ? left : piece), 0);
        }
        CHECK_EQ(finish(&ctx, out), 0);
        CHECK_EQ(memcmp(out, once, strlen(hashes[variant].of_abc) / 2), 0);
    }
}

/* Field by field: between the fields of a context may lie anything. */
static int same(const hash_context *one, const hash_context *other)
{
#define SAME(field)                                                                               \
    (memcmp(one->MBEDTLS_PRIVATE(field), other->MBEDTLS_PRIVATE(field), sizeof one->MBEDTLS_PRIVATE(field)) == 0)
    return SAME(state) && SAME(total) && SAME(buffer);
#undef SAME
}

/* The bare compression function makes the hash of "abc" out of its padded block. */
static void bare(int variant)
{
    hash_context ctx, other;
    unsigned char block[BLOCK] = { 'a', 'b', 'c', 0x80 };
    block[LENGTH_AT] = 24;
    init(&ctx);
    CHECK_EQ(starts(&ctx, variant), 0);
    other = ctx;
    CHECK_EQ(process(&ctx, block), 0);
    CHECK(!same(&ctx, &other));
    CHECK_EQ(process(&other, block), 0);
    CHECK(same(&ctx, &other));
    CHECK(ctx.MBEDTLS_PRIVATE(state)[0] == hashes[variant].first_word);
}

static void wrong(void)
{
    hash_context ctx;
    unsigned char out[64];
    init(&ctx);
    /* Never started: a hash of some kind, and no crash. */
    CHECK_EQ(update(&ctx, abc, 3), 0);
    CHECK_EQ(finish(&ctx, out), 0);
    release(NULL);
    ONLY_OURS
    {
        init(NULL);
        copy(NULL, &ctx);
        copy(&ctx, NULL);
        CHECK_EQ(starts(NULL, 0), BAD_INPUT);
        CHECK_EQ(starts(&ctx, 0), 0);
        CHECK_EQ(update(NULL, abc, 3), BAD_INPUT);
        CHECK_EQ(update(&ctx, NULL, 3), BAD_INPUT);
        CHECK_EQ(finish(NULL, out), BAD_INPUT);
        CHECK_EQ(finish(&ctx, NULL), BAD_INPUT);
        CHECK_EQ(process(&ctx, NULL), BAD_INPUT);
        CHECK_EQ(process(NULL, out), BAD_INPUT);
        CHECK_EQ(whole(NULL, 3, out, 0), BAD_INPUT);
        CHECK_EQ(whole(abc, 3, NULL, 0), BAD_INPUT);
    }
}

static void hash_checks(void)
{
    for (int variant = 0; variant < VARIANTS; variant++) {
        known(variant);
        copies(variant);
        pieces(variant);
        bare(variant);
    }
    wrong();
}

#endif
