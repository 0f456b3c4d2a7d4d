/* A borrowed slice of bytes (UTF-8 unless said otherwise). It owns nothing and need not end in
 * NUL; whoever hands one out says how long it lives. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
    const char *p;
    size_t n;
} str;

#define STR(literal) ((str){"" literal "", sizeof(literal) - 1})
/** For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline str str_of(const char *z)
{
    return (str){z, z ? strlen(z) : 0};
}

static inline bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(str a, const char *z)
{
    return str_eq(a, str_of(z));
}

/** s from byte `from` up to but not including byte `to`. */
static inline str str_slice(str s, size_t from, size_t to)
{
    return (str){s.p + from, to - from};
}

bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_contains(str s, str part);

/** Byte order, as memcmp; a prefix comes first. */
int str_cmp(str a, str b);

/** s without leading and trailing ASCII blanks, tabs and line ends. */
str str_trim(str s);

/** Position of the first `c` at or after `from`, or s.n. */
size_t str_find(str s, char c, size_t from);

/** Position of the first `part`, or s.n. */
size_t str_find_part(str s, str part);

/** A copy in the arena, followed by a NUL that is not counted. */
str str_dup(struct arena *a, str s);

/** A NUL-terminated copy in the arena. */
char *str_z(struct arena *a, str s);

/** Text made by printf rules, in the arena. Never use it with floating point. */
str str_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The candidate nearest to `word` by edits (insert, delete, replace, swap), or NULL when none is
 * near enough to be worth a hint. */
const char *str_nearest(str word, const char *const *candidates, size_t n);
