/* Runs the goldens of blocks: every case of the files named on the command line is read, set with
 * the model font (Han 1 em, letters and digits half) and compared with the pieces, or the pages,
 * that follow it. The notation is explained in tests/README.md. `--update` rewrites the files. */
#include "base/buf.h"
#include "base/file.h"
#include "compose/composer.h"
#include "layout/reader.h"
#include "paginate/articles.h"

#include <stdlib.h>
#include <unistd.h>

/* A case: options, what is read, and the files beside it. */
struct test_case {
    str options;
    str text;
    bool pages;
};

struct suite {
    struct fonts *fonts;
    str template; /* of the layout */
    int passed, failed;
};

struct run { /* of one case */
    struct arena *arena;
    struct diags *diags;
    const struct layout *layout;
    struct composer *composer;
    struct issue *issue;
    struct buf *out;
};

/* ---- the layout ---- */

/* What the options say of a name; else `otherwise`. */
static str option(str options, str name, str otherwise)
{
    for (size_t at = 0; at < options.n;) {
        size_t end = str_find(options, ' ', at), eq = str_find(options, '=', at);
        if (eq < end && str_eq(str_slice(options, at, eq), name))
            return str_slice(options, eq + 1, end);
        at = end + 1;
    }
    return otherwise;
}

static str fill_layout(struct arena *a, str template, str options)
{
    struct buf b = {0};
    for (size_t at = 0; at < template.n;) {
        size_t from = str_find(template, '$', at);
        buf_str(&b, str_slice(template, at, from));
        if (from == template.n)
            break;
        size_t colon = str_find(template, ':', from), end = str_find(template, '}', from);
        buf_str(&b, option(options, str_slice(template, from + 2, colon),
                           str_slice(template, colon + 1, end)));
        at = end + 1;
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

static void read_layout(struct run *r, const struct suite *s, str options)
{
    struct source *source = arena_one(r->arena, struct source);
    *source = (struct source){STR("layout.yaml"), fill_layout(r->arena, s->template, options)};
    r->layout = layout_read_source(r->arena, ".", source, r->diags);
    if (r->layout)
        r->composer = composer_new(r->layout, s->fonts, "zh-CN", r->diags);
    if (r->composer)
        return;
    diags_print(r->diags, stderr, DIAG_TEXT);
    exit(2);
}

static void read_issue(struct run *r, str text)
{
    struct source *source = arena_one(r->arena, struct source);
    bool head = str_starts(text, STR("---\n"));
    source->path = STR("case.md");
    source->text = head ? text : str_format(r->arena, "---\ntitle: 题\n---\n%.*s", STR_ARG(text));
    struct article *article = arena_one(r->arena, struct article);
    article_read(r->arena, source, article, r->diags);
    r->issue = arena_one(r->arena, struct issue);
    *r->issue = (struct issue){.folder = "pieces", .articles = article, .n_articles = 1};
}

/* ---- what came out ---- */

static void put_em(struct buf *b, length l)
{
    buf_decimal(b, l, 10 * LENGTH_PT, 2);
}

/* In grid lines. */
static void put_y(const struct run *r, length y)
{
    buf_decimal(r->out, y, r->layout->grid.pitch, 2);
}

static void put_shape(const struct run *r, const char *name, const struct item *i)
{
    buf_format(r->out, " %s ", name);
    put_em(r->out, i->rect.x);
    buf_char(r->out, ',');
    put_y(r, i->rect.y);
    buf_char(r->out, ' ');
    put_em(r->out, i->rect.w);
    buf_str(r->out, STR("×"));
    put_em(r->out, i->rect.h);
}

static length baseline_of(const struct run *r)
{
    return baseline_in(r->composer, r->layout->styles[LAYOUT_BODY], r->layout->grid.pitch);
}

/* Whether a run's characters were moved apart or together. */
static bool is_moved(const struct glyph_run *run)
{
    length natural = 0;
    for (size_t i = 0; i < run->n; i++)
        natural += face_scale(run->face,
                              hb_font_get_glyph_h_advance(run->face->hb_font, run->glyphs[i].id),
                              run->size);
    return natural - run->width > LENGTH_PT / 100 || run->width - natural > LENGTH_PT / 100;
}

/* `x:text`; where it ends, too, when it is not set solid. */
static void put_run(const struct run *r, const struct glyph_run *run, length *y, length *end)
{
    bool goes_on = *y == run->y && *end == run->x;
    if (*y != run->y) {
        bool first = *y == INT32_MIN && run->y == baseline_of(r);
        buf_str(r->out, first ? STR(" ") : STR("\n  "));
        if (!first)
            put_y(r, run->y - baseline_of(r));
        buf_str(r->out, first ? STR("|") : STR(" |"));
    }
    if (!goes_on) {
        buf_char(r->out, ' ');
        put_em(r->out, run->x + (run->n ? run->glyphs[0].x : 0));
        buf_char(r->out, ':');
    }
    buf_str(r->out, run->text);
    if (is_moved(run)) {
        buf_str(r->out, STR("→"));
        put_em(r->out, run->x + run->width);
    }
    *y = run->y;
    *end = run->x + run->width;
}

/* What lies on its left side (TB-06): where it begins, and how far up it goes. */
static void put_upwards(const struct run *r, const struct glyph_run *run)
{
    buf_str(r->out, STR("\n  ↑ "));
    put_em(r->out, run->x);
    buf_char(r->out, ',');
    put_y(r, run->y);
    buf_char(r->out, ':');
    buf_str(r->out, run->text);
}

/* What stands in a vertical line (VT): where it begins; `~` before what lies along it. */
static void put_downwards(const struct run *r, const struct glyph_run *run)
{
    buf_str(r->out, STR("\n  ↓ "));
    put_em(r->out, run->x);
    buf_char(r->out, ',');
    put_y(r, run->y);
    buf_str(r->out, run->direction == RUN_TURNED ? STR(":~") : STR(":"));
    buf_str(r->out, run->text);
}

static void put_items(const struct run *r, const struct item *items, size_t n)
{
    length y = INT32_MIN, end = 0;
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == ITEM_FILL)
            put_shape(r, "fill", &items[i]);
        else if (items[i].kind == ITEM_STROKE)
            put_shape(r, "stroke", &items[i]);
        else if (items[i].kind == ITEM_IMAGE)
            put_shape(r, "image", &items[i]);
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == ITEM_GLYPHS && items[i].run->matrix)
            put_upwards(r, items[i].run);
        else if (items[i].kind == ITEM_GLYPHS && items[i].run->direction != RUN_HORIZONTAL)
            put_downwards(r, items[i].run);
        else if (items[i].kind == ITEM_GLYPHS)
            put_run(r, items[i].run, &y, &end);
    buf_char(r->out, '\n');
}

