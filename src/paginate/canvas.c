#include "paginate/canvas.h"

#include "compose/composer.h"

#include <assert.h>

void canvas_fill(struct canvas *c, struct rect r, struct color color)
{
    vec_push(&c->items, ((struct item){.kind = ITEM_FILL, .rect = r, .color = color}));
}

void canvas_rule(struct canvas *c, const struct style_rule *rule, length x, length y,
                 length measure)
{
    if (rule->thickness <= 0)
        return;
    length w = rule->width ? rule->width : measure;
    canvas_fill(c, (struct rect){x, y, w, rule->thickness}, rule->color);
}

static struct glyph_run *add_run(struct canvas *c, struct arena *a, const struct glyph_run *run,
                                 length dx, length dy)
{
    struct glyph_run *copy = arena_one(a, struct glyph_run);
    *copy = *run;
    copy->x += dx;
    copy->y += dy;
    struct item *item = vec_add(&c->items);
    item->kind = ITEM_GLYPHS;
    item->run = copy;
    return copy;
}

/* A line's own place to one on the page: a vertical line lies on its left side until then (VT), or
 * until all that lies is stood up. */
static struct rect placed(const struct setter *s, const struct line *line, struct rect r, length x,
                          length y)
{
    if (!line->vertical || s->lying)
        return (struct rect){x + line->x + r.x, y + r.y, r.w, r.h};
    return (struct rect){x - r.y - r.h, y + line->x + r.x, r.h, r.w};
}

/* Text in a link belongs to the link. */
static void tag(struct item *item, struct tags *t)
{
    if (!t)
        return;
    bool linked = item->run->link.n > 0;
    item->order = ++t->order;
    item->element = linked ? tag_link(t, item->run->link) : t->open;
    item->after = item->element ? item->element->begun : NULL;
    if (!linked && !item->run->aside)
        t->link = NULL;
}

/* The element of the link to `target` among items. */
static struct element *link_element(const struct item *items, size_t n, str target)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == ITEM_GLYPHS && str_eq(items[i].run->link, target))
            return items[i].element;
    return NULL;
}

struct glyph_run *canvas_run(struct canvas *c, const struct setter *s, const struct glyph_run *run,
                             length dx, length dy)
{
    struct glyph_run *copy = add_run(c, s->arena, run, dx, dy);
    tag(&c->items.v[c->items.n - 1], s->tags);
    return copy;
}

void canvas_part(struct canvas *c, const struct setter *s, struct rect r, struct color color)
{
    canvas_fill(c, r, color);
    struct item *item = &c->items.v[c->items.n - 1];
    if (!s->tags)
        return;
    item->order = ++s->tags->order;
    item->element = s->tags->open;
    item->after = item->element ? item->element->begun : NULL;
}

void canvas_line(struct canvas *c, const struct setter *s, const struct line *line, length x,
                 length y)
{
    size_t first = c->items.n;
    for (size_t i = 0; i < line->n_runs; i++) {
        const struct glyph_run *run = &line->runs[i];
        struct rect at = placed(s, line, (struct rect){run->x, run->y, 0, 0}, x, y);
        canvas_run(c, s, run, at.x - run->x, at.y - run->y);
    }
    for (size_t i = 0; i < line->n_rects; i++) {
        const struct line_rect *r = &line->rects[i];
        struct item *item = vec_add(&c->items);
        *item = (struct item){.kind = r->kind,
                              .rect = placed(s, line, r->rect, x, y),
                              .color = r->color,
                              .radius = r->radius,
                              .thickness = r->thickness,
                              .period = r->period};
    }
    for (size_t i = 0; i < line->n_links; i++) {
        const struct line_link *l = &line->links[i];
        length size = line->n_runs ? line->runs[0].size : 0;
        struct item *item = vec_add(&c->items);
        item->kind = ITEM_LINK;
        item->rect = placed(s, line, (struct rect){l->x, -size, l->w, size + size / 4}, x, y);
        item->uri = item->note = l->target;
        item->element = link_element(c->items.v + first, line->n_runs, l->target);
    }
}

static void move(struct rect *r, length dx, length dy)
{
    r->x += dx;
    r->y += dy;
}

void canvas_add(struct canvas *c, struct arena *a, const struct item *items, size_t n, length dx,
                length dy)
{
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == ITEM_GLYPHS) {
            add_run(c, a, items[i].run, dx, dy);
            c->items.v[c->items.n - 1].element = items[i].element;
            c->items.v[c->items.n - 1].order = items[i].order;
            c->items.v[c->items.n - 1].after = items[i].after;
            continue;
        }
        vec_push(&c->items, items[i]);
        struct item *copy = &c->items.v[c->items.n - 1];
        move(&copy->rect, dx, dy);
        move(&copy->clip, dx, dy);
    }
}

static struct rect turned(struct rect r, length dx, length dy, length width)
{
    return (struct rect){dx + r.y, dy + width - r.x - r.w, r.h, r.w};
}

