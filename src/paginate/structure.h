/* The structure of the whole document: Document, what stands before the articles, the articles by
 * section, what stands behind them. */
#pragma once

#include "paginate/threads.h"

struct document_parts {
    struct element *document, *front, *back;
};

/** Puts the articles that were dealt into a document, in their order. */
struct document_parts structure_join(const struct setter *s, const struct threads *threads);

/** Numbers the elements that pages show something of, and names the root. */
void structure_number(struct pages *pages, struct element *document);
