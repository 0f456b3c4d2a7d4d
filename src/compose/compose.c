#include "compose/compose.h"

#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "compose/report.h"
#include "compose/vertical.h"
#include "compose/words.h"

#include <assert.h>

/* Less than this at a line's end nobody sees. */
#define UNSEEN (LENGTH_PT / 100)

static struct role_faces role_faces(struct composer *c, const struct font_role *role,
                                    struct diags *d)
{
    struct role_faces f = {0};
    f.han = fonts_face(c->fonts, role->han, role->han_at, d);
    f.western = str_eq(role->western, role->han)
                    ? f.han
                    : fonts_face(c->fonts, role->western, role->western_at, d);
    f.fallback = arena_many(c->arena, role->n_fallback, const struct face *);
    f.n_fallback = role->n_fallback;
    for (size_t i = 0; i < role->n_fallback; i++)
        f.fallback[i] = fonts_face(c->fonts, role->fallback[i], role->fallback_at[i], d);
    return f;
}

void composition_check(const struct layout *layout, struct diags *d)
{
    struct arena *a = arena_new();
    struct rules rules;
    rules_init(&rules, a, &layout->composition, d);
    rules_finish(&rules);
    arena_free(a);
}

/* Those of all languages that the catalogue lists. */
static void take_patterns(struct composer *c, struct diags *d)
{
    size_t n = fonts_hyphenations(c->fonts);
    struct patterns *v = arena_many(c->arena, n, struct patterns);
    for (size_t i = 0; i < n; i++) {
        str language = fonts_hyphenation_language(c->fonts, i);
        v[i] =
            (struct patterns){str_z(c->arena, language), fonts_hyphenation(c->fonts, language, d)};
    }
    c->patterns = v;
    c->n_patterns = n;
}

/* What every composer has for itself. */
static void equip(struct composer *c)
{
    c->hyphenator = hyphenator_of(c->patterns, c->n_patterns);
    c->words = word_finder_new();
    c->inks = map_new();
    c->halves = map_new();
    c->shaper = shaper_new();
}

struct composer *composer_new(const struct layout *layout, struct fonts *fonts,
                              const char *language, struct diags *d)
{
    struct arena *a = arena_new();
    struct composer *c = arena_one(a, struct composer);
    *c = (struct composer){.arena = a, .layout = layout, .fonts = fonts, .language = language};
    c->roles = arena_many(a, layout->n_fonts, struct role_faces);
    bool usable = true;
    for (size_t i = 0; i < layout->n_fonts; i++) {
        c->roles[i] = role_faces(c, &layout->fonts[i], d);
        usable = usable && (c->roles[i].han || c->roles[i].western);
    }
    if (layout->composition.hyphenate != HYPHENATE_OFF)
        take_patterns(c, d);
    rules_init(&c->own_rules, a, &layout->composition, d);
    c->rules = &c->own_rules;
    equip(c);
    if (usable)
        return c;
    composer_free(c);
    return NULL;
}

void composer_free(struct composer *c)
{
    if (!c)
        return;
    shaper_free(c->shaper);
    hyphenator_free(c->hyphenator);
    word_finder_free(c->words);
    map_free(c->inks);
    map_free(c->halves);
    if (c->rules == &c->own_rules)
        rules_finish(&c->own_rules);
    arena_free(c->arena);
}

void composer_keep_together(struct composer *c, const struct texts *words)
{
    assert(c->rules == &c->own_rules);
    rules_keep_together(&c->own_rules, c->arena, words);
}

struct composer *composer_fork(const struct composer *c)
{
    struct arena *a = arena_new();
    struct composer *fork = arena_one(a, struct composer);
    *fork = (struct composer){.arena = a,
                              .layout = c->layout,
                              .fonts = c->fonts,
                              .language = c->language,
                              .roles = c->roles,
                              .patterns = c->patterns,
                              .n_patterns = c->n_patterns,
                              .rules = c->rules};
    equip(fork);
    return fork;
}

void composer_begin_article(struct composer *c)
{
    c->n_begun++;
    c->told_centred = false;
}

const struct role_faces *composer_role(const struct composer *c, const struct font_role *role)
{
    for (const struct own_role *o = c->own; o; o = o->next)
        if (role == &o->role)
            return &o->faces;
    assert(role >= c->layout->fonts && role < c->layout->fonts + c->layout->n_fonts);
    return &c->roles[role - c->layout->fonts];
}

void composer_observe(struct composer *c, line_observer *fn, void *data)
{
    c->observer = fn;
    c->observer_data = data;
}

bool composer_is_observed(const struct composer *c)
{
    return c->observer != NULL;
}

void composer_rehearse(struct composer *c, bool on)
{
    c->rehearsing += on ? 1 : -1;
}

struct line_owner composer_owner(struct composer *c, struct line_owner owner)
{
    struct line_owner before = c->owner;
    c->owner = owner;
    return before;
}

