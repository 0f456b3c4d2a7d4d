#include "cli/explain_pages.h"

#include "base/file.h"
#include "base/message.h"

/* ---- for reading ---- */

static void put_place(struct buf *b, struct place at)
{
    if (!at.source)
        return;
    buf_str(b, file_name(at.source->path));
    buf_format(b, ":%u", at.line);
}

static void put_end(struct buf *b, const struct column_report *c)
{
    static const char *const flaws[FLAW_COUNT] = {
        [FLAW_HYPHEN] = N_("; a word is divided"),
        [FLAW_LEAD] = N_("; what its last line leads in goes on elsewhere"),
        [FLAW_ORPHAN] = N_("; first lines of a paragraph are left behind (PG-08)"),
        [FLAW_WIDOW] = N_("; last lines of a paragraph go on alone (PG-07)"),
        [FLAW_TABLE] = N_("; a table goes on that one column could hold (TB-03)"),
    };
    if (c->end == COLUMN_KEPT)
        buf_format(b, _(": the next %d lines stay together"), c->kept);
    if (c->end == COLUMN_CHOSEN)
        buf_format(b,
                   ngettext(": the next %d line would have fitted, but cost more",
                            ": the next %d lines would have fitted, but cost more",
                            (unsigned long)c->kept),
                   c->kept);
    if (c->flaw)
        buf_str(b, str_of(_(flaws[c->flaw])));
    if (c->holds)
        buf_str(b, str_of(_(": an earlier end would part what stays together (GR-06)")));
    else if (c->earlier)
        buf_str(b, str_of(_(": an earlier end would part a paragraph badly (GR-06)")));
}

static void put_column(struct buf *b, const struct column_report *c, int number)
{
    buf_format(b, _("    column %d  "), number);
    put_place(b, c->from);
    if (c->from.source)
        buf_str(b, STR("–"));
    put_place(b, c->to);
    buf_str(b, str_of(c->from.source ? _(", ") : ""));
    buf_format(b, ngettext("%d line", "%d lines", (unsigned long)c->text), c->text);
    if (c->figures)
        buf_format(b, _(", heads and pictures %d"), c->figures);
    if (c->notes)
        buf_format(b, _(", notes %d"), c->notes);
    if (c->white > 0)
        buf_format(b, _(", %d short"), c->white);
    if (c->stretch)
        buf_format(b, _(", of which %d above headings"), c->stretch);
    put_end(b, c);
    buf_char(b, '\n');
}

static void put_costs(struct buf *b, const struct costs *c)
{
    for (size_t i = 0; i < c->n; i++)
        buf_format(b, "%s%s %lld", i ? _(", ") : "", c->v[i].weight, (long long)c->v[i].cost);
}

static void put_figure(struct buf *b, const struct figure_report *f)
{
    buf_str(b, str_of(_("    picture ")));
    put_place(b, f->at);
    if (f->late)
        buf_str(b, str_of(_(": on a later page; ")));
    else if (f->n_columns == 1)
        buf_format(b, f->foot ? _(": foot of column %d") : _(": head of column %d"),
                   f->first_column);
    else
        buf_format(b, f->foot ? _(": foot of columns %d to %d") : _(": head of columns %d to %d"),
                   f->first_column, f->first_column + f->n_columns - 1);
    if (!f->late)
        buf_format(b, _(", lines %d to %d; "), f->line, f->line + f->lines - 1);
    if (f->mention)
        buf_format(b, _("mentioned in column %d\n"), f->mention);
    else
        buf_str(b, str_of(_("mentioned on an earlier page\n")));
}

static void put_thread(struct buf *b, const struct thread_report *t)
{
    if (t->name.n)
        buf_format(b, _("thread %.*s: cost %lld in all"), STR_ARG(t->name),
                   (long long)costs_sum(&t->costs));
    else
        buf_format(b, _("all frames: cost %lld"), (long long)costs_sum(&t->costs));
    if (t->costs.n)
        buf_str(b, str_of(_(": ")));
    put_costs(b, &t->costs);
    if (t->saved > 0)
        buf_format(b, _("\n  a search without bounds finds columns that cost %lld less"),
                   (long long)t->saved);
    else if (t->saved == 0)
        buf_str(b, str_of(_("\n  a search without bounds finds none that cost less")));
    buf_char(b, '\n');
}

static void put_band(struct buf *b, const struct band_report *r)
{
    buf_format(b,
               r->has_head ? _("  article %zu “%.*s”: from line %d")
                           : _("  article %zu “%.*s” goes on: from line %d"),
               r->article_number, STR_ARG(r->article->title.text), r->top + r->gap + 1);
    if (r->gap)
        buf_format(b, _(" after %d of white"), r->gap);
    if (r->head)
        buf_format(b, _(", head %d"), r->head);
    if (r->under)
        buf_format(b, _(" and %d of white under it"), r->under);
    buf_format(b, _(", columns %d; cost %lld"), r->lines, (long long)r->cost);
    if (r->costs.n)
        buf_str(b, str_of(_(": ")));
    put_costs(b, &r->costs);
    if (r->gap_cost)
        buf_format(b, _(" + %lld for the white (wide-gap)"), (long long)r->gap_cost);
    buf_format(b, "%s\n", r->broken ? _("; what must stay together was parted") : "");
    for (size_t i = 0; i < r->n_figures; i++)
        put_figure(b, &r->figures[i]);
    for (int c = 0; c < r->n_columns; c++)
        put_column(b, &r->columns[c], r->first_column + c);
}

