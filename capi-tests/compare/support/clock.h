/* A program that is linked with this stands still in time, whatever library asks: at CLOCK_NOW, in seconds since 1970. */
#ifndef CLOCK_H
#define CLOCK_H

#define CLOCK_NOW 1781524800ll /* 2026-06-15 12:00:00 UTC, as in tests/corpus/paths.rs */

/* Sets another time. */
void set_clock(long long now);

#endif
