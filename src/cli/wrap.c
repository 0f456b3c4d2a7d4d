#include "cli/wrap.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "unicode/linebreak.h"

/* A text as code points, with where they begin and where lines may end. */
struct wrapping {
    VEC(uint32_t) c;
    VEC(size_t) begin; /* one more, the text's end */
    unsigned char *breaks;
};

static void read_text(struct wrapping *w, str text)
{
    for (size_t i = 0; i < text.n;) {
        vec_push(&w->begin, i);
        vec_push(&w->c, utf8_next(text, &i));
    }
    vec_push(&w->begin, text.n);
    w->breaks = xcalloc(w->c.n + 1, 1);
    unicode_line_breaks(w->c.v, w->c.n, w->breaks);
}

/* Not within Western words: a path or an option stays whole. */
static bool may_end(const struct wrapping *w, size_t i)
{
    if (i + 1 == w->c.n)
        return true;
    if (w->breaks[i] == LINE_BREAK_NEVER)
        return false;
    return w->c.v[i] == ' ' || utf8_columns(w->c.v[i]) == 2 || utf8_columns(w->c.v[i + 1]) == 2;
}

/* The columns from a code point to the next place where a line may end, and that place; the blank
 * at its end is not counted. */
static size_t take_piece(const struct wrapping *w, size_t from, size_t *to)
{
    size_t columns = 0, i = from;
    for (;; i++) {
        columns += (size_t)utf8_columns(w->c.v[i]);
        if (may_end(w, i))
            break;
    }
    *to = i + 1;
    return columns - (w->c.v[i] == ' ');
}

void wrap_put(struct buf *b, str text, size_t at, size_t indent)
{
    struct wrapping w = {0};
    read_text(&w, text);
    bool blank = false; /* waits between the last piece and the next */
    for (size_t i = 0, to; i < w.c.n; i = to) {
        size_t columns = take_piece(&w, i, &to);
        if (i > 0 && at + blank + columns > WRAP_WIDTH) {
            buf_format(b, "\n%*s", (int)indent, "");
            at = indent;
        } else if (blank) {
            buf_char(b, ' ');
            at++;
        }
        blank = w.c.v[to - 1] == ' ';
        buf_str(b, str_slice(text, w.begin.v[i], w.begin.v[to] - blank));
        at += columns;
    }
    free(w.breaks);
    vec_free(&w.c);
    vec_free(&w.begin);
}
