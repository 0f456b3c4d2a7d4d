#include "paginate/drawn_text.h"

#include "base/file.h"
#include "compose/compose.h"
#include "picture/drawing.h"

struct drawn {
    struct canvas *c;
    const struct setter *s;
    const struct item *picture;
    struct drawing drawing;
    str missing; /* the families that were reported last */
};

/* From the drawing's lengths to the page's. */
static length scaled(const struct drawn *d, length v)
{
    return length_scale(v, d->picture->rect.w, d->drawing.width);
}

/* ---- fonts ---- */

static str take_family(str *list)
{
    size_t comma = str_find(*list, ',', 0);
    str name = str_trim(str_slice(*list, 0, comma));
    *list = str_slice(*list, comma < list->n ? comma + 1 : comma, list->n);
    if (name.n > 1 && (name.p[0] == '"' || name.p[0] == '\''))
        name = str_trim(str_slice(name, 1, name.n - 1));
    return name;
}

static void report_families(struct drawn *d, str families, unsigned line)
{
    const struct image *image = d->picture->image;
    enum { LONGEST = 80 };
    if (str_eq(families, d->missing))
        return;
    d->missing = families;
    diag_add(d->s->diags, DIAG_IMAGE_FAMILY, image->used_at,
             "%s: line %u asks for a font that there is not: %.*s", image->path, line,
             (int)(families.n < LONGEST ? families.n : LONGEST), families.p);
    diag_hint(d->s->diags,
              "name a family of fonts.yaml in font-family, or a font of the layout such "
              "as `%.*s`; the caption's stands in its place",
              STR_ARG(d->s->layout->styles[LAYOUT_CAPTION]->font->name));
}

static const struct font_role *font_of(struct drawn *d, const struct drawing_part *p, unsigned line)
{
    const struct font_role *usual = d->s->layout->styles[LAYOUT_CAPTION]->font, *role = NULL;
    str list = p->families;
    while (list.n && !role) {
        str name = take_family(&list);
        if (name.n)
            role = composer_family(d->s->composer, name, p->bold, usual, d->s->diags);
    }
    if (!role && p->families.n)
        report_families(d, p->families, line);
    if (!role)
        role = composer_family(d->s->composer, usual->name, p->bold, usual, d->s->diags);
    return role ? role : usual;
}

/* ---- one stretch ---- */

/* A part as it was composed, and where it begins, from the stretch's start. */
struct set_part {
    const struct line *line;
    length x, y;
};

static struct color color_of(const struct drawing_color *c)
{
    struct color out = {.light = c->light};
    memcpy(out.rgb, c->rgb, sizeof out.rgb);
    if (!c->light)
        out = (struct color){.c = c->cmyk[0], .m = c->cmyk[1], .y = c->cmyk[2], .k = c->cmyk[3]};
    return out;
}

static const struct line *compose(struct drawn *d, const struct drawing_part *p, unsigned line)
{
    const struct setter *s = d->s;
    const struct place at = d->picture->image->used_at;
    struct style *style = arena_one(s->arena, struct style);
    *style = *s->layout->styles[LAYOUT_CAPTION];
    style->font = font_of(d, p, line);
    style->size = length_max(scaled(d, p->size), 1);
    style->color = color_of(&p->color);
    style->tracking = length_scale(scaled(d, p->spacing), LENGTH_PT, style->size);
    style->align = ALIGN_START;
    style->vertical = false;
    style->indent = style->left = style->right = style->spread = 0;
    const struct span span = {.text = p->text, .at = at};
    struct paragraph in = {.spans = &span, .n_spans = 1, .style = style, .at = at};
    in.measure = LENGTH_PT * 100000; /* it never ends a line */
    struct lines lines = compose_paragraph(s->composer, s->arena, &in, s->diags);
    return lines.n ? &lines.v[0] : NULL;
}

/* Whether a blank stands at the end that counts: behind Western text. */
static bool ends_word(str text)
{
    return text.n > 1 && text.p[text.n - 1] == ' ' && (unsigned char)text.p[text.n - 2] < 0x80;
}

