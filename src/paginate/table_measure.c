/* What a table's cells are, and what columns they make (TB-04, TB-08). */
#include "base/utf8.h"
#include "paginate/table.h"

/* ---- kinds of cells ---- */

static bool is_one_of(uint32_t c, const char *list)
{
    str s = str_of(list);
    for (size_t i = 0; i < s.n;)
        if (utf8_next(s, &i) == c)
            return true;
    return false;
}

struct number {
    bool is;
    size_t point; /* bytes before the decimal point; without one, before what follows the digits */
};

enum part { PART_SIGN, PART_WHOLE, PART_FRACTION, PART_UNIT };

/* ±12,345.6% */
static struct number parse_number(str s)
{
    struct number n = {.point = s.n};
    enum part part = PART_SIGN;
    for (size_t at = 0, from = 0; at < s.n; from = at) {
        uint32_t c = utf8_next(s, &at);
        if (utf8_is_digit(c) && part <= PART_FRACTION) {
            part = part == PART_SIGN ? PART_WHOLE : part;
            n.is = true;
        } else if (c == '.' && part == PART_WHOLE) {
            part = PART_FRACTION;
            n.point = from;
        } else if (part == PART_SIGN && is_one_of(c, "+-−±＋－<>≤≥≈～¥￥$€")) {
            continue;
        } else if (part == PART_WHOLE && is_one_of(c, ", \xE2\x80\x89\xC2\xA0")) {
            continue;
        } else if (n.is && is_one_of(c, "%％‰℃°")) {
            n.point = part == PART_WHOLE ? from : n.point;
            part = PART_UNIT;
        } else {
            return (struct number){0};
        }
    }
    return n;
}

static bool is_dash(str s)
{
    static const char *const dashes[] = {"-", "–", "—", "——", "…", "……", "/"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_is(s, dashes[i]))
            return true;
    return false;
}

static int count_han(str s)
{
    int n = 0;
    for (size_t at = 0; at < s.n; n++) {
        uint32_t c = utf8_next(s, &at);
        if (c < 0x4E00 || c > 0x9FFF)
            return 0;
    }
    return n;
}

/* The cell's text when it is one text, with or without marks of notes behind it. */
static str plain_text(const struct table_cell *cell)
{
    for (size_t i = 1; i < cell->n; i++)
        if (cell->spans[i].kind != SPAN_NOTE)
            return STR("");
    return cell->n && cell->spans[0].kind == SPAN_TEXT ? str_trim(cell->spans[0].text) : STR("");
}

static struct content measure(const struct table *t, const struct style *style,
                              const struct span *spans, size_t n)
{
    struct paragraph in = {.spans = spans, .n_spans = n, .style = style, .measure = style->size};
    struct diags *quiet = diags_new(); /* the real setting reports */
    struct content c = compose_content(t->b->s->composer, t->b->s->arena, &in, quiet);
    diags_free(quiet);
    return c;
}

static void classify(const struct table *t, size_t row, size_t column)
{
    struct table_cell *cell = table_cell(t, row, column);
    const struct style *style = table_style(t, row, column);
    cell->content = measure(t, style, cell->spans, cell->n);
    str text = plain_text(cell);
    struct number number = parse_number(text);
    cell->kind = !cell->n        ? CELL_EMPTY
                 : number.is     ? CELL_NUMBER
                 : is_dash(text) ? CELL_DASH
                                 : CELL_TEXT;
    cell->han = cell->n == 1 ? count_han(text) : 0;
    if (!number.is || row == 0)
        return;
    struct span front = cell->spans[0];
    front.text = str_slice(text, 0, number.point);
    struct content c = measure(t, style, &front, 1);
    cell->before = content_natural(&c);
}

static void take_cells(struct table *t)
{
    t->cells = arena_many(t->b->s->arena, t->n_rows * t->n_columns, struct table_cell);
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct block *row = &t->block->children[r];
        for (size_t c = 0; c < row->n_children; c++) {
            const struct block *from = &row->children[c];
            struct table_cell *cell = table_cell(t, r, c);
            cell->at = from->at;
            cell->n = from->n_spans;
            cell->spans = builder_notes(t->b, from->spans, &cell->n);
            classify(t, r, c);
        }
    }
}

/* ---- columns ---- */

enum { NAME_LEAST = 2, NAME_MOST = 4 }; /* characters */

/* Numbers stand on their points; of what is no number there are only dashes and nothing. */
static void align_numbers(struct table *t, size_t column)
{
    struct table_column *c = &t->columns[column];
    for (size_t r = 1; r < t->n_rows; r++) {
        const struct table_cell *cell = table_cell(t, r, column);
        if (cell->kind == CELL_TEXT)
            return;
        if (cell->kind != CELL_NUMBER)
            continue;
        length natural = content_natural(&cell->content);
        c->numbers = true;
        c->before = length_max(c->before, cell->before);
        c->after = length_max(c->after, natural - cell->before);
    }
    if (c->numbers)
        c->least = length_max(c->least, c->before + c->after);
    c->natural = length_max(c->natural, c->least);
}

