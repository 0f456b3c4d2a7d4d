/* Composed lines as text: what was done to each, from the composer's account of it and, apart from
 * that, from where the characters came to stand. */
#pragma once

#include "base/buf.h"
#include "notation.h"

/** Writes what comes out of a case, two blanks before each line. */
void dump_case(struct model *m, const struct test_case *t, struct buf *out);
