/* The table of contents (NP-09). */
#include "paginate/frames.h"

struct contents {
    struct canvas *c;
    const struct frame_context *x;
    const struct frame *f;
    struct rect r;
    struct canvas column; /* of the column that is being filled, from its top */
    length width;         /* of a column */
    length y;
    str section;
};

static void draw_leader(struct contents *t, length from, length to, length baseline)
{
    const struct frame *f = t->f;
    length pitch = f->leader_pitch ? f->leader_pitch : t->f->entry.style->size / 2;
    if (!f->leader.n || to - from < 2 * t->f->entry.style->size)
        return;
    struct span span = {.text = f->leader, .at = f->at};
    struct text_block dot = text_set(t->x->s, &span, 1, f->entry.style, t->width);
    if (!dot.lines.n || !dot.lines.v[0].n_runs)
        return;
    const struct glyph_run *run = &dot.lines.v[0].runs[0];
    /* Counted from the right edge, so that the dots of all entries stand under one another. */
    size_t n = 0;
    length first = to;
    while (first - pitch >= from) {
        first -= pitch;
        n++;
    }
    struct glyph_run *leader = arena_one(t->x->s->arena, struct glyph_run);
    struct glyph *glyphs = arena_many(t->x->s->arena, n, struct glyph);
    char *text = arena_alloc(t->x->s->arena, n * f->leader.n + 1);
    for (size_t i = 0; i < n; i++) {
        glyphs[i] = run->glyphs[0];
        glyphs[i].x = (length)i * pitch + (pitch - run->width) / 2;
        glyphs[i].text = (uint32_t)(i * f->leader.n);
        glyphs[i].text_n = (uint32_t)f->leader.n;
        memcpy(text + i * f->leader.n, f->leader.p, f->leader.n);
    }
    *leader = *run;
    leader->glyphs = glyphs;
    leader->n = n;
    leader->text = (str){text, n * f->leader.n};
    leader->x = first;
    leader->y = baseline;
    leader->width = to - first;
    vec_push(&t->column.items, ((struct item){.kind = ITEM_GLYPHS, .run = leader}));
}

static void draw_section(struct contents *t, const struct start *start)
{
    const struct furniture *section = &t->f->section;
    str name = start->article->section.text;
    if (!section->style || str_eq(name, t->section))
        return;
    size_t n;
    struct field_values v = *t->x->values;
    v.article = start->article;
    v.section = name;
    const struct span *spans = template_fill(t->x->s->arena, &section->text, &v, &n);
    t->section = name;
    if (!n)
        return;
    if (t->y > 0)
        t->y += t->f->section_gap;
    struct element *e = tag_begin(t->x->s->tags, ELEMENT_TOCI);
    struct text_block b = text_set(t->x->s, spans, n, section->style, t->width);
    tag_end(t->x->s->tags, e);
    canvas_add(&t->column, t->x->s->arena, b.items, b.n_items, 0, t->y);
    if (!t->f->runs_in)
        t->y += b.height;
}

static void draw_link(struct contents *t, const struct start *start, length height,
                      struct element *element)
{
    struct item *i = vec_add(&t->column.items);
    i->kind = ITEM_LINK;
    i->rect = (struct rect){0, t->y, t->width, height};
    i->to_page = start->page;
    i->to_y = start->y;
    i->note = start->article->title.text;
    i->element = element;
}

/* Title, leader, page number; a long title runs over before the number's column. */
static void draw_entry(struct contents *t, const struct start *start)
{
    const struct setter *s = t->x->s;
    const struct style *entry = t->f->entry.style, *page = t->f->page_style;
    struct field_values v = *t->x->values;
    v.article = start->article;
    size_t n;
    const struct span *spans = template_fill(s->arena, &t->f->entry.text, &v, &n);
    if (!n)
        return;
    struct element *item = tag_begin(s->tags, ELEMENT_TOCI);
    struct element *link = tag_begin(s->tags, ELEMENT_LINK);
    struct span number = {.text = str_format(s->arena, "%zu", start->page + 1), .at = t->f->at};
    length room = t->width - 3 * page->size - 2 * entry->size;
    struct text_block b = text_set(s, spans, n, entry, length_max(room, entry->size));
    struct text_block p = text_set(s, &number, 1, page, t->width);
    tag_end(s->tags, link);
    tag_end(s->tags, item);
    const struct line *digits = p.lines.n ? &p.lines.v[0] : NULL;
    length number_x = digits ? digits->x : t->width;
    length leading = style_leading(s->layout, entry);
    length last = t->y + b.height - leading;
    canvas_add(&t->column, s->arena, b.items, b.n_items, 0, t->y);
    length down = baseline_in(s->composer, entry, leading) -
                  baseline_in(s->composer, page, style_leading(s->layout, page));
    canvas_add(&t->column, s->arena, p.items, p.n_items, 0, last + down);
    const struct line *line = &b.lines.v[b.lines.n - 1];
    draw_leader(t, entry->left + line->x + line->width + entry->size / 2,
                number_x - entry->size / 4, last + baseline_in(s->composer, entry, leading));
    draw_link(t, start, b.height, link);
    t->y += b.height;
}

static void end_column(struct contents *t, int index)
{
    length x = t->r.x + (length)index * (t->width + t->f->gap);
    length y = t->r.y + block_top(t->f->position, length_max(t->r.h - t->y, 0));
    canvas_add(t->c, t->x->s->arena, t->column.items.v, t->column.items.n, x, y);
    t->column.items.n = 0;
}

/* How many entries the columns before the last take: as even as whole sections allow is for later;
 * by count for now. */
static size_t entries_in_column(const struct contents *t, int columns)
{
    return (t->x->n_starts + (size_t)columns - 1) / (size_t)columns;
}

void frame_contents(struct canvas *c, const struct frame_context *x, const struct frame *f,
                    struct rect r)
{
    int columns = f->columns > 0 ? f->columns : 1;
    struct contents t = {.c = c, .x = x, .f = f, .r = r};
    struct element *toc = tag_begin(x->s->tags, ELEMENT_TOC);
    t.width = (r.w - f->gap * (columns - 1)) / columns;
    size_t each = entries_in_column(&t, columns);
    length most = 0;
    int index = 0;
    for (size_t i = 0; i < x->n_starts; i++) {
        if (i && i % each == 0) {
            end_column(&t, index++);
            most = length_max(most, t.y);
            t.y = 0;
        }
        draw_section(&t, &x->starts[i]);
        draw_entry(&t, &x->starts[i]);
    }
    end_column(&t, index);
    tag_end(x->s->tags, toc);
    frame_check_height(x, f, length_max(most, t.y), r.h);
    vec_free(&t.column.items);
}
