/* cmocka with what the tests of this folder share. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"

/** The text that a sink prints, in the arena. */
str check_printed(struct arena *a, struct diags *d, enum diag_format format);

/** Fails with both texts when they differ. */
void check_text(str actual, const char *expected);

/** A source named `t.yaml` with a text, in the arena. */
const struct source *check_source(struct arena *a, const char *text);
