/* Prints what articles and pages take (NP-24), in the words of an editorial office, in the user's
 * language. */
#include "base/file.h"
#include "base/utf8.h"
#include "cli/batch.h"
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

struct telling {
    const struct options *options;
    struct copyfit_meter *meter;
    struct buf text;
    bool missed;
};

/* ---- columns of a table on a terminal ---- */

static int width_of(str text)
{
    int width = 0;
    for (size_t i = 0; i < text.n;)
        width += utf8_next(text, &i) >= 0x1100 ? 2 : 1;
    return width;
}

/* The text, cut to the columns that there are and filled up with blanks. */
static void put_cell(struct buf *b, str text, int columns)
{
    int used = 0;
    for (size_t i = 0, from = 0; i < text.n; from = i) {
        int w = utf8_next(text, &i) >= 0x1100 ? 2 : 1;
        bool rest = width_of(str_slice(text, from, text.n)) > columns - used;
        if (rest && used + w > columns - 2) {
            buf_str(b, STR("…"));
            used++;
            break;
        }
        buf_str(b, str_slice(text, from, i));
        used += w;
    }
    buf_format(b, "%*s", columns - used > 0 ? columns - used : 0, "");
}

/* ---- for reading ---- */

enum { FILE_COLUMNS = 14, TITLE_COLUMNS = 34, NUMBER_COLUMNS = 7 };

/* At the right of its columns, as numbers stand. */
static void put_right(struct buf *b, const char *text)
{
    int used = width_of(str_of(text));
    buf_format(b, "%*s%s", NUMBER_COLUMNS > used ? NUMBER_COLUMNS - used : 0, "", text);
}

static int total_lines(const struct copyfit_measure *m)
{
    int lines = 0;
    for (size_t i = 0; i < m->n_articles; i++)
        lines += m->articles[i].lines;
    return lines > 0 ? lines : 1;
}

static void put_article(struct buf *b, const struct copyfit_article *a, int total)
{
    put_cell(b, file_name(a->article->source->path), FILE_COLUMNS);
    put_cell(b, a->article->title.text, TITLE_COLUMNS);
    buf_format(b, "%*d%*zu%*d%%   ", NUMBER_COLUMNS, a->lines, NUMBER_COLUMNS, a->characters,
               NUMBER_COLUMNS - 1, (a->lines * 100 + total / 2) / total);
    if (a->first_page == a->last_page)
        buf_format(b, "%zu", a->first_page);
    else
        buf_format(b, "%zu–%zu", a->first_page, a->last_page);
    buf_format(b, "%s\n", a->article->filler ? _("  filler") : "");
}

static void put_articles(struct buf *b, const struct copyfit_measure *m)
{
    put_cell(b, str_of(_("article")), FILE_COLUMNS);
    put_cell(b, str_of(_("title")), TITLE_COLUMNS);
    put_right(b, _("lines"));
    put_right(b, _("Han"));
    put_right(b, _("share"));
    buf_format(b, "   %s\n", _("pages"));
    for (size_t i = 0; i < m->n_articles; i++)
        put_article(b, &m->articles[i], total_lines(m));
}

static void put_frames(struct buf *b, const struct copyfit_measure *m)
{
    buf_char(b, '\n');
    put_cell(b, str_of(_("page")), NUMBER_COLUMNS);
    put_cell(b, str_of(_("frame")), FILE_COLUMNS);
    put_cell(b, str_of(_("columns×lines")), FILE_COLUMNS);
    put_right(b, _("used"));
    put_right(b, _("free"));
    buf_char(b, '\n');
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct copyfit_frame *f = &m->frames[i];
        char size[32];
        snprintf(size, sizeof size, "%d×%d", f->columns, f->lines);
        buf_format(b, "%-*zu", NUMBER_COLUMNS, f->page);
        put_cell(b, f->frame, FILE_COLUMNS);
        put_cell(b, str_of(size), FILE_COLUMNS);
        buf_format(b, "%*d%*d", NUMBER_COLUMNS, f->used, NUMBER_COLUMNS, f->free);
        if (f->free)
            buf_format(b, _("  about %d characters"), copyfit_characters(m, f->free));
        buf_char(b, '\n');
    }
}

static void put_steps(struct buf *b, const struct copyfit *f)
{
    for (int i = 0; i < f->n_steps; i++) {
        const struct copyfit_step *s = &f->steps[i];
        buf_format(b, "  %.*s", STR_ARG(message_shown(&s->told)));
        buf_format(b, "%s\n",
                   s->remedy == FIT_FILLER ? ""
                   : s->reached            ? _(": enough")
                                           : _(": as far as it may, not enough"));
    }
}

