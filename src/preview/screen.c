#include "preview/screen.h"

#include "base/vec.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <xxhash.h>

enum { HASH_DIGITS = 16 };

struct drawn {
    struct buf svg;
    char *label;
    char hash[HASH_DIGITS + 1];
};

struct screen {
    pthread_mutex_t lock; /* guards all that follows */
    pthread_cond_t changed;
    bool ending;
    uint64_t version;
    struct svg_book *book;
    VEC(struct drawn) pages;
    length width, height, bleed;
    struct buf diagnostics; /* objects with commas between */
    unsigned milliseconds;
    struct {
        size_t file;
        uint32_t line;
        uint64_t version; /* in which it was asked for */
    } point;
};

struct screen *screen_new(void)
{
    struct screen *s = xcalloc(1, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    s->book = svg_book_new();
    return s;
}

static void free_pages(struct screen *s)
{
    for (size_t i = 0; i < s->pages.n; i++) {
        buf_free(&s->pages.v[i].svg);
        free(s->pages.v[i].label);
    }
    vec_free(&s->pages);
}

void screen_free(struct screen *s)
{
    if (!s)
        return;
    free_pages(s);
    svg_book_free(s->book);
    buf_free(&s->diagnostics);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* ---- what is built ---- */

static void draw(struct screen *s, const struct pages *pages, size_t index,
                 const struct layout *layout)
{
    struct drawn *d = vec_add(&s->pages);
    const struct page *page = &pages->pages[index];
    svg_page(s->book, pages, index, layout, &d->svg);
    snprintf(d->hash, sizeof d->hash, "%016llx",
             (unsigned long long)XXH3_64bits(d->svg.data, d->svg.n));
    d->label = xcalloc(1, page->label.n + 1);
    if (page->label.n)
        memcpy(d->label, page->label.p, page->label.n);
}

void screen_pages(struct screen *s, const struct pages *pages, const struct layout *layout)
{
    pthread_mutex_lock(&s->lock);
    free_pages(s);
    s->width = pages->width;
    s->height = pages->height;
    s->bleed = pages->bleed;
    for (size_t i = 0; i < pages->n; i++)
        draw(s, pages, i, layout);
    pthread_mutex_unlock(&s->lock);
}

static void put_objects(struct buf *out, str lines)
{
    for (bool first = true; lines.n; first = false) {
        size_t n = str_find(lines, '\n', 0);
        if (!first)
            buf_char(out, ',');
        buf_str(out, str_slice(lines, 0, n));
        lines = str_slice(lines, n < lines.n ? n + 1 : n, lines.n);
    }
}

/* Files that only a diagnostic names have numbers too, so that they can be opened. */
static void note_files(struct screen *s, str lines)
{
    static const char key[] = "\"file\":\"";
    while (lines.n) {
        size_t n = str_find(lines, '\n', 0), at = 0;
        str line = str_slice(lines, 0, n);
        lines = str_slice(lines, n < lines.n ? n + 1 : n, lines.n);
        while (at < line.n && !str_starts(str_slice(line, at, line.n), str_of(key)))
            at++;
        if (at == line.n)
            continue;
        str path = str_slice(line, at + strlen(key), line.n);
        path.n = str_find(path, '"', 0);
        if (path.n && !memchr(path.p, '\\', path.n))
            svg_book_number(s->book, path, false);
    }
}

void screen_done(struct screen *s, str diagnostics, unsigned milliseconds)
{
    pthread_mutex_lock(&s->lock);
    s->diagnostics.n = 0;
    put_objects(&s->diagnostics, diagnostics);
    note_files(s, diagnostics);
    s->milliseconds = milliseconds;
    s->version++;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

void screen_point(struct screen *s, const char *path, uint32_t line)
{
    pthread_mutex_lock(&s->lock);
    s->version++;
    s->point.file = svg_book_number(s->book, str_of(path), false);
    s->point.line = line;
    s->point.version = s->version;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

/* ---- what is seen ---- */

static bool seen_page(const struct screen_seen *seen, size_t page, const char *hash)
{
    size_t at = page * (HASH_DIGITS + 1);
    return at + HASH_DIGITS <= seen->hashes.n &&
           memcmp(seen->hashes.p + at, hash, HASH_DIGITS) == 0;
}

static void put_pages(const struct screen *s, const struct screen_seen *seen, struct buf *out)
{
    buf_str(out, STR(",\"pages\":["));
    for (size_t i = 0; i < s->pages.n; i++) {
        const struct drawn *d = &s->pages.v[i];
        buf_format(out, "%s{\"hash\":\"%s\",\"label\":", i ? "," : "", d->hash);
        buf_json(out, str_of(d->label));
        if (!seen_page(seen, i, d->hash)) {
            buf_str(out, STR(",\"svg\":"));
            buf_json(out, buf_view(&d->svg));
        }
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void put_glyphs(const struct screen *s, const struct screen_seen *seen, struct buf *out)
{
    struct buf paths = {0};
    size_t n = glyph_book_count(s->book->glyphs);
    size_t from = seen->version && seen->n_glyphs <= n ? seen->n_glyphs : 0;
    glyph_book_put(s->book->glyphs, from, &paths);
    buf_format(out, ",\"from\":%zu,\"glyphs\":%zu,\"paths\":", from, n);
    buf_json(out, buf_view(&paths));
    buf_free(&paths);
}

static void put_files(const struct screen *s, struct buf *out)
{
    buf_str(out, STR(",\"files\":["));
    for (size_t i = 0; i < s->book->n_files; i++) {
        if (i)
            buf_char(out, ',');
        buf_json(out, str_of(s->book->files[i].path));
    }
    buf_char(out, ']');
}

static void put_point_to(const struct screen *s, const struct screen_seen *seen, struct buf *out)
{
    if (s->point.version > seen->version && seen->version)
        buf_format(out, ",\"point\":{\"file\":%zu,\"line\":%u}", s->point.file, s->point.line);
}

static void put_points(struct buf *out, const char *key, length v)
{
    buf_format(out, ",\"%s\":", key);
    buf_decimal(out, v, LENGTH_PT, 3);
}

/* Until when to wait; pthread_cond_timedwait() counts from 1970. */
static struct timespec deadline(unsigned seconds)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += seconds;
    return t;
}

void screen_wait(struct screen *s, const struct screen_seen *seen, unsigned seconds,
                 struct buf *out)
{
    struct timespec until = deadline(seconds);
    pthread_mutex_lock(&s->lock);
    while (!s->ending && s->version == seen->version)
        if (pthread_cond_timedwait(&s->changed, &s->lock, &until) == ETIMEDOUT)
            break;
    buf_format(out, "{\"version\":%llu", (unsigned long long)s->version);
    put_points(out, "width", s->width);
    put_points(out, "height", s->height);
    put_points(out, "bleed", s->bleed);
    put_glyphs(s, seen, out);
    put_pages(s, seen, out);
    put_files(s, out);
    put_point_to(s, seen, out);
    buf_format(out, ",\"milliseconds\":%u,\"ending\":%s,\"diagnostics\":[", s->milliseconds,
               s->ending ? "true" : "false");
    buf_str(out, buf_view(&s->diagnostics));
    buf_str(out, STR("]}"));
    pthread_mutex_unlock(&s->lock);
}

void screen_end(struct screen *s)
{
    pthread_mutex_lock(&s->lock);
    s->ending = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

bool screen_file(struct screen *s, size_t number, bool image, struct buf *path)
{
    pthread_mutex_lock(&s->lock);
    const char *file = image ? svg_book_image(s->book, number) : svg_book_source(s->book, number);
    if (file)
        buf_add(path, file, strlen(file) + 1);
    pthread_mutex_unlock(&s->lock);
    return file != NULL;
}
