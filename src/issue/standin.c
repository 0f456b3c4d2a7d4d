/* Stand-ins: characters that the parser gets to see in place of others, so that it takes `**` the
 * way Chinese text needs it (MD-01) and loses nothing. Each is as long as the original in bytes and
 * stands for one character only, so that places stay right and everything that comes out of the
 * parser can be turned back by text_restore().
 *
 * CommonMark lets `**` end strong text only if no letter follows when a mark stands before it:
 * `**注意：**正文` and `**12%**以上` stay as typed. A full-width mark beside a run of `*` or `~` is
 * shown to the parser as a letter (of private use), unless an ASCII mark stands across the run; a
 * Han letter with an ASCII mark across one run, and no letter across another, as a mark. Then runs
 * are taken in pairs, and where there is Chinese text in or beside a pair the marks inside it are
 * shown as letters, ASCII ones as controls, which the text itself has none of. */
#include "issue/text.h"

#include "base/map.h"

/* All are three bytes long. */
static const struct {
    uint32_t first, last;
} marks[] = {{0x2010, 0x2027}, {0x2030, 0x205E}, {0x3001, 0x303F}, {0xFF01, 0xFF65}};

enum { PRIVATE = 0xE000, PRIVATE_BLOCKS = 25, LETTER_MARKS = 0x2E00 };

void stand_ins_avoid(struct stand_ins *s, uint32_t c)
{
    if (c >= PRIVATE && c < PRIVATE + PRIVATE_BLOCKS * 256)
        s->blocks_in_use |= 1u << ((c - PRIVATE) >> 8);
    if (c >= LETTER_MARKS && c < LETTER_MARKS + STAND_IN_LETTERS)
        s->letters_in_use |= (uint64_t)1 << (c - LETTER_MARKS);
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

/* The mark's stand-in, or the character itself when it is no mark. */
static uint32_t mark_to_letter(const struct stand_ins *s, uint32_t c)
{
    uint32_t offset = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (c >= marks[i].first && c <= marks[i].last)
            return s->marks + offset + (c - marks[i].first);
        offset += marks[i].last - marks[i].first + 1;
    }
    return c;
}

static uint32_t letter_to_mark(const struct stand_ins *s, uint32_t c)
{
    uint32_t offset = c - s->marks;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t n = marks[i].last - marks[i].first + 1;
        if (offset < n)
            return marks[i].first + offset;
        offset -= n;
    }
    return c;
}

/* A mark that stands for the letter from now on; the letter itself when none is left. */
static uint32_t hide_letter(struct stand_ins *s, uint32_t c)
{
    for (uint32_t i = 0; i < STAND_IN_LETTERS; i++) {
        if (s->letters_in_use >> i & 1)
            continue;
        if (s->letters[i] && s->letters[i] != c)
            continue;
        s->letters[i] = c;
        return LETTER_MARKS + i;
    }
    return c;
}

/* The letter that a mark stands for, else the character itself. */
static uint32_t shown_letter(const struct stand_ins *s, uint32_t c)
{
    bool hidden = c >= LETTER_MARKS && c < LETTER_MARKS + STAND_IN_LETTERS;
    return hidden && s->letters[c - LETTER_MARKS] ? s->letters[c - LETTER_MARKS] : c;
}

enum kind { KIND_BLANK, KIND_LETTER, KIND_MARK, KIND_ASCII_MARK };

static enum kind kind_of_ascii(char c)
{
    bool alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c <= ' ' || c == 0x7F)
        return KIND_BLANK;
    return alphanumeric ? KIND_LETTER : KIND_ASCII_MARK;
}

static bool is_mark(const struct stand_ins *s, uint32_t c)
{
    return mark_to_letter(s, c) != c || (c >= s->marks && c < s->marks + 256);
}

/* What a character is, even when a stand-in is there already. */
static enum kind kind_of(const struct text *t, str s, size_t at)
{
    if ((unsigned char)s.p[at] < 0x80)
        return kind_of_ascii(s.p[at]);
    if (!is_three_bytes(s, at))
        return KIND_LETTER;
    uint32_t c = get3(s.p + at);
    if (c == 0x3000)
        return KIND_BLANK;
    return is_mark(&t->stand_ins, c) ? KIND_MARK : KIND_LETTER;
}

