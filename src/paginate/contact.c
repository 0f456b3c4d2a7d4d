/* Publisher, staff and contact (NP-17), and QR codes. */
#include "paginate/overfull.h"
#include "paginate/stack.h"

#include <qrencode.h>

struct contact_frame {
    const struct frame_context *x;
    const struct frame *f;
    struct canvas text; /* of the item at hand */
    length width, y;
    struct stack stack;
};

/* LA-11: labels of different length fill the same width. */
static const struct style *label_style(const struct contact_frame *t)
{
    struct style *style = arena_one(t->x->s->arena, struct style);
    *style = *t->f->label_style;
    if (t->f->label_width)
        style->align = ALIGN_EVEN;
    return style;
}

/* A label, and its value beside it (or under it when labels have no width of their own). A value
 * without a label goes on with the item before. */
static void draw_item(struct contact_frame *t, struct value label, struct value value)
{
    const struct setter *s = t->x->s;
    if (!value.text.n)
        return;
    t->y = 0;
    length value_x = 0, label_height = 0;
    struct element *e = tag_begin(s->tags, ELEMENT_P);
    if (t->f->label_width)
        value_x = t->f->label_width + t->f->value_style->size;
    if (label.text.n) {
        struct span span = {.text = label.text, .at = label.at};
        length measure = t->f->label_width ? t->f->label_width : t->width;
        struct text_block b = text_set(s, &span, 1, label_style(t), measure);
        canvas_add(&t->text, s->arena, b.items, b.n_items, 0, t->y);
        label_height = b.height;
        if (!value_x)
            t->y += b.height;
    }
    struct span span = {.text = value.text, .at = value.at};
    struct text_block b = text_set(s, &span, 1, t->f->value_style, t->width - value_x);
    tag_end(s->tags, e);
    canvas_add(&t->text, s->arena, b.items, b.n_items, value_x, t->y);
    t->y += value_x ? length_max(b.height, label_height) : b.height;
    length gap = label.text.n ? t->f->item_gap : 0;
    stack_add(&t->stack, s->arena, &t->text, t->y, gap, false);
}

/* Names stand under one another: all of them count (NP-11). */
static bool staff_is_mixed(const struct issue *issue)
{
    VEC(struct value) all = {0};
    for (size_t i = 0; i < issue->n_staff; i++)
        for (size_t k = 0; k < issue->staff[i].n_names; k++)
            vec_push(&all, issue->staff[i].names[k]);
    bool mixed = names_are_mixed(all.v, all.n);
    vec_free(&all);
    return mixed;
}

length frame_contact(struct canvas *c, const struct frame_context *x, const struct frame *f,
                     struct rect r)
{
    const struct issue *issue = x->s->issue;
    struct arena *a = x->s->arena;
    struct contact_frame t = {.x = x, .f = f, .width = stack_width(f, r)};
    struct value value = {0};
    bool loose = staff_is_mixed(issue);
    for (size_t i = 0; i < issue->n_publisher; i++)
        draw_item(&t, (struct value){i ? STR("") : f->publisher_label, f->at}, issue->publisher[i]);
    for (size_t i = 0; i < issue->n_staff; i++) {
        const struct staff *staff = &issue->staff[i];
        value.text = join_names(a, staff->names, staff->n_names, f->separator, loose);
        value.at = staff->n_names ? staff->names[0].at : staff->role.at;
        draw_item(&t, staff->role, value);
    }
    for (size_t i = 0; i < issue->n_contact; i++)
        draw_item(&t, issue->contact[i].label, issue->contact[i].value);
    return stack_draw(&t.stack, c, a, f, r, &f->item_rule);
}

static void draw_code(struct canvas *c, const struct frame_context *x, const struct frame *f,
                      struct rect square, struct value url)
{
    QRcode *code = QRcode_encodeString8bit(str_z(x->s->arena, url.text), 0, QR_ECLEVEL_M);
    if (!code) {
        diag_add(x->s->diags, DIAG_QR_TOO_LONG, url.at, "the address does not fit a QR code");
        diag_hint(x->s->diags, "a QR code holds up to 2331 bytes; shorten the address");
        return;
    }
    unsigned n = (unsigned)code->width;
    unsigned char *cells = arena_alloc(x->s->arena, (size_t)n * n);
    for (size_t i = 0; i < (size_t)n * n; i++)
        cells[i] = code->data[i] & 1;
    QRcode_free(code);
    struct element *figure = tag_begin(x->s->tags, ELEMENT_FIGURE);
    if (figure)
        figure->alt = url.text;
    tag_end(x->s->tags, figure);
    struct item *item = vec_add(&c->items);
    item->element = figure;
    item->kind = ITEM_CELLS;
    item->rect = square;
    item->color = f->color;
    item->cells = cells;
    item->n_cells = n;
}

void frame_qr(struct canvas *c, const struct frame_context *x, const struct frame *f, struct rect r)
{
    const struct issue *issue = x->s->issue;
    if (f->index < 1 || (size_t)f->index > issue->n_qr)
        return;
    const struct qr *qr = &issue->qr[f->index - 1];
    length size = f->size ? f->size : length_min(r.w, r.h);
    draw_code(c, x, f, (struct rect){r.x + (r.w - size) / 2, r.y, size, size}, qr->url);
    if (!f->n_texts)
        return;
    struct field_values v = *x->values;
    v.n = qr->label.text;
    v.n_at = qr->label.at;
    size_t n;
    const struct span *spans = template_fill(x->s->arena, &f->texts[0].text, &v, &n);
    struct text_block b = text_set(x->s, spans, n, f->texts[0].style, r.w);
    length y = size + f->label_gap;
    canvas_add(c, x->s->arena, b.items, b.n_items, r.x, r.y + y);
    overfull_check_code(x, f, r, y + b.height, size);
}
