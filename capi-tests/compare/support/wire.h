/* What a datagram holds, as far as it can be read without keys. */
#ifndef WIRE_H
#define WIRE_H

#include <stddef.h>
#include <stdint.h>

enum {
    CCS = 20,
    ALERT = 21,
    HANDSHAKE = 22,
    APPLICATION = 23,
    CID_RECORD = 25,

    HELLO_REQUEST = 0,
    CLIENT_HELLO = 1,
    SERVER_HELLO = 2,
    HELLO_VERIFY_REQUEST = 3,
    CERTIFICATE = 11,
    SERVER_KEY_EXCHANGE = 12,
    CERTIFICATE_REQUEST = 13,
    SERVER_HELLO_DONE = 14,
    CERTIFICATE_VERIFY = 15,
    CLIENT_KEY_EXCHANGE = 16,
    FINISHED = 20
};

#define RECORD_HEADER 13
#define MESSAGE_HEADER 12

/* How long the connection ids in records of type CID_RECORD are; for wire_print and wire_slack. 0 by default. */
extern size_t wire_cid_len;

/* Prints the records: type, epoch/sequence number, and the handshake message or the alert where it is in clear. */
void wire_print(const unsigned char *datagram, size_t len);

/* ECDSA signatures vary in length by some bytes: how much shorter the ones in this datagram are than the longest of
   their curve. Sizes are printed with this added, so that they repeat. */
size_t wire_slack(const unsigned char *datagram, size_t len);

/* The first unfragmented, unencrypted handshake message of this type in a datagram: where its record starts, or NULL.
   `type` -1 takes any. */
unsigned char *wire_find(unsigned char *datagram, size_t len, int type);
/* The first record of this content type and epoch; NULL if there is none. */
unsigned char *wire_record(unsigned char *datagram, size_t len, int content_type, int epoch);
/* The first extension of this type in the ClientHello or ServerHello message that starts (with its 12-byte header) at
   `message`: its data, behind type and length; NULL if there is none. */
unsigned char *wire_extension(unsigned char *message, size_t len, int type, size_t *ext_len);

/* The same for writing: where the extensions' own length stands in such a message. */
unsigned char *wire_extensions(unsigned char *message);
/* Puts `body` into the place of an extension of the hello in `record` (as wire_find returned it), or adds it at the end if
   there is none; NULL takes it away. Returns the new length of the datagram. */
size_t wire_set_extension(unsigned char *datagram, size_t len, unsigned char *record, int type, const void *body,
                          size_t body_len);
/* Prints `WHAT TYPE HEX` for each extension of the hello in `record`; those of `but` (ends with -1) only by their type. */
void wire_say_extensions(const char *what, unsigned char *record, const int *but);

/* Makes the body of the message in `record` (as wire_find returned it) `body` bytes long, and the datagram with it:
   cut at its end, or filled up with zeros. Returns the new length of the datagram. */
size_t wire_resize(unsigned char *datagram, size_t len, unsigned char *record, size_t body);

/* A record in clear: header and content. Returns its length. */
size_t wire_make(unsigned char *out, int content_type, int epoch, uint64_t sequence, const void *content, size_t len);
/* A record with one unfragmented handshake message. Returns its length. */
size_t wire_make_message(unsigned char *out, int epoch, uint64_t sequence, int type, int message_seq, const void *body,
                         size_t len);

unsigned wire_u16(const unsigned char *p);
unsigned wire_u24(const unsigned char *p);
void wire_put16(unsigned char *p, unsigned value);
void wire_put24(unsigned char *p, unsigned value);

#endif
