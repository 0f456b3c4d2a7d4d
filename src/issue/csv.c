/* Tables in CSV files (RFC 4180): fields in quotes may hold commas, line ends and doubled quotes. A
 * line may end with LF, CRLF or CR; a byte order mark is no text. */
#include "issue/markdown.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { CSV_ROWS_MAX = 10000, LISTED_MAX = 20 };

struct csv {
    struct markdown *m;
    const struct source *source;
    str text;
    size_t at;
    struct place place; /* of the character at `at` */
    size_t columns;     /* of the head */
    size_t reported;
    bool ok;
};

static void report(struct csv *c, struct place at, const char *hint, const char *message)
{
    c->ok = false;
    if (c->reported++ >= LISTED_MAX)
        return;
    diag_add(c->m->diags, DIAG_BAD_CSV, at, "%-s", message);
    diag_hint(c->m->diags, "%-s", hint);
}

static bool at_end(const struct csv *c)
{
    return c->at >= c->text.n;
}

static bool at_line_end(const struct csv *c)
{
    return at_end(c) || c->text.p[c->at] == '\n' || c->text.p[c->at] == '\r';
}

/* Goes on by a character; CRLF counts as one line end. */
static uint32_t next(struct csv *c)
{
    uint32_t u = utf8_next(c->text, &c->at);
    if (u == '\r' && c->at < c->text.n && c->text.p[c->at] == '\n')
        c->at++;
    if (u == '\r' || u == '\n') {
        c->place.line++;
        c->place.column = 1;
        return '\n';
    }
    c->place.column++;
    return u;
}

static void put(struct csv *c, struct buf *b, uint32_t u, struct place at)
{
    if (u < 0x20 && u != '\t')
        report(c, at, N_("take it out"), N_("a control character stands in the table"));
    else
        utf8_put(b, u);
}

/* ---- a field ---- */

struct cell_text {
    VEC(struct span) spans;
    struct buf text;
    struct place at;
};

static void end_span(struct csv *c, struct cell_text *t)
{
    str text = str_trim(buf_view(&t->text));
    if (text.n)
        vec_push(&t->spans, ((struct span){.text = str_dup(c->m->arena, text), .at = t->at}));
    t->text.n = 0;
    t->at = c->place;
}

static void read_quoted(struct csv *c, struct cell_text *t)
{
    struct place opened = c->place;
    next(c);
    t->at = c->place;
    for (;;) {
        struct place at = c->place;
        if (at_end(c)) {
            report(c, opened,
                   N_("close it with a \", and write \"\" for a quotation mark in the field"),
                   N_("the quotation mark that opens here is never closed"));
            return;
        }
        uint32_t u = next(c);
        if (u == '"' && (at_end(c) || c->text.p[c->at] != '"'))
            return;
        if (u == '\n') {
            end_span(c, t);
            vec_push(&t->spans, ((struct span){.kind = SPAN_BREAK, .at = at}));
            continue;
        }
        if (u == '"')
            next(c);
        put(c, &t->text, u, at);
    }
}

static void read_plain(struct csv *c, struct cell_text *t)
{
    while (!at_line_end(c) && c->text.p[c->at] != ',') {
        struct place at = c->place;
        uint32_t u = next(c);
        if (u == '"')
            report(c, at, N_("put the whole field in quotation marks, and double those inside it"),
                   N_("a quotation mark stands inside a field without quotation marks"));
        put(c, &t->text, u, at);
    }
}

/* What follows the quoted part is not part of the field. */
static void skip_rest(struct csv *c)
{
    if (at_line_end(c) || c->text.p[c->at] == ',')
        return;
    report(c, c->place,
           N_("a comma or the line's end follows it; double the quotation marks inside it"),
           N_("text stands behind the closing quotation mark of a field"));
    while (!at_line_end(c) && c->text.p[c->at] != ',')
        next(c);
}

static void drop_last_break(struct cell_text *t)
{
    while (t->spans.n && t->spans.v[t->spans.n - 1].kind == SPAN_BREAK)
        t->spans.n--;
}

