#include "base/map.h"

#include "base/xalloc.h"

#include <assert.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Open addressing with linear probing; a number key has key.p == NULL and key.n the number. */
struct slot {
    str key;
    uint64_t hash; /* 0: free */
    uintptr_t value;
};

struct map {
    struct slot *slots;
    size_t n, size; /* size is a power of two */
};

struct map *map_new(void)
{
    return xcalloc(1, sizeof(struct map));
}

void map_free(struct map *m)
{
    if (m)
        free(m->slots);
    free(m);
}

size_t map_count(const struct map *m)
{
    return m->n;
}

static uint64_t hash_of(str key)
{
    uint64_t h = key.p ? XXH3_64bits(key.p, key.n) : XXH3_64bits(&key.n, sizeof key.n);
    return h ? h : 1;
}

static bool same(const struct slot *s, str key, uint64_t hash)
{
    if (s->hash != hash || (s->key.p == NULL) != (key.p == NULL))
        return false;
    return key.p ? str_eq(s->key, key) : s->key.n == key.n;
}

/* The key's slot, or the free slot where it would go. */
static struct slot *probe(const struct map *m, str key, uint64_t hash)
{
    size_t i = hash & (m->size - 1);
    while (m->slots[i].hash && !same(&m->slots[i], key, hash))
        i = (i + 1) & (m->size - 1);
    return &m->slots[i];
}

static void grow(struct map *m)
{
    struct map bigger = {.n = m->n, .size = m->size ? m->size * 2 : 64};
    bigger.slots = xcalloc(bigger.size, sizeof *bigger.slots);
    for (size_t i = 0; i < m->size; i++)
        if (m->slots[i].hash)
            *probe(&bigger, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    free(m->slots);
    *m = bigger;
}

static uintptr_t *slot_of(struct map *m, str key, bool *is_new)
{
    if (m->n * 4 >= m->size * 3)
        grow(m);
    uint64_t hash = hash_of(key);
    struct slot *s = probe(m, key, hash);
    if (is_new)
        *is_new = !s->hash;
    if (!s->hash) {
        *s = (struct slot){.key = key, .hash = hash};
        m->n++;
    }
    return &s->value;
}

static uintptr_t value_of(const struct map *m, str key)
{
    if (!m->n)
        return 0;
    const struct slot *s = probe(m, key, hash_of(key));
    return s->hash ? s->value : 0;
}

static str text_key(str key)
{
    return key.p ? key : (str){"", 0};
}

uintptr_t *map_slot(struct map *m, str key, bool *is_new)
{
    return slot_of(m, text_key(key), is_new);
}

uintptr_t *map_slot_number(struct map *m, uint64_t key, bool *is_new)
{
    static_assert(sizeof(size_t) == 8, "number keys are kept in a size_t");
    return slot_of(m, (str){NULL, key}, is_new);
}

uintptr_t map_get(const struct map *m, str key)
{
    return value_of(m, text_key(key));
}

uintptr_t map_get_number(const struct map *m, uint64_t key)
{
    return value_of(m, (str){NULL, key});
}
