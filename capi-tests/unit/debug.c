#include "check.h"
#include <mbedtls/debug.h>
#include <stdarg.h>
#include <string.h>

MBEDTLS_PRINTF_ATTRIBUTE(2, 3)
static void print(char *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(to, 40, format, arguments);
    va_end(arguments);
}

int main(void)
{
    char text[40];
    print(text, "%" MBEDTLS_PRINTF_SIZET " %" MBEDTLS_PRINTF_LONGLONG " %" MBEDTLS_PRINTF_MS_TIME, (size_t) 1,
          2LL, (int64_t) 3);
    CHECK_EQ(strcmp(text, "1 2 3"), 0);
    /* What it does is seen in the flows; any number is taken. */
    mbedtls_debug_set_threshold(4);
    mbedtls_debug_set_threshold(1000);
    mbedtls_debug_set_threshold(-1);
    mbedtls_debug_set_threshold(0);
    return check_result();
}
