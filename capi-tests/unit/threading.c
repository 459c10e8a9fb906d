#include "check.h"
#include <mbedtls/threading.h>
#include <pthread.h>
#include <string.h>

static mbedtls_threading_mutex_t mutex;
static long counter;

static void *count(void *unused)
{
    (void) unused;
    for (int i = 0; i < 20000; i++) {
        CHECK_EQ(mbedtls_mutex_lock(&mutex), 0);
        counter++;
        CHECK_EQ(mbedtls_mutex_unlock(&mutex), 0);
    }
    return NULL;
}

int main(void)
{
    pthread_t others[4];
    ONLY_OURS CHECK_EQ(mbedtls_mutex_lock(&mutex), MBEDTLS_ERR_THREADING_MUTEX_ERROR);
    memset(&mutex, 0xA5, sizeof mutex);
    mbedtls_mutex_init(&mutex);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(pthread_create(&others[i], NULL, count, NULL), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(others[i], NULL);
    }
    CHECK_EQ(counter, 80000);
    mbedtls_mutex_free(&mutex);
    mbedtls_mutex_free(&mutex);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_mutex_lock(&mutex), MBEDTLS_ERR_THREADING_MUTEX_ERROR);
        CHECK_EQ(mbedtls_mutex_unlock(&mutex), MBEDTLS_ERR_THREADING_MUTEX_ERROR);
    }
    CHECK_EQ(mbedtls_mutex_lock(NULL), MBEDTLS_ERR_THREADING_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mutex_unlock(NULL), MBEDTLS_ERR_THREADING_BAD_INPUT_DATA);
    mbedtls_mutex_init(NULL);
    mbedtls_mutex_free(NULL);
    return check_result();
}
