/* What takes long to make and follows from its input alone, kept from one run to the next in the
 * user's cache folder: $XDG_CACHE_HOME/banxin, else ~/.cache/banxin. Nothing depends on it but
 * time: what cannot be read, is damaged or belongs to somebody else counts as not there, what
 * cannot be written is not kept, and neither is an error. */
#pragma once

#include "base/buf.h"
#include "base/sha256.h"

/** A folder of the cache: banxin/`part` in it; NULL: the user has none. */
const char *cache_folder(struct arena *a, const char *part);

/** The most that the objects of the cache take; the ones unused for longest go first. */
#define CACHE_SIZE_MAX ((int64_t)256 << 20)

/** What an object is made of. */
struct cache_key {
    unsigned char digest[SHA256_SIZE];
};

/** The key of what `maker` makes of the inputs. The maker names all that decides beside them: the
 * form of the object, the versions of libraries, parameters. */
struct cache_key cache_key(const char *maker, const str *inputs, size_t n);

/** Appends the object of a key; false, and nothing appended, when there is none that is whole (room
 * may have been made in `out` all the same, which its owner frees). */
bool cache_get(const struct cache_key *key, struct buf *out);

/** Keeps an object; other threads and programs see all of it or nothing. */
void cache_put(const struct cache_key *key, str object);
