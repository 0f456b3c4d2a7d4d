/* Properties that hold for any paragraph, whatever the layout's composition: text kept, no
 * forbidden line start or end, lines that are not last exactly as wide as the measure unless it is
 * reported, the same result for the same text in other spans; breaks that cost no more than the
 * fullest lines do, nor than the best of all ways (LA-08); and work that grows with the text only.
 */
#include "../base/random.h"
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/words.h"
#include "model.h"
#include "search.h"

#include <stdlib.h>

static const char *const pieces[] = {
    "一",
    "二",
    "三",
    "的",
    "文",
    "字",
    "版",
    "心",
    "排",
    "印",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "‘",
    "’",
    "——",
    "……",
    "·",
    "2024",
    "AI",
    "12.5",
    "％",
    "￥5",
    "internet",
    "Wi-Fi",
    "—",
    "～",
    "/",
    "【",
    "】",
    "organization",
    "one two ",
    " development",
    "5 kg",
    "々",
    "　",
    "\n",
    "30000人",
    "20 ℃",
};

static str random_text(struct random *r, struct arena *a)
{
    struct buf b = {0};
    size_t n = 1 + random_below(r, 120);
    for (size_t i = 0; i < n; i++) {
        uint32_t kind = random_below(r, 10);
        size_t count = sizeof pieces / sizeof *pieces;
        buf_str(&b,
                str_of(pieces[kind < 6 ? random_below(r, 10) : random_below(r, (uint32_t)count)]));
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

/* Blanks may become gaps, and a divided word has a soft hyphen. */
static void add_visible(struct buf *b, str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c != ' ' && c != '\n' && c != 0xAD)
            buf_str(b, str_slice(text, from, at));
    }
}

static bool keeps_text(const struct lines *lines, str text)
{
    struct buf is = {0}, was = {0};
    for (size_t i = 0; i < lines->n; i++)
        for (size_t k = 0; k < lines->v[i].n_runs; k++)
            add_visible(&is, lines->v[i].runs[k].text);
    add_visible(&was, text);
    bool kept = str_eq(buf_view(&is), buf_view(&was));
    buf_free(&is);
    buf_free(&was);
    return kept;
}

struct job {
    struct model *m;
    struct composer *c;
    length measure, indent;
};

static struct lines compose(const struct job *j, const struct span *spans, size_t n,
                            struct diags *d)
{
    struct paragraph in = {.spans = spans,
                           .n_spans = n,
                           .style = &j->m->body,
                           .measure = j->measure,
                           .indent = j->indent};
    return compose_paragraph(j->c, j->m->arena, &in, d);
}

