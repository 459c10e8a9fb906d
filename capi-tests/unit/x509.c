#include "check.h"
#include "certs.h"
#include <mbedtls/x509.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

static void names(void)
{
    mbedtls_x509_crt crt;
    char text[100], small[10];
    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-p256.crt")), 0);
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &crt.subject), strlen("CN=localhost, O=libdtls tests"));
    CHECK_EQ(strcmp(text, "CN=localhost, O=libdtls tests"), 0);
    CHECK_EQ(mbedtls_x509_dn_gets(small, sizeof small, &crt.subject), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    mbedtls_x509_name *next = mbedtls_x509_dn_get_next(&crt.subject);
    CHECK(next != NULL && next->val.len == 13);
    CHECK(next == NULL || mbedtls_x509_dn_get_next(next) == NULL);

    int length = mbedtls_x509_serial_gets(text, sizeof text, &crt.serial);
    CHECK_EQ(length, strlen(text));
    CHECK_EQ(length, 3 * crt.serial.len - 1);
    CHECK_EQ(mbedtls_x509_serial_gets(small, 3, &crt.serial), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);

    unsigned char serial[] = { 0x00, 0x0A, 0xFF };
    mbedtls_x509_buf buf = { 2, sizeof serial, serial };
    mbedtls_x509_serial_gets(text, sizeof text, &buf);
    CHECK_EQ(strcmp(text, "0A:FF"), 0);
    mbedtls_x509_crt_free(&crt);
}

static void times(void)
{
    mbedtls_x509_time past = { 2001, 2, 3, 4, 5, 6 }, future = { 2200, 1, 1, 0, 0, 0 }, now;
    CHECK_EQ(mbedtls_x509_time_is_past(&past), 1);
    CHECK_EQ(mbedtls_x509_time_is_past(&future), 0);
    CHECK_EQ(mbedtls_x509_time_is_future(&past), 0);
    CHECK_EQ(mbedtls_x509_time_is_future(&future), 1);
    CHECK(mbedtls_x509_time_cmp(&past, &future) < 0);
    CHECK(mbedtls_x509_time_cmp(&future, &past) > 0);
    CHECK_EQ(mbedtls_x509_time_cmp(&past, &past), 0);
    mbedtls_x509_time later = past;
    later.sec++;
    CHECK(mbedtls_x509_time_cmp(&past, &later) < 0);
    CHECK_EQ(mbedtls_x509_time_gmtime(951826555, &now), 0);
    mbedtls_x509_time leap_day = { 2000, 2, 29, 12, 15, 55 };
    CHECK_EQ(mbedtls_x509_time_cmp(&now, &leap_day), 0);
}

static void null_pointers(void)
{
    ONLY_OURS
    {
        char text[20];
        mbedtls_x509_time now = { 2001, 2, 3, 4, 5, 6 };
        CHECK(mbedtls_x509_dn_gets(text, sizeof text, NULL) <= 0);
        CHECK(mbedtls_x509_serial_gets(text, sizeof text, NULL) < 0);
        CHECK(mbedtls_x509_dn_get_next(NULL) == NULL);
        CHECK(mbedtls_x509_time_gmtime(0, NULL) != 0);
        /* A time that is not there is out of date on both sides. */
        CHECK(mbedtls_x509_time_is_past(NULL) != 0);
        CHECK(mbedtls_x509_time_is_future(NULL) != 0);
        (void) now;
    }
}

int main(void)
{
    names();
    times();
    null_pointers();
    return check_result();
}
