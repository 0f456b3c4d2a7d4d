/* Runs the line goldens: every case of the files named on the command line is composed with the
 * model font (Han 1 em, letters and digits half) and compared with the lines that follow it. The
 * form is explained at the head of lines.txt. `--update` rewrites the files. */
#include "base/file.h"
#include "base/utf8.h"
#include "model.h"

#include <stdlib.h>

struct suite {
    struct model model;
    int passed, failed;
};

struct test_case {
    str text;
    length measure, indent;
    enum prohibition_level level;
    enum text_align align;
    bool strong;
};

/* ---- the case's line: `M=11 indent=2 level=basic text` ---- */

static length take_em(str s)
{
    int64_t whole = 0, num = 0, den = 1;
    size_t i = 0;
    for (; i < s.n && s.p[i] != '.'; i++)
        whole = whole * 10 + (s.p[i] - '0');
    for (i++; i < s.n; i++, den *= 10)
        num = num * 10 + (s.p[i] - '0');
    return length_scale(EM, whole * den + num, den);
}

static int take_name(str s, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (str_is(s, names[i]))
            return i;
    fprintf(stderr, "unknown name: %.*s\n", STR_ARG(s));
    exit(2);
}

static bool take_option(struct test_case *t, str word)
{
    static const char *const levels[] = {"none", "basic", "gb", "strict", NULL};
    static const char *const aligns[] = {"justify", "start", "center", "end", "even", NULL};
    size_t eq = str_find(word, '=', 0);
    if (eq == word.n)
        return false;
    str key = str_slice(word, 0, eq), value = str_slice(word, eq + 1, word.n);
    if (str_is(key, "M"))
        t->measure = take_em(value);
    else if (str_is(key, "indent"))
        t->indent = take_em(value);
    else if (str_is(key, "level"))
        t->level = (enum prohibition_level)take_name(value, levels);
    else if (str_is(key, "align"))
        t->align = (enum text_align)take_name(value, aligns);
    else
        return false;
    return true;
}

static struct test_case read_case(str line)
{
    struct test_case t = {.level = PROHIBITION_GB};
    size_t at = 0;
    while (at < line.n) {
        size_t end = str_find(line, ' ', at);
        if (!take_option(&t, str_slice(line, at, end)))
            break;
        at = end + 1;
    }
    t.text = at < line.n ? str_slice(line, at, line.n) : STR("");
    return t;
}

/* ---- what came out ---- */

static void put_em(struct buf *b, length l)
{
    buf_decimal(b, l, EM, 3);
}

static void put_line(struct buf *b, const struct line *line)
{
    buf_str(b, STR("  "));
    for (size_t i = 0; i < line->n_runs; i++)
        buf_str(b, line->runs[i].text);
    buf_str(b, STR("  ("));
    put_em(b, line->natural);
    if (line->stage == STAGE_REDUCED)
        buf_str(b, STR(" reduced"));
    if (line->stage == STAGE_EXPANDED) {
        buf_str(b, STR(" expanded"));
        if (line->max_gap) {
            buf_str(b, STR(", X3 "));
            put_em(b, line->max_gap);
        }
    }
    buf_str(b, STR(" → "));
    put_em(b, line->width);
    buf_str(b, STR(")\n"));
}

/* `*…*` in the text is set strong, `\n` is a soft line end, `|` a forced one. */
static size_t make_spans(struct suite *s, str text, struct span *spans)
{
    struct buf b = {0};
    size_t n = 0;
    unsigned format = 0;
    struct source *source = arena_one(s->model.arena, struct source);
    *source = (struct source){STR("case"), text};
    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : '*';
        if (c == '*' || c == '|') {
            spans[n++] = (struct span){.text = str_dup(s->model.arena, buf_view(&b)),
                                       .format = format,
                                       .at = {source, 1, 1}};
            if (c == '|')
                spans[n++] = (struct span){.kind = SPAN_BREAK};
            else
                format ^= SPAN_STRONG;
            b.n = 0;
        } else if (c == '\\' && i + 1 < text.n && text.p[i + 1] == 'n') {
            buf_char(&b, '\n');
            i++;
        } else {
            buf_char(&b, c);
        }
    }
    buf_free(&b);
    return n;
}

static void run_case(struct suite *s, str line, struct buf *out)
{
    struct test_case t = read_case(line);
    s->model.layout.composition.level = t.level;
    s->model.body.align = t.align;
    struct composer *c = composer_new(&s->model.layout, s->model.fonts, "zh-CN", s->model.diags);
    struct span *spans = arena_many(s->model.arena, t.text.n + 2, struct span);
    struct paragraph in = {.spans = spans,
                           .n_spans = make_spans(s, t.text, spans),
                           .style = &s->model.body,
                           .measure = t.measure,
                           .indent = t.indent};
    struct diags *d = diags_new();
    struct lines lines = compose_paragraph(c, s->model.arena, &in, d);
    for (size_t i = 0; i < lines.n; i++)
        put_line(out, &lines.v[i]);
    if (diags_count(d, SEVERITY_WARNING))
        buf_format(out, "  warnings: %zu\n", diags_count(d, SEVERITY_WARNING));
    diags_free(d);
    composer_free(c);
}

/* ---- files ---- */

static str next_line(str text, size_t *at)
{
    size_t end = str_find(text, '\n', *at);
    str line = str_slice(text, *at, end);
    *at = end + 1;
    return line;
}

static void compare(struct suite *s, str name, str line, str expected, str got)
{
    if (str_eq(expected, got)) {
        s->passed++;
        return;
    }
    s->failed++;
    fprintf(stderr, "%.*s: %.*s\nexpected:\n%.*sgot:\n%.*s\n", STR_ARG(name), STR_ARG(line),
            STR_ARG(expected), STR_ARG(got));
}

static void run_file(struct suite *s, const char *path, bool update)
{
    const struct source *source =
        file_read_text(s->model.arena, path, (struct place){0}, s->model.diags);
    if (!source)
        exit(2);
    struct buf all = {0};
    str name = STR("");
    for (size_t at = 0; at < source->text.n;) {
        str line = next_line(source->text, &at);
        buf_str(&all, line);
        buf_char(&all, '\n');
        if (str_starts(line, STR("#")))
            name = line;
        if (!str_starts(line, STR("M=")))
            continue;
        size_t from = at;
        while (at < source->text.n &&
               str_starts(str_slice(source->text, at, source->text.n), STR("  ")))
            next_line(source->text, &at);
        size_t start = all.n;
        run_case(s, line, &all);
        str got = {all.data + start, all.n - start};
        if (!update)
            compare(s, name, line,
                    str_slice(source->text, from, at < source->text.n ? at : source->text.n), got);
    }
    if (update)
        file_write(path, all.data, all.n, s->model.diags);
    buf_free(&all);
}

int main(int argc, char **argv)
{
    struct suite s = {0};
    bool update = argc > 2 && strcmp(argv[2], "--update") == 0;
    if (argc < 3) {
        fprintf(stderr, "usage: %s FONTS [--update] FILE…\n", argv[0]);
        return 2;
    }
    model_init(&s.model, argv[1]);
    for (int i = update ? 3 : 2; i < argc; i++)
        run_file(&s, argv[i], update);
    model_finish(&s.model);
    printf("%d passed, %d failed\n", s.passed, s.failed);
    return s.failed || (!s.passed && !update) ? 1 : 0;
}
