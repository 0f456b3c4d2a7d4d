/* Properties that hold for any paragraph with marks and annotations: text kept, lines flush,
 * annotations a quarter em apart and inside their line (RB-01), a dot under the middle of every Han
 * that has one (IM-01), lines of neighbours parted by an eighth of an em (IM-02). */
#include "base/utf8.h"
#include "base/vec.h"
#include "model.h"

#include <stdlib.h>

/* What rounding leaves. */
#define NEAR 16

struct paragraph_made {
    VEC(struct span) spans;
    struct buf text;
    size_t dotted; /* Han with a dot */
    uint64_t state;
};

/* Knuth's MMIX numbers: the same paragraphs on every machine. */
static uint32_t dice(struct paragraph_made *p, uint32_t sides)
{
    p->state = p->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(p->state >> 33) % sides;
}

static struct span *add(struct paragraph_made *p, const char *text)
{
    struct span *s = vec_add(&p->spans);
    s->text = str_of(text);
    buf_str(&p->text, s->text);
    return s;
}

static void add_plain(struct paragraph_made *p)
{
    static const char *const plain[] = {"一", "二三四", "，", "。", "（",
                                        "）", "《",     "》", "AI", "五六七八九十甲乙",
                                        "、", "2024",   "——", "丙"};
    add(p, plain[dice(p, sizeof plain / sizeof *plain)]);
}

static void add_ruby(struct paragraph_made *p)
{
    static const char *const bases[] = {"重", "庆", "中国", "人民", "AI", "窗", "共和国"};
    static const char *const over[] = {"a",        "yǔ",      "chóng",    "zhuāng",
                                       "zhōngguó", "rénmínb", "gònghéguó"};
    for (uint32_t n = 1 + dice(p, 4); n > 0; n--) {
        struct span *s = add(p, bases[dice(p, sizeof bases / sizeof *bases)]);
        s->kind = SPAN_RUBY;
        s->ruby = str_of(over[dice(p, sizeof over / sizeof *over)]);
    }
}

static void add_marked(struct paragraph_made *p, unsigned number)
{
    static const char *const names[] = {"毕昇", "梦溪笔谈", "沈", "阿里斯托芬尼德斯"};
    static const size_t han[] = {2, 4, 1, 8};
    static const unsigned formats[] = {SPAN_UNDERLINE, SPAN_WAVY, SPAN_DOTS,
                                       SPAN_DOTS | SPAN_UNDERLINE};
    uint32_t name = dice(p, 4);
    struct span *s = add(p, names[name]);
    s->format = formats[dice(p, 4)];
    if (s->format != SPAN_DOTS)
        s->line = number;
    if (s->format & SPAN_DOTS)
        p->dotted += han[name];
}

static void make(struct paragraph_made *p, uint32_t seed)
{
    *p = (struct paragraph_made){.state = seed};
    for (uint32_t n = 2 + dice(p, 40); n > 0; n--) {
        uint32_t kind = dice(p, 6);
        if (kind == 0)
            add_ruby(p);
        else if (kind == 1)
            add_marked(p, n);
        else
            add_plain(p);
    }
}

/* ---- what must hold ---- */

static bool keeps_text(const struct paragraph_made *p, const struct lines *lines)
{
    struct buf b = {0};
    for (size_t i = 0; i < lines->n; i++)
        for (size_t k = 0; k < lines->v[i].n_runs; k++)
            if (!lines->v[i].runs[k].aside)
                buf_str(&b, lines->v[i].runs[k].text);
    bool kept = str_eq(buf_view(&b), buf_view(&p->text));
    buf_free(&b);
    return kept;
}

static bool annotations_hold(const struct line *l)
{
    const struct glyph_run *before = NULL;
    for (size_t i = 0; i < l->n_runs; i++) {
        const struct glyph_run *r = &l->runs[i];
        if (!r->aside)
            continue;
        bool inside = r->x >= -NEAR && r->x + r->width <= length_max(l->width, r->width) + NEAR;
        bool apart = !before || r->x - before->x - before->width >= EM / 4 - NEAR;
        if (!inside || !apart)
            return false;
        before = r;
    }
    return true;
}

static bool is_under_glyph(const struct line *l, length middle)
{
    for (size_t i = 0; i < l->n_runs; i++)
        for (size_t g = 0; g < l->runs[i].n; g++) {
            length at = l->runs[i].x + l->runs[i].glyphs[g].x + EM / 2;
            if (!l->runs[i].aside && at - middle <= EM / 100 && middle - at <= EM / 100)
                return true;
        }
    return false;
}

static bool marks_hold(const struct line *l, size_t *dots)
{
    length end = -EM;
    for (size_t i = 0; i < l->n_rects; i++) {
        const struct line_rect *m = &l->rects[i];
        if (m->radius) {
            ++*dots;
            if (!is_under_glyph(l, m->rect.x + m->rect.w / 2))
                return false;
        } else if (m->rect.y > 0) {
            if (m->rect.x < -NEAR || m->rect.x + m->rect.w > l->width + NEAR ||
                m->rect.x < end + EM / 8)
                return false;
            end = m->rect.x + m->rect.w;
        }
    }
    return true;
}

static const char *fault(const struct paragraph_made *p, const struct lines *lines, length measure)
{
    size_t dots = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *l = &lines->v[i];
        if (!annotations_hold(l))
            return "annotations touch, or stand outside";
        if (!marks_hold(l, &dots))
            return "lines or dots stand wrong";
        if (!l->last && l->width != measure)
            return "a line is not flush";
    }
    if (dots != p->dotted)
        return "dots are missing, or too many";
    return keeps_text(p, lines) ? NULL : "the text is not kept";
}

static int try_one(struct model *m, struct composer *c, uint32_t seed)
{
    struct paragraph_made p;
    make(&p, seed);
    struct arena_mark mark = arena_mark(m->arena);
    struct diags *d = diags_new();
    length measure = (length)(12 + dice(&p, 20)) * EM;
    struct paragraph in = {
        .spans = p.spans.v, .n_spans = p.spans.n, .style = &m->body, .measure = measure};
    struct lines lines = compose_paragraph(c, m->arena, &in, d);
    bool odd = diags_count_of(d, DIAG_LINE_OVERFULL) + diags_count_of(d, DIAG_LINE_LOOSE) > 0;
    const char *what = odd ? NULL : fault(&p, &lines, measure);
    if (what)
        fprintf(stderr, "paragraph %u: %s: %.*s\n", seed, what, STR_ARG(buf_view(&p.text)));
    diags_free(d);
    arena_release(m->arena, mark);
    vec_free(&p.spans);
    buf_free(&p.text);
    return odd ? -1 : what != NULL;
}

int main(int argc, char **argv)
{
    struct model m;
    if (argc != 2)
        return 2;
    model_init(&m, argv[1]);
    struct composer *c = composer_new(&m.layout, m.fonts, "zh-CN", m.diags);
    int passed = 0, failed = 0;
    for (uint32_t seed = 1; seed <= 3000; seed++) {
        int result = try_one(&m, c, seed);
        passed += result == 0;
        failed += result > 0;
    }
    composer_free(c);
    model_finish(&m);
    printf("%d passed, %d failed\n", passed, failed);
    return failed || passed < 1500;
}
