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
    return text_set(b->s, &span, block->title.n ? 1 : 0, b->s->layout->styles[LAYOUT_CAPTION],
                    measure);
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
    length measure = b->column - inset, pitch = s->layout->grid.pitch;
    struct rect r = fit_image(image, measure, (length)s->layout->grid.lines * pitch * 2 / 3);
    check_resolution(b, image, r.w, span->at);
    struct text_block t = caption(b, block, measure);
    length gap = pitch / 2;
    struct piece piece = {.at = span->at};
    piece.lines = grid_lines(s, r.h + gap + t.height + (t.lines.n ? gap / 2 : 0));
    r.x += inset;
    r.y = gap / 2;
    struct canvas c = {0};
    vec_push(&c.items, ((struct item){.kind = ITEM_IMAGE, .rect = r, .clip = r, .image = image}));
    canvas_add(&c, s->arena, t.items, t.n_items, inset, r.y + r.h + gap / 2);
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    builder_add(b, piece);
}
