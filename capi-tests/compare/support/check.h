/* A compare program is a list of named checks. Each prints `== name` and then what it saw; nothing is judged in the
   program itself: the same program runs on two libraries and the outputs have to be equal. */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>
#include <stdint.h>

struct check {
    const char *name;
    void (*run)(void);
};

/* Runs the checks named on the command line, or all; `--list` prints the names. The list ends with a NULL name. */
int checks_main(int argc, char **argv, const struct check *checks);

/* Ends the program: something that no library may influence went wrong (no memory, a missing file). */
void fatal(const char *format, ...);

/* Prints a line. */
void say(const char *format, ...);
/* Prints `what -> 0` or `what -> -0x6900`. Returns the code. */
int say_code(const char *what, int code);
/* Prints `what -> -0x....` where a count is expected: not negative in decimal, negative in hex. Returns the code. */
int say_count(const char *what, int code);
/* Prints bytes in hex behind a label. */
void say_hex(const char *what, const unsigned char *bytes, size_t len);

/* The path of a file among the test certificates; lives until the fourth next call. */
const char *cert_path(const char *file);
/* A whole file with a zero byte behind it that `len` does not count. The caller frees it. */
unsigned char *read_file(const char *path, size_t *len);

#endif