static struct block read_field(struct csv *c)
{
    struct block cell = {.kind = BLOCK_CELL, .at = c->place};
    struct cell_text t = {.at = c->place};
    if (!at_end(c) && c->text.p[c->at] == '"') {
        read_quoted(c, &t);
        skip_rest(c);
    } else {
        read_plain(c, &t);
    }
    end_span(c, &t);
    drop_last_break(&t);
    buf_free(&t.text);
    cell.n_spans = t.spans.n;
    cell.spans = vec_take(c->m->arena, &t.spans);
    return cell;
}

/* ---- rows ---- */

static void check_row(struct csv *c, const struct block *row)
{
    if (!c->columns)
        c->columns = row->n_children;
    if (row->n_children == c->columns)
        return;
    c->ok = false;
    if (c->reported++ >= LISTED_MAX)
        return;
    diag_add(c->m->diags, DIAG_BAD_CSV, row->at, "the row has %zu fields, the head has %zu",
             row->n_children, c->columns);
    diag_hint(c->m->diags, row->n_children == 1
                               ? N_("fields are parted by commas (,)")
                               : N_("put a field that holds a comma in quotation "
                                    "marks; an empty field is nothing between commas"));
}

static struct block read_row(struct csv *c)
{
    struct block row = {.kind = BLOCK_ROW, .at = c->place};
    block_vec cells = {0};
    for (;;) {
        struct block cell = read_field(c);
        if (cells.n <= TABLE_COLUMNS_MAX)
            vec_push(&cells, cell);
        if (at_line_end(c))
            break;
        next(c);
    }
    if (!at_end(c))
        next(c);
    row.n_children = cells.n;
    row.children = vec_take(c->m->arena, &cells);
    return row;
}

static bool too_large(struct csv *c, size_t rows)
{
    bool wide = c->columns > TABLE_COLUMNS_MAX;
    if (!wide && rows <= CSV_ROWS_MAX)
        return false;
    diag_add(c->m->diags, DIAG_TABLE_TOO_LARGE, c->place,
             wide ? N_("the table has more than %d columns")
                  : N_("the table has more than %d rows"),
             wide ? TABLE_COLUMNS_MAX : CSV_ROWS_MAX);
    diag_hint(c->m->diags, "divide it, or print the part that readers need");
    c->ok = false;
    return true;
}

/* Empty lines are no rows. */
static void read_rows(struct csv *c, block_vec *rows)
{
    while (!at_end(c)) {
        if (at_line_end(c)) {
            next(c);
            continue;
        }
        struct block row = read_row(c);
        vec_push(rows, row);
        if (rows->n == 1)
            c->columns = row.n_children;
        if (too_large(c, rows->n))
            return;
        check_row(c, &row);
    }
}

bool csv_table(struct markdown *m, const struct block *image, struct block *out)
{
    const struct span *span = &image->spans[0];
    str folder = file_folder(m->arena, m->text.source->path);
    const char *path = file_join(m->arena, folder, span->target);
    const struct source *source = file_read_text(m->arena, path, span->at, m->diags);
    if (!source)
        return false;
    struct csv c = {.m = m, .source = source, .text = source->text, .ok = true};
    c.place = (struct place){source, 1, 1};
    block_vec rows = {0};
    read_rows(&c, &rows);
    if (!rows.n)
        report(&c, c.place, N_("write the head into its first line"), N_("the table is empty"));
    if (c.reported > LISTED_MAX)
        diag_add(m->diags, DIAG_BAD_CSV, (struct place){.source = source},
                 "%zu more errors in this file are not listed", c.reported - LISTED_MAX);
    *out = (struct block){.kind = BLOCK_TABLE, .at = span->at, .title = image->title};
    out->title_at = span->at;
    out->wishes = image->wishes;
    struct span *caption = arena_many(m->arena, 2, struct span);
    caption[0] = (struct span){.text = image->title, .at = span->at};
    caption[1] = (struct span){.kind = SPAN_NOTE, .note = image->title_note, .at = span->at};
    out->spans = caption;
    out->n_spans = image->title.n ? 1 + (image->title_note > 0) : 0;
    out->n_children = rows.n;
    out->children = vec_take(m->arena, &rows);
    return c.ok;
}
