/* Pictures in the column: the width of the column at most, caption below (FG-01, FG-03). */
#include "paginate/figure.h"
#include "base/file.h"
#include "paginate/builder.h"
#include "paginate/drawn_text.h"
#include "paginate/fitting.h"

#include <assert.h>
#include <string.h>

/* ---- size ---- */

/* The least width that the layout gives its pictures, as far as their pixels allow. */
static length enlarged(const struct wanted *p, length measure)
{
    const struct image *image = p->image;
    length w = length_scale(measure, p->looks->least_width, 100);
    int least = image->line_art ? p->looks->least_ppi_line : p->looks->least_ppi;
    if (!image->drawn)
        w = length_min(w, length_scale(LENGTH_PT * 72, image->width, least));
    return w;
}

/* Width and height, of which the second is at most `most`; the author's are without that. */
struct size {
    length w, h;
};

/* So many lines high as the author wants: as wide as that makes it, or filling its width. */
static struct size fit_lines(const struct wanted *p, length w, length h, struct size shape)
{
    length own = length_scale(h, shape.w, shape.h);
    if (p->wishes->cover || own == w)
        return (struct size){w, h};
    return own < w ? (struct size){own, h} : (struct size){w, length_scale(w, shape.h, shape.w)};
}

/* FG-01: its own width as far as there is room, or the share that the author wants. */
static struct size fit_width(const struct wanted *p, length measure, length most, struct size shape)
{
    const struct image *image = p->image;
    const struct picture_wishes *wish = p->wishes;
    length w = wish->percent ? length_scale(measure, wish->percent, 100) : measure;
    if (image->ppi && !wish->percent)
        w = length_min(w, length_scale(LENGTH_PT * 72, image->width, image->ppi));
    if (!wish->percent)
        w = length_max(w, enlarged(p, measure));
    w = length_scale(w, p->scale, 100);
    length h = length_scale(w, shape.h, shape.w);
    if (h <= most)
        return (struct size){w, h};
    return (struct size){length_scale(most, shape.w, shape.h), most};
}

/* Cropped, the part around the focus is seen. */
struct frame_of_picture figure_fit(const struct wanted *p, const struct layout *l, length measure,
                                   int lines)
{
    const struct picture_wishes *wish = p->wishes;
    bool crop = wish->crop[0] > 0;
    struct size shape = {p->image->width, p->image->height};
    if (crop)
        shape = (struct size){wish->crop[0], wish->crop[1]};
    length most = figure_most(p, l, lines);
    length share = wish->percent ? length_scale(measure, wish->percent, 100) : measure;
    struct size s =
        wish->lines ? fit_lines(p, share, most, shape) : fit_width(p, measure, most, shape);
    struct frame_of_picture f = {.clip = {(measure - s.w) / 2, 0, s.w, s.h}};
    f.rect = crop || wish->cover ? picture_fit(p->image, f.clip, true, wish->focus) : f.clip;
    return f;
}

/* To the bleed: as high as the paper's width makes it, or all of a column. What is seen of it then
 * is known when its page is (draw.c). */
static struct frame_of_picture fit_bleed(const struct wanted *p, const struct layout *l,
                                         length measure, int lines)
{
    const struct picture_wishes *wish = p->wishes;
    const struct image *image = p->image;
    struct rect r = {.w = measure, .h = (length)(lines ? lines : l->grid.lines) * l->grid.pitch};
    if (wish->bleed != PICTURE_BLEED_PAGE) {
        bool crop = wish->crop[0] > 0;
        length wide = l->width + 2 * l->bleed, most = figure_most(p, l, lines);
        length h = crop ? length_scale(wide, wish->crop[1], wish->crop[0])
                        : length_scale(wide, image->height, image->width);
        r.h = wish->lines ? most : length_min(h, most);
    }
    return (struct frame_of_picture){r, r};
}

static void report_height(struct builder *b, const struct wanted *p, int lines)
{
    const struct layout *l = b->s->layout;
    length most = figure_most(p, l, lines);
    if (most >= length_scale(p->wishes->lines * l->grid.pitch, p->scale, 100))
        return;
    diag_add(b->s->diags, DIAG_BAD_VALUE, p->wishes->at,
             "a picture %d lines high leaves its column no room", p->wishes->lines);
    diag_hint(b->s->diags, "at most %d lines: height=%d", (int)(most / l->grid.pitch),
              (int)(most / l->grid.pitch));
}

void figure_draw(struct builder *b, struct canvas *c, const struct wanted *p,
                 const struct frame_of_picture *f)
{
    struct tags *tags = b->s->tags;
    struct item item = {.kind = ITEM_IMAGE, .rect = f->rect, .clip = f->clip, .image = p->image};
    item.element = tag_begin(tags, ELEMENT_FIGURE);
    if (item.element)
        item.element->alt = p->block->spans[0].text;
    vec_push(&c->items, item);
    if (p->wishes->bleed == PICTURE_BLEED_NONE) { /* else it is drawn when its page is known */
        picture_check(b->s, p->image, f->rect.w, p->block->spans[0].at);
        drawn_text(c, b->s, &item);
    }
    tag_end(tags, item.element);
}

