#include "pdf/text.h"

#include "base/vec.h"
#include "pdf/syntax.h"

/* Positions inside a run are counted in 1e-7 em, from the run's origin. PDF states them relative to
 * where the viewer's pen stands, in 1/1000 em; numbers are written to 1/100 of that, and the pen is
 * tracked as the viewer computes it, so that rounding never adds up. */
#define EM     INT64_C(10000000)
#define PERMIL (EM / 1000)
#define STEP   (PERMIL / 100) /* the finest that is written */

/* Readers guess lines and blanks from positions. Where they would guess wrong, the glyphs on both
 * sides go into one span of ActualText. Measured with poppler: a pull-back of more than half an em
 * (at some sizes exactly half) makes two lines; a gap of 0.1 em, or of 0.03 em where the font
 * changes, makes a blank. */
#define PULL_MAX      (499 * PERMIL)
#define GAP_MAX       (95 * PERMIL)
#define GAP_MAX_FONTS (25 * PERMIL)
/* Runs on one baseline that are further apart than this belong to different lines. */
#define GAP_LINES  (600 * PERMIL)
#define PULL_LINES (1200 * PERMIL)

/* A run of the line that is collected. */
struct run_of_line {
    const struct glyph_run *run;
    struct font *font;
    size_t from, to; /* its glyphs in `glyphs` */
};

/* A glyph as it will be shown. */
struct placed {
    int64_t want; /* where it stands in its run, along it */
    length off;   /* how far beside it: upwards, or to the right of a vertical line */
    int64_t width;
    uint32_t run; /* index in `line` */
    uint16_t code;
    bool starts_cluster;
    bool apart;  /* its cluster cannot be read by the code alone */
    bool joined; /* belongs to the same span as the cluster before it */
};

struct text_writer {
    const struct colors *colors;
    struct buf *out;
    length origin_x, origin_y;
    /* what the content says so far */
    bool open; /* between BT and ET */
    bool has_color;
    struct color color;
    bool overprints;
    const struct font *font;
    bool upright;
    length size, rise;
    int64_t spacing; /* Tc, in 1/1000000 pt */
    /* the line that is collected */
    VEC(struct run_of_line) line;
    VEC(struct placed) glyphs;
    /* while a run is shown, in 1e-7 em */
    int64_t pen, pen_spacing;
};

struct text_writer *text_writer_new(const struct colors *colors)
{
    struct text_writer *t = xcalloc(1, sizeof *t);
    t->colors = colors;
    return t;
}

void text_writer_free(struct text_writer *t)
{
    if (!t)
        return;
    vec_free(&t->glyphs);
    vec_free(&t->line);
    free(t);
}

void text_begin_page(struct text_writer *t, struct buf *out, length origin_x, length origin_y)
{
    t->out = out;
    t->origin_x = origin_x;
    t->origin_y = origin_y;
    t->font = NULL;
    t->has_color = false;
    t->rise = 0;
    t->spacing = 0;
}

/* ---- what stands where ---- */

static const struct glyph *glyph_of(const struct text_writer *t, size_t i)
{
    const struct run_of_line *r = &t->line.v[t->glyphs.v[i].run];
    return &r->run->glyphs[i - r->from];
}

static str text_of(const struct text_writer *t, size_t i)
{
    const struct glyph *g = glyph_of(t, i);
    return str_slice(t->line.v[t->glyphs.v[i].run].run->text, g->text, (size_t)g->text + g->text_n);
}

/* In 1e-7 em: PDF sees an upright glyph where the pen is, not where its outline begins. */
static void place_upright(struct placed *p, const struct glyph_run *run, const struct glyph *g,
                          const struct upright *u)
{
    length narrow = run->narrow ? run->narrow : LENGTH_PT;
    int64_t x = length_scale(u->x, narrow, LENGTH_PT) * STEP;
    p->want = length_scale(g->y, EM, run->size) - u->y * STEP;
    p->off = g->x + length_scale(run->size, x, EM);
    p->width = u->advance * STEP;
}

