/* Records of epoch 1 made and opened outside of the library: AES-128-GCM with keys from the export callback. With this
   a check sends what no honest peer would. */
#ifndef SEAL_H
#define SEAL_H

#include "pair.h"

struct keys {
    int known;
    unsigned char client_key[16], server_key[16];
    unsigned char client_iv[4], server_iv[4];
};

/* Before the handshake: collects the keys of the context of `side`. */
void seal_watch(struct side *side, struct keys *keys);

/* A record as if `from` had sent it: type, sequence number in epoch 1, content. Returns its length. */
size_t seal_record(const struct keys *keys, const struct side *from, unsigned char *out, int content_type,
                   uint64_t sequence, const void *content, size_t len);
/* The same for a handshake message in one piece. */
size_t seal_message(const struct keys *keys, const struct side *from, unsigned char *out, uint64_t sequence, int type,
                    int message_seq, const void *body, size_t len);
/* The content of a record of epoch 1 that `from` sent; its length, or -1 if the tag is wrong. */
int seal_open(const struct keys *keys, const struct side *from, const unsigned char *record, size_t len,
              unsigned char *out);

/* A record with a connection id (RFC 9146), whose inner plaintext (content, content type, zeros) is given. */
size_t seal_cid_record(const struct keys *keys, const struct side *from, unsigned char *out, const void *cid,
                       size_t cid_len, uint64_t sequence, const void *inner, size_t len);
/* The inner plaintext of such a record; its length, or -1 if the tag is wrong. */
int seal_open_cid(const struct keys *keys, const struct side *from, const unsigned char *record, size_t len,
                  size_t cid_len, unsigned char *out);

#endif