static void put_piece(const struct run *r, const struct piece *p)
{
    static const char *const flaws[FLAW_COUNT] = {"",        " hyphen", " lead-in",
                                                  " orphan", " widow",  " table"};
    buf_format(r->out, "%d%s%s%s", p->lines, p->blank ? " blank" : "", p->kept ? " kept" : "",
               flaws[p->flaw]);
    if (p->box)
        buf_format(r->out, " box%s",
                   p->box_edge == BOX_START ? " begins"
                   : p->box_edge == BOX_END ? " ends"
                                            : "");
    if (p->repeat)
        buf_format(r->out, " repeats %d", p->repeat->lines);
    put_items(r, p->items, p->n_items);
}

static void put_segment(const struct run *r, const struct segment *s)
{
    for (size_t i = 0; i < s->n_head; i++) {
        buf_str(r->out, STR("head "));
        put_piece(r, &s->head[i]);
    }
    for (size_t i = 0; i < s->n_body; i++)
        put_piece(r, &s->body[i]);
    for (size_t i = 0; i < s->n_figures; i++) {
        const struct figure *f = &s->figures[i];
        buf_format(r->out, "figure %d lines %d columns after %zu", f->lines, f->columns, f->anchor);
        put_items(r, f->items, f->n_items);
    }
}

static void put_codes(const struct run *r)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    diags_print(r->diags, f, DIAG_TEXT);
    fclose(f);
    str all = {text, size};
    for (size_t at = 0; at < all.n; at = str_find(all, '\n', at) + 1) {
        str line = str_slice(all, at, str_find(all, '\n', at));
        if (line.n && line.p[line.n - 1] == ']' && line.p[0] != ' ')
            buf_format(r->out, "! %.*s\n", STR_ARG(line));
    }
    free(text);
}

static void dump_pieces(struct run *r, const struct setter *s)
{
    struct articles *all = articles_new(s, 1);
    struct article_setting *setting = articles_get(all, 0);
    const struct grid *g = &r->layout->grid;
    setting->column = (length)g->characters * g->size;
    setting->gap = g->gap;
    setting->full = (length)g->columns * (setting->column + g->gap) - g->gap;
    articles_set(all, false, false);
    for (size_t i = 0; i < setting->n; i++)
        put_segment(r, &setting->segments[i]);
    articles_end(all);
}