static void place_glyphs(struct text_writer *t, const struct glyph_run *run, struct font *font)
{
    size_t index = t->line.n;
    struct run_of_line *r = vec_add(&t->line);
    *r = (struct run_of_line){run, font, t->glyphs.n, t->glyphs.n + run->n};
    for (size_t i = 0; i < run->n; i++) {
        const struct glyph *g = &run->glyphs[i];
        struct placed *p = vec_add(&t->glyphs);
        p->code = (uint16_t)subset_code(font->subset, g->id);
        p->want = length_scale(g->x, EM, run->size);
        p->off = -g->y;
        p->width = font->subset->widths[p->code] * STEP;
        if (run->direction == RUN_UPRIGHT)
            place_upright(p, run, g, &font->subset->uprights[p->code]);
        p->run = (uint32_t)index;
        p->starts_cluster = i == 0 || g->text_n > 0;
    }
}

static size_t cluster_end(const struct text_writer *t, size_t from)
{
    size_t end = from + 1;
    while (end < t->glyphs.n && !t->glyphs.v[end].starts_cluster)
        end++;
    return end;
}

/* Whether the code alone gives the text; the first text that a code is met with becomes its own. */
static bool code_says(struct font *font, unsigned code, str text)
{
    if (!text.n)
        return false;
    if (!font->texts[code].p && code != 0)
        font->texts[code] = text;
    return font->texts[code].p && str_eq(font->texts[code], text);
}

static bool is_blank(str text)
{
    return str_is(text, " ") || str_is(text, "\xC2\xA0") || str_is(text, "\xE3\x80\x80");
}

/* Where a run begins along its line. */
static length along(const struct glyph_run *r)
{
    const struct run_matrix *m = r->matrix;
    if (m)
        return length_scale(r->x, m->along_x, LENGTH_PT) +
               length_scale(r->y, m->along_y, LENGTH_PT);
    return r->direction == RUN_HORIZONTAL ? r->x : r->y;
}

/* The gap before glyph i, in 1e-7 em of the larger size; negative for a pull-back. */
static int64_t gap_before(const struct text_writer *t, size_t i)
{
    const struct placed *a = &t->glyphs.v[i - 1], *b = &t->glyphs.v[i];
    if (a->run == b->run)
        return b->want - a->want - a->width;
    const struct glyph_run *ra = t->line.v[a->run].run, *rb = t->line.v[b->run].run;
    length end = along(ra) + length_scale(a->want + a->width, ra->size, EM);
    length start = along(rb) + length_scale(b->want, rb->size, EM);
    return length_scale(start - end, EM, length_max(ra->size, rb->size));
}

/* Whether a reader would see a blank or a new line before glyph i where the text has none. */
static bool misread_before(const struct text_writer *t, size_t i)
{
    int64_t gap = gap_before(t, i);
    if (gap < -PULL_MAX)
        return true;
    bool fonts = t->glyphs.v[i].run != t->glyphs.v[i - 1].run;
    if (gap <= (fonts ? GAP_MAX_FONTS : GAP_MAX))
        return false;
    return !is_blank(text_of(t, i)) && !is_blank(text_of(t, i - 1));
}

/* Codes of a cluster of several, as parts of a sign that was put together, have its text, so that
 * each code has some (ISO 14289-1, 7.21.7); the span around them says it once. */
static void name_parts(struct text_writer *t, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        const struct placed *p = &t->glyphs.v[i];
        code_says(t->line.v[p->run].font, p->code, text_of(t, from));
    }
}

static void mark_clusters(struct text_writer *t)
{
    for (size_t i = 0, end; i < t->glyphs.n; i = end) {
        end = cluster_end(t, i);
        struct placed *p = &t->glyphs.v[i];
        p->apart = end - i > 1 || !code_says(t->line.v[p->run].font, p->code, text_of(t, i));
        p->joined = i > 0 && misread_before(t, i);
        if (end - i > 1)
            name_parts(t, i, end);
    }
}

