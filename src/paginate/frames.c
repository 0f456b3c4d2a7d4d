#include "paginate/frames.h"

#include "base/file.h"
#include "paginate/drawn_text.h"
#include "paginate/fitting.h"

bool frame_is_on(const struct frame *f, size_t page)
{
    return f->pages == PAGES_ALL || (f->pages == PAGES_ODD) == (page % 2 == 1);
}

/* Texts of a frame one after the other, and how much of its height (of its width when they are
 * vertical) they take; 0, 0 is the frame's top left, or top right. */
struct frame_texts {
    struct canvas items;
    length extent;
};

/* Vertical texts stand beside one another, from the right (VT-01); `position` is across the frame.
 */
static struct frame_texts set_texts(const struct frame_context *x, const struct frame *f,
                                    struct rect r)
{
    struct frame_texts t = {0};
    struct arena *a = x->s->arena;
    for (size_t i = 0; i < f->n_texts; i++) {
        size_t n;
        const struct span *spans = furniture_fill(a, &f->texts[i], x->values, x->new_section, &n);
        if (!n)
            continue;
        const struct style *style = f->texts[i].style;
        if (!f->vertical) {
            struct text_block b = text_set(x->s, spans, n, style, r.w);
            canvas_add(&t.items, a, b.items, b.n_items, 0, t.extent);
            t.extent += b.height;
            continue;
        }
        struct text_block b = text_set_vertical(x->s, spans, n, style, r.h);
        t.extent += b.width;
        canvas_add(&t.items, a, b.items, b.n_items, -t.extent,
                   block_top(style->position, length_max(r.h - b.height, 0)));
    }
    return t;
}

static length draw_text(struct canvas *c, const struct frame_context *x, const struct frame *f,
                        struct rect r)
{
    struct frame_texts t = set_texts(x, f, r);
    length room = f->vertical ? r.w : r.h;
    length down = block_top(f->position, length_max(room - t.extent, 0));
    canvas_add(c, x->s->arena, t.items.items.v, t.items.items.n,
               f->vertical ? r.x + r.w - down : r.x, f->vertical ? r.y : r.y + down);
    vec_free(&t.items.items);
    return t.extent;
}

static void draw_rule(struct canvas *c, const struct frame *f, struct rect r)
{
    if (!f->dash && !f->dash_gap) {
        canvas_fill(c, r, f->color);
        return;
    }
    struct item *i = vec_add(&c->items);
    i->kind = ITEM_LINE;
    i->rect = r;
    i->color = f->color;
    i->thickness = f->thickness;
    i->dash = f->dash;
    i->gap = f->dash_gap;
}

/* Dashes round a box: the gap is such that they go round evenly. */
static void add_outline(struct canvas *c, const struct frame *f, struct rect r)
{
    struct item *i = vec_add(&c->items);
    *i = (struct item){.kind = ITEM_STROKE,
                       .rect = r,
                       .color = f->color,
                       .thickness = f->thickness,
                       .radius = f->radius};
    if (!f->dash)
        return;
    length radius = length_min(f->radius, length_min(r.w, r.h) / 2);
    length round =
        2 * (r.w + r.h - 2 * f->thickness) - 8 * radius + length_scale(2 * radius, 355, 113);
    length step = f->dash + (f->dash_gap ? f->dash_gap : f->dash);
    length n = length_max((round + step / 2) / step, 1);
    i->dash = f->dash;
    i->gap = length_max(round / n - f->dash, 1);
}

/* A box with corners has dashes that begin and end in them. */
static void add_sides(struct canvas *c, const struct frame *f, struct rect r)
{
    const length t = f->thickness;
    const struct rect sides[] = {{r.x, r.y, r.w, t},
                                 {r.x, r.y + r.h - t, r.w, t},
                                 {r.x, r.y, t, r.h},
                                 {r.x + r.w - t, r.y, t, r.h}};
    for (size_t k = 0; k < sizeof sides / sizeof *sides; k++)
        vec_push(&c->items, ((struct item){.kind = ITEM_LINE,
                                           .rect = sides[k],
                                           .color = f->color,
                                           .thickness = t,
                                           .dash = f->dash,
                                           .gap = f->dash_gap ? f->dash_gap : f->dash}));
}

