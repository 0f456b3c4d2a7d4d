/* What content streams need beyond the notation of objects: a page's streams joined, and pictures
 * that stand between operators. */
#pragma once

#include "input/input.h"

/** Appends the content of a page in one piece, blanks between its streams; the worst state of them.
 */
enum stream_state contents_join(struct input *doc, const struct node *page, struct buf *to);

/** A picture in the content: its dictionary, keys in full, and its bytes as they stand there. */
struct inline_picture {
    struct node dict;
    str data;
};

enum inline_end { INLINE_GOOD, INLINE_DAMAGED, INLINE_OPEN /* EI is missing */ };

/** Reads on behind BI, to the end of EI. What it makes lives in the arena, data in the text. */
enum inline_end contents_inline(struct node_reader *r, struct arena *a, struct inline_picture *out);
