#include "cli/explain.h"

#include "base/message.h"
#include "base/utf8.h"

static void put_em(struct buf *b, length l, length size)
{
    buf_decimal(b, l, size, 3);
}

static void put_thousandths(struct buf *b, int64_t n)
{
    buf_decimal(b, n, 1000, 3);
}

/* ---- for reading ---- */

enum { LABEL_COLUMNS = 6 };

static const struct {
    const char *rule, *words;
} rule_words[] = {
    {"LB-01", N_("no line begins with this mark")},
    {"LB-02", N_("no line ends with this mark")},
    {"LB-03", N_("no line ends with a solidus")},
    {"LB-04", N_("no line begins with a long mark")},
    {"LB-08", N_("no line begins with a closing mark")},
    {"LB-11", N_("a note mark stays with its word")},
    {"LB-12", N_("a word or number is not parted here")},
    {"LB-16", N_("UAX #14 keeps these together")},
    {"LB-14", N_("joined by the author, or by the layout's list")},
    {"UB-01", N_("a dash is not parted")},
    {"UB-02", N_("an ellipsis is not parted")},
    {"UB-04", N_("a number is not parted at its blanks")},
    {"UB-05", N_("a number stays with its sign or unit")},
    {"UB-07", N_("a number stays with its label")},
    {"UB-08", N_("a name stays whole")},
    {"UB-09", N_("initials stay with their name")},
    {"UB-11", N_("a word with one annotation is not parted")},
};

static void put_rule(struct buf *b, const char *rule)
{
    buf_str(b, str_of(rule ? rule : _("no line ends here")));
    for (size_t i = 0; rule && i < sizeof rule_words / sizeof *rule_words; i++)
        if (str_is(str_of(rule), rule_words[i].rule))
            buf_format(b, "%s%s", _(": "), _(rule_words[i].words));
}

/* What a stage takes from or adds to, as rules.def and the layouts have it when they say nothing
 * else.
 */
static const char *const reduction_words[STAGE_S_COUNT] = {
    [STAGE_S1] = N_("line end"),    [STAGE_S2] = N_("word spaces"),
    [STAGE_S3] = N_("interpuncts"), [STAGE_S4] = N_("brackets"),
    [STAGE_S5] = N_("commas"),      [STAGE_S6] = N_("Han–Western gaps"),
    [STAGE_S7] = N_("full stops"),
};
static const char *const expansion_words[STAGE_X_COUNT] = {
    [STAGE_X1] = N_("word spaces"),
    [STAGE_X2] = N_("Han–Western gaps"),
    [STAGE_X3] = N_("all gaps"),
};

static void put_move(struct buf *b, const char *stage, const char *words, const char *sign,
                     const struct line_move *m)
{
    if (!m->places && !m->amount)
        return;
    buf_format(b, "%s%s %s %s", _(", "), stage, _(words), sign);
    put_thousandths(b, m->amount);
    buf_format(b, " (%zu × ", m->places);
    put_thousandths(b, m->each);
    buf_char(b, ')');
}

static void put_moves(struct buf *b, const struct line_fit *f)
{
    for (int i = 0; i < STAGE_S_COUNT; i++)
        put_move(b, stage_name((enum stage)i), reduction_words[i], "−", &f->reduced[i]);
    for (int i = 0; i < STAGE_X_COUNT; i++)
        put_move(b, expansion_name((enum expansion)i), expansion_words[i], "+", &f->expanded[i]);
}

/* `22.5 → 22 em, S5 commas −0.5 (2 × 0.25)`; `10 of 22 em` when a line is left short. */
static void put_fit(struct buf *b, const struct line_fit *f, length size)
{
    put_em(b, f->natural, size);
    if (f->natural != f->available) {
        buf_str(b, str_of(f->stage == STAGE_NATURAL ? _(" of ") : " → "));
        put_em(b, f->available, size);
    }
    buf_str(b, STR(" em"));
    put_moves(b, f);
    if (f->hung) {
        buf_str(b, str_of(_(", the last mark hangs by ")));
        put_em(b, f->hung, size);
    }
    if (f->rest && f->stage != STAGE_NATURAL) {
        struct buf rest = {0};
        put_em(&rest, f->rest < 0 ? -f->rest : f->rest, size);
        buf_format(b, f->rest < 0 ? _(", %.*s too wide") : _(", %.*s short, with no gap to widen"),
                   (int)rest.n, rest.data);
        buf_free(&rest);
    }
}

