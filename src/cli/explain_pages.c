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
    if (r->gap_cost)
        buf_format(b, _(" + %lld for the white"), (long long)r->gap_cost);
    buf_format(b, "%s\n", r->broken ? _("; what must stay together was parted") : "");
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
    buf_char(b, '\n');
    for (size_t i = 0; i < r->n; i++)
        put_band(b, &r->bands[i]);
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

static void put_json_band(struct buf *b, const struct band_report *r)
{
    buf_format(b,
               "{\"article\":%zu,\"begins\":%s,\"top\":%d,\"gap\":%d,\"head\":%d,\"under\":%d,"
               "\"lines\":%d,",
               r->article_number, r->has_head ? "true" : "false", r->top, r->gap, r->head, r->under,
               r->lines);
    buf_format(b, "\"cost\":%lld,\"gap_cost\":%lld,\"first_column\":%d,\"columns\":[",
               (long long)r->cost, (long long)r->gap_cost, r->first_column);
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
    buf_str(b, STR("]}\n"));
}