void explain_region_text(struct buf *b, const struct region_report *r)
{
    buf_format(b,
               ngettext("page %zu, %.*s: %d column of %d lines",
                        "page %zu, %.*s: %d columns of %d lines", (unsigned long)r->columns),
               r->page, STR_ARG(r->frame), r->columns, r->lines);
    if (r->white)
        buf_format(b,
                   ngettext(", %d line of white at the foot, cost %lld",
                            ", %d lines of white at the foot, cost %lld", (unsigned long)r->white),
                   r->white, (long long)r->white_cost);
    if (r->white_cost)
        buf_str(b, str_of(_(" (short-page)")));
    buf_char(b, '\n');
    for (size_t i = 0; i < r->n; i++)
        put_band(b, &r->bands[i]);
    if (r->ended)
        put_thread(b, r->ended);
}

/* ---- JSON ---- */

static void put_json_place(struct buf *b, const char *name, struct place at)
{
    if (!at.source)
        return;
    buf_format(b, "\"%s\":{\"file\":", name);
    buf_json(b, at.source->path);
    buf_format(b, ",\"line\":%u},", at.line);
}

static void put_json_column(struct buf *b, const struct column_report *c)
{
    static const char *const ends[] = {[COLUMN_FULL] = "full",
                                       [COLUMN_KEPT] = "kept",
                                       [COLUMN_CHOSEN] = "chosen",
                                       [COLUMN_LAST] = "last"};
    static const char *const flaws[FLAW_COUNT] = {[FLAW_HYPHEN] = "hyphen",
                                                  [FLAW_LEAD] = "lead-in",
                                                  [FLAW_ORPHAN] = "orphan",
                                                  [FLAW_WIDOW] = "widow",
                                                  [FLAW_TABLE] = "table"};
    buf_char(b, '{');
    put_json_place(b, "from", c->from);
    put_json_place(b, "to", c->to);
    buf_format(b, "\"lines\":%d,\"notes\":%d,\"above\":%d,\"white\":%d,\"end\":\"%s\"", c->text,
               c->notes, c->figures, c->white, ends[c->end]);
    if (c->stretch)
        buf_format(b, ",\"above-headings\":%d", c->stretch);
    if (c->end != COLUMN_LAST)
        buf_format(b, ",\"next\":%d", c->kept);
    if (c->flaw)
        buf_format(b, ",\"flaw\":\"%s\"", flaws[c->flaw]);
    if (c->holds || c->earlier)
        buf_format(b, ",\"earlier\":\"%s\"", c->holds ? "kept" : flaws[c->earlier]);
    buf_char(b, '}');
}

static void put_json_costs(struct buf *b, const struct costs *c)
{
    buf_str(b, STR("\"costs\":{"));
    for (size_t i = 0; i < c->n; i++)
        buf_format(b, "%s\"%s\":%lld", i ? "," : "", c->v[i].weight, (long long)c->v[i].cost);
    buf_char(b, '}');
}

static void put_json_figures(struct buf *b, const struct band_report *r)
{
    buf_str(b, STR(",\"pictures\":["));
    for (size_t i = 0; i < r->n_figures; i++) {
        const struct figure_report *f = &r->figures[i];
        buf_str(b, str_of(i ? ",{" : "{"));
        put_json_place(b, "from", f->at);
        if (f->late) {
            buf_format(b, "\"at\":\"later\",\"mention\":%d}", f->mention);
            continue;
        }
        buf_format(b,
                   "\"first_column\":%d,\"columns\":%d,\"line\":%d,\"lines\":%d,"
                   "\"at\":\"%s\",\"mention\":%d}",
                   f->first_column, f->n_columns, f->line, f->lines, f->foot ? "foot" : "head",
                   f->mention);
    }
    buf_char(b, ']');
}

static void put_json_thread(struct buf *b, const struct thread_report *t)
{
    buf_str(b, STR(",\"thread\":{\"name\":"));
    buf_json(b, t->name);
    buf_format(b, ",\"cost\":%lld,", (long long)costs_sum(&t->costs));
    put_json_costs(b, &t->costs);
    if (t->saved >= 0)
        buf_format(b, ",\"without-bounds\":%lld", (long long)t->saved);
    buf_char(b, '}');
}

static void put_json_band(struct buf *b, const struct band_report *r)
{
    buf_format(b,
               "{\"article\":%zu,\"begins\":%s,\"top\":%d,\"gap\":%d,\"head\":%d,\"under\":%d,"
               "\"lines\":%d,",
               r->article_number, r->has_head ? "true" : "false", r->top, r->gap, r->head, r->under,
               r->lines);
    buf_format(b, "\"cost\":%lld,\"gap_cost\":%lld,\"first_column\":%d,", (long long)r->cost,
               (long long)r->gap_cost, r->first_column);
    put_json_costs(b, &r->costs);
    put_json_figures(b, r);
    buf_str(b, STR(",\"columns\":["));
    for (int c = 0; c < r->n_columns; c++) {
        if (c)
            buf_char(b, ',');
        put_json_column(b, &r->columns[c]);
    }
    buf_str(b, STR("]}"));
}

void explain_region_json(struct buf *b, const struct region_report *r)
{
    buf_format(b, "{\"page\":%zu,\"frame\":", r->page);
    buf_json(b, r->frame);
    buf_format(b, ",\"columns\":%d,\"lines\":%d,\"white\":%d,\"white_cost\":%lld,\"articles\":[",
               r->columns, r->lines, r->white, (long long)r->white_cost);
    for (size_t i = 0; i < r->n; i++) {
        if (i)
            buf_char(b, ',');
        put_json_band(b, &r->bands[i]);
    }
    buf_char(b, ']');
    if (r->ended)
        put_json_thread(b, r->ended);
    buf_str(b, STR("}\n"));
}
