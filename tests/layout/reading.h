/* Layouts for tests: a small complete one, parts of which a test replaces. */
#pragma once

#include "base/buf.h"
#include "layout/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/** A layout that was read, and everything that was said about it (as `banxin` prints it). */
struct reading {
    struct arena *arena;
    struct diags *diags;
    const struct layout *layout;
    char *messages;
};

/** Reads a layout.yaml of this text. */
struct reading reading_of(const char *yaml);

/** Reads the small layout with top-level parts replaced or added: pairs of key and text (what
 * stands from the key on, with line end), then NULL. A NULL text leaves the part out. */
struct reading reading_with(const char *key, ...) __attribute__((sentinel));

void reading_end(struct reading *r);

/** Everything a sink holds, as text; the caller frees it. */
char *messages_of(struct diags *d);

/** Fails with the messages unless `part` stands in them (or, reading_clean, when there are any). */
void assert_said(const struct reading *r, const char *part);
void reading_clean(const struct reading *r);

/** A style of a layout by name; fails when there is none. */
const struct style *style_of(const struct reading *r, const char *name);
