#include "issue/text.h"

#include "base/utf8.h"

enum cleaning {
    CLEAN_CONTROL,
    CLEAN_MARK,
    CLEAN_ZERO_WIDTH,
    CLEAN_NO_BREAK,
    CLEAN_BULLET,
    KEPT_PRIVATE,
    KEPT_COMPATIBLE,
    CLEAN_COUNT
};

/* What is changed (MD-10), and what is kept but not to be trusted (FT-08). */
static const struct {
    enum diag_code code;
    const char *what, *hint;
} cleanings[CLEAN_COUNT] = {
    [CLEAN_CONTROL] =
        {DIAG_TEXT_CLEANED, N_("control characters left out"),
         N_("this often comes from pasting; retype the place to be rid of the message")},
    [CLEAN_MARK] = {DIAG_TEXT_CLEANED, N_("byte order marks inside the text left out"),
                    N_("this often comes from pasting; retype the place to be rid of the message")},
    [CLEAN_ZERO_WIDTH] = {DIAG_TEXT_CLEANED, N_("zero-width spaces left out"),
                          N_("this often comes from pasting; retype the place to be rid of the "
                             "message; where a line may end, write <wbr>")},
    [CLEAN_NO_BREAK] = {DIAG_TEXT_CLEANED, N_("no-break spaces became plain blanks"),
                        N_("this often comes from pasting; retype the place to be rid of the "
                           "message; where no line may end, write &nbsp;")},
    [CLEAN_BULLET] =
        {DIAG_TEXT_CLEANED, N_("private-use bullets replaced by standard ones"),
         N_("this often comes from pasting; retype the place to be rid of the message")},
    [KEPT_PRIVATE] = {DIAG_TEXT_CHARACTERS,
                      N_("private-use characters, which mean something else in every font"),
                      N_("write the character by its Unicode code point")},
    [KEPT_COMPATIBLE] = {DIAG_TEXT_CHARACTERS,
                         N_("compatibility ideographs, which a search does not find"),
                         N_("write the unified ideograph; programs may replace this one by it")},
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

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD);
}

/* Twelve of the block are unified ideographs all the same. */
static bool is_compatible(uint32_t c)
{
    static const uint32_t unified[] = {0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F,
                                       0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29};
    for (size_t i = 0; i < sizeof unified / sizeof *unified; i++)
        if (c == unified[i])
            return false;
    return (c >= 0xF900 && c <= 0xFAD9) || (c >= 0x2F800 && c <= 0x2FA1D);
}

/* What the text gets for a character; whatever is odd about that is remembered. */
static uint32_t standard_form(struct preparing *p, uint32_t c)
{
    uint32_t bullet = standard_bullet(c);
    if (c == UTF8_BAD)
        return 0xFFFD;
    if (c == 0xA0) {
        note_cleaning(p, CLEAN_NO_BREAK, c);
        return ' ';
    }
    if (bullet != c)
        note_cleaning(p, CLEAN_BULLET, c);
    else if (is_private(c))
        note_cleaning(p, KEPT_PRIVATE, c);
    else if (is_compatible(c))
        note_cleaning(p, KEPT_COMPATIBLE, c);
    return bullet;
}

static void keep_character(struct preparing *p, uint32_t c)
{
    if (c >= 0x80)
        c = standard_form(p, c);
    stand_ins_avoid(&p->text->stand_ins, c);
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
    else if (c == 0xA0 && p->indent_only) /* four of them are no code */
        remove_character(p, CLEAN_NO_BREAK, c);
    else if (c == 0x200B)
        remove_character(p, CLEAN_ZERO_WIDTH, c);
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
        diag_add(d, cleanings[i].code, p->cleaned[i].at, "%-s: %zu, the first is U+%04X here",
                 cleanings[i].what, p->cleaned[i].n, p->cleaned[i].first);
        diag_hint(d, "%-s", cleanings[i].hint);
    }
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
    stand_ins_put(t);
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
    if (line > 0 && line + 1 >= t->lines.n) /* nothing stands behind the last '\n' */
        line = (uint32_t)(t->lines.n > 1 ? t->lines.n - 2 : 0);
    str whole = text_line(t, line);
    size_t start = (size_t)(whole.p - t->bytes.data);
    at = at < start + whole.n ? at : start + whole.n;
    if (t->last.line != line || t->last.at > at) {
        t->last.line = line;
        t->last.column = 1;
        t->last.at = start;
    }
    for (; t->last.at < at; t->last.at++)
        if (((unsigned char)t->bytes.data[t->last.at] & 0xC0) != 0x80)
            t->last.column++;
    uint32_t column = t->last.column + removed_before(t, line, t->last.column);
    return (struct place){t->source, t->first_line + line, column};
}

int text_han_digit(uint32_t c)
{
    switch (c) { /* asked of every character of the text */
    case 0x4E00: return 1;
    case 0x4E8C: return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return 0;
    }
}