static void draw_box(struct canvas *c, const struct frame *f, struct rect r)
{
    if (f->has_fill) {
        canvas_fill(c, r, f->fill);
        struct item *i = &c->items.v[c->items.n - 1];
        i->radius = f->radius;
        i->shading = f->fill_towards;
        i->shade = f->fill_to;
    }
    if (f->has_stroke && f->dash && !f->radius)
        add_sides(c, f, r);
    else if (f->has_stroke)
        add_outline(c, f, r);
}

/* The issue's own picture. */
static const struct image *cover_of(const struct frame_context *x)
{
    const struct issue *issue = x->s->issue;
    struct value file = issue->cover;
    if (!file.text.n)
        return NULL;
    if (file.text.p[0] != '/' && !memchr(file.text.p, 0, file.text.n))
        return image_probe(x->s->arena, file_join(x->s->arena, str_of(issue->folder), file.text),
                           file.at, x->s->diags);
    diag_add(x->s->diags, DIAG_BAD_VALUE, file.at, "`cover` must be named from the issue's folder");
    diag_hint(x->s->diags, "put the picture into it: images/cover.jpg");
    return NULL;
}

static void draw_image(struct canvas *c, const struct frame_context *x, const struct frame *f,
                       struct rect r)
{
    const struct image *image = f->image ? f->image : cover_of(x);
    if (!image)
        return;
    struct item *i = vec_add(&c->items);
    i->kind = ITEM_IMAGE;
    i->image = image;
    i->rect = picture_fit(image, r, f->cover, f->focus);
    i->clip = f->cover ? r : i->rect;
    drawn_text(c, x->s, i);
}

/* Running heads and folios are furniture: not read out. */
static bool is_furniture(const struct frame *f)
{
    for (size_t i = 0; i < f->n_texts; i++)
        for (size_t k = 0; k < f->texts[i].text.n_parts; k++) {
            enum template_field field = f->texts[i].text.parts[k].field;
            if (field == TEMPLATE_PAGE || field == TEMPLATE_PAGES)
                return true;
        }
    return false;
}

/* The element that a frame's text belongs to; NULL: none. */
static struct element *home_of(const struct frame_context *x, const struct frame *f)
{
    bool last = x->values->page > 1 && x->values->page == x->values->pages;
    struct element *here = last ? x->back : x->front;
    switch (f->kind) {
    case FRAME_TEXT: return x->repeated || is_furniture(f) ? NULL : here;
    case FRAME_CONTENTS: return x->front;
    case FRAME_CONTACT:
    case FRAME_QR: return here;
    default: return NULL;
    }
}

bool frame_is_read(const struct frame_context *x, const struct frame *f)
{
    return home_of(x, f) != NULL;
}

void frame_draw(struct canvas *c, const struct frame_context *x, const struct frame *f,
                struct rect r)
{
    if (!conditions_hold(x->s->arena, &f->conditions, x->values, x->new_section))
        return;
    tag_open(x->s->tags, home_of(x, f));
    switch (f->kind) {
    case FRAME_TEXT: frame_draw_fitting(c, x, f, r, draw_text); break;
    case FRAME_CONTENTS: frame_draw_fitting(c, x, f, r, frame_contents); break;
    case FRAME_CONTACT: frame_draw_fitting(c, x, f, r, frame_contact); break;
    case FRAME_RULE: draw_rule(c, f, r); break;
    case FRAME_BOX: draw_box(c, f, r); break;
    case FRAME_IMAGE: draw_image(c, x, f, r); break;
    case FRAME_QR: frame_qr(c, x, f, r); break;
    case FRAME_FLOW: break;
    }
    tag_open(x->s->tags, NULL);
}
