#include "dump.h"

#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "compose/words.h"

#include <assert.h>

/* Rounding leaves less than this. */
#define ALIKE (LENGTH_PT / 1000)

/* ---- what the composer says it did ---- */

/* Taken of each line when it is set, in order. */
struct account {
    struct fitting fit;
    size_t n;        /* characters: what composition moves as one */
    length *natural; /* from each one's origin to the next one's, when nothing is moved */
};

static struct {
    struct account v[64];
    size_t n;
} accounts;

struct line __real_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last);
struct line __wrap_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last);

/* The linker puts this in the place of line_set(). */
struct line __wrap_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last)
{
    assert(accounts.n < sizeof accounts.v / sizeof *accounts.v);
    struct account *a = &accounts.v[accounts.n++];
    const struct unit *u = &p->units.v[chosen->from];
    *a = (struct account){.fit = *fit, .n = chosen->to - chosen->from};
    a->natural = arena_many(p->arena, a->n, length);
    for (size_t i = 0; i + 1 < a->n; i++)
        a->natural[i] =
            u[i].body - u[i].right_cut + u[i].gap - u[i].shift + u[i + 1].shift - u[i + 1].left_cut;
    return __real_line_set(p, chosen, fit, last);
}

/* ---- where the characters stand ---- */

struct places {
    length *x; /* of each character's origin, from the line's beginning */
    size_t n;
};

/* The author's blanks are glyphs, but no characters that move. */
static bool is_blank(const struct glyph_run *r, const struct glyph *g)
{
    return g->text_n == 1 && r->text.p[g->text] == ' ';
}

/* From a run's origin to a glyph's cell, along the line. */
static length forward(const struct glyph_run *r, const struct glyph *g)
{
    if (r->direction != RUN_UPRIGHT)
        return g->x;
    return g->y - face_scale(r->face, face_vertical(r->face, g->id).y, r->size);
}

static struct places find_places(struct model *m, const struct line *line, size_t n)
{
    struct places p = {.x = arena_many(m->arena, n, length)};
    for (size_t k = 0; k < line->n_runs; k++) {
        const struct glyph_run *r = &line->runs[k];
        for (size_t g = 0; g < r->n && p.n < n; g++)
            if (!r->aside && r->glyphs[g].text_n && !is_blank(r, &r->glyphs[g]))
                p.x[p.n++] = r->x + forward(r, &r->glyphs[g]);
    }
    return p;
}

/* ---- writing ---- */

static void put_em(struct buf *b, length l)
{
    buf_decimal(b, l, EM, 3);
}

static void put_stages(struct buf *b, const struct fitting *f)
{
    for (int i = 0; i < STAGE_S_COUNT; i++) {
        if (!f->reduced[i])
            continue;
        buf_format(b, " S%d ", i + 1);
        put_em(b, f->reduced[i]);
    }
    for (int i = 0; i < STAGE_X_COUNT; i++) {
        if (!f->expanded[i])
            continue;
        buf_format(b, " X%d ", i + 1);
        put_em(b, f->expanded[i]);
    }
    if (f->hung) {
        buf_str(b, STR(" hung "));
        put_em(b, f->hung);
    }
}

static bool alike(length a, length b)
{
    return a - b < ALIKE && b - a < ALIKE;
}

/* `: +0.125×8`: how much, as they stand, the characters have been moved apart or together, in the
 * order in which the amounts first occur. */
static void put_moves(struct buf *b, const struct account *a, const struct places *p)
{
    bool any = false;
    for (size_t i = 0; i + 1 < p->n; i++) {
        length move = p->x[i + 1] - p->x[i] - a->natural[i];
        size_t count = 0;
        bool seen = alike(move, 0);
        for (size_t k = 0; k + 1 < p->n; k++) {
            bool same = alike(p->x[k + 1] - p->x[k] - a->natural[k], move);
            seen = seen || (same && k < i);
            count += same;
        }
        if (seen)
            continue;
        buf_str(b, any ? STR(" ") : STR(": "));
        any = true;
        if (move > 0)
            buf_char(b, '+');
        put_em(b, move);
        buf_format(b, "×%zu", count);
    }
}

static void put_places(struct buf *b, const struct places *p)
{
    buf_str(b, STR("    x"));
    for (size_t i = 0; i < p->n; i++) {
        buf_char(b, ' ');
        put_em(b, p->x[i]);
    }
    buf_char(b, '\n');
}

static void put_stretch(struct buf *b, const char *what, length from, length to)
{
    buf_format(b, "    %s ", what);
    put_em(b, from);
    buf_str(b, STR("…"));
    put_em(b, to);
}

/* Below the em box, which ends 0.12 em under the model font's baseline. */
static void put_mark(struct buf *b, const struct test_case *t, const struct line_rect *mark)
{
    const struct rect *r = &mark->rect;
    if (mark->radius) {
        buf_str(b, STR("    dot "));
        put_em(b, r->x + r->w / 2);
    } else {
        put_stretch(b,
                    mark->kind == ITEM_WAVE     ? "wave"
                    : mark->kind == ITEM_STROKE ? "frame"
                                                : "rule",
                    r->x, r->x + r->w);
    }
    buf_str(b, r->y < 0 ? STR(" through") : STR(" below"));
    if (t->heights) {
        buf_char(b, ' ');
        put_em(b, r->y < 0 ? r->y : r->y - EM * 12 / 100);
    }
    buf_char(b, '\n');
}

