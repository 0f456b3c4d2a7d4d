#include "base/str.h"

#include "base/xalloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_slice(s, s.n - suffix.n, s.n), suffix);
}

bool str_contains(str s, str part)
{
    return part.n == 0 || str_find_part(s, part) < s.n;
}

size_t str_find_part(str s, str part)
{
    const char *p = part.n && s.n >= part.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

str str_trim(str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_slice(s, 1, s.n);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(str s, char c, size_t from)
{
    if (from >= s.n)
        return s.n;
    const char *at = memchr(s.p + from, c, s.n - from);
    return at ? (size_t)(at - s.p) : s.n;
}

char *str_z(struct arena *a, str s)
{
    char *z = arena_room(a, s.n + 1);
    if (s.n)
        memcpy(z, s.p, s.n);
    z[s.n] = '\0';
    return z;
}

str str_dup(struct arena *a, str s)
{
    return (str){str_z(a, s), s.n};
}

str str_format(struct arena *a, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n < 0)
        return (str){"", 0};
    char *z = arena_alloc(a, (size_t)n + 1);
    va_start(ap, format);
    vsnprintf(z, (size_t)n + 1, format, ap);
    va_end(ap);
    return (str){z, (size_t)n};
}

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Optimal string alignment distance over three rows. */
static size_t distance(str a, str b)
{
    enum { LONGEST = 63 };
    size_t rows[3][LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t change = up[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            row[j] = min3(up[j] + 1, row[j - 1] + 1, change);
            bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (swapped && up2[j - 2] + 1 < row[j])
                row[j] = up2[j - 2] + 1;
        }
    }
    return rows[a.n % 3][b.n];
}

const char *str_nearest(str word, const char *const *candidates, size_t n)
{
    const char *best = NULL;
    size_t best_distance = word.n / 3 + 2;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, str_of(candidates[i]));
        if (d < best_distance && d < strlen(candidates[i])) {
            best = candidates[i];
            best_distance = d;
        }
    }
    return best;
}