/* The first characters of a line, to recognise it by. */
static str line_text(struct paragraph_state *p, const struct chosen_line *l)
{
    enum { SHOWN = 16 };
    struct buf b = {0};
    size_t from = p->units.v[l->from].letter_from, to = p->units.v[l->to - 1].letter_to;
    for (size_t i = from; i < to && i - from < SHOWN; i++)
        utf8_put(&b, p->letters.v[i].c);
    if (to - from > SHOWN)
        buf_str(&b, STR("…"));
    str text = str_dup(p->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

/* A length as editors read it: 0.323 */
static str in_em(const struct paragraph_state *p, length l)
{
    struct buf b = {0};
    buf_decimal(&b, l, p->input->style->size, 3);
    str text = str_dup(p->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

static bool is_loose(const struct paragraph_state *p, const struct fitting *f)
{
    return f->x3_gap * 1000 > p->input->style->size * GAP_LOOSE;
}

/* What lines of one paragraph have been told of: the first few of a kind by themselves. */
struct told {
    struct told_kind {
        size_t n;
        struct place at; /* of the first that is not told of */
    } kinds[DIAG_COUNT];
};

enum { LISTED_MOST = 10 };

static bool is_listed(struct told *told, enum diag_code code, const struct line *line)
{
    struct told_kind *kind = &told->kinds[code];
    if (kind->n == LISTED_MOST)
        kind->at = line->at;
    return kind->n++ < LISTED_MOST;
}

static void report_rest(struct paragraph_state *p, const struct told *told)
{
    for (int code = 0; code < DIAG_COUNT; code++)
        if (told->kinds[code].n > LISTED_MOST)
            diag_add(p->diags, (enum diag_code)code, told->kinds[code].at,
                     "this and %zu more lines of the paragraph like the ten before are not listed",
                     told->kinds[code].n - LISTED_MOST - 1);
}

static void report_emergency(struct paragraph_state *p, const struct chosen_line *chosen,
                             const struct fitting *f, const struct line *line)
{
    str text = line_text(p, chosen);
    diag_add(p->diags, DIAG_LINE_OVERFULL, line->at,
             "no legal line end is in reach: the line `%.*s` %-s", STR_ARG(text),
             f->natural > f->available ? N_("is wider than its measure")
                                       : N_("is cut where it is full"));
    diag_hint(p->diags, "put a zero width space (U+200B) where the word may break, or shorten it");
}

static void report_rescue(struct paragraph_state *p, const struct chosen_line *chosen,
                          const struct line *line)
{
    str text = line_text(p, chosen);
    diag_add(p->diags, DIAG_LINE_RESCUED, line->at,
             "the line `%.*s` ends inside a run of marks, against %s", STR_ARG(text),
             p->units.v[chosen->to - 1].rule);
    diag_hint(p->diags, "otherwise its gaps would be over a quarter of an em (LB-07): change a "
                        "word or two before the marks");
}

static void report_loose(struct paragraph_state *p, const struct chosen_line *chosen,
                         const struct fitting *f, const struct line *line)
{
    str text = line_text(p, chosen);
    if (is_loose(p, f)) {
        diag_add(p->diags, DIAG_LINE_LOOSE, line->at,
                 f->expanded[STAGE_X3]
                     ? N_("loose line: `%.*s` is spaced out by %.*s em a gap")
                     : N_("short line: `%.*s` would be spaced out by %.*s em a gap"),
                 STR_ARG(text), STR_ARG(in_em(p, f->x3_gap)));
        diag_hint(p->diags, "change a word or two in the paragraph (LA-04)");
    } else {
        diag_add(p->diags, DIAG_LINE_LOOSE, line->at,
                 "short line: `%.*s` has no gap that could be widened", STR_ARG(text));
        diag_hint(p->diags, "change a word or two in the paragraph (LA-05)");
    }
}

/* PG-06 is for running text: in a cell of a table, narrow and not justified, a short line is no
 * fault. */
static bool is_running(const struct paragraph_state *p)
{
    enum { LEAST = 8 }; /* em, as beside a picture (GR-09) */
    const struct style *s = p->input->style;
    return s->align == ALIGN_JUSTIFY || p->input->measure >= LEAST * s->size;
}

static void report_line(struct paragraph_state *p, const struct chosen_line *chosen,
                        const struct fitting *f, const struct line *line, struct told *told)
{
    bool justified = p->input->style->align == ALIGN_JUSTIFY;
    bool short_line = f->stage == STAGE_EXPANDED && line->width + UNSEEN < f->available &&
                      p->composer->rules->elastic;
    if (chosen->emergency) {
        if (is_listed(told, DIAG_LINE_OVERFULL, line))
            report_emergency(p, chosen, f, line);
    } else if (p->units.v[chosen->to - 1].rescue) {
        if (is_listed(told, DIAG_LINE_RESCUED, line))
            report_rescue(p, chosen, line);
    } else if (justified && (is_loose(p, f) || short_line)) {
        if (is_listed(told, DIAG_LINE_LOOSE, line))
            report_loose(p, chosen, f, line);
    } else if (is_running(p) && paragraph_is_runt(p, chosen->from, chosen->to)) {
        str text = line_text(p, chosen);
        diag_add(p->diags, DIAG_LAST_LINE_SHORT, line->at, "the paragraph's last line is `%.*s`",
                 STR_ARG(text));
        diag_hint(p->diags, "shorten or lengthen the paragraph by a word (PG-06)");
    }
}

static struct lines set_lines(struct paragraph_state *p)
{
    struct measure_table *table = measure_table_new(p);
    struct line *v = arena_many(p->arena, p->lines.n, struct line);
    struct told told = {0};
    for (size_t i = 0; i < p->lines.n; i++) {
        const struct chosen_line *chosen = &p->lines.v[i];
        bool last = p->units.v[chosen->to - 1].breaks == BREAK_FORCED;
        measure_table_at(table, i);
        struct fitting f = measure_line(table, chosen->from, chosen->to, last);
        v[i] = line_set(p, chosen, &f, last);
        v[i].to = chosen->to;
        v[i].x += paragraph_is_beside(p->input, i) ? p->input->beside_x : 0;
        report_line(p, chosen, &f, &v[i], &told);
    }
    report_rest(p, &told);
    if (p->composer->observer && !p->composer->rehearsing)
        paragraph_tell(p, table);
    measure_table_free(table);
    marks_check(p, v, p->lines.n);
    return (struct lines){v, p->lines.n};
}

void paragraph_break(struct paragraph_state *p)
{
    paragraph_collect(p);
    if (p->input->style->vertical)
        vertical_letters(p);
    paragraph_shape(p);
    paragraph_space(p);
    paragraph_cells(p);
    paragraph_western(p);
    ruby_space(p);
}

void paragraph_free(struct paragraph_state *p)
{
    vec_free(&p->looks);
    vec_free(&p->letters);
    vec_free(&p->rubies);
    vec_free(&p->glyphs);
    vec_free(&p->units);
    vec_free(&p->lines);
}

/* ---- words that no line holds (LW-05) ---- */

static bool is_cut(const struct paragraph_state *p)
{
    for (size_t i = 0; i < p->lines.n; i++)
        if (p->lines.v[i].emergency)
            return true;
    return false;
}

/* Chooses the lines; what is reported meanwhile goes to the sink only when they are kept: false
 * when one is cut where none may end, and nothing is left of the paragraph then. */
static bool choose_uncut(struct paragraph_state *p)
{
    struct diags *kept = p->diags;
    p->diags = diags_new();
    paragraph_break(p);
    paragraph_fit(p);
    bool good = !is_cut(p);
    if (good) {
        diags_adopt(kept, p->diags);
    } else {
        paragraph_free(p);
        diags_free(p->diags);
    }
    p->diags = kept;
    return good;
}

static void report_shrunk(const struct paragraph *in, int percent, struct diags *d)
{
    diag_add(d, DIAG_LINE_SHRUNK, in->spans[0].at,
             "the paragraph is set at %d %% of its size: a word in it is longer than a line",
             percent);
    diag_hint(d, "put <wbr> where the word may break, or shorten it (LW-05)");
}

/* Chooses the lines as the layout wants a paragraph that would be cut: ragged, or smaller by a
 * tenth at most; `relaxed` is the paragraph with a style of its own to change. */
static void choose_relaxed(struct paragraph_state *p, struct paragraph *relaxed,
                           struct style *style)
{
    enum { LEAST = 90, STEP = 2 };
    const struct paragraph_state fresh = *p;
    const length size = style->size;
    relaxed->style = style;
    for (int percent = 100; percent >= LEAST; percent -= STEP) {
        style->size = length_scale(size, percent, 100);
        *p = fresh;
        if (choose_uncut(p)) {
            if (percent < 100)
                report_shrunk(relaxed, percent, p->diags);
            return;
        }
        if (p->composer->rules->composition.overlong == OVERLONG_RAGGED)
            break;
    }
    *p = fresh;
    style->size = size;
    if (p->composer->rules->composition.overlong == OVERLONG_RAGGED)
        style->align = ALIGN_START;
    paragraph_break(p);
    paragraph_fit(p);
}

struct lines compose_paragraph(struct composer *c, struct arena *a, const struct paragraph *in,
                               struct diags *d)
{
    struct paragraph relaxed = *in;
    struct style style = *in->style;
    struct paragraph_state p = {.composer = c, .arena = a, .diags = d, .input = &relaxed};
    if (c->rules->composition.overlong == OVERLONG_CUT || style.align != ALIGN_JUSTIFY) {
        paragraph_break(&p);
        paragraph_fit(&p);
    } else {
        choose_relaxed(&p, &relaxed, &style);
    }
    struct lines lines = set_lines(&p);
    paragraph_free(&p);
    return lines;
}