/* Runs keep standing as they do where there is no matrix. */
static void add_turned(struct canvas *c, struct arena *a, const struct canvas *from, length dx,
                       length dy, length width, const struct run_matrix *matrix)
{
    for (size_t i = 0; i < from->items.n; i++) {
        struct item *to = vec_add(&c->items);
        *to = from->items.v[i];
        if (to->kind != ITEM_GLYPHS) {
            to->rect = turned(to->rect, dx, dy, width);
            to->clip = turned(to->clip, dx, dy, width);
            continue;
        }
        struct glyph_run *run = arena_one(a, struct glyph_run);
        *run = *to->run;
        run->x = dx + to->run->y;
        run->y = dy + width - to->run->x;
        if (matrix) {
            assert(run->direction == RUN_HORIZONTAL && !run->matrix);
            run->matrix = matrix;
        }
        to->run = run;
    }
}

void canvas_add_sideways(struct canvas *c, struct arena *a, const struct canvas *from, length dx,
                         length dy, length width)
{
    static const struct run_matrix to_the_left = {.along_y = -LENGTH_PT, .down_x = LENGTH_PT};
    add_turned(c, a, from, dx, dy, width, &to_the_left);
}

void canvas_add_lying(struct canvas *c, struct arena *a, const struct canvas *from, length dx,
                      length dy, length width)
{
    add_turned(c, a, from, dx, dy, width, NULL);
}

void canvas_add_standing(struct canvas *c, struct arena *a, const struct item *items, size_t n,
                         length right, length top)
{
    for (size_t i = 0; i < n; i++) {
        struct item *to = vec_add(&c->items);
        *to = items[i];
        const struct rect r = to->rect, clip = to->clip;
        to->rect = (struct rect){right - r.y - r.h, top + r.x, r.h, r.w};
        to->clip = (struct rect){right - clip.y - clip.h, top + clip.x, clip.h, clip.w};
        if (to->kind != ITEM_GLYPHS)
            continue;
        struct glyph_run *run = arena_one(a, struct glyph_run);
        *run = *to->run;
        run->x = right - to->run->y;
        run->y = top + to->run->x;
        to->run = run;
    }
}

length baseline_in(const struct composer *c, const struct style *s, length pitch)
{
    const struct role_faces *role = composer_role(c, s->font);
    const struct face *face = role->han ? role->han : role->western;
    length top = face_scale(face, face->em_top, s->size);
    length box = face_scale(face, face->em_top - face->em_bottom, s->size);
    return (pitch - box) / 2 + top;
}

length block_top(enum block_align position, length free_height)
{
    switch (position) {
    case BLOCK_TOP: return 0;
    case BLOCK_BOTTOM: return free_height;
    default: return free_height / 2;
    }
}

length style_leading(const struct layout *l, const struct style *s)
{
    return s->leading ? s->leading : l->grid.pitch;
}

static struct text_block set_horizontal(const struct setter *p, const struct span *spans, size_t n,
                                        const struct style *style, length measure, bool is_title)
{
    struct paragraph in = {.spans = spans,
                           .n_spans = n,
                           .style = style,
                           .indent = style->indent,
                           .measure = measure - style->left - style->right,
                           .is_title = is_title};
    in.at = n ? spans[0].at : (struct place){0};
    in.measure = length_max(in.measure, style->size);
    struct text_block b = {0};
    b.lines = compose_paragraph(p->composer, p->arena, &in, p->diags);
    length leading = style_leading(p->layout, style);
    length baseline = baseline_in(p->composer, style, leading);
    struct canvas c = {0};
    struct element *text = tag_begin_text(p->tags);
    for (size_t i = 0; i < b.lines.n; i++) {
        const struct line *line = &b.lines.v[i];
        canvas_line(&c, p, line, style->left, baseline + (length)i * leading);
        b.width = length_max(b.width, style->left + line->x + line->width);
    }
    tag_end(p->tags, text);
    b.height = (length)b.lines.n * leading;
    b.n_items = c.items.n;
    b.items = vec_take(p->arena, &c.items);
    return b;
}

static struct text_block set(const struct setter *p, const struct span *spans, size_t n,
                             const struct style *style, length measure, bool is_title)
{
    const struct grid *grid = &p->layout->grid;
    if (style->vertical && !p->lying)
        return text_set_vertical(p, spans, n, style, (length)grid->lines * grid->pitch * 2 / 3);
    return set_horizontal(p, spans, n, style, measure, is_title);
}

struct text_block text_set(const struct setter *p, const struct span *spans, size_t n,
                           const struct style *style, length measure)
{
    return set(p, spans, n, style, measure, false);
}

struct text_block text_set_title(const struct setter *p, const struct span *spans, size_t n,
                                 const struct style *style, length measure)
{
    return set(p, spans, n, style, measure, true);
}