/* ---- character spacing ---- */

static bool near(int64_t a, int64_t b)
{
    return a - b < STEP && b - a < STEP;
}

/* The gap that most glyphs [from, to) of a run are followed by (majority vote), or 0 when there is
 * none or it does not pay. */
static int64_t common_gap(const struct text_writer *t, size_t from, size_t to)
{
    size_t votes = 0;
    int64_t gap = 0;
    for (size_t i = from + 1; i < to; i++) {
        bool same = near(gap_before(t, i), gap);
        if (!same && votes == 0)
            gap = gap_before(t, i);
        votes = same || votes == 0 ? votes + 1 : votes - 1;
    }
    size_t count = 0;
    int64_t sum = 0;
    for (size_t i = from + 1; i < to; i++)
        if (near(gap_before(t, i), gap)) {
            count++;
            sum += gap_before(t, i);
        }
    bool pays = count >= 4 && 2 * count > to - from && !near(gap, 0);
    return pays ? sum / (int64_t)count : 0;
}

/* Sets Tc; in 1/1000000 pt, so that it stays exact over a line. */
static void set_spacing(struct text_writer *t, const struct run_of_line *r)
{
    length size = r->run->size;
    /* viewers do not agree on its sign in vertical lines */
    int64_t gap = r->run->direction == RUN_UPRIGHT ? 0 : common_gap(t, r->from, r->to);
    int64_t spacing = length_scale(gap, size, LENGTH_PT * 10);
    t->pen_spacing = length_scale(spacing, LENGTH_PT * 10, size);
    if (spacing == t->spacing)
        return;
    t->spacing = spacing;
    buf_decimal(t->out, spacing, 1000000, 6);
    buf_str(t->out, STR(" Tc\n"));
}

/* ---- operators ---- */

/* Black text overprints, so that no white edge shows where the plates are a hair apart; it must be
 * DeviceCMYK for OPM 1 to count (ISO 32000-1, 8.6.7). Other text knocks out. */
static bool is_black(struct color c)
{
    return !c.light && !c.spot && !c.c && !c.m && !c.y && c.k == 10000;
}

static void set_overprint(struct text_writer *t, bool overprints)
{
    if (t->overprints == overprints || colors_is_screen(t->colors)) /* light has no plates */
        return;
    buf_str(t->out,
            overprints ? STR("/" OVERPRINT_STATE " gs\n") : STR("/" KNOCKOUT_STATE " gs\n"));
    t->overprints = overprints;
}

static void set_look(struct text_writer *t, const struct run_of_line *r)
{
    struct color color = r->run->color;
    if (!t->has_color || memcmp(&t->color, &color, sizeof color) != 0)
        put_color(t->out, t->colors, color, 'k');
    set_overprint(t, is_black(color));
    t->color = color;
    t->has_color = true;
    bool upright = r->run->direction == RUN_UPRIGHT;
    if (t->font == r->font && t->size == r->run->size && t->upright == upright)
        return;
    buf_format(t->out, "/%s%s ", r->font->name, upright ? UPRIGHT_SUFFIX : "");
    /* finer than other lengths: its error would grow along the line */
    buf_decimal(t->out, r->run->size, LENGTH_PT, 6);
    buf_str(t->out, STR(" Tf\n"));
    t->font = r->font;
    t->size = r->run->size;
    t->upright = upright;
}

static void set_rise(struct text_writer *t, length rise)
{
    if (rise == t->rise)
        return;
    put_length(t->out, rise);
    buf_str(t->out, STR(" Ts\n"));
    t->rise = rise;
}

/* Of a page whose y grows upwards. */
static void put_matrix(struct buf *b, const struct run_matrix *m, length narrow)
{
    const length v[] = {length_scale(m->along_x, narrow, LENGTH_PT),
                        -length_scale(m->along_y, narrow, LENGTH_PT), -m->down_x, m->down_y};
    for (int i = 0; i < 4; i++) {
        buf_decimal(b, v[i], LENGTH_PT, 6);
        buf_char(b, ' ');
    }
}

