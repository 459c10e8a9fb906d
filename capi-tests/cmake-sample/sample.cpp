// The headers in C++, and the library behind them.
#include <mbedtls/error.h>
#include <mbedtls/ssl.h>
#include <mbedtls/timing.h>
#include <iostream>
#include <string>

int main()
{
    char words[100];
    mbedtls_strerror(MBEDTLS_ERR_SSL_TIMEOUT, words, sizeof words);
    mbedtls_timing_delay_context timer = {};
    mbedtls_timing_set_delay(&timer, 1000, 4000);
    std::cout << words << '\n';
    return std::string(words).rfind("SSL - ", 0) == 0 && mbedtls_timing_get_delay(&timer) == 0 ? 0 : 1;
}
