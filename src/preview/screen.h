/* What is on the screen: the pages of the last build that gave some, and what was said about it.
 * The thread that builds writes, those that serve read; it locks itself. */
#pragma once

#include "preview/svg.h"

struct screen;

struct screen *screen_new(void);
void screen_free(struct screen *s); /* accepts NULL */

/** Sets the pages; they and their layout may go afterwards. */
void screen_pages(struct screen *s, const struct pages *pages, const struct layout *layout);

/** Ends an update: diagnostics as JSON, one object a line, and how long it took. Wakes all that
 * wait. */
void screen_done(struct screen *s, str diagnostics, unsigned milliseconds);

/** Asks whoever looks at the pages to go to what was set from a line of a file. */
void screen_point(struct screen *s, const char *path, uint32_t line);

/** What somebody has on the screen already. */
struct screen_seen {
    uint64_t version; /* 0: nothing */
    size_t n_glyphs;
    str hashes; /* of the pages, 16 hexadecimal digits each, with commas between */
};

/** Waits up to `seconds` for something newer than `seen`, then appends what has changed as JSON:
 * version, size, bleed, glyphs (definitions from the first one not seen), pages (hash and label,
 * the drawing only where the hash was not seen at that place), files (of the places in the
 * drawings), diagnostics, milliseconds, point. */
void screen_wait(struct screen *s, const struct screen_seen *seen, unsigned seconds,
                 struct buf *out);

/** Wakes all waiting threads and lets nobody wait any more. */
void screen_end(struct screen *s);

/** Copies the path of a picture or source by its number; false when there is none. */
bool screen_file(struct screen *s, size_t number, bool image, struct buf *path);