static void dump_pages(struct run *r)
{
    struct paginate_options options = {.threads = 1};
    const struct pages *pages =
        paginate(r->arena, r->issue, r->layout, r->composer, &options, r->diags);
    for (size_t i = 0; pages && i < pages->n; i++) {
        buf_format(r->out, "page %zu", i + 1);
        put_items(r, pages->pages[i].items, pages->pages[i].n_items);
    }
}

static void run_case(struct suite *s, const struct test_case *t, struct buf *out)
{
    struct run r = {.arena = arena_new(), .diags = diags_new(), .out = out};
    read_layout(&r, s, t->options);
    read_issue(&r, t->text);
    struct setter setter = {r.arena, r.issue, r.layout, r.composer, r.diags, NULL, false};
    if (t->pages)
        dump_pages(&r);
    else
        dump_pieces(&r, &setter);
    put_codes(&r);
    composer_free(r.composer);
    diags_free(r.diags);
    arena_free(r.arena);
}

/* ---- files of cases ---- */

static str next_line(str text, size_t *at)
{
    size_t end = str_find(text, '\n', *at);
    str line = str_slice(text, *at, end);
    *at = end + 1;
    return line;
}

/* The lines from `*at` up to one that begins with `stop`. */
static str lines_until(str text, size_t *at, str stop)
{
    size_t from = *at, to = *at;
    while (*at < text.n && !str_starts(str_slice(text, *at, text.n), stop)) {
        next_line(text, at);
        to = *at < text.n ? *at : text.n;
    }
    return str_slice(text, from, to);
}

static void compare(struct suite *s, const struct test_case *t, str expected, str got)
{
    if (str_eq(str_trim(expected), str_trim(got))) {
        s->passed++;
        return;
    }
    s->failed++;
    fprintf(stderr, "=== %.*s\n%.*sexpected:\n%.*sgot:\n%.*s\n", STR_ARG(t->options),
            STR_ARG(t->text), STR_ARG(expected), STR_ARG(got));
}

/* `=== options`, the text, `==>`, what comes out, an empty line. */
static void run_text(struct suite *s, str text, bool update, struct buf *all)
{
    for (size_t at = 0; at < text.n;) {
        str line = next_line(text, &at);
        buf_format(all, "%.*s\n", STR_ARG(line));
        if (!str_starts(line, STR("===")))
            continue;
        struct test_case t = {.options = str_trim(str_slice(line, 3, line.n))};
        t.pages = str_starts(t.options, STR("pages"));
        t.text = lines_until(text, &at, STR("==>"));
        next_line(text, &at);
        str expected = lines_until(text, &at, STR("\n"));
        buf_format(all, "%.*s==>\n", STR_ARG(t.text));
        size_t start = all->n;
        run_case(s, &t, all);
        if (!update)
            compare(s, &t, expected, (str){all->data + start, all->n - start});
    }
}

static str read_file(struct arena *a, const char *path)
{
    struct diags *d = diags_new();
    const struct source *source = file_read_text(a, path, (struct place){0}, d);
    diags_print(d, stderr, DIAG_TEXT);
    diags_free(d);
    if (!source)
        exit(2);
    return source->text;
}

static void run_file(struct suite *s, struct arena *a, const char *path, bool update)
{
    struct buf all = {0};
    struct diags *d = diags_new();
    run_text(s, read_file(a, path), update, &all);
    if (update)
        file_write(path, all.data, all.n, d);
    diags_free(d);
    buf_free(&all);
}

int main(int argc, char **argv)
{
    bool update = argc > 3 && strcmp(argv[3], "--update") == 0;
    if (argc < 4 || chdir(argv[2]) != 0) {
        fprintf(stderr, "usage: %s FONTS FOLDER [--update] FILE…\n", argv[0]);
        return 2;
    }
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct suite s = {.fonts = fonts_open(argv[1], d)};
    diags_print(d, stderr, DIAG_TEXT);
    if (!s.fonts)
        return 2;
    s.template = read_file(a, "pieces/layout.yaml");
    for (int i = update ? 4 : 3; i < argc; i++)
        run_file(&s, a, argv[i], update);
    fonts_free(s.fonts);
    diags_free(d);
    arena_free(a);
    printf("%d passed, %d failed\n", s.passed, s.failed);
    return s.failed || (!s.passed && !update) ? 1 : 0;
}
