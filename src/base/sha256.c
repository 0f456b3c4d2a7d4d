#include "base/sha256.h"

#include <nettle/sha2.h>
#include <stdio.h>

void sha256_of(const str *parts, size_t n, unsigned char digest[SHA256_SIZE])
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    for (size_t i = 0; i < n; i++)
        sha256_update(&ctx, parts[i].n, (const uint8_t *)parts[i].p);
    sha256_digest(&ctx, SHA256_SIZE, digest);
}

void sha256_hex(const unsigned char digest[SHA256_SIZE], char hex[SHA256_HEX])
{
    for (size_t i = 0; i < SHA256_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}
