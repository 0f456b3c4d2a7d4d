#include "preview/glyphs.h"

#include "base/map.h"
#include "base/vec.h"

struct glyph_book {
    struct map *numbers; /* of (face, glyph); value: number + 1 */
    VEC(size_t) starts;  /* in `paths` */
    struct buf paths;    /* the data of all paths, one behind the other */
    hb_draw_funcs_t *draw;
};

/* ---- outlines ---- */

static void put_point(struct buf *b, float x, float y)
{
    buf_format(b, "%ld %ld", (long)x, -(long)y); /* font units are whole */
}

static void move_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float x, float y,
                    void *data)
{
    (void)f;
    (void)state;
    (void)data;
    buf_char(out, 'M');
    put_point(out, x, y);
}

static void line_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float x, float y,
                    void *data)
{
    (void)f;
    (void)state;
    (void)data;
    buf_char(out, 'L');
    put_point(out, x, y);
}

static void quadratic_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float cx, float cy,
                         float x, float y, void *data)
{
    (void)f;
    (void)state;
    (void)data;
    buf_char(out, 'Q');
    put_point(out, cx, cy);
    buf_char(out, ' ');
    put_point(out, x, y);
}

static void cubic_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float ax, float ay,
                     float bx, float by, float x, float y, void *data)
{
    (void)f;
    (void)state;
    (void)data;
    buf_char(out, 'C');
    put_point(out, ax, ay);
    buf_char(out, ' ');
    put_point(out, bx, by);
    buf_char(out, ' ');
    put_point(out, x, y);
}

static void close_path(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, void *data)
{
    (void)f;
    (void)state;
    (void)data;
    buf_char(out, 'Z');
}

struct glyph_book *glyph_book_new(void)
{
    struct glyph_book *b = xcalloc(1, sizeof *b);
    b->numbers = map_new();
    b->draw = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(b->draw, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(b->draw, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(b->draw, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(b->draw, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(b->draw, close_path, NULL, NULL);
    hb_draw_funcs_make_immutable(b->draw);
    return b;
}

void glyph_book_free(struct glyph_book *b)
{
    if (!b)
        return;
    map_free(b->numbers);
    vec_free(&b->starts);
    buf_free(&b->paths);
    hb_draw_funcs_destroy(b->draw);
    free(b);
}

/* ---- the book ---- */

size_t glyph_book_number(struct glyph_book *b, const struct face *face, uint32_t glyph)
{
    bool is_new;
    uintptr_t *slot = map_slot_number(b->numbers, (uint64_t)face->order << 32 | glyph, &is_new);
    if (!is_new)
        return *slot - 1;
    vec_push(&b->starts, b->paths.n);
    *slot = b->starts.n;
    hb_font_get_glyph_shape(face->hb_font, glyph, b->draw, &b->paths);
    return b->starts.n - 1;
}

size_t glyph_book_count(const struct glyph_book *b)
{
    return b->starts.n;
}

void glyph_book_put(const struct glyph_book *b, size_t from, struct buf *out)
{
    for (size_t i = from; i < b->starts.n; i++) {
        size_t end = i + 1 < b->starts.n ? b->starts.v[i + 1] : b->paths.n;
        buf_format(out, "<path id=\"g%zu\" d=\"", i);
        buf_add(out, b->paths.data + b->starts.v[i], end - b->starts.v[i]);
        buf_str(out, STR("\"/>"));
    }
}