static enum kind kind_before(const struct text *t, str s, size_t at)
{
    if (at == 0)
        return KIND_BLANK;
    while (--at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        continue;
    return kind_of(t, s, at);
}

static bool is_run(char c)
{
    return c == '*' || c == '~';
}

/* What stands across the run that ends before, or begins at, a position; KIND_BLANK without one. */
static enum kind across_before(const struct text *t, str s, size_t at)
{
    size_t run = at;
    while (run > 0 && is_run(s.p[run - 1]))
        run--;
    return run < at ? kind_before(t, s, run) : KIND_BLANK;
}

static enum kind across_after(const struct text *t, str s, size_t at)
{
    size_t run = at;
    while (run < s.n && is_run(s.p[run]))
        run++;
    return run > at && run < s.n ? kind_of(t, s, run) : KIND_BLANK;
}

/* Decides for the character of three bytes at a position with a run before or behind it. */
static void replace_beside(struct text *t, size_t at)
{
    str s = text_view(t);
    enum kind before = across_before(t, s, at), after = across_after(t, s, at + 3);
    bool ascii = before == KIND_ASCII_MARK || after == KIND_ASCII_MARK;
    bool letter = before == KIND_LETTER || after == KIND_LETTER;
    char *p = t->bytes.data + at;
    uint32_t c = get3(p);
    enum kind kind = kind_of(t, s, at);
    if (kind == KIND_MARK && !ascii)
        put3(p, mark_to_letter(&t->stand_ins, c));
    else if (kind == KIND_LETTER && ascii && !letter && c >= 0x2E80 && (c < PRIVATE || c >= 0xF900))
        put3(p, hide_letter(&t->stand_ins, c));
}

static void replace_beside_runs(struct text *t)
{
    str s = text_view(t);
    for (size_t i = 0; t->stand_ins.marks && i < s.n; i++) {
        if (!is_run(s.p[i]))
            continue;
        if (i >= 3 && is_three_bytes(s, i - 3))
            replace_beside(t, i - 3);
        while (i + 1 < s.n && is_run(s.p[i + 1]))
            i++;
        if (is_three_bytes(s, i + 1))
            replace_beside(t, i + 1);
    }
}

/* ---- pairs ---- */

/* ASCII marks that mean nothing to the parser where they stand inside a pair. */
static const char ascii_marks[] = "\"#$%'()+,-./:;=?@^{}!";
enum { ASCII_MARKS = sizeof ascii_marks - 1, CONTROLS_LOW = 3, CONTROLS_HIGH = 0x0E, LOW = 6 };

/* U+0003 to U+0008 (the dollar's is TEXT_DOLLAR), then U+000E on: neither blanks nor marks to the
 * parser. */
static char ascii_to_control(char c)
{
    const char *found = c ? strchr(ascii_marks, c) : NULL;
    if (!found)
        return c;
    int i = (int)(found - ascii_marks);
    return (char)(i < LOW ? CONTROLS_LOW + i : CONTROLS_HIGH + i - LOW);
}

/* Those that mean something to the parser as well, which only formulas hide; `>` does so at a
 * line's start. */
static const struct {
    char mark, control;
} formula_marks[] = {{'\\', 0x1D}, {'*', 0x1E}, {'_', 0x1F},
                     {'<', 0x7F},  {'>', 0x0B}, {'[', TEXT_BRACKET}};
enum { FORMULA_MARKS = sizeof formula_marks / sizeof *formula_marks };

static char control_to_ascii(char c)
{
    for (size_t i = 0; i < FORMULA_MARKS; i++)
        if (c == formula_marks[i].control)
            return formula_marks[i].mark;
    int i = c >= CONTROLS_HIGH ? c - CONTROLS_HIGH + LOW : c - CONTROLS_LOW;
    bool low = c >= CONTROLS_LOW && c < CONTROLS_LOW + LOW;
    bool high = c >= CONTROLS_HIGH && i < ASCII_MARKS;
    return low || high ? ascii_marks[i] : c;
}

void stand_ins_hide(struct text *t, size_t from, size_t to)
{
    char *p = t->bytes.data;
    for (size_t i = from; i < to; i++) {
        char c = ascii_to_control(p[i]);
        for (size_t k = 0; c == p[i] && k < FORMULA_MARKS; k++)
            if (p[i] == formula_marks[k].mark)
                c = formula_marks[k].control;
        p[i] = c;
    }
}

/* Whether the `)` at a position ends a link or an image. */
static bool ends_link(str s, size_t at)
{
    size_t depth = 1;
    while (depth && at > 0 && s.p[at - 1] != '\n') {
        at--;
        depth += s.p[at] == ')';
        depth -= s.p[at] == '(';
    }
    return !depth && at > 0 && s.p[at - 1] == ']';
}

static void hide_ascii_mark(struct text *t, size_t at)
{
    str s = text_view(t);
    bool escaped = at > 0 && s.p[at - 1] == '\\';
    bool image = s.p[at] == '!' && at + 1 < s.n && s.p[at + 1] == '[';
    if (!escaped && !image && !(s.p[at] == ')' && ends_link(s, at)))
        t->bytes.data[at] = ascii_to_control(s.p[at]);
}

static void hide_mark(struct text *t, size_t at)
{
    char *p = t->bytes.data + at;
    if ((unsigned char)*p < 0x80)
        hide_ascii_mark(t, at);
    else if (is_three_bytes(text_view(t), at))
        put3(p, mark_to_letter(&t->stand_ins, shown_letter(&t->stand_ins, get3(p))));
}

static size_t character_before(str s, size_t at)
{
    while (--at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        continue;
    return at;
}

static bool has_chinese(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return true;
    return false;
}

/* The text between the run that ends at `from` and the one [to, end). */
static void take_pair(struct text *t, size_t from, size_t to, size_t end)
{
    str s = text_view(t);
    size_t before = from;
    while (before > 0 && is_run(s.p[before - 1]))
        before--;
    bool beside = (before > 0 && (unsigned char)s.p[before - 1] >= 0x80) ||
                  (end < s.n && (unsigned char)s.p[end] >= 0x80);
    if (!beside && !has_chinese(str_slice(s, from, to)))
        return;
    hide_mark(t, from);
    hide_mark(t, character_before(s, to));
}

/* Where runs have ended that may begin a pair: `*`, `**`, `~`, `~~`; 0: none. */
struct open_runs {
    size_t end[4];
};

static void take_run(struct text *t, struct open_runs *open, size_t from, size_t to)
{
    str s = text_view(t);
    size_t n = to - from, first = s.p[from] == '~' ? 2 : 0;
    bool may_open = to < s.n && kind_of(t, s, to) != KIND_BLANK;
    bool may_close = kind_before(t, s, from) != KIND_BLANK;
    if (n > 3 || (from > 0 && s.p[from - 1] == '\\'))
        return;
    for (size_t k = 0; k < 2; k++) {
        size_t *slot = &open->end[first + k];
        if (!(n >> k & 1))
            continue;
        if (*slot && may_close) {
            take_pair(t, *slot, from, to);
            *slot = 0;
        } else if (may_open) {
            *slot = to;
        }
    }
}

/* A run of three is one of one and one of two. Pairs end with their paragraph. */
static void take_pairs(struct text *t)
{
    struct open_runs open = {0};
    str s = text_view(t);
    for (size_t i = 0; t->stand_ins.marks && i < s.n; i++) {
        size_t from = i;
        if (s.p[i] == '\n' && i + 1 < s.n && s.p[i + 1] == '\n')
            open = (struct open_runs){0};
        while (is_run(s.p[from]) && i + 1 < s.n && s.p[i + 1] == s.p[from])
            i++;
        if (is_run(s.p[from]))
            take_run(t, &open, from, i + 1);
    }
}

enum { LABEL_MAX = 200 };

/* Nothing in a label may reach beyond its `]`. */
size_t text_label(str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && n < LABEL_MAX && !strchr(" \t\n[]`<\\", s.p[at + n]))
        n++;
    return at + n < s.n && s.p[at + n] == ']' ? n : 0;
}

size_t text_definition(str line)
{
    size_t i = 0;
    while (i < line.n && strchr(" \t>-+*.)0123456789", line.p[i]))
        i++;
    if (i + 2 >= line.n || line.p[i] != '[' || line.p[i + 1] != '^')
        return line.n;
    size_t end = i + 2 + text_label(line, i + 2);
    return end > i + 2 && end + 1 < line.n && line.p[end + 1] == ':' ? i : line.n;
}

/* Labels are the same in capitals. */
static str label_key(struct arena *a, str s, size_t at)
{
    str label = str_slice(s, at, at + text_label(s, at));
    char *key = str_z(a, label);
    for (size_t i = 0; i < label.n; i++)
        if (key[i] >= 'A' && key[i] <= 'Z')
            key[i] |= 0x20;
    return (str){key, label.n};
}

static struct map *defined_labels(const struct text *t, struct arena *a)
{
    struct map *labels = map_new();
    for (uint32_t i = 0; i < t->lines.n; i++) {
        str line = text_line(t, i);
        size_t at = text_definition(line);
        if (at < line.n)
            *map_slot(labels, label_key(a, line, at + 2), NULL) = 1;
    }
    return labels;
}

/* Whether `\^` or an entity such as `&#94;` stands at a position. */
static bool is_quoted_caret(str s, size_t at)
{
    if (at + 1 < s.n && s.p[at] == '\\' && s.p[at + 1] == '^')
        return true;
    if (at >= s.n || s.p[at] != '&')
        return false;
    struct buf decoded = {0};
    entity_decode(s, at, &decoded);
    bool caret = str_starts(buf_view(&decoded), STR("^"));
    buf_free(&decoded);
    return caret;
}

/* The parser takes `[^…]` without a note and even `[\^…]` for marks and then loses parts of them:
 * it must not see the caret or, where that must stay for its backslash, the bracket. */
static void hide_brackets(struct text *t)
{
    struct arena *a = arena_new();
    struct map *labels = defined_labels(t, a);
    str s = text_view(t);
    for (size_t i = str_find(s, '[', 0); i + 1 < s.n; i = str_find(s, '[', i + 1)) {
        struct arena_mark mark = arena_mark(a);
        if (s.p[i + 1] == '^' && !map_get(labels, label_key(a, s, i + 2)))
            t->bytes.data[i + 1] = TEXT_CARET;
        else if (is_quoted_caret(s, i + 1))
            t->bytes.data[i] = TEXT_BRACKET;
        arena_release(a, mark);
    }
    map_free(labels);
    arena_free(a);
}

static int digit(char c, unsigned base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What numeric entities stand for comes out of the parser, too. */
static void avoid_entities(struct text *t)
{
    str s = text_view(t);
    for (size_t i = str_find(s, '&', 0); i + 2 < s.n; i = str_find(s, '&', i + 1)) {
        if (s.p[i + 1] != '#')
            continue;
        unsigned base = (s.p[i + 2] | 0x20) == 'x' ? 16 : 10;
        size_t at = i + (base == 16 ? 3 : 2), end = at + 8;
        uint32_t c = 0;
        for (int d; at < s.n && at < end && (d = digit(s.p[at], base)) >= 0; at++)
            c = c * base + (uint32_t)d;
        stand_ins_avoid(&t->stand_ins, c);
    }
}

void stand_ins_put(struct text *t)
{
    avoid_entities(t);
    for (uint32_t i = 0; i < PRIVATE_BLOCKS && !t->stand_ins.marks; i++)
        if (!(t->stand_ins.blocks_in_use >> i & 1))
            t->stand_ins.marks = PRIVATE + i * 256;
    dollars_hide(t);
    replace_beside_runs(t);
    take_pairs(t);
    hide_brackets(t);
}

void text_restore(const struct text *t, char *p, size_t n)
{
    const struct stand_ins *in = &t->stand_ins;
    str s = {p, n};
    for (size_t i = 0; i < n; i++) {
        if (p[i] == TEXT_CARET)
            p[i] = '^';
        p[i] = control_to_ascii(p[i]);
        if (!is_three_bytes(s, i))
            continue;
        uint32_t c = get3(p + i);
        if (in->marks && c >= in->marks && c < in->marks + 256)
            put3(p + i, letter_to_mark(in, c));
        else
            put3(p + i, shown_letter(in, c));
    }
}
