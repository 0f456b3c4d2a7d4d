/* Corrections of earlier issues (更正, NP-23): lines of a block `::: 更正`,
 * `第14期第3版《题目》：误→正`. */
#include "issue/markdown.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

static const char hint[] =
    N_("write 第14期第3版《题目》：误→正, one a line; 2024年第24期 of another "
       "year, the words just as they stand in that issue");

/* ---- one line ---- */

static str skip_blanks(str s)
{
    return str_slice(s, utf8_skip_blanks(s, 0), s.n);
}

/* Without blanks of either kind at its ends. */
static str trim(str s)
{
    s = str_trim(skip_blanks(s));
    while (str_ends(s, STR("　")))
        s = str_trim(str_slice(s, 0, s.n - strlen("　")));
    return s;
}

static bool take(str *s, const char *word)
{
    str rest = skip_blanks(*s);
    if (!str_starts(rest, str_of(word)))
        return false;
    *s = str_slice(rest, strlen(word), rest.n);
    return true;
}

/* `第14期`: a number with `unit` behind it and, or not, 第 before it; 0: it is not there. */
static int64_t take_number(str *s, const char *unit)
{
    str rest = *s;
    int64_t number = 0;
    take(&rest, "第");
    rest = skip_blanks(rest);
    while (rest.n && utf8_is_digit((unsigned char)rest.p[0]) && number < 100000) {
        number = number * 10 + (rest.p[0] - '0');
        rest = str_slice(rest, 1, rest.n);
    }
    if (!number || !take(&rest, unit))
        return 0;
    *s = rest;
    return number;
}

/* 《一个标点有多宽》; within it 〈 〉 stand, but 《 》 are counted too. */
static str take_title(str *s)
{
    str rest = *s;
    if (!take(&rest, "《"))
        return STR("");
    int depth = 1;
    for (size_t at = 0; at < rest.n;) {
        size_t from = at;
        uint32_t c = utf8_next(rest, &at);
        depth += (c == 0x300A) - (c == 0x300B);
        if (depth)
            continue;
        *s = str_slice(rest, at, rest.n);
        return str_slice(rest, 0, from);
    }
    return STR("");
}

/* “甲” as 甲 where both are written so. */
static bool is_quoted(str s)
{
    return str_starts(s, STR("“")) && str_find_part(s, STR("”")) == s.n - strlen("”") &&
           s.n > strlen("“”");
}

static bool divide(str s, struct correction *c)
{
    static const struct {
        const char *text;
        bool word;
    } turns[] = {
#define ARROW(text) {text, false},
#define WORD(text)  {text, true},
#include "issue/corrections.def"
#undef ARROW
#undef WORD
    };
    enum { TURNS = sizeof turns / sizeof *turns };
    size_t at = s.n, turn = 0;
    for (size_t i = 0; i < TURNS && at == s.n; i++) {
        turn = i;
        at = str_find_part(s, str_of(turns[i].text));
    }
    if (at == s.n)
        return false;
    size_t width = strlen(turns[turn].text);
    c->wrong = trim(str_slice(s, 0, at));
    c->right = trim(str_slice(s, at + width, s.n));
    if (str_ends(c->wrong, STR("，")) && turns[turn].word)
        c->wrong = trim(str_slice(c->wrong, 0, c->wrong.n - strlen("，")));
    if (str_ends(c->right, STR("”。")) && is_quoted(c->wrong))
        c->right.n -= strlen("。");
    if (is_quoted(c->wrong) && is_quoted(c->right)) {
        c->wrong = str_slice(c->wrong, strlen("“"), c->wrong.n - strlen("”"));
        c->right = str_slice(c->right, strlen("“"), c->right.n - strlen("”"));
    }
    return c->wrong.n && c->right.n && !str_eq(c->wrong, c->right);
}

static bool parse(str s, struct correction *c)
{
    c->year = take_number(&s, "年");
    c->number = take_number(&s, "期");
    take(&s, "，");
    c->page = take_number(&s, "版");
    if (!c->page)
        c->page = take_number(&s, "页");
    if (!c->number || !c->page)
        return false;
    take(&s, "，");
    c->title = take_title(&s);
    if (c->title.n && !take(&s, "一文中"))
        take(&s, "一文");
    if (!take(&s, "：") && !take(&s, ":"))
        take(&s, "，");
    return divide(trim(s), c);
}