/* Cuts the text into spans at random code points; formats that change nothing but the span. */
static size_t cut(struct random *r, struct arena *a, str text, struct span **out)
{
    struct span *spans = arena_many(a, text.n + 1, struct span);
    size_t n = 0, from = 0;
    struct place place = {0}, begun = {0};
    for (size_t at = 0; at < text.n;) {
        place = place_behind(place, utf8_next(text, &at));
        if (at < text.n && random_below(r, 4))
            continue;
        spans[n] = (struct span){
            .text = str_slice(text, from, at), .format = n % 2 ? SPAN_STRONG : 0, .at = begun};
        n++;
        from = at;
        begun = place;
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

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool lists(str characters, uint32_t c)
{
    for (size_t at = 0; at < characters.n;)
        if (utf8_next(characters, &at) == c)
            return true;
    return false;
}

/* Groups that are no classes' doing: numbers and what belongs to them (UB-04, UB-05), the layout's
 * words (UB-12), which all have two characters here. */
static bool parts_group(const struct composition *c, uint32_t before, uint32_t after)
{
    if (is_digit(before) && (is_digit(after) || after == '.'))
        return true;
    for (size_t i = 0; i < c->keep_together.n; i++) {
        size_t at = 0;
        if (utf8_next(c->keep_together.v[i], &at) == before &&
            utf8_next(c->keep_together.v[i], &at) == after)
            return true;
    }
    return false;
}

/* As the layout has it; there is one character that it classes itself. */
static enum char_class class_in(const struct composition *c, uint32_t character)
{
    bool own = c->classes.n && lists(c->classes.v[0].value, character);
    return own ? CLASS_STOP : class_of(character);
}

static bool is_legal(const struct composition *c, enum prohibition_level level, uint32_t before,
                     uint32_t after)
{
    enum char_class end = class_in(c, before), start = class_in(c, after);
    if (parts_group(c, before, after) || lists(c->not_at_start, after) ||
        lists(c->not_at_end, before))
        return false;
    if (before == '/' && after < 0x80)
        return true; /* inside a Western word (LW-03) */
    bool may_start = class_rule(start)->no_start > (int)level || lists(c->may_start, after);
    bool may_end = class_rule(end)->no_end > (int)level || lists(c->may_end, before);
    return may_start && may_end;
}

/* UB-05: 5 kg; what has more letters is no unit. */
static bool parts_unit(uint32_t before, const struct line *next)
{
    str text = next->runs[0].text;
    size_t at = STR("kg").n;
    if (!is_digit(before) || !str_starts(text, STR("kg")))
        return false;
    return at == text.n || class_of(utf8_next(text, &at)) == CLASS_HAN;
}

static size_t count_illegal(const struct job *j, const struct lines *lines)
{
    const struct composition *c = &j->m->layout.composition;
    bool heading = j->m->body.n_lines > 0 && c->heading_level;
    enum prohibition_level level =
        heading ? (enum prohibition_level)(c->heading_level - 1) : c->level;
    size_t n = 0;
    for (size_t i = 1; i < lines->n; i++) {
        uint32_t before = last_letter(&lines->v[i - 1]);
        bool hung = c->hang == HANG_GRID && search_hung(i - 1) > 0; /* HP-06 */
        n += parts_unit(before, &lines->v[i]) ||
             (!hung && !is_legal(c, level, before, first_letter(&lines->v[i])));
    }
    return n;
}

/* How many lines are not as wide as they should be. A hanging mark stands out. */
static size_t count_ragged(const struct job *j, const struct lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *l = &lines->v[i];
        length width = l->x + l->width - search_hung(i);
        bool free_end = l->last || search_last()->align != ALIGN_JUSTIFY;
        n += free_end ? width > j->measure : width != j->measure;
    }
    return n;
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

/* ---- a paragraph ---- */

/* Lines are weighed that lack an eighth of the measure or 3 em (headings: any), or stand out by
 * 2 em, so many for each character. */
static size_t most_weighed(const struct job *j, size_t units)
{
    enum { FOR_AN_EM = 8 };
    bool heading = search_last()->align != ALIGN_JUSTIFY && j->m->body.n_lines > 0;
    length window = heading ? j->measure : length_max(3 * EM, j->measure / 8);
    return (size_t)(FOR_AN_EM * (window + 2 * EM) / EM) * (units + 10);
}

static size_t reported(const struct diags *d)
{
    return diags_count_of(d, DIAG_LINE_LOOSE) + diags_count_of(d, DIAG_LINE_OVERFULL);
}

/* Of many lines that could not be set ten are listed, and one says how many there are. */
static bool all_reported(size_t lines, const struct diags *d)
{
    enum { LISTED_MOST = 11 };
    return reported(d) >= (lines < LISTED_MOST ? lines : LISTED_MOST);
}

static int check_search(const struct job *j, uint32_t seed, str text)
{
    const struct search_result *r = search_last();
    int failed = 0;
    if (r->cost > r->greedy)
        failed += complain(seed, "the fullest lines cost less", text);
    if (r->least != COST_UNKNOWN && r->emergencies)
        failed += complain(seed, "a line is cut where it need not be", text);
    if (r->least != COST_UNKNOWN && !j->m->layout.composition.greedy &&
        (r->cost < r->least || (r->least_is_near && r->cost > r->least)))
        failed += complain(seed, "the breaks are not the best", text);
    if (r->weighed > most_weighed(j, r->units))
        failed += complain(seed, "too many lines were weighed", text);
    return failed;
}

static int check_lines(const struct job *j, uint32_t seed, str text)
{
    struct span whole = {.text = text};
    struct diags *d = diags_new();
    struct lines lines = compose(j, &whole, 1, d);
    int failed = check_search(j, seed, text);
    if (!keeps_text(&lines, text))
        failed += complain(seed, "the text is not kept", text);
    if (count_illegal(j, &lines) >
        search_last()->emergencies + diags_count_of(d, DIAG_LINE_RESCUED))
        failed += complain(seed, "a forbidden line start or end", text);
    bool matrix = j->m->layout.composition.marks == MARKS_PLAIN; /* its lines end as they may */
    if (!matrix && !all_reported(count_ragged(j, &lines), d))
        failed += complain(seed, "a line is not flush", text);
    diags_free(d);
    return failed;
}

static int check_spans(const struct job *j, struct random *r, uint32_t seed, str text)
{
    struct span whole = {.text = text}, *spans;
    struct diags *d = diags_new();
    struct lines lines = compose(j, &whole, 1, d);
    size_t n = cut(r, j->m->arena, text, &spans);
    struct lines again = compose(j, spans, n, d);
    diags_free(d);
    if (alike(&lines, &again))
        return 0;
    return complain(seed, "other spans give other lines", text);
}

static int try_one(struct job *j, uint32_t seed)
{
    struct random r = {0x9E3779B97F4A7C15ULL * (seed + 1)};
    struct arena_mark mark = arena_mark(j->m->arena);
    str text = random_text(&r, j->m->arena);
    j->measure = (length)(8 + random_below(&r, 30)) * EM;
    j->indent = (length)random_below(&r, 3) * EM;
    int failed = check_lines(j, seed, text) + check_spans(j, &r, seed, text);
    arena_release(j->m->arena, mark);
    return failed;
}

/* ---- layouts ---- */

/* Every switch comes up with each of its values, but for `digit-groups`, of which commas would be
 * text that was not there; numbers and lists with two of theirs. */
static void set_layout(struct model *m, struct random *r)
{
    static str words[] = {STR("版心"), STR("排印")};
    static struct class_value widths[] = {{.name = STR("pause"), .ratio = LENGTH_PT / 2},
                                          {.name = STR("middle-dot"), .ratio = LENGTH_PT}};
    static struct class_value classes[] = {{.name = STR("stop"), .value = STR("心")}};
    static struct class_value stages[] = {{.name = STR("stop"), .value = STR("none")},
                                          {.name = STR("："), .value = STR("S4")}};
    model_reset(m);
    struct composition *c = &m->layout.composition;
    c->level = (enum prohibition_level)random_below(r, PROHIBITION_STRICT + 1);
    c->marks = (enum marks_preset)random_below(r, MARKS_PLAIN + 1);
    c->adjacent = (enum adjacent)random_below(r, 4);
    c->line_end = (enum line_end)random_below(r, 5);
    c->line_start = (enum line_start)random_below(r, 3);
    c->indent_mark = (enum indent_mark)random_below(r, 3);
    c->hang = (enum hang)random_below(r, 5);
    c->quotes = (enum quotes)random_below(r, 3);
    c->hyphenate = (enum hyphenate)random_below(r, 3);
    c->stops = (enum stops)random_below(r, 3);
    c->adjust = (enum adjust)random_below(r, 3);
    c->floor = random_below(r, 3) ? 0 : 49152;
    c->gap_most = random_below(r, 3) ? 0 : 21845;
    c->tight_digits = random_below(r, 4) == 0;
    c->digit_groups = (enum digit_groups)random_below(r, DIGIT_GROUPS_THIN + 1);
    c->gap_degrees = random_below(r, 2);
    c->sizes = (enum sizes)random_below(r, 3);
    c->keep_soft_breaks = random_below(r, 2);
    c->overlong = (enum overlong)random_below(r, 3);
    c->half_digits = random_below(r, 4) == 0;
    c->forbid_rescue = random_below(r, 4) == 0;
    c->greedy = random_below(r, 6) == 0;
    c->heading_level = (int)random_below(r, PROHIBITION_STRICT + 2);
    c->blanks = (enum blanks)random_below(r, 3);
    c->whole_names = random_below(r, 2);
    c->break_words = random_below(r, 4) == 0;
    c->hang_marks = random_below(r, 3) ? STR("") : STR("；：");
    if (random_below(r, 3) == 0)
        c->widths = (struct class_values){widths, sizeof widths / sizeof *widths};
    if (random_below(r, 3) == 0)
        c->classes = (struct class_values){classes, sizeof classes / sizeof *classes};
    if (random_below(r, 3) == 0)
        c->stages = (struct class_values){stages, sizeof stages / sizeof *stages};
    c->not_at_start = random_below(r, 3) ? STR("") : STR("的");
    c->not_at_end = random_below(r, 3) ? STR("") : STR("印");
    c->may_start = random_below(r, 3) ? STR("") : STR("，·");
    c->may_end = random_below(r, 3) ? STR("") : STR("（");
    if (random_below(r, 2))
        c->keep_together = (struct texts){.v = words, .n = sizeof words / sizeof *words};
    c->fixed_gap = random_below(r, 2);
    c->last_line = 1 + random_below(r, 3);
    m->body.gap_em = LENGTH_PT * random_below(r, 3) / 8;
    m->body.tracking = random_below(r, 4) ? 0 : LENGTH_PT / 4;
    m->body.align = random_below(r, 4) ? ALIGN_JUSTIFY : ALIGN_START;
    m->body.n_lines = m->body.lines[0] = random_below(r, 4) == 0;
}

static struct composer *new_composer(struct model *m)
{
    struct composer *c = composer_new(&m->layout, m->fonts, "zh-CN", m->diags);
    hyphenator_free(c->hyphenator);
    c->hyphenator = hyphenator_new(m->dictionaries);
    return c;
}

static int try_layout(struct model *m, uint32_t number, uint32_t paragraphs)
{
    struct random r = {0xD1B54A32D192ED03ULL * (number + 1)};
    if (number)
        set_layout(m, &r);
    struct job j = {.m = m, .c = new_composer(m)};
    int failed = 0;
    for (uint32_t i = 0; i < paragraphs; i++)
        failed += try_one(&j, number * 100000 + i);
    composer_free(j.c);
    return failed;
}

/* ---- the worst ---- */

/* Composes what nobody should write, and holds the work to so many weighed lines a character. */
static int try_worst(struct model *m, const char *what, str text, length measure)
{
    struct job j = {.m = m, .c = new_composer(m), .measure = measure, .indent = 2 * EM};
    struct arena_mark mark = arena_mark(m->arena);
    struct span whole = {.text = text};
    struct diags *d = diags_new();
    struct lines lines = compose(&j, &whole, 1, d);
    const struct search_result *r = search_last();
    int failed = 0;
    if (!keeps_text(&lines, text))
        failed += complain(0, "the text is not kept", str_of(what));
    if (!all_reported(count_ragged(&j, &lines), d) || !all_reported(r->emergencies, d))
        failed += complain(0, "lines that could not be set are not reported", str_of(what));
    if (r->weighed > most_weighed(&j, r->units))
        failed += complain(0, "too many lines were weighed", str_of(what));
    diags_free(d);
    arena_release(m->arena, mark);
    composer_free(j.c);
    return failed;
}

static str repeat(struct arena *a, const char *piece, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        buf_str(&b, str_of(piece));
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

static int try_the_worst(struct model *m)
{
    struct arena *a = m->arena;
    str prose = repeat(a, "一二三，四五（六七）八九2024年AI十。", 5000);
    model_reset(m);
    search_compare(false);
    int failed = try_worst(m, "100000 characters", prose, 22 * EM);
    failed += try_worst(m, "a measure of 2 em", prose, 2 * EM);
    failed += try_worst(m, "a measure of 1000 em", prose, 1000 * EM);
    failed += try_worst(m, "a word of 10000 letters", repeat(a, "a", 10000), 22 * EM);
    failed += try_worst(m, "a word in a measure of 2 em", repeat(a, "a", 10000), 2 * EM);
    failed += try_worst(m, "10000 commas", repeat(a, "，", 10000), 22 * EM);
    failed += try_worst(m, "10000 dashes", repeat(a, "—", 10000), 22 * EM);
    failed += try_worst(m, "10000 brackets", repeat(a, "（", 10000), 22 * EM);
    failed += try_worst(m, "10000 blanks of 1 em", repeat(a, "　", 10000), 22 * EM);
    return failed + try_worst(m, "an address", repeat(a, "example.com/a/", 1000), 22 * EM);
}

int main(int argc, char **argv)
{
    enum { PLAIN = 1000, LAYOUTS = 200, EACH = 12 };
    struct model m;
    if (argc != 3)
        return 2;
    model_init(&m, argv[1]);
    m.dictionaries = argv[2];
    search_compare(true);
    int failed = try_layout(&m, 0, PLAIN);
    for (uint32_t i = 1; i <= LAYOUTS; i++)
        failed += try_layout(&m, i, EACH);
    failed += try_the_worst(&m);
    model_finish(&m);
    printf("%d paragraphs, %d failures\n", PLAIN + LAYOUTS * EACH, failed);
    return failed != 0;
}