static void put_cost(struct buf *b, const struct line_fit *f)
{
    buf_str(b, str_of(_(", cost ")));
    put_thousandths(b, f->cost);
    if (!f->penalty)
        return;
    struct buf penalty = {0};
    put_thousandths(&penalty, f->penalty);
    buf_format(b, _(" (of which %.*s for ending here)"), (int)penalty.n, penalty.data);
    buf_free(&penalty);
}

static void put_why(struct buf *b, const struct line_neighbour *n, length size)
{
    static const char *const words[] = {
        [LOST_COST] = N_(": more than here"),
        [LOST_WHOLE] = N_(": less than here, but more in the whole paragraph"),
        [LOST_ALIKE] = N_(": as here, and no less in the whole paragraph"),
    };
    if (n->lost == LOST_FORBIDDEN) {
        put_rule(b, n->rule);
        return;
    }
    put_fit(b, &n->fit, size);
    if (n->lost == LOST_WIDE)
        return;
    put_cost(b, &n->fit);
    buf_str(b, str_of(_(words[n->lost])));
}

static int widest(const struct line_neighbours *list, int least)
{
    for (size_t i = 0; i < list->n; i++)
        if (utf8_width(list->v[i].around) > least)
            least = utf8_width(list->v[i].around);
    return least;
}

static void put_neighbours(struct buf *b, const char *label, const struct line_neighbours *list,
                           int width, length size)
{
    for (size_t i = 0; i < list->n; i++) {
        str around = list->v[i].around;
        str shown = str_of(i ? "" : label);
        buf_format(b, "    %.*s%*s  %.*s%*s  ", STR_ARG(shown), LABEL_COLUMNS - utf8_width(shown),
                   "", STR_ARG(around), width - utf8_width(around), "");
        put_why(b, &list->v[i], size);
        buf_char(b, '\n');
    }
}

static void put_place(struct buf *b, struct place at)
{
    if (!at.source) {
        buf_str(b, str_of(_("(no file)")));
        return;
    }
    buf_str(b, at.source->path);
    if (at.line)
        buf_format(b, ":%u:%u", at.line, at.column);
}

static void put_head(struct buf *b, const struct line_report *r)
{
    put_place(b, r->at);
    if (r->article)
        buf_format(b, _("  article %zu"), r->article_number);
    else
        buf_str(b, str_of(_("  furniture")));
    buf_format(b, _(", %.*s, line %zu of %zu"), STR_ARG(r->style), r->number, r->of);
    if (r->last && r->number < r->of)
        buf_str(b, str_of(_(", ended by the author")));
    buf_format(b, "\n    %.*s\n", STR_ARG(r->text));
}

void explain_text(struct buf *b, const struct line_report *r)
{
    put_head(b, r);
    buf_str(b, STR("    "));
    put_fit(b, &r->fit, r->size);
    if (!r->last && !r->emergency)
        put_cost(b, &r->fit);
    if (r->emergency) {
        buf_format(b, "\n    %s", _("no legal end in reach, so in spite of "));
        put_rule(b, r->rule);
    }
    buf_char(b, '\n');
    int width = widest(&r->after, widest(&r->before, 0));
    put_neighbours(b, _("before"), &r->before, width, r->size);
    put_neighbours(b, _("after"), &r->after, width, r->size);
}

/* ---- JSON ---- */

static void put_name(struct buf *b, const char *name)
{
    buf_format(b, ",\"%s\":", name);
}

static void put_text(struct buf *b, const char *name, str text)
{
    put_name(b, name);
    buf_json(b, text);
}