/* ---- the lines of a block ---- */

typedef VEC(struct correction) correction_list;

/* Bytes of a line that fit into a message. */
static size_t shown(str line)
{
    enum { SHOWN_MOST = 90 };
    size_t at = 0;
    while (at < line.n && at < SHOWN_MOST)
        utf8_next(line, &at);
    return at;
}

static void read_line(struct markdown *m, str line, struct place at, correction_list *out)
{
    struct correction c = {.at = at};
    line = trim(line);
    if (!line.n)
        return;
    if (parse(line, &c))
        vec_push(out, c);
    else
        markdown_report(m, DIAG_BAD_CORRECTION, at, hint, "this is no correction (NP-23): `%.*s`",
                        (int)shown(line), line.p);
}

/* The spans' texts, whatever their format: `误`→`正` is as good. */
static void read_paragraph(struct markdown *m, const struct block *b, correction_list *out)
{
    struct buf line = {0};
    struct place at = b->at;
    for (size_t i = 0; i < b->n_spans; i++) {
        const struct span *s = &b->spans[i];
        bool ends = s->kind == SPAN_BREAK || str_ends(s->text, STR("\n"));
        if (!line.n)
            at = s->at;
        buf_str(&line, s->kind == SPAN_BREAK ? STR("") : s->text);
        if (!ends && i + 1 < b->n_spans)
            continue;
        read_line(m, str_dup(m->arena, buf_view(&line)), at, out);
        line.n = 0;
    }
    buf_free(&line);
}

static void read_blocks(struct markdown *m, const struct block *blocks, size_t n,
                        correction_list *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct block *b = &blocks[i];
        if (b->kind == BLOCK_PARAGRAPH)
            read_paragraph(m, b, out);
        else if (b->kind == BLOCK_LIST || b->kind == BLOCK_ITEM)
            read_blocks(m, b->children, b->n_children, out);
        else if (b->kind != BLOCK_SPACE)
            markdown_report(m, DIAG_BAD_CORRECTION, b->at, hint,
                            "nothing but corrections can stand here (NP-23)");
    }
}

void corrections_read(struct markdown *m, struct block *b)
{
    correction_list list = {0};
    read_blocks(m, b->children, b->n_children, &list);
    b->children = NULL;
    b->n_children = 0;
    b->n_corrections = list.n;
    b->corrections = vec_take(m->arena, &list);
}

/* ---- beside other issues ---- */

static void check(const struct issue *issue, const struct correction *c, struct diags *d)
{
    int64_t year = c->year ? c->year : issue->year;
    if (year < issue->year || (year == issue->year && c->number < issue->number))
        return;
    diag_add(d, DIAG_BAD_CORRECTION, c->at, "%lld年第%lld期 is not earlier than this issue (NP-23)",
             (long long)year, (long long)c->number);
    diag_hint(d, "%-s",
              c->year ? N_("correct the number")
                      : N_("correct the number, or write the year "
                           "before it: 2024年第24期"));
}

static void check_blocks(const struct issue *issue, const struct block *blocks, size_t n,
                         struct diags *d)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < blocks[i].n_corrections; k++)
            check(issue, &blocks[i].corrections[k], d);
        check_blocks(issue, blocks[i].children, blocks[i].n_children, d);
    }
}

void issue_check_corrections(const struct issue *issue, struct diags *d)
{
    for (size_t i = 0; issue->year && issue->number && i < issue->n_articles; i++)
        check_blocks(issue, issue->articles[i].blocks, issue->articles[i].n_blocks, d);
}

const struct issue *issue_beside(const struct issue *issue, struct arena *a, int64_t year,
                                 int64_t number)
{
    char *real = realpath(issue->folder, NULL);
    if (!real)
        return NULL;
    const char *above = str_z(a, file_folder(a, str_of(real)));
    free(real);
    size_t n = 0;
    const str *names = file_list(a, above, &n);
    struct issue *found = NULL;
    for (size_t i = 0; names && i < n && !found; i++) {
        const char *folder = file_join(a, str_of(above), names[i]);
        if (str_eq(names[i], issue->name) || !issue_is_folder(folder))
            continue;
        struct diags *unheard = diags_new();
        struct issue *other = issue_open(a, folder, unheard);
        found = other && other->year == year && other->number == number ? other : NULL;
        diags_free(unheard);
    }
    return found;
}