/* The matrix that puts the pen where a glyph of the run wants it. */
static void set_position(struct text_writer *t, const struct run_of_line *r, const struct placed *p)
{
    const struct glyph_run *run = r->run;
    length x = run->x, y = run->y, forward = length_scale(run->size, p->want, EM);
    const struct run_matrix *m = run->matrix;
    if (m) {
        x += length_scale(forward, m->along_x, LENGTH_PT);
        y += length_scale(forward, m->along_y, LENGTH_PT);
    } else if (run->direction == RUN_HORIZONTAL) {
        x += forward;
    } else {
        y += forward;
    }
    if (run->direction == RUN_UPRIGHT)
        x += p->off;
    if (m)
        put_matrix(t->out, m, run->narrow ? run->narrow : LENGTH_PT);
    else if (run->direction == RUN_TURNED)
        buf_str(t->out, STR("0 -1 1 0 "));
    else if (run->narrow)
        buf_decimal(t->out, run->narrow, LENGTH_PT, 5);
    if (!m && run->direction != RUN_TURNED)
        buf_str(t->out, run->narrow ? STR(" 0 0 1 ") : STR("1 0 0 1 "));
    put_length(t->out, t->origin_x + x);
    buf_char(t->out, ' ');
    put_length(t->out, t->origin_y - y);
    buf_str(t->out, STR(" Tm\n"));
    t->pen = p->want;
}

/* Shows glyphs [from, to), which have one rise: (…) Tj, or [(…) n (…)] TJ where the pen must be
 * moved in between. */
static void show(struct text_writer *t, size_t from, size_t to)
{
    struct buf *b = t->out;
    size_t bracket = b->n;
    bool moved = false;
    buf_str(b, STR("[("));
    for (size_t i = from; i < to; i++) {
        const struct placed *p = &t->glyphs.v[i];
        if (!near(t->pen, p->want)) {
            int64_t back = length_scale(t->pen - p->want, 1, STEP);
            bool down = t->line.v[p->run].run->direction == RUN_UPRIGHT;
            if (i == from)
                b->n = bracket + 1;
            else
                buf_char(b, ')');
            buf_decimal(b, down ? -back : back, 100, 2); /* the pen's way down is negative */
            buf_char(b, '(');
            t->pen -= back * STEP;
            moved = true;
        }
        put_literal_byte(b, (unsigned char)(p->code >> 8));
        put_literal_byte(b, (unsigned char)p->code);
        t->pen += p->width + t->pen_spacing;
    }
    b->data[bracket] = moved ? '[' : ' ';
    buf_str(b, moved ? STR(")]TJ\n") : STR(")Tj\n"));
}

/* Shows glyphs [from, to) of the line: each run with its look, each height with its rise. */
static void show_stretch(struct text_writer *t, size_t from, size_t to)
{
    while (from < to) {
        const struct run_of_line *r = &t->line.v[t->glyphs.v[from].run];
        const struct placed *p = &t->glyphs.v[from];
        bool upright = r->run->direction == RUN_UPRIGHT;
        if (from == r->from) {
            set_look(t, r);
            set_spacing(t, r);
        }
        if (from == r->from || (upright && p->off != p[-1].off))
            set_position(t, r, p);
        size_t end = from + 1;
        while (end < to && end < r->to && t->glyphs.v[end].off == p->off)
            end++;
        set_rise(t, upright ? 0 : p->off);
        show(t, from, end);
        from = end;
    }
}

/* Measured with poppler: it does not see upright glyphs and those of words that lie in their line
 * as neighbours, whatever their distance. */
static bool is_mixed(const struct text_writer *t)
{
    for (size_t i = 1; i < t->line.n; i++)
        if (t->line.v[i].run->direction != t->line.v[0].run->direction)
            return true;
    return false;
}