static void put_text_or_null(struct buf *b, const char *name, const char *text)
{
    put_name(b, name);
    if (text)
        buf_json(b, str_of(text));
    else
        buf_str(b, STR("null"));
}

static void put_flag(struct buf *b, const char *name, bool on)
{
    buf_format(b, ",\"%s\":%s", name, on ? "true" : "false");
}

static void put_length(struct buf *b, const char *name, length l, length size)
{
    put_name(b, name);
    put_em(b, l, size);
}

static void put_number(struct buf *b, const char *name, int64_t thousandths)
{
    put_name(b, name);
    put_thousandths(b, thousandths);
}

static void put_json_move(struct buf *b, const char *stage, const struct line_move *m, bool *first)
{
    if (!m->places && !m->amount)
        return;
    buf_format(b, "%s\"%s\":{\"places\":%zu", *first ? "" : ",", stage, m->places);
    put_number(b, "amount", m->amount);
    put_number(b, "each", m->each);
    buf_char(b, '}');
    *first = false;
}

static void put_json_fit(struct buf *b, const struct line_fit *f, length size)
{
    static const char *const stages[] = {"natural", "reduced", "expanded"};
    put_length(b, "natural", f->natural, size);
    put_length(b, "available", f->available, size);
    put_length(b, "rest", f->rest, size);
    put_length(b, "hung", f->hung, size);
    put_text(b, "stage", str_of(stages[f->stage]));
    put_name(b, "moves");
    buf_char(b, '{');
    bool first = true;
    for (int i = 0; i < STAGE_S_COUNT; i++)
        put_json_move(b, stage_name((enum stage)i), &f->reduced[i], &first);
    for (int i = 0; i < STAGE_X_COUNT; i++)
        put_json_move(b, expansion_name((enum expansion)i), &f->expanded[i], &first);
    buf_char(b, '}');
    put_number(b, "cost", f->cost);
    put_number(b, "penalty", f->penalty);
}

static void put_json_neighbours(struct buf *b, const char *name, const struct line_neighbours *list,
                                length size)
{
    static const char *const lost[] = {
        [LOST_FORBIDDEN] = "forbidden",    [LOST_WIDE] = "too-wide", [LOST_COST] = "costs-more",
        [LOST_WHOLE] = "whole-costs-more", [LOST_ALIKE] = "alike",
    };
    put_name(b, name);
    buf_char(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        const struct line_neighbour *n = &list->v[i];
        buf_str(b, i ? STR(",{\"around\":") : STR("{\"around\":"));
        buf_json(b, n->around);
        put_flag(b, "legal", n->lost != LOST_FORBIDDEN);
        put_text_or_null(b, "rule", n->rule);
        put_text(b, "lost", str_of(lost[n->lost]));
        put_json_fit(b, &n->fit, size);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void put_json_place(struct buf *b, const struct line_report *r)
{
    buf_str(b, STR("{\"file\":"));
    if (r->at.source)
        buf_json(b, r->at.source->path);
    else
        buf_str(b, STR("null"));
    buf_format(b, ",\"line\":%u,\"column\":%u", r->at.line, r->at.column);
    put_name(b, "article");
    if (r->article)
        buf_format(b, "%zu", r->article_number);
    else
        buf_str(b, STR("null"));
}

void explain_json(struct buf *b, const struct line_report *r)
{
    put_json_place(b, r);
    put_text(b, "style", r->style);
    put_name(b, "size");
    buf_decimal(b, r->size, LENGTH_PT, 4);
    buf_format(b, ",\"number\":%zu,\"of\":%zu", r->number, r->of);
    put_text(b, "text", r->text);
    put_flag(b, "last", r->last);
    put_flag(b, "emergency", r->emergency);
    put_text_or_null(b, "rule", r->rule);
    put_length(b, "indent", r->indent, r->size);
    put_json_fit(b, &r->fit, r->size);
    put_json_neighbours(b, "before", &r->before, r->size);
    put_json_neighbours(b, "after", &r->after, r->size);
    buf_str(b, STR("}\n"));
}