static struct plate plate(struct builder *b, const struct wanted *p, length measure, int lines)
{
    if (p->n_group)
        return figure_group(b, p, measure, lines);
    const struct setter *s = b->s;
    bool bleeds = p->wishes->bleed != PICTURE_BLEED_NONE;
    struct frame_of_picture f =
        bleeds ? fit_bleed(p, s->layout, measure, lines) : figure_fit(p, s->layout, measure, lines);
    report_height(b, p, lines);
    struct canvas c = {0};
    figure_draw(b, &c, p, &f);
    length enough = length_min(measure / 2, 12 * s->layout->styles[LAYOUT_CAPTION]->size);
    bool wide = f.clip.w >= enough; /* FG-01: a caption is no wider than its picture */
    length distance = s->layout->figures.caption_distance;
    struct rect under = {wide ? f.clip.x : 0, f.clip.h + distance, wide ? f.clip.w : measure, 0};
    bool whole = p->wishes->bleed == PICTURE_BLEED_PAGE;
    struct note_scope article = builder_open_own_notes(b);
    length height = whole ? 0 : figure_caption(b, &c, p, &under);
    builder_close_own_notes(b, &article);
    if (whole && (p->block->title.n || p->wishes->credit.n)) {
        diag_add(s->diags, DIAG_NOT_SET,
                 p->block->title.n ? p->block->title_at : p->wishes->credit_at,
                 "a picture that fills its page has no room for a caption");
        diag_hint(s->diags, "say in the text what it shows");
    }
    struct plate out = {.n_items = c.items.n,
                        .height = f.clip.h + (height ? distance + height : 0)};
    out.items = vec_take(s->arena, &c.items);
    return out;
}

/* ---- places ---- */

/* In the text, white above and below. */
static void set_here(struct builder *b, const struct wanted *p, length inset)
{
    builder_turn(b);
    struct plate plated = plate(b, p, b->column - inset, b->lines);
    length white = b->s->layout->figures.distance;
    struct piece piece = {.at = p->block->spans[0].at};
    piece.lines = grid_lines(b->s, plated.height + white);
    struct canvas c = {0};
    length free = (length)piece.lines * b->s->layout->grid.pitch - plated.height;
    canvas_add(&c, b->s->arena, plated.items, plated.n_items, inset, free / 2);
    piece.n_items = c.items.n;
    piece.items = vec_take(b->s->arena, &c.items);
    builder_add(b, piece);
}

/* GR-09: whether text can stand beside a picture: 8 em and more, an em away from it. It begins
 * level with the em box of the first line beside it. */
static bool set_beside(struct builder *b, const struct wanted *p)
{
    enum { LEAST = 8 };
    const struct layout *l = b->s->layout;
    length em = l->grid.size, edge = (l->grid.pitch - em) / 2;
    struct builder next = *b; /* where the piece after it is set to another measure */
    builder_turn(&next);
    length w = figure_fit(p, l, next.column, next.lines).clip.w;
    int n = (int)((next.column - w - em) / em);
    if (p->wrap == WRAP_NONE || n < LEAST || p->n_group)
        return false;
    builder_end_wrap(b);
    builder_turn(b);
    struct wanted narrow = *p; /* the width is decided: no share of it again */
    struct picture_wishes wishes = *p->wishes;
    wishes.percent = wishes.percent || wishes.lines ? 100 : 0;
    narrow.wishes = &wishes;
    narrow.scale = 100;
    struct plate plated = plate(b, &narrow, w, b->lines);
    bool left = p->wrap == WRAP_LEFT;
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, plated.items, plated.n_items, left ? 0 : b->column - w, edge);
    struct beside *of = arena_one(b->s->arena, struct beside);
    int delay = b->n_wraps < b->delays.n ? b->delays.v[b->n_wraps] : 0;
    int lines = grid_lines(b->s, plated.height + 2 * edge);
    *of = (struct beside){b->n_wraps++, lines, delay, delay};
    b->wrap = (struct wrap){.lines = lines,
                            .above = delay,
                            .of = of,
                            .measure = n * em,
                            .x = left ? b->column - n * em : 0,
                            .n_items = c.items.n,
                            .at = p->block->spans[0].at};
    b->wrap.items = vec_take(b->s->arena, &c.items);
    return true;
}

/* At the head or foot of columns: the white lies towards the text (GR-02, GR-08). */
static void set_aside(struct builder *b, const struct wanted *p)
{
    static const enum figure_side sides[] = {
        [FIGURES_AUTO] = FIGURE_ANYWHERE, [FIGURES_TOP] = FIGURE_TOP, [FIGURES_FOOT] = FIGURE_FOOT};
    struct measure m = builder_figure_measure(b);
    int all = (int)((m.full + m.gap) / (m.column + m.gap));
    int columns = p->columns == PICTURE_ALL_COLUMNS || p->columns > all ? all : p->columns;
    length measure = (length)columns * m.column + (length)(columns - 1) * m.gap;
    struct plate plated = plate(b, p, length_min(measure, m.full), m.lines);
    struct figure *f = vec_add(&b->figures);
    *f = (struct figure){.columns = columns,
                         .side = sides[p->place],
                         .anchor = b->body.n,
                         .items = plated.items,
                         .n_items = plated.n_items,
                         .height = plated.height,
                         .bleed = p->wishes->bleed,
                         .focus = {p->wishes->focus[0], p->wishes->focus[1]},
                         .at = p->block->spans[0].at};
    bool whole = f->bleed == PICTURE_BLEED_PAGE;
    f->lines = grid_lines(b->s, plated.height + (whole ? 0 : b->s->layout->figures.distance));
}