/* TB-08: names of two to four characters are set evenly over the width of the longest. */
static void even_stub(struct table *t)
{
    int least = NAME_MOST, most = 0;
    if (!t->b->s->layout->table.even_stub)
        return;
    for (size_t r = 1; r < t->n_rows; r++) {
        int han = table_cell(t, r, 0)->han;
        if (han < NAME_LEAST || han > NAME_MOST)
            return;
        least = han < least ? han : least;
        most = han > most ? han : most;
    }
    if (most > least)
        t->columns[0].even = (length)most * table_style(t, 1, 0)->size;
    t->columns[0].names = length_max(t->columns[0].names, t->columns[0].even);
}

/* VT-06: where a number of a column must lie along the line, all of them do. */
static void turn_numbers(struct table *t, size_t column)
{
    enum { BESIDE = 3 };
    bool numbers = false, lie = false;
    for (size_t r = 1; r < t->n_rows; r++) {
        const struct table_cell *cell = table_cell(t, r, column);
        if (cell->kind == CELL_TEXT)
            return;
        str text = cell->kind == CELL_NUMBER ? plain_text(cell) : STR("");
        numbers |= text.n > 0;
        lie |= text.n > BESIDE;
        for (size_t i = 0; i < text.n; i++)
            lie |= !utf8_is_digit((unsigned char)text.p[i]);
    }
    t->columns[column].lie = numbers && lie;
    for (size_t r = 1; r < t->n_rows && t->columns[column].lie; r++)
        classify(t, r, column);
}

bool table_is_name(const struct table_cell *cell)
{
    enum { MOST = 3 };
    return cell->han >= NAME_LEAST && cell->han <= MOST;
}

/* A head of few characters stands in one line, another in lines of two and more. */
static void measure_head(struct table *t, size_t column)
{
    enum { FEW = 4, PAIR = 2 };
    struct table_column *c = &t->columns[column];
    const struct table_cell *cell = table_cell(t, 0, column);
    str text = plain_text(cell);
    length natural = content_natural(&cell->content);
    c->pair = length_min(natural, PAIR * table_style(t, 0, column)->size);
    c->head = text.n && utf8_count(text) <= FEW ? natural : c->pair;
}

static void take_column(struct table *t, size_t column)
{
    struct table_column *c = &t->columns[column];
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct table_cell *cell = table_cell(t, r, column);
        c->least = length_max(c->least, content_least(&cell->content));
        c->natural = length_max(c->natural, content_natural(&cell->content));
        if (table_is_name(cell))
            c->names = length_max(c->names, content_natural(&cell->content));
    }
    measure_head(t, column);
    const struct block *head = &t->block->children[0];
    c->align = column < head->n_children ? head->children[column].align : CELL_DEFAULT;
    align_numbers(t, column);
}

struct table table_measure(struct builder *b, const struct block *block, length inset)
{
    const struct table_layout *l = &b->s->layout->table;
    struct table t = {.b = b, .block = block, .inset = inset, .gap = l->cell_gap};
    t.edge = l->full_rules ? t.gap / 2 : 0;
    t.n_rows = block->n_children;
    for (size_t i = 0; i < t.n_rows; i++)
        if (block->children[i].n_children > t.n_columns)
            t.n_columns = block->children[i].n_children;
    if (!t.n_columns)
        return t;
    t.columns = arena_many(b->s->arena, t.n_columns, struct table_column);
    take_cells(&t);
    for (size_t c = 0; c < t.n_columns; c++) {
        if (b->s->lying)
            turn_numbers(&t, c);
        take_column(&t, c);
    }
    even_stub(&t);
    return t;
}

const struct style *table_style(const struct table *t, size_t row, size_t column)
{
    const struct layout *l = t->b->s->layout;
    const struct style *own = l->styles[row == 0 ? LAYOUT_TABLE_HEAD : LAYOUT_TABLE_CELL];
    const struct table_column *c = &t->columns[column];
    static const enum text_align aligns[] = {
        [CELL_LEFT] = ALIGN_START, [CELL_CENTER] = ALIGN_CENTER, [CELL_RIGHT] = ALIGN_END};
    struct style *style = arena_one(t->b->s->arena, struct style);
    *style = *own;
    style->vertical &= !t->sideways;
    style->digits_lie = row > 0 && c->lie;
    if (c->align != CELL_DEFAULT)
        style->align = aligns[c->align];
    else if (c->numbers)
        style->align = ALIGN_CENTER;
    if (row && table_is_even(t, column))
        style->align = ALIGN_EVEN;
    else if (row && c->numbers)
        style->align = ALIGN_START; /* placed by its point */
    return style;
}
