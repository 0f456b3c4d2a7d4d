#include "issue/text.h"

#include "base/utf8.h"

enum cleaning { CLEAN_CONTROL, CLEAN_MARK, CLEAN_BULLET, CLEAN_COUNT };

static const char *const cleanings[CLEAN_COUNT] = {
    [CLEAN_CONTROL] = "control characters left out",
    [CLEAN_MARK] = "byte order marks inside the text left out",
    [CLEAN_BULLET] = "private-use bullets replaced by standard ones",
};

/* What word processors write for bullets of the fonts Symbol and Wingdings. */
static const struct {
    uint32_t private, standard;
} bullets[] = {
    {0xF06C, 0x25CF}, {0xF06E, 0x25A0}, {0xF075, 0x25C6}, {0xF0A7, 0x25AA},
    {0xF0B7, 0x2022}, {0xF0D8, 0x27A2}, {0xF0FC, 0x2714},
};

struct preparing {
    struct text *text;
    uint32_t line, column, source_column;
    bool indent_only; /* nothing but blanks and U+3000 in the line so far */
    bool wide;        /* U+3000 among them */
    struct {
        size_t n;
        uint32_t first;
        struct place at;
    } cleaned[CLEAN_COUNT];
    uint32_t private_blocks; /* bit n: the text uses U+E000 + 256 n … */
};

static void note_cleaning(struct preparing *p, enum cleaning kind, uint32_t c)
{
    if (p->cleaned[kind].n++)
        return;
    p->cleaned[kind].first = c;
    p->cleaned[kind].at =
        (struct place){p->text->source, p->text->first_line + p->line, p->source_column};
}

static void start_line(struct preparing *p)
{
    vec_push(&p->text->lines, (uint32_t)p->text->bytes.n);
    p->column = p->source_column = 1;
    p->indent_only = true;
    p->wide = false;
}

static void end_line(struct preparing *p)
{
    struct text *t = p->text;
    if (p->indent_only && p->wide)
        t->bytes.n = t->lines.v[t->lines.n - 1];
    buf_char(&t->bytes, '\n');
    p->line++;
    start_line(p);
}

static uint32_t standard_bullet(uint32_t c)
{
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i].private == c)
            return bullets[i].standard;
    return c;
}

static void remove_character(struct preparing *p, enum cleaning kind, uint32_t c)
{
    note_cleaning(p, kind, c);
    vec_push(&p->text->removed, ((struct text_removed){p->line, p->column}));
    p->source_column++;
}

static void keep_character(struct preparing *p, uint32_t c)
{
    if (c == UTF8_BAD)
        c = 0xFFFD;
    if (c >= 0xE000 && c <= 0xF8FF) {
        uint32_t bullet = standard_bullet(c);
        if (bullet != c)
            note_cleaning(p, CLEAN_BULLET, c);
        else
            p->private_blocks |= 1u << ((c - 0xE000) >> 8);
        c = bullet;
    }
    p->wide = p->wide || c == 0x3000;
    p->indent_only = p->indent_only && (c == ' ' || c == '\t' || c == 0x3000);
    utf8_put(&p->text->bytes, c);
    p->column++;
    p->source_column++;
}

static void prepare_character(struct preparing *p, uint32_t c)
{
    if (c == '\n')
        end_line(p);
    else if (c == 0xFEFF)
        remove_character(p, CLEAN_MARK, c);
    else if ((c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0))
        remove_character(p, CLEAN_CONTROL, c);
    else
        keep_character(p, c);
}

static void report_cleaning(const struct preparing *p, struct diags *d)
{
    for (int i = 0; i < CLEAN_COUNT; i++) {
        if (!p->cleaned[i].n)
            continue;
        diag_add(d, DIAG_TEXT_CLEANED, p->cleaned[i].at, "%s: %zu, the first is U+%04X here",
                 cleanings[i], p->cleaned[i].n, p->cleaned[i].first);
        diag_hint(d, "this often comes from pasting; retype the place to be rid of the message");
    }
}

/* Marks for which the parser's flanking rule goes wrong; all are three bytes long, as are the
 * stand-ins from private use, where the parser sees letters. */
static const struct {
    uint32_t first, last;
} marks[] = {{0x2010, 0x2027}, {0x2030, 0x205E}, {0x3001, 0x303F}, {0xFF01, 0xFF65}};

static uint32_t stand_in(const struct text *t, uint32_t c)
{
    uint32_t offset = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (c >= marks[i].first && c <= marks[i].last)
            return t->stand_ins + offset + (c - marks[i].first);
        offset += marks[i].last - marks[i].first + 1;
    }
    return c;
}

static uint32_t stood_for(const struct text *t, uint32_t c)
{
    uint32_t offset = c - t->stand_ins;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t n = marks[i].last - marks[i].first + 1;
        if (offset < n)
            return marks[i].first + offset;
        offset -= n;
    }
    return c;
}

static uint32_t get3(const char *p)
{
    return ((uint32_t)p[0] & 0x0F) << 12 | ((uint32_t)p[1] & 0x3F) << 6 | ((uint32_t)p[2] & 0x3F);
}