/* The author's wishes, the layout's where there are none. Over several columns a picture stands at
 * their head or foot; one that says both is reported. */
static struct wanted wanted_of(struct builder *b, const struct block *block,
                               const struct image *image)
{
    static const struct picture_wishes none = {.focus = {50, 50}};
    static const enum figures_place places[] = {[PICTURE_PLACE_AUTO] = FIGURES_AUTO,
                                                [PICTURE_PLACE_TOP] = FIGURES_TOP,
                                                [PICTURE_PLACE_FOOT] = FIGURES_FOOT,
                                                [PICTURE_PLACE_HERE] = FIGURES_HERE};
    static const enum figures_wrap wraps[] = {[PICTURE_WRAP_NONE] = WRAP_NONE,
                                              [PICTURE_WRAP_LEFT] = WRAP_LEFT,
                                              [PICTURE_WRAP_RIGHT] = WRAP_RIGHT};
    const struct figures_layout *l = &b->s->layout->figures;
    const struct picture_wishes *w = block->wishes ? block->wishes : &none;
    struct wanted p = {.block = block,
                       .image = image,
                       .wishes = w,
                       .place = l->place,
                       .wrap = l->wrap,
                       .columns = w->columns ? w->columns : l->columns,
                       .looks = l,
                       .scale = l->scale};
    bool several = w->columns > 1 || w->columns == PICTURE_ALL_COLUMNS || w->bleed;
    bool in_text = w->place == PICTURE_PLACE_HERE || w->wrap > PICTURE_WRAP_NONE;
    if (w->place)
        p.place = places[w->place];
    else if (several && p.place == FIGURES_HERE)
        p.place = FIGURES_AUTO;
    if (w->wrap || w->place || several)
        p.wrap = w->wrap ? wraps[w->wrap] : WRAP_NONE;
    if (w->bleed) {
        p.columns = PICTURE_ALL_COLUMNS;
        p.place = w->bleed == PICTURE_BLEED_SIDES ? p.place : FIGURES_TOP;
    }
    if (!several || !in_text)
        return p;
    diag_add(b->s->diags, DIAG_BAD_VALUE, w->at,
             "a picture over several columns stands at their head or foot, not in the text");
    diag_hint(b->s->diags, "leave out `columns`, or `place` and `wrap`");
    p.place = FIGURES_AUTO;
    p.wrap = WRAP_NONE;
    return p;
}

/* GR-09: the author wanted text beside it, for which the column leaves no room. The share of the
 * width was for that: by itself it stands in one column, as wide as it may. */
static void jump_over(struct wanted *p, struct picture_wishes *wishes)
{
    *wishes = *p->wishes;
    wishes->percent = 0;
    p->wishes = wishes;
    p->columns = 1;
}

static const struct image *probe(const struct setter *s, const struct span *span)
{
    const char *path = file_join(s->arena, str_of(s->issue->folder), span->target);
    const struct image *image = image_probe(s->arena, path, span->at, s->diags);
    if (image && !span->text.n) {
        diag_add(s->diags, DIAG_IMAGE_NO_ALT, span->at, "the picture has no alternative text");
        diag_hint(s->diags, "say between the brackets what it shows: ![…](%.*s)",
                  STR_ARG(span->target));
    }
    return image;
}

bool figure_want(struct builder *b, const struct block *block, struct wanted *p)
{
    assert(block->n_spans == 1);
    const struct setter *s = b->s;
    size_t n = block->n_children;
    const struct image **group = arena_many(s->arena, n, const struct image *);
    bool found = true;
    for (size_t i = 0; i < n; i++)
        found &= (group[i] = probe(s, &block->children[i].spans[0])) != NULL;
    const struct image *image = n ? group[0] : probe(s, &block->spans[0]);
    if (!found || !image)
        return false;
    *p = wanted_of(b, block, image);
    p->group = group;
    p->n_group = n;
    return true;
}

void builder_image(struct builder *b, const struct block *block, length inset)
{
    struct wanted p;
    if (!figure_want(b, block, &p) || (inset == 0 && set_beside(b, &p)))
        return;
    struct picture_wishes alone;
    if (inset == 0 && p.wishes->wrap > PICTURE_WRAP_NONE && p.wrap != WRAP_NONE)
        jump_over(&p, &alone);
    if (p.place == FIGURES_HERE || inset > 0)
        set_here(b, &p, inset);
    else
        set_aside(b, &p);
}
