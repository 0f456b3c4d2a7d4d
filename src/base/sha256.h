/* SHA-256 (FIPS 180-4), as nettle computes it. */
#pragma once

#include "base/str.h"

#include <stdint.h>

enum { SHA256_SIZE = 32, SHA256_HEX = 65 };

/** The digest of `n` texts one after the other. */
void sha256_of(const str *parts, size_t n, unsigned char digest[SHA256_SIZE]);

/** A digest in hexadecimal digits, with a final zero. */
void sha256_hex(const unsigned char digest[SHA256_SIZE], char hex[SHA256_HEX]);
