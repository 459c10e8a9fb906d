/* Generated from src/ffi/timing by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_TIMING_H
#define MBEDTLS_TIMING_H

#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * A point in time to measure from.
 */
typedef struct mbedtls_timing_hr_time {
    /**
     * The start in nanoseconds of the monotonic clock, then reserve.
     */
    uint64_t MBEDTLS_PRIVATE(opaque)[4];
} mbedtls_timing_hr_time;

/**
 * A timer with an intermediate and a final delay. It needs no init and no free; all zeroes is a cancelled timer.
 */
typedef struct mbedtls_timing_delay_context {
    struct mbedtls_timing_hr_time MBEDTLS_PRIVATE(timer);
    uint32_t MBEDTLS_PRIVATE(int_ms);
    uint32_t MBEDTLS_PRIVATE(fin_ms);
} mbedtls_timing_delay_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Milliseconds since the start that was set in `val`.
 *
 * \param val    The start; with a non-zero `reset` it is set to now. NULL gives 0.
 * \param reset  Non-zero to start anew.
 *
 * \return       The milliseconds passed, 0 when started anew.
 */
unsigned long mbedtls_timing_get_timer(struct mbedtls_timing_hr_time *val, int reset);

/**
 * Starts the timer with two delays, in place of what ran before; for `mbedtls_ssl_set_timer_cb()`.
 *
 * \param data    The `mbedtls_timing_delay_context`. NULL is ignored.
 * \param int_ms  The intermediate delay in milliseconds, not above `fin_ms`.
 * \param fin_ms  The final delay in milliseconds; 0 cancels the timer.
 */
void mbedtls_timing_set_delay(void *data, uint32_t int_ms, uint32_t fin_ms);

/**
 * Tells which delays have passed; for `mbedtls_ssl_set_timer_cb()`.
 *
 * \param data  The `mbedtls_timing_delay_context`. NULL counts as cancelled.
 *
 * \return      -1 if the timer is cancelled (`fin_ms` = 0), 0 if neither delay has passed, 1 if only the intermediate
 *              one has, 2 if the final one has.
 */
int mbedtls_timing_get_delay(void *data);

/**
 * The final delay that was set last; for programs that wait for events.
 *
 * \param data  The timer. NULL gives 0.
 *
 * \return      The final delay in milliseconds, 0 if the timer is cancelled.
 */
uint32_t mbedtls_timing_get_final_delay(const struct mbedtls_timing_delay_context *data);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_TIMING_H */
