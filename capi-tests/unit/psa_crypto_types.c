#include "check.h"
#include <psa/crypto_types.h>

int main(void)
{
    CHECK_EQ(sizeof(psa_status_t), 4);
    CHECK_EQ(sizeof(psa_key_type_t), 2);
    CHECK_EQ(sizeof(psa_ecc_family_t), 1);
    CHECK_EQ(sizeof(psa_algorithm_t), 4);
    CHECK_EQ(sizeof(psa_key_id_t), 4);
    CHECK_EQ(sizeof(mbedtls_svc_key_id_t), 4);
    CHECK_EQ(sizeof(psa_key_usage_t), 4);
    CHECK((psa_status_t) -1 < 0);
    return check_result();
}
