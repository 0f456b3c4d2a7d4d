/* Properties that hold for any paragraph: text kept, no forbidden line start or end, lines that are
 * not last exactly as wide as the measure, the same result for the same text in other spans. */
#include "base/utf8.h"
#include "compose/rules.h"
#include "model.h"

#include <stdlib.h>

struct random {
    uint64_t state;
};

/* xorshift64*: the same paragraphs on every machine. */
static uint32_t next(struct random *r, uint32_t below)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (uint32_t)((r->state * 0x2545F4914F6CDD1DULL) >> 33) % below;
}

static const char *const pieces[] = {
    "一",   "二", "三",  "的",       "文",    "字", "版", "心", "排",   "印",
    "，",   "。", "、",  "；",       "：",    "？", "！", "（", "）",   "《",
    "》",   "“",  "”",   "‘",        "’",     "——", "……", "·",  "2024", "AI",
    "12.5", "％", "￥5", "internet", "Wi-Fi", "—",  "～", "/",  "【",   "】",
};

static str random_text(struct random *r, struct arena *a)
{
    struct buf b = {0};
    size_t n = 1 + next(r, 120);
    for (size_t i = 0; i < n; i++) {
        uint32_t kind = next(r, 10);
        size_t count = sizeof pieces / sizeof *pieces;
        buf_str(&b, str_of(pieces[kind < 6 ? next(r, 10) : next(r, (uint32_t)count)]));
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

/* The lines' text without the soft hyphens of divided words. */
static str text_of(struct arena *a, const struct lines *lines)
{
    struct buf b = {0};
    for (size_t i = 0; i < lines->n; i++) {
        for (size_t k = 0; k < lines->v[i].n_runs; k++)
            buf_str(&b, lines->v[i].runs[k].text);
        if (str_ends(buf_view(&b), STR("\u00AD")))
            b.n -= 2;
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

static struct lines compose(struct model *m, struct composer *c, const struct span *spans, size_t n,
                            length measure, struct diags *d)
{
    struct paragraph in = {
        .spans = spans, .n_spans = n, .style = &m->body, .measure = measure, .indent = 2 * EM};
    return compose_paragraph(c, m->arena, &in, d);
}

/* Cuts the text into spans at random code points; formats that change nothing but the span. */
static size_t cut(struct random *r, struct arena *a, str text, struct span **out)
{
    struct span *spans = arena_many(a, text.n + 1, struct span);
    size_t n = 0, from = 0;
    for (size_t at = 0; at < text.n;) {
        utf8_next(text, &at);
        if (at < text.n && next(r, 4))
            continue;
        spans[n] =
            (struct span){.text = str_slice(text, from, at), .format = n % 2 ? SPAN_STRONG : 0};
        n++;
        from = at;
    }
    *out = spans;
    return n;
}

static uint32_t first_letter(const struct line *l)
{
    size_t at = 0;
    return utf8_next(l->runs[0].text, &at);
}

static uint32_t last_letter(const struct line *l)
{
    str text = l->runs[l->n_runs - 1].text;
    return utf8_before(text, text.n);
}

static bool legal(const struct lines *lines)
{
    for (size_t i = 1; i < lines->n; i++) {
        enum char_class end = class_of(last_letter(&lines->v[i - 1]));
        enum char_class start = class_of(first_letter(&lines->v[i]));
        if (class_rule(start)->no_start <= PROHIBITION_GB ||
            class_rule(end)->no_end <= PROHIBITION_GB)
            return false;
    }
    return true;
}

static bool flush(const struct lines *lines, length measure)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *l = &lines->v[i];
        length width = l->x + l->width;
        if (width > measure || (!l->last && width != measure && l->natural > measure / 2)) {
            fprintf(stderr, "line %zu: natural %d, width %d of %d (1/1000 em)\n", i,
                    (int)(l->natural * 1000 / EM), (int)(l->width * 1000 / EM),
                    (int)(measure * 1000 / EM));
            return false;
        }
    }
    return true;
}

static bool alike(const struct lines *a, const struct lines *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].width != b->v[i].width || a->v[i].natural != b->v[i].natural)
            return false;
    return true;
}

static int complain(uint32_t seed, const char *what, str text)
{
    fprintf(stderr, "paragraph %u: %s: %.*s\n", seed, what, STR_ARG(text));
    return 1;
}

/* Ligatures and kerning stop at a span, so only text without Western words is cut. */
static bool has_word(str text)
{
    for (size_t i = 0; i + 1 < text.n; i++)
        if ((unsigned char)text.p[i] < 0x80 && (unsigned char)text.p[i + 1] < 0x80)
            return true;
    return false;
}

static int try_one(struct model *m, struct composer *c, uint32_t seed)
{
    struct random r = {0x9E3779B97F4A7C15ULL * (seed + 1)};
    struct arena_mark mark = arena_mark(m->arena);
    str text = random_text(&r, m->arena);
    length measure = (length)(8 + next(&r, 30)) * EM;
    struct span whole = {.text = text}, *spans;
    struct diags *d = diags_new();
    struct lines lines = compose(m, c, &whole, 1, measure, d);
    bool emergency = diags_count(d, SEVERITY_WARNING) > 0;
    int failed = 0;
    if (!str_eq(text_of(m->arena, &lines), text))
        failed += complain(seed, "the text is not kept", text);
    if (!emergency && !legal(&lines))
        failed += complain(seed, "a forbidden line start or end", text);
    if (!emergency && !flush(&lines, measure))
        failed += complain(seed, "a line is not flush", text);
    size_t n = cut(&r, m->arena, text, &spans);
    struct lines again = compose(m, c, spans, n, measure, d);
    if (!has_word(text) && !alike(&lines, &again))
        failed += complain(seed, "other spans give other lines", text);
    diags_free(d);
    arena_release(m->arena, mark);
    return failed;
}

int main(int argc, char **argv)
{
    struct model m;
    if (argc != 2)
        return 2;
    model_init(&m, argv[1]);
    struct composer *c = composer_new(&m.layout, m.fonts, "zh-CN", m.diags);
    int failed = 0;
    for (uint32_t seed = 0; seed < 3000; seed++)
        failed += try_one(&m, c, seed);
    composer_free(c);
    model_finish(&m);
    printf("3000 paragraphs, %d failures\n", failed);
    return failed != 0;
}
