/* The words of the preview's page, in both languages: it changes between them in place. */
#pragma once

#include "base/buf.h"

/** Appends a JSON object of two, `en` and `zh`, that have the same keys. */
void words_put(struct buf *out);
