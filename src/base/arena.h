/* An arena: memory that lives and dies together (a document tree, a paragraph's scratch). */
#pragma once

#include <stddef.h>

struct arena;

/** A position to go back to; see arena_mark(). */
struct arena_mark {
    void *block;
    size_t used;
};

/** A new, empty arena; the caller owns it. Running out of memory ends the program (xalloc.h). */
struct arena *arena_new(void);

/** Frees the arena and everything allocated from it. Accepts NULL. */
void arena_free(struct arena *a);

/** `size` zeroed bytes, aligned for any type, valid until arena_free() or arena_release(). */
void *arena_alloc(struct arena *a, size_t size);

/** Like arena_alloc(), but what is in the bytes is not defined: for what is filled at once. */
void *arena_room(struct arena *a, size_t size);

/** Like arena_alloc() for `n` things of `size` bytes; overflow ends the program. */
void *arena_array(struct arena *a, size_t n, size_t size);

/** Moves all that `from` holds into `to`, where it keeps its addresses, and frees `from`. */
void arena_adopt(struct arena *to, struct arena *from);

/** Remembers how much is in use; everything allocated later can be released in one go. */
struct arena_mark arena_mark(const struct arena *a);

/** Frees all that was allocated after `mark`. */
void arena_release(struct arena *a, struct arena_mark mark);

#define arena_one(a, T)     ((T *)arena_alloc((a), sizeof(T)))
#define arena_many(a, n, T) ((T *)arena_array((a), (n), sizeof(T)))