static void put_outcome(struct buf *b, const struct copyfit *f)
{
    buf_format(b, _("\n%zu pages are wanted, set as ever there are %zu.\n"), f->wanted,
               f->before.pages);
    put_steps(b, f);
    if (f->reached) {
        buf_format(b, _("Set in %zu pages.\n"), f->wanted);
        return;
    }
    int lines = f->over < 0 ? -f->over : f->over;
    int characters = copyfit_characters(&f->before, lines);
    buf_format(b,
               f->over > 0 ? _("%d lines too many, about %d characters: cut so much, or let more "
                               "give under `fit` in the layout.\n")
                           : _("%d lines too few, about %d characters: add so much at least, or "
                               "let more give under `fit` in the layout.\n"),
               lines, characters);
}

/* What the last page leaves, when nothing was asked for. */
static void put_advice(struct buf *b, const struct copyfit_measure *m)
{
    const struct copyfit_frame *last = m->n_frames ? &m->frames[m->n_frames - 1] : NULL;
    if (!last || !last->free)
        return;
    buf_format(b,
               _("\nPage %zu has %d lines free, about %d characters; with %d lines less, about %d "
                 "characters, there is a page less.\n"),
               last->page, last->free, copyfit_characters(m, last->free), last->used,
               copyfit_characters(m, last->used));
}

static void put_text(struct telling *t, const struct laid_out *out, const struct copyfit_measure *m)
{
    put_articles(&t->text, m);
    put_frames(&t->text, m);
    if (out->copyfit && out->copyfit->wanted &&
        (out->copyfit->n_steps || out->issue->pages || out->issue->multiple ||
         out->layout->fit.pages || out->layout->fit.multiple))
        put_outcome(&t->text, out->copyfit);
    else
        put_advice(&t->text, m);
}

/* ---- JSON ---- */

static void put_json_steps(struct buf *b, const struct copyfit *f)
{
    static const char *const names[] = {
#define NAME(id, name) name,
        FIT_REMEDIES(NAME)
#undef NAME
    };
    buf_format(b, ",\"wanted\":%zu,\"pages\":%zu,\"reached\":%s,\"over\":%d,\"steps\":[", f->wanted,
               f->before.pages, f->reached ? "true" : "false", f->over);
    for (int i = 0; i < f->n_steps; i++) {
        buf_format(b, "%s{\"remedy\":\"%s\",\"reached\":%s,\"change\":", i ? "," : "",
                   names[f->steps[i].remedy], f->steps[i].reached ? "true" : "false");
        buf_json(b, f->steps[i].told.english);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void put_json(struct telling *t, const struct laid_out *out, const struct copyfit_measure *m)
{
    struct buf *b = &t->text;
    buf_str(b, STR("{\"articles\":["));
    for (size_t i = 0; i < m->n_articles; i++) {
        const struct copyfit_article *a = &m->articles[i];
        buf_str(b, i ? STR(",{\"file\":") : STR("{\"file\":"));
        buf_json(b, a->article->source->path);
        buf_str(b, STR(",\"title\":"));
        buf_json(b, a->article->title.text);
        buf_format(b,
                   ",\"lines\":%d,\"characters\":%zu,\"first_page\":%zu,\"last_page\":%zu,"
                   "\"filler\":%s}",
                   a->lines, a->characters, a->first_page, a->last_page,
                   a->article->filler ? "true" : "false");
    }
    buf_str(b, STR("],\"frames\":["));
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct copyfit_frame *f = &m->frames[i];
        buf_format(b, "%s{\"page\":%zu,\"frame\":", i ? "," : "", f->page);
        buf_json(b, f->frame);
        buf_format(b, ",\"columns\":%d,\"lines\":%d,\"used\":%d,\"free\":%d}", f->columns, f->lines,
                   f->used, f->free);
    }
    buf_char(b, ']');
    if (out->copyfit)
        put_json_steps(b, out->copyfit);
    buf_str(b, STR("}\n"));
}

/* ---- the command ---- */

static void see(const struct laid_out *out, void *data)
{
    struct telling *t = data;
    if (!out->pages || out->errors)
        return;
    struct copyfit_measure m = copyfit_read(t->meter, out->issue, out->layout, out->pages->n);
    t->missed = out->copyfit && !out->copyfit->reached;
    if (t->options->format == DIAG_JSON)
        put_json(t, out, &m);
    else
        put_text(t, out, &m);
}

int command_fit(const struct options *o)
{
    int status;
    struct arena *a = arena_new();
    struct telling t = {.options = o, .meter = copyfit_meter_new(a)};
    struct batch b = {.arena = a, .options = o};
    if (batch_prepare(&b, o->operands, o->n_operands, &status)) {
        struct build_request *r = &b.requests[0];
        r->page_observer = copyfit_see;
        r->observer_data = t.meter;
        r->laid_out = see;
        r->laid_out_data = &t;
        struct shelf *shelf = shelf_new();
        status = build_issue(r, shelf, stderr, (enum diag_format)o->format).status;
        shelf_free(shelf);
        buf_print(&t.text, stdout);
        if (status == EXIT_SUCCESS && t.missed)
            status = EXIT_INPUT;
    }
    copyfit_meter_free(t.meter);
    buf_free(&t.text);
    arena_free(a);
    return status;
}
