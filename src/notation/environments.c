/* What stands between \begin and \end: rows of cells. */
#include "notation/parser.h"

static const struct environment {
    const char *name;
    enum formula_table look;
    uint32_t open, close;
    bool array; /* its columns are given */
} environments[] = {
    {"matrix", FORMULA_MATRIX, 0, 0, false},
    {"pmatrix", FORMULA_MATRIX, '(', ')', false},
    {"bmatrix", FORMULA_MATRIX, '[', ']', false},
    {"Bmatrix", FORMULA_MATRIX, '{', '}', false},
    {"vmatrix", FORMULA_MATRIX, '|', '|', false},
    {"Vmatrix", FORMULA_MATRIX, 0x2016, 0x2016, false},
    {"array", FORMULA_MATRIX, 0, 0, true},
    {"cases", FORMULA_CASES, '{', 0, false},
    {"aligned", FORMULA_ALIGNED, 0, 0, false},
    {"align", FORMULA_ALIGNED, 0, 0, false},
    {"align*", FORMULA_ALIGNED, 0, 0, false},
    {"split", FORMULA_ALIGNED, 0, 0, false},
    {"gathered", FORMULA_GATHERED, 0, 0, false},
    {"gather", FORMULA_GATHERED, 0, 0, false},
    {"gather*", FORMULA_GATHERED, 0, 0, false},
    {"equation", FORMULA_GATHERED, 0, 0, false},
    {"equation*", FORMULA_GATHERED, 0, 0, false},
};

enum { COLUMNS_MAX = 30 };

static const struct environment *find(str name)
{
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++)
        if (str_is(name, environments[i].name))
            return &environments[i];
    return NULL;
}

static const char *array_columns(struct parser *p)
{
    size_t at = p->at;
    str columns = parser_text(p);
    for (size_t i = 0; i < columns.n && !p->failed; i++)
        if (!strchr("lcr", columns.p[i]) || columns.n > COLUMNS_MAX)
            parser_fault(p, at, N_("the columns of an array are l, c or r: {lcr}"),
                         "such columns are not known");
    return str_z(p->arena, columns);
}

/* Rows of different lengths, as they were typed. */
struct rows {
    formula_list cells;
    VEC(size_t) ends;
    size_t columns;
};

static void end_row(struct rows *r)
{
    size_t from = r->ends.n ? r->ends.v[r->ends.n - 1] : 0, n = r->cells.n - from;
    r->columns = n > r->columns ? n : r->columns;
    vec_push(&r->ends, r->cells.n);
}

static void read_rows(struct parser *p, struct rows *r)
{
    while (!p->failed) {
        vec_push(&r->cells, parser_row(p, false));
        if (p->at < p->s.n && p->s.p[p->at] == '&') {
            p->at++;
            continue;
        }
        bool more = parser_command(p, "\\", true);
        if (!more && !r->cells.v[r->cells.n - 1].n && r->ends.n &&
            r->ends.v[r->ends.n - 1] + 1 == r->cells.n)
            r->cells.n--; /* nothing behind the last \\ */
        else
            end_row(r);
        if (!more)
            return;
    }
}

static struct formula table_of(struct parser *p, struct rows *r, enum formula_table look)
{
    struct formula t = {
        .kind = FORMULA_TABLE, .look = look, .class = ATOM_ORD, .columns = r->columns};
    t.n = r->columns * r->ends.n;
    struct formula *v = arena_many(p->arena, t.n, struct formula);
    for (size_t row = 0, from = 0; row < r->ends.n; from = r->ends.v[row++])
        for (size_t i = from; i < r->ends.v[row]; i++)
            v[row * r->columns + i - from] = r->cells.v[i];
    t.v = v;
    return t;
}

static void check_end(struct parser *p, size_t at, str name)
{
    size_t end = p->at;
    if (!parser_command(p, "end", true)) {
        parser_fault(p, at, N_("close it with \\end and the same name"),
                     "\\begin{%.*s} is not closed", STR_ARG(name));
        return;
    }
    str closed = str_trim(parser_text(p));
    if (!p->failed && !str_eq(closed, name))
        parser_fault(p, end, N_("close it with \\end and the same name"),
                     "\\begin{%.*s} ends with \\end{%.*s}", STR_ARG(name), STR_ARG(closed));
}

static struct formula read_table(struct parser *p, size_t at, const struct environment *e, str name)
{
    struct rows rows = {0};
    bool cells = p->cells;
    const char *aligns = e->array ? array_columns(p) : NULL;
    p->cells = true;
    if (++p->depth > NOTATION_DEPTH_MAX)
        parser_fault(p, at, N_("divide it into several formulas"),
                     "more than %d groups of a formula stand in each other", NOTATION_DEPTH_MAX);
    read_rows(p, &rows);
    p->depth--;
    p->cells = cells;
    check_end(p, at, name);
    if (!p->failed && aligns && rows.columns > strlen(aligns))
        parser_fault(p, at, N_("the columns of an array are l, c or r: {lcr}"),
                     "a row has more cells than the array has columns");
    if (!p->failed && rows.columns > COLUMNS_MAX)
        parser_fault(p, at, N_("divide it into several formulas"),
                     "a row of the formula has more than %d cells", COLUMNS_MAX);
    struct formula t = {0};
    if (!p->failed)
        t = table_of(p, &rows, e->look);
    t.aligns = aligns;
    vec_free(&rows.cells);
    vec_free(&rows.ends);
    return t;
}

struct formula environment_read(struct parser *p, size_t at)
{
    str name = str_trim(parser_text(p));
    const struct environment *e = find(name);
    if (p->failed)
        return (struct formula){0};
    if (!e) {
        parser_fault(p, at,
                     N_("known: matrix, pmatrix, bmatrix, Bmatrix, vmatrix, Vmatrix, array, "
                        "cases, aligned, split, gathered"),
                     "\\begin{%.*s} is not known in formulas", STR_ARG(name));
        return (struct formula){0};
    }
    struct formula t = read_table(p, at, e, name);
    if (!e->open && !e->close)
        return t;
    return (struct formula){.kind = FORMULA_FENCED,
                            .class = ATOM_INNER,
                            .code = e->open,
                            .close = e->close,
                            .v = parser_keep(p, t),
                            .n = 1};
}