/* The parts one behind another; how wide they are together. */
static length set_parts(struct drawn *d, const struct drawing_text *t, struct set_part *out)
{
    length x = 0, y = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct drawing_part *p = &t->parts[i];
        x += scaled(d, p->dx);
        y += scaled(d, p->dy);
        out[i] = (struct set_part){compose(d, p, t->line), x, y};
        if (out[i].line)
            x += out[i].line->x + out[i].line->width;
        if (i + 1 < t->n && ends_word(p->text))
            x += scaled(d, p->size) / 4; /* no line ends with its blank */
    }
    return x;
}

/* Where a point of the stretch stands on the page. */
static struct drawing_point on_page(const struct drawn *d, const struct drawing_text *t, length x,
                                    length y)
{
    const struct rect *r = &d->picture->rect;
    return (struct drawing_point){
        r->x + scaled(d, t->at.x) + length_scale(x, t->along[0], LENGTH_PT) +
            length_scale(y, t->down[0], LENGTH_PT),
        r->y + scaled(d, t->at.y) + length_scale(x, t->along[1], LENGTH_PT) +
            length_scale(y, t->down[1], LENGTH_PT)};
}

/* Which of the stretch's ends are seen: 2 both. */
static int ends_seen(const struct drawn *d, const struct drawing_text *t, length from, length to)
{
    const struct rect *clip = &d->picture->clip, *r = &d->picture->rect;
    int n = 0;
    if (clip->w <= 0 || (clip->w >= r->w && clip->h >= r->h))
        return 2;
    for (int i = 0; i < 2; i++) {
        struct drawing_point p = on_page(d, t, i ? to : from, 0);
        n += p.x >= clip->x && p.x <= clip->x + clip->w && p.y >= clip->y &&
             p.y <= clip->y + clip->h;
    }
    return n;
}

static void report_cropped(const struct drawn *d, const struct drawing_text *t)
{
    const struct image *image = d->picture->image;
    diag_add(d->s->diags, DIAG_IMAGE_PART, image->used_at,
             "%s: text in line %u is cut off by the crop, and left out", image->path, t->line);
    diag_hint(d->s->diags, "crop elsewhere, or change the picture itself");
}

static bool is_turned(const struct drawing_text *t)
{
    return t->along[0] != LENGTH_PT || t->along[1] || t->down[0] || t->down[1] != LENGTH_PT;
}

static void draw_part(const struct drawn *d, const struct drawing_text *t,
                      const struct run_matrix *matrix, const struct set_part *p, length shift)
{
    for (size_t i = 0; p->line && i < p->line->n_runs; i++) {
        const struct glyph_run *run = &p->line->runs[i];
        struct drawing_point at = on_page(d, t, p->x + shift + run->x, p->y + run->y);
        struct glyph_run *placed = canvas_run(d->c, d->s, run, at.x - run->x, at.y - run->y);
        placed->matrix = matrix;
        d->c->items.v[d->c->items.n - 1].element = d->picture->element;
    }
}

static void draw_text(struct drawn *d, const struct drawing_text *t)
{
    struct set_part *parts = arena_many(d->s->arena, t->n, struct set_part);
    length width = set_parts(d, t, parts);
    length shift = t->anchor == DRAWING_START ? 0 : t->anchor == DRAWING_END ? -width : -width / 2;
    struct run_matrix *matrix = NULL;
    int seen = ends_seen(d, t, shift, shift + width);
    if (seen == 1)
        report_cropped(d, t);
    if (seen < 2)
        return;
    if (is_turned(t)) {
        matrix = arena_one(d->s->arena, struct run_matrix);
        *matrix = (struct run_matrix){t->along[0], t->along[1], t->down[0], t->down[1]};
    }
    for (size_t i = 0; i < t->n; i++)
        draw_part(d, t, matrix, &parts[i], shift);
}

void drawn_text(struct canvas *c, const struct setter *s, const struct item *picture)
{
    const struct item own = *picture; /* the canvas may move it */
    struct drawn d = {.c = c, .s = s, .picture = &own};
    struct drawing_losses losses;
    char message[PICTURE_MESSAGE_MAX];
    if (!own.image->has_text)
        return;
    str bytes = file_map(own.image->path);
    if (!bytes.p)
        return; /* it was there when it was looked at; the writer says that it is gone */
    if (svg_read(s->arena, bytes, &d.drawing, &losses, message))
        for (size_t i = 0; i < d.drawing.n_texts; i++)
            draw_text(&d, &d.drawing.texts[i]);
    file_unmap(bytes);
}
