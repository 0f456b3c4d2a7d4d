/* The table of contents (NP-09). */
#include "paginate/frames.h"
#include "paginate/stack.h"

enum { LEADER_LEAST = 2 }; /* em (NP-09) */

struct contents {
    const struct frame_context *x;
    const struct frame *f;
    struct canvas block; /* that is being set, from its top */
    length width;        /* of a column */
    length y;            /* in the block */
    struct stack stack;
    str section;
};

static void draw_leader(struct contents *t, length from, length to, length baseline)
{
    const struct frame *f = t->f;
    length pitch = length_max(f->leader_pitch, LENGTH_PT / 10);
    if (!f->leader.n || to - from < LEADER_LEAST * t->f->entry.style->size)
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
    vec_push(&t->block.items, ((struct item){.kind = ITEM_GLYPHS, .run = leader}));
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
    struct element *e = tag_begin(t->x->s->tags, ELEMENT_TOCI);
    struct text_block b = text_set(t->x->s, spans, n, section->style, t->width);
    tag_end(t->x->s->tags, e);
    canvas_add(&t->block, t->x->s->arena, b.items, b.n_items, 0, 0);
    length height = t->f->runs_in ? 0 : b.height;
    stack_add(&t->stack, t->x->s->arena, &t->block, height, t->f->section_gap, true);
}

static void draw_link(struct contents *t, const struct start *start, length height,
                      struct element *element)
{
    struct item *i = vec_add(&t->block.items);
    i->kind = ITEM_LINK;
    i->rect = (struct rect){0, t->y, t->width, height};
    i->to_page = start->page;
    i->to_y = start->y;
    i->note = start->article->title.text;
    i->element = element;
}

static struct text_block set_page(struct contents *t, const struct start *start)
{
    const struct setter *s = t->x->s;
    const struct text_template *template = &t->f->page_text;
    struct field_values v = *t->x->values;
    v.article = start->article;
    v.page = start->page + 1;
    struct span number = {.text = str_format(s->arena, "%zu", v.page), .at = t->f->at};
    size_t n = 1;
    const struct span *spans =
        template->n_parts ? template_fill(s->arena, template, &v, &n) : &number;
    return text_set(s, spans, n, t->f->page_style, t->width);
}

/* The byline on a title's last line, or under it where there is no room; how far the line goes. */
static length draw_byline(struct contents *t, const struct field_values *v, const struct line *line,
                          length *baseline, length room)
{
    const struct setter *s = t->x->s;
    const struct furniture *byline = &t->f->byline;
    const struct style *entry = t->f->entry.style;
    length end = entry->left + line->x + line->width, x = end + entry->size;
    size_t n = 0;
    const struct span *spans =
        byline->style ? furniture_fill(s->arena, byline, v, false, &n) : NULL;
    if (!n)
        return end;
    struct text_block b = text_set(s, spans, n, byline->style, room);
    if (x + b.width > room || b.lines.n != 1) {
        x = entry->left;
        *baseline += style_leading(s->layout, entry);
    }
    length up = baseline_in(s->composer, byline->style, style_leading(s->layout, byline->style));
    canvas_add(&t->block, s->arena, b.items, b.n_items, x, *baseline - up);
    return x + b.width;
}

static void draw_brief(struct contents *t, const struct field_values *v)
{
    const struct furniture *brief = &t->f->brief;
    size_t n = 0;
    const struct span *spans =
        brief->style ? furniture_fill(t->x->s->arena, brief, v, false, &n) : NULL;
    if (!n)
        return;
    struct text_block b = text_set(t->x->s, spans, n, brief->style, t->width);
    canvas_add(&t->block, t->x->s->arena, b.items, b.n_items, 0, t->y);
    t->y += b.height;
}

/* The white at both ends of a leader. */
static length leader_before(const struct frame *f)
{
    return f->entry.style->size / 2;
}

static length leader_behind(const struct frame *f)
{
    return f->entry.style->size / 4;
}

/* What titles may take of a line whose number begins at `number_x`, so that 2 em are left. */
static length title_room(const struct contents *t, length number_x)
{
    length room = length_min(t->width - 3 * t->f->page_style->size, number_x) -
                  LEADER_LEAST * t->f->entry.style->size;
    return t->f->leader.n ? room - leader_before(t->f) - leader_behind(t->f) : room;
}

/* Title, byline, leader, page number; a long title runs over before the number's column. */
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
    struct element *reference = tag_begin(s->tags, ELEMENT_REFERENCE); /* ISO 32000-1, table 333 */
    struct element *link = tag_begin(s->tags, ELEMENT_LINK);
    struct text_block p = set_page(t, start);
    const struct line *digits = p.lines.n ? &p.lines.v[0] : NULL;
    length number_x = digits ? digits->x : t->width;
    length room = title_room(t, number_x);
    struct text_block b = text_set_title(s, spans, n, entry, length_max(room, entry->size));
    length leading = style_leading(s->layout, entry), up = baseline_in(s->composer, entry, leading);
    canvas_add(&t->block, s->arena, b.items, b.n_items, 0, t->y);
    length baseline = t->y + b.height - leading + up;
    length end = draw_byline(t, &v, &b.lines.v[b.lines.n - 1], &baseline, room);
    canvas_add(&t->block, s->arena, p.items, p.n_items, 0,
               baseline - baseline_in(s->composer, page, style_leading(s->layout, page)));
    draw_leader(t, end + leader_before(t->f), number_x - leader_behind(t->f), baseline);
    length height = baseline - up + leading - t->y;
    draw_link(t, start, height, link);
    t->y += height;
    draw_brief(t, &v);
    tag_end(s->tags, link);
    tag_end(s->tags, reference);
    tag_end(s->tags, item);
}

length frame_contents(struct canvas *c, const struct frame_context *x, const struct frame *f,
                      struct rect r)
{
    struct contents t = {.x = x, .f = f, .width = stack_width(f, r)};
    struct element *toc = tag_begin(x->s->tags, ELEMENT_TOC);
    for (size_t i = 0; i < x->n_starts; i++) {
        draw_section(&t, &x->starts[i]);
        t.y = 0;
        draw_entry(&t, &x->starts[i]);
        stack_add(&t.stack, x->s->arena, &t.block, t.y, 0, false);
    }
    tag_end(x->s->tags, toc);
    const struct style_rule none = {0};
    return stack_draw(&t.stack, c, x->s->arena, f, r, &none);
}