static void put3(char *p, uint32_t c)
{
    p[0] = (char)(0xE0 | c >> 12);
    p[1] = (char)(0x80 | (c >> 6 & 0x3F));
    p[2] = (char)(0x80 | (c & 0x3F));
}

static bool is_three_bytes(str s, size_t at)
{
    return at + 3 <= s.n && ((unsigned char)s.p[at] & 0xF0) == 0xE0;
}

/* MD-01: CommonMark takes `**` between a full-width mark and a Han character for no closing one.
 * Seen as letters the marks leave the choice to the order of the runs, as people expect. */
static void replace_marks(struct text *t)
{
    str s = text_view(t);
    char *p = t->bytes.data;
    for (size_t i = 0; t->stand_ins && i < s.n; i++) {
        if (s.p[i] != '*' && s.p[i] != '~')
            continue;
        if (i >= 3 && is_three_bytes(s, i - 3))
            put3(p + i - 3, stand_in(t, get3(p + i - 3)));
        if (is_three_bytes(s, i + 1))
            put3(p + i + 1, stand_in(t, get3(p + i + 1)));
    }
}

enum { LABEL_MAX = 200, CARET_STAND_IN = 1 };

static bool is_label(str s, size_t at)
{
    size_t from = at;
    while (at < s.n && at - from < LABEL_MAX && !strchr(" \t\n[]", s.p[at]))
        at++;
    return at > from && at < s.n && s.p[at] == ']';
}

/* The parser loses the text of `[^…]` that is no footnote mark: it must not see the caret. */
static void replace_carets(struct text *t)
{
    str s = text_view(t);
    for (size_t i = str_find(s, '^', 1); i < s.n; i = str_find(s, '^', i + 1))
        if (s.p[i - 1] == '[' && !is_label(s, i + 1))
            t->bytes.data[i] = CARET_STAND_IN;
}

static uint32_t unused_block(uint32_t used)
{
    for (uint32_t i = 0; i < 25; i++)
        if (!(used >> i & 1))
            return 0xE000 + i * 256;
    return 0;
}

void text_prepare(struct text *t, const struct source *source, str markdown, uint32_t first_line,
                  struct diags *d)
{
    *t = (struct text){.source = source, .first_line = first_line};
    struct preparing p = {.text = t};
    buf_room(&t->bytes, markdown.n + 1);
    start_line(&p);
    for (size_t at = 0; at < markdown.n;) {
        uint32_t c = utf8_next(markdown, &at);
        if (c == '\r' && at < markdown.n && markdown.p[at] == '\n')
            continue;
        prepare_character(&p, c);
    }
    if (t->bytes.n > t->lines.v[t->lines.n - 1])
        end_line(&p);
    t->last.line = UINT32_MAX;
    t->stand_ins = unused_block(p.private_blocks);
    replace_marks(t);
    replace_carets(t);
    report_cleaning(&p, d);
}

void text_free(struct text *t)
{
    buf_free(&t->bytes);
    vec_free(&t->lines);
    vec_free(&t->removed);
}

str text_line(const struct text *t, uint32_t line)
{
    if (line >= t->lines.n)
        return STR("");
    size_t from = t->lines.v[line];
    size_t to = line + 1 < t->lines.n ? t->lines.v[line + 1] - 1 : t->bytes.n;
    return (str){t->bytes.data + from, to - from};
}

/* How many characters were removed in the line up to the column. */
static uint32_t removed_before(const struct text *t, uint32_t line, uint32_t column)
{
    size_t bounds[2];
    for (int i = 0; i < 2; i++) {
        size_t low = 0, high = t->removed.n;
        while (low < high) {
            size_t middle = (low + high) / 2;
            const struct text_removed *r = &t->removed.v[middle];
            bool before = r->line < line || (i && r->line == line && r->column <= column);
            if (before)
                low = middle + 1;
            else
                high = middle;
        }
        bounds[i] = low;
    }
    return (uint32_t)(bounds[1] - bounds[0]);
}

struct place text_place(struct text *t, uint32_t line, size_t at)
{
    size_t start = line < t->lines.n ? t->lines.v[line] : t->bytes.n;
    if (t->last.line != line || t->last.at > at) {
        t->last.line = line;
        t->last.column = 1;
        t->last.at = start;
    }
    for (; t->last.at < at && t->last.at < t->bytes.n; t->last.at++)
        if (((unsigned char)t->bytes.data[t->last.at] & 0xC0) != 0x80)
            t->last.column++;
    uint32_t column = t->last.column + removed_before(t, line, t->last.column);
    return (struct place){t->source, t->first_line + line, column};
}

void text_restore(const struct text *t, char *p, size_t n)
{
    str s = {p, n};
    for (size_t i = 0; i < n; i++) {
        if (p[i] == CARET_STAND_IN)
            p[i] = '^';
        else if (t->stand_ins && ((unsigned char)p[i] & 0xFE) == 0xEE && is_three_bytes(s, i))
            put3(p + i, stood_for(t, get3(p + i)));
    }
}