static void put_annotation(struct buf *b, const struct test_case *t, const struct glyph_run *r)
{
    put_stretch(b, "over", r->x, r->x + r->width);
    if (t->heights) {
        buf_char(b, ' ');
        put_em(b, -r->y);
    }
    buf_format(b, " %.*s\n", STR_ARG(r->text));
}

/* The character that a glyph was made from, where it is a corner bracket. */
static str shown(const struct glyph_run *r, const struct glyph *g)
{
    static const uint32_t corners[] = U"『』「」";
    static const char *const names[] = {"『", "』", "「", "」"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hb_codepoint_t id;
        if (hb_font_get_nominal_glyph(r->face->hb_font, corners[i], &id) && id == g->id)
            return str_of(names[i]);
    }
    return str_slice(r->text, g->text, g->text + g->text_n);
}

static void put_stances(struct buf *b, const struct line *line)
{
    buf_str(b, STR("    down "));
    for (size_t k = 0; k < line->n_runs; k++) {
        const struct glyph_run *r = &line->runs[k];
        bool turned = r->direction == RUN_TURNED;
        buf_str(b, turned ? STR("⟨") : STR(""));
        for (size_t g = 0; g < r->n; g++) {
            bool beside = r->glyphs[g].text_n > 1 && r->text.p[r->glyphs[g].text] < '0' + 10 &&
                          r->text.p[r->glyphs[g].text] >= '0';
            buf_str(b, beside ? STR("[") : STR(""));
            buf_str(b, shown(r, &r->glyphs[g]));
            buf_str(b, beside ? STR("]") : STR(""));
        }
        if (r->narrow) {
            buf_char(b, '*');
            buf_decimal(b, r->narrow, LENGTH_PT, 3);
        }
        buf_str(b, turned ? STR("⟩") : STR(""));
    }
    buf_char(b, '\n');
}

/* Text that does not stand on the line's baseline. */
static void put_raised(struct buf *b, const struct glyph_run *r)
{
    buf_str(b, STR("    raised "));
    put_em(b, -r->y);
    buf_format(b, " %.*s\n", STR_ARG(r->text));
}

static void put_extras(struct buf *b, const struct test_case *t, const struct line *line)
{
    for (size_t i = 0; i < line->n_runs; i++)
        if (line->runs[i].aside)
            put_annotation(b, t, &line->runs[i]);
        else if (t->heights && line->runs[i].y && !line->vertical)
            put_raised(b, &line->runs[i]);
    for (size_t i = 0; i < line->n_rects; i++)
        put_mark(b, t, &line->rects[i]);
    for (size_t i = 0; i < line->n_links; i++) {
        put_stretch(b, "link", line->links[i].x, line->links[i].x + line->links[i].w);
        buf_char(b, '\n');
    }
    for (size_t i = 0; i < line->n_notes; i++)
        buf_format(b, "    note %d\n", line->notes[i]);
}

/* A hyphen that was put into a word is one to the eye, and a soft one to whoever copies the text.
 */
static void put_text(struct buf *b, str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        if (utf8_next(text, &i) == 0xAD)
            buf_str(b, STR("{U+00AD}"));
        else
            buf_str(b, str_slice(text, from, i));
    }
}

static void put_line(struct model *m, const struct test_case *t, const struct line *line,
                     const struct account *a, struct buf *b)
{
    struct places p = find_places(m, line, a->n);
    buf_str(b, STR("  "));
    for (size_t i = 0; i < line->n_runs; i++)
        if (!line->runs[i].aside)
            put_text(b, line->runs[i].text);
    buf_str(b, STR("  ("));
    put_em(b, line->natural);
    put_stages(b, &a->fit);
    put_moves(b, a, &p);
    buf_str(b, STR(" → "));
    put_em(b, line->width);
    if (line->x) {
        buf_str(b, STR(" at "));
        put_em(b, line->x);
    }
    buf_str(b, STR(")\n"));
    if (t->positions)
        put_places(b, &p);
    if (t->stances)
        put_stances(b, line);
    put_extras(b, t, line);
}

static void put_diags(const struct diags *d, struct buf *b)
{
#define DIAG(id, code, severity, cause) code,
    static const char *const codes[DIAG_COUNT] = {
#include "base/diag.def"
    };
#undef DIAG
    for (int i = 0; i < DIAG_COUNT; i++)
        for (size_t n = diags_count_of(d, (enum diag_code)i); n > 0; n--)
            buf_format(b, "  ! %s\n", codes[i]);
}

void dump_case(struct model *m, const struct test_case *t, struct buf *out)
{
    struct composer *c = composer_new(&m->layout, m->fonts, "zh-CN", m->diags);
    hyphenator_free(c->hyphenator);
    c->hyphenator = hyphenator_new(m->dictionaries);
    struct paragraph in = {.style = &m->body,
                           .measure = t->measure,
                           .indent = t->indent,
                           .n_beside = t->n_beside,
                           .beside_from = t->beside_from,
                           .beside = t->beside};
    in.spans = notation_spans(m, t->text, &in.n_spans);
    struct diags *d = diags_new();
    accounts.n = 0;
    struct lines lines = compose_paragraph(c, m->arena, &in, d);
    for (size_t i = 0; i < lines.n; i++)
        put_line(m, t, &lines.v[i], &accounts.v[i], out);
    put_diags(d, out);
    diags_free(d);
    composer_free(c);
}
