/* Pictures in the column: the width of the column at most, caption below (FG-01, FG-03). */
#include "base/file.h"
#include "paginate/builder.h"

#include <assert.h>

/* FG-07: below this a picture shows its pixels in print. */
enum { LEAST_PPI = 300 };

static struct rect fit_image(const struct image *image, length measure, length most)
{
    length w = measure;
    if (image->ppi) {
        length natural = length_scale(LENGTH_PT * 72, image->width, image->ppi);
        w = length_min(w, natural);
    }
    length h = length_scale(w, image->height, image->width);
    if (h > most) {
        h = most;
        w = length_scale(h, image->width, image->height);
    }
    return (struct rect){(measure - w) / 2, 0, w, h};
}

static void check_resolution(struct builder *b, const struct image *image, length width,
                             struct place at)
{
    int64_t ppi = (int64_t)image->width * 72 * LENGTH_PT / width;
    if (ppi >= LEAST_PPI)
        return;
    diag_add(b->s->diags, DIAG_IMAGE_COARSE, at, "%s: only %d ppi at its printed width",
             image->path, (int)ppi);
    diag_hint(b->s->diags, "print needs %d ppi: a picture at least %d pixels wide", LEAST_PPI,
              (int)((width * LEAST_PPI + 72 * LENGTH_PT - 1) / (72 * LENGTH_PT)));
}

static struct text_block caption(struct builder *b, const struct block *block, length measure)
{
    struct span span = {.text = block->title, .at = block->at};
    struct element *e = tag_begin(b->s->tags, ELEMENT_CAPTION);
    struct text_block t = text_set(b->s, &span, block->title.n ? 1 : 0,
                                   b->s->layout->styles[LAYOUT_CAPTION], measure);
    tag_end(b->s->tags, e);
    return t;
}

/* A picture with its caption, set to a measure. */
struct plate {
    const struct item *items;
    size_t n_items;
    length height;
};

static struct plate plate(struct builder *b, const struct block *block, const struct image *image,
                          length measure)
{
    const struct setter *s = b->s;
    const struct layout *l = s->layout;
    struct rect r = fit_image(image, measure, (length)l->grid.lines * l->grid.pitch * 2 / 3);
    check_resolution(b, image, r.w, block->spans[0].at);
    struct element *figure = tag_begin(s->tags, ELEMENT_FIGURE);
    if (figure)
        figure->alt = block->spans[0].text;
    tag_end(s->tags, figure);
    bool wide = r.w >= measure / 2; /* FG-01: a caption is no wider than its picture */
    struct text_block t = caption(b, block, wide ? r.w : measure);
    struct canvas c = {0};
    vec_push(&c.items, ((struct item){.kind = ITEM_IMAGE, .rect = r, .clip = r, .image = image}));
    c.items.v[0].element = figure;
    length y = r.h + (t.lines.n ? l->figures.caption_distance : 0);
    canvas_add(&c, s->arena, t.items, t.n_items, wide ? r.x : 0, y);
    struct plate p = {.n_items = c.items.n, .height = y + t.height};
    p.items = vec_take(s->arena, &c.items);
    return p;
}

/* In the text, white above and below. */
static void set_here(struct builder *b, const struct block *block, const struct image *image,
                     length inset)
{
    struct plate p = plate(b, block, image, b->column - inset);
    length white = b->s->layout->figures.distance;
    struct piece piece = {.at = block->spans[0].at};
    piece.lines = grid_lines(b->s, p.height + white);
    struct canvas c = {0};
    length free = (length)piece.lines * b->s->layout->grid.pitch - p.height;
    canvas_add(&c, b->s->arena, p.items, p.n_items, inset, free / 2);
    piece.n_items = c.items.n;
    piece.items = vec_take(b->s->arena, &c.items);
    builder_add(b, piece);
}

/* GR-09: whether text can stand beside a picture: 8 em and more, an em away from it. It begins
 * level with the em box of the first line beside it. */
static bool set_beside(struct builder *b, const struct block *block, const struct image *image)
{
    enum { LEAST = 8 };
    const struct layout *l = b->s->layout;
    length em = l->grid.size, edge = (l->grid.pitch - em) / 2;
    length most = (length)l->grid.lines * l->grid.pitch * 2 / 3;
    length w = fit_image(image, b->column, most).w;
    int n = (int)((b->column - w - em) / em);
    if (l->figures.wrap == WRAP_NONE || n < LEAST)
        return false;
    builder_end_wrap(b);
    struct plate p = plate(b, block, image, w);
    bool left = l->figures.wrap == WRAP_LEFT;
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, p.items, p.n_items, left ? 0 : b->column - w, edge);
    b->wrap = (struct wrap){.lines = grid_lines(b->s, p.height + 2 * edge),
                            .measure = n * em,
                            .x = left ? b->column - n * em : 0,
                            .n_items = c.items.n,
                            .at = block->spans[0].at};
    b->wrap.items = vec_take(b->s->arena, &c.items);
    return true;
}

/* At the head or foot of columns: the white lies towards the text (GR-02, GR-08). */
static void set_aside(struct builder *b, const struct block *block, const struct image *image,
                      enum figure_side side, int columns)
{
    struct measure m = builder_figure_measure(b);
    length measure = (length)columns * m.column + (length)(columns - 1) * m.gap;
    struct plate p = plate(b, block, image, length_min(measure, m.full));
    struct figure *f = vec_add(&b->figures);
    *f = (struct figure){.columns = columns,
                         .side = side,
                         .anchor = b->body.n,
                         .items = p.items,
                         .n_items = p.n_items,
                         .height = p.height,
                         .at = block->spans[0].at};
    f->lines = grid_lines(b->s, p.height + b->s->layout->figures.distance);
}

void builder_image(struct builder *b, const struct block *block, length inset)
{
    assert(block->n_spans == 1);
    const struct span *span = &block->spans[0];
    const struct setter *s = b->s;
    const char *path = file_join(s->arena, str_of(s->issue->folder), span->target);
    const struct image *image = image_probe(s->arena, path, span->at, s->diags);
    if (!image)
        return;
    if (!span->text.n) {
        diag_add(s->diags, DIAG_IMAGE_NO_ALT, span->at, "the picture has no alternative text");
        diag_hint(s->diags, "say between the brackets what it shows: ![…](%.*s)",
                  STR_ARG(span->target));
    }
    static const enum figure_side sides[] = {
        [FIGURES_AUTO] = FIGURE_ANYWHERE, [FIGURES_TOP] = FIGURE_TOP, [FIGURES_FOOT] = FIGURE_FOOT};
    if (inset == 0 && set_beside(b, block, image))
        return;
    if (s->layout->figures.place == FIGURES_HERE || inset > 0)
        set_here(b, block, image, inset);
    else
        set_aside(b, block, image, sides[s->layout->figures.place], 1);
}
