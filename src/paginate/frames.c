#include "paginate/frames.h"

bool frame_is_on(const struct frame *f, size_t page)
{
    return f->pages == PAGES_ALL || (f->pages == PAGES_ODD) == (page % 2 == 1);
}

void frame_check_height(const struct frame_context *x, const struct frame *f, length height,
                        length room)
{
    length over = height - room;
    if (over <= LENGTH_PT / 100)
        return;
    diag_add(x->s->diags, DIAG_FRAME_OVERFULL, f->at,
             "the text of frame `%.*s` is %d pt higher than the frame", STR_ARG(f->name),
             (int)((over + LENGTH_PT - 1) / LENGTH_PT));
    diag_hint(x->s->diags, "shorten the text, or give the frame more height in the layout");
}

/* Vertical texts stand beside one another, from the right (VT-01); `position` is across the frame.
 */
static void draw_vertical(struct canvas *c, const struct frame_context *x, const struct frame *f,
                          struct rect r)
{
    struct canvas text = {0};
    length w = 0;
    for (size_t i = 0; i < f->n_texts; i++) {
        size_t n;
        const struct furniture *t = &f->texts[i];
        const struct span *spans = furniture_fill(x->s->arena, t, x->values, false, &n);
        if (!n)
            continue;
        struct style down = *t->style;
        down.vertical = true;
        struct style *kept = arena_one(x->s->arena, struct style);
        *kept = down;
        struct text_block b = text_set_vertical(x->s, spans, n, kept, r.h);
        length free = block_top(t->style->position, length_max(r.h - b.height, 0));
        w += b.width;
        canvas_add(&text, x->s->arena, b.items, b.n_items, -w, free);
    }
    frame_check_height(x, f, w, r.w);
    length left = block_top(f->position, length_max(r.w - w, 0));
    canvas_add(c, x->s->arena, text.items.v, text.items.n, r.x + r.w - left, r.y);
    vec_free(&text.items);
}

static void draw_text(struct canvas *c, const struct frame_context *x, const struct frame *f,
                      struct rect r)
{
    struct canvas text = {0};
    length y = 0;
    for (size_t i = 0; i < f->n_texts; i++) {
        size_t n;
        const struct furniture *t = &f->texts[i];
        const struct span *spans = furniture_fill(x->s->arena, t, x->values, false, &n);
        if (!n)
            continue;
        struct text_block b = text_set(x->s, spans, n, t->style, r.w);
        canvas_add(&text, x->s->arena, b.items, b.n_items, 0, y);
        y += b.height;
    }
    frame_check_height(x, f, y, r.h);
    canvas_add(c, x->s->arena, text.items.v, text.items.n, r.x,
               r.y + block_top(f->position, length_max(r.h - y, 0)));
    vec_free(&text.items);
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

static void draw_box(struct canvas *c, const struct frame *f, struct rect r)
{
    if (f->has_fill) {
        canvas_fill(c, r, f->fill);
        c->items.v[c->items.n - 1].radius = f->radius;
    }
    if (f->has_stroke) {
        struct item *i = vec_add(&c->items);
        i->kind = ITEM_STROKE;
        i->rect = r;
        i->color = f->color;
        i->thickness = f->thickness;
        i->radius = f->radius;
    }
}

/* The picture fills the frame's width or height, whole, in the middle. */
static void draw_image(struct canvas *c, const struct frame *f, struct rect r)
{
    if (!f->image)
        return;
    length w = r.w, h = length_scale(r.w, f->image->height, f->image->width);
    if (h > r.h) {
        h = r.h;
        w = length_scale(r.h, f->image->width, f->image->height);
    }
    struct item *i = vec_add(&c->items);
    i->kind = ITEM_IMAGE;
    i->image = f->image;
    i->rect = i->clip = (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
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

void frame_draw(struct canvas *c, const struct frame_context *x, const struct frame *f,
                struct rect r)
{
    tag_open(x->s->tags, home_of(x, f));
    switch (f->kind) {
    case FRAME_TEXT: (f->vertical ? draw_vertical : draw_text)(c, x, f, r); break;
    case FRAME_CONTENTS: frame_contents(c, x, f, r); break;
    case FRAME_CONTACT: frame_contact(c, x, f, r); break;
    case FRAME_RULE: draw_rule(c, f, r); break;
    case FRAME_BOX: draw_box(c, f, r); break;
    case FRAME_IMAGE: draw_image(c, f, r); break;
    case FRAME_QR: frame_qr(c, x, f, r); break;
    case FRAME_FLOW: break;
    }
    tag_open(x->s->tags, NULL);
}