/* Nor, in lines that are neither level nor plumb, any glyphs as neighbours. */
static bool is_askew(const struct glyph_run *r)
{
    return r->matrix && r->matrix->along_x && r->matrix->along_y;
}

/* The end of the clusters from `from` on that are written alike: a span with ActualText, or all
 * up to the next one. Annotations are a span as a whole. */
static size_t stretch_end(const struct text_writer *t, size_t from, bool *span)
{
    if (t->line.v[0].run->aside || is_mixed(t) || is_askew(t->line.v[0].run)) {
        *span = true;
        return t->glyphs.n;
    }
    const struct placed *v = t->glyphs.v;
    size_t n = t->glyphs.n, end = cluster_end(t, from);
    *span = v[from].apart || (end < n && v[end].joined);
    while (end < n) {
        size_t next = cluster_end(t, end);
        bool stop = *span ? !v[end].joined : v[end].apart || (next < n && v[next].joined);
        if (stop)
            break;
        end = next;
    }
    return end;
}

static void put_actual_text(const struct text_writer *t, size_t from, size_t to)
{
    buf_str(t->out, STR("/Span<</ActualText<FEFF"));
    for (size_t i = from; i < to && !t->line.v[0].run->aside; i++)
        put_utf16(t->out, text_of(t, i));
    buf_str(t->out, STR(">>>BDC\n"));
}

static void write_line(struct text_writer *t)
{
    if (t->glyphs.n && !t->open)
        buf_str(t->out, STR("BT\n"));
    t->open = t->open || t->glyphs.n;
    mark_clusters(t);
    for (size_t from = 0; from < t->glyphs.n;) {
        bool span;
        size_t to = stretch_end(t, from, &span);
        if (span)
            put_actual_text(t, from, to);
        show_stretch(t, from, to);
        if (span)
            buf_str(t->out, STR("EMC\n"));
        from = to;
    }
    t->glyphs.n = t->line.n = 0;
}

/* Runs of a picture's text on one baseline, but for rounding. */
static bool on_one_slope(const struct glyph_run *a, const struct glyph_run *b)
{
    const struct run_matrix *m = a->matrix;
    length off = length_scale(b->x - a->x, m->down_x, LENGTH_PT) +
                 length_scale(b->y - a->y, m->down_y, LENGTH_PT);
    return memcmp(m, b->matrix, sizeof *m) == 0 && off < LENGTH_PT / 50 && -off < LENGTH_PT / 50;
}

/* Upright runs stand on the middle of a vertical line, turned ones on their baseline. */
static bool on_one_line(const struct glyph_run *a, const struct glyph_run *b)
{
    if (a->matrix || b->matrix)
        return a->matrix && b->matrix && on_one_slope(a, b);
    if (a->direction == RUN_HORIZONTAL || b->direction == RUN_HORIZONTAL)
        return a->direction == b->direction && a->y == b->y;
    length off = a->x - b->x, reach = length_min(a->size, b->size) / 2;
    return off < reach && -off < reach;
}

static bool same_line(const struct text_writer *t, const struct run_of_line *r)
{
    const struct run_of_line *before = r - 1;
    if (r == t->line.v)
        return true;
    int64_t gap = gap_before(t, r->from);
    return on_one_line(before->run, r->run) && before->run->aside == r->run->aside &&
           gap < GAP_LINES && gap > -PULL_LINES;
}

void text_put_run(struct text_writer *t, const struct glyph_run *run, struct font *font)
{
    if (run->n == 0 || run->size <= 0)
        return;
    place_glyphs(t, run, font);
    if (same_line(t, &t->line.v[t->line.n - 1]))
        return;
    t->glyphs.n -= run->n;
    t->line.n--;
    write_line(t);
    place_glyphs(t, run, font);
}

void text_end(struct text_writer *t)
{
    write_line(t);
    if (t->open)
        buf_str(t->out, STR("ET\n"));
    t->open = false;
    set_overprint(t, false);
    t->has_color = false; /* other graphics may set another one */
}
