/* What composition decides against UAX #14, by compose/overrides.def: the list is complete, and no
 * row of it is idle. Both sides decide about the same small
 * texts: Unicode by unicode_line_breaks(), composition by its own passes, at level GB. The path of
 * LineBreak.txt is the first argument. */
#include "base/file.h"
#include "base/utf8.h"
#include "compose/paragraph.h"
#include "model.h"
#include "unicode/linebreak.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define HAN    0x5B57 /* 字: no number, so that no rule about numbers joins in */
#define LETTER 'a'
#define LAST   0x10FFFF

struct override {
    uint32_t first, last;
    const char *uax, *ours, *reason;
};

#define OVERRIDE(first, last, uax, ours, reason) {first, last, uax, #ours, reason},
static const struct override overrides[] = {
#include "compose/overrides.def"
};
#undef OVERRIDE
#define N_OVERRIDES (sizeof overrides / sizeof *overrides)

#define RULE(class, body, left, right, no_start, no_end, stage) #class,
static const char *const class_names[CLASS_COUNT] = {
#include "compose/rules.def"
};
#undef RULE

/* ---- LineBreak.txt ---- */

struct line_class {
    char name[4];
};

static void read_row(struct line_class *classes, str row)
{
    size_t semicolon = str_find(row, ';', 0);
    if (semicolon == row.n)
        return;
    char *end;
    unsigned long first = strtoul(row.p, &end, 16);
    unsigned long last = str_starts(str_of(end), STR("..")) ? strtoul(end + 2, &end, 16) : first;
    str name = str_trim(str_slice(row, semicolon + 1, row.n));
    assert_true(first <= last && last <= LAST && name.n < sizeof classes->name);
    for (unsigned long c = first; c <= last; c++)
        memcpy(classes[c].name, name.p, name.n);
}

/* ---- what the tests share ---- */

struct fixture {
    struct line_class
        *classes; /* of every code point, as the file names it; XX where it does not */
    struct model model;
    struct composer *composer;
    struct diags *missing; /* glyphs: the model font has few of these characters */
};

static int set_up(void **state)
{
    char **argv = *state;
    str all = file_map(argv[1]);
    assert_non_null(all.p);
    struct fixture *f = xcalloc(1, sizeof *f);
    f->classes = xcalloc(LAST + 1, sizeof *f->classes);
    for (size_t c = 0; c <= LAST; c++)
        memcpy(f->classes[c].name, "XX", 2);
    for (size_t at = 0; at < all.n;) {
        size_t end = str_find(all, '\n', at);
        str line = str_slice(all, at, end);
        read_row(f->classes, str_slice(line, 0, str_find(line, '#', 0)));
        at = end + 1;
    }
    file_unmap(all);
    model_init(&f->model, argv[2]);
    f->missing = diags_new();
    f->composer = composer_new(&f->model.layout, f->model.fonts, "zh-CN", f->missing);
    assert_non_null(f->composer);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    composer_free(f->composer);
    diags_free(f->missing);
    model_finish(&f->model);
    free(f->classes);
    free(f);
    return 0;
}

static bool names(const char *list, const char *name)
{
    str s = str_of(list);
    for (size_t at = 0; at < s.n;) {
        size_t end = str_find(s, ' ', at);
        if (str_is(str_slice(s, at, end), name))
            return true;
        at = end + 1;
    }
    return false;
}

/* ---- the two sides ---- */

enum { TEXT_MAX = 16 };

struct text {
    uint32_t v[TEXT_MAX];
    size_t n;
};

/* What composition makes of a text: classes by context, and whether a line may end after each. */
struct composed {
    enum char_class classes[TEXT_MAX];
    bool breaks[TEXT_MAX];
};

static struct composed compose(struct fixture *f, const struct text *text)
{
    struct buf bytes = {0};
    for (size_t i = 0; i < text->n; i++)
        utf8_put(&bytes, text->v[i]);
    struct span span = {.kind = SPAN_TEXT, .text = buf_view(&bytes)};
    struct paragraph in = {.spans = &span, .n_spans = 1, .style = &f->model.body};
    struct paragraph_state p = {
        .composer = f->composer, .arena = f->model.arena, .diags = f->missing, .input = &in};
    struct composed result = {0};
    paragraph_collect(&p);
    assert_int_equal(p.letters.n, text->n);
    paragraph_shape(&p);
    paragraph_space(&p);
    paragraph_western(&p);
    for (size_t i = 0; i < text->n; i++)
        result.classes[i] = p.letters.v[i].class;
    for (size_t i = 0; i < p.units.n; i++)
        result.breaks[p.units.v[i].letter_to - 1] = p.units.v[i].breaks != BREAK_NEVER;
    vec_free(&p.looks);
    vec_free(&p.letters);
    vec_free(&p.glyphs);
    vec_free(&p.units);
    buf_free(&bytes);
    return result;
}

static bool sides_differ(struct fixture *f, struct text text)
{
    struct composed ours = compose(f, &text);
    unsigned char theirs[TEXT_MAX];
    unicode_line_breaks(text.v, text.n, theirs);
    for (size_t i = 0; i < text.n; i++)
        if (ours.breaks[i] != (theirs[i] != LINE_BREAK_NEVER))
            return true;
    return false;
}

static enum char_class class_between_han(struct fixture *f, uint32_t c)
{
    return compose(f, &(struct text){{HAN, c, HAN}, 3}).classes[1];
}

/* Beside Han every class counts. Pairs of a mark, and marks beside letters, count for what has a
 * body of its own; Western text is not what the list is about. */
static bool differs(struct fixture *f, uint32_t c)
{
    if (sides_differ(f, (struct text){{HAN, c, HAN}, 3}))
        return true;
    switch (class_between_han(f, c)) {
    case CLASS_WESTERN:
    case CLASS_WESTERN_OPEN:
    case CLASS_WESTERN_CLOSE:
    case CLASS_PREFIX:
    case CLASS_POSTFIX: return false;
    default:
        return sides_differ(f, (struct text){{HAN, c, c, HAN}, 4}) ||
               sides_differ(f, (struct text){{LETTER, c, HAN}, 3}) ||
               sides_differ(f, (struct text){{HAN, c, LETTER}, 3}) ||
               sides_differ(f, (struct text){{LETTER, c, LETTER}, 3});
    }
}

/* ---- the list ---- */

static const struct override *find_override(const struct fixture *f, uint32_t c)
{
    for (size_t i = 0; i < N_OVERRIDES; i++) {
        const struct override *o = &overrides[i];
        if (o->first <= c && c <= o->last && names(o->uax, f->classes[c].name))
            return o;
    }
    return NULL;
}

/* Blanks and controls are instructions to composition, not letters (LB-14). */
static bool is_letter(uint32_t c)
{
    switch (c) {
    case 0x0020:
    case 0x00A0:
    case 0x00AD:
    case 0x200B:
    case 0x2060: return false;
    default: return c > 0x20 && !(c >= 0xD800 && c <= 0xDFFF);
    }
}

/* Whatever composition decides otherwise is in the list. */
static void test_complete(void **state)
{
    struct fixture *f = *state;
    size_t missing = 0;
    for (uint32_t c = 0; c <= 0xFFFF; c++) {
        if (!is_letter(c) || !differs(f, c) || find_override(f, c))
            continue;
        print_error("U+%04X: %s by Unicode, %s by composition\n", (unsigned)c, f->classes[c].name,
                    class_names[class_between_han(f, c)]);
        missing++;
    }
    assert_int_equal(missing, 0);
}

/* Whatever is in the list is decided otherwise, and the rest of a row's range is not. */
static void test_no_idle_row(void **state)
{
    struct fixture *f = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < N_OVERRIDES; i++)
        for (uint32_t c = overrides[i].first; c <= overrides[i].last; c++) {
            bool listed = names(overrides[i].uax, f->classes[c].name);
            if (listed == differs(f, c))
                continue;
            print_error("U+%04X %s: %s\n", (unsigned)c, f->classes[c].name,
                        listed ? "listed, but Unicode decides alike" : "not listed, but differs");
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

static void check_row(struct fixture *f, const struct override *o)
{
    str list = str_of(o->uax);
    for (size_t at = 0; at < list.n;) {
        size_t end = str_find(list, ' ', at);
        bool found = false;
        for (uint32_t c = o->first; c <= o->last && !found; c++)
            found = str_is(str_slice(list, at, end), f->classes[c].name);
        if (!found)
            fail_msg("U+%04X: %.*s is no class of the row", (unsigned)o->first,
                     STR_ARG(str_slice(list, at, end)));
        at = end + 1;
    }
    for (uint32_t c = o->first; c <= o->last; c++)
        if (names(o->uax, f->classes[c].name))
            assert_string_equal(class_names[class_between_han(f, c)], o->ours);
}

/* The two columns of classes are those of LineBreak.txt and of composition between Han. */
static void test_rows(void **state)
{
    for (size_t i = 0; i < N_OVERRIDES; i++) {
        const struct override *o = &overrides[i];
        assert_true(o->first <= o->last);
        assert_true(i == 0 || o[-1].last < o->first);
        assert_true(*o->uax && *o->reason);
        check_row(*state, o);
    }
}

static void check_breaks(struct fixture *f, const char *expected)
{
    struct text text = {.n = 0};
    bool breaks[TEXT_MAX] = {false};
    str s = str_of(expected);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        assert_true(text.n < TEXT_MAX);
        if (c == '|')
            breaks[text.n - 1] = true;
        else
            text.v[text.n++] = c;
    }
    struct composed actual = compose(f, &text);
    for (size_t i = 0; i + 1 < text.n; i++)
        if (actual.breaks[i] != breaks[i])
            fail_msg("%s: wrong after character %zu", expected, i + 1);
}

/* LB-16, said once more by hand: | where a line may end at level GB. */
static void test_by_hand(void **state)
{
    static const char *const texts[] = {
        "约|翰·|史|密|斯",
        "五～|十",
        "甲／乙",
        "＃5|号",
        "第|§3|条",
        "京—|沪",
        "字|——|字",
        "字|……|字",
        "“字”|“字”",
        "‘字’|字",
        "字|①|②|字",
        "字|㉑|㊱|字",
        "字|■|□|字",
        "字|→|字",
        "字|×|字",
        "3×4",
        "A→B",
        "字|Ⅱ|Ⅲ|字",
        "字|◆|A",
        "卡|ラーっ|と",
        "ちゃっ|と",
        "字|〘字〙|字",
        "字|☝\U0001F3FD|字",
        "字|❨字❩|字",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_breaks(*state, texts[i]);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s LineBreak.txt FONTS\n", argv[0]);
        return 2;
    }
#define WITH_FIXTURE(test) cmocka_unit_test_prestate_setup_teardown(test, set_up, tear_down, argv)
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(test_complete),
        WITH_FIXTURE(test_no_idle_row),
        WITH_FIXTURE(test_rows),
        WITH_FIXTURE(test_by_hand),
    };
    return cmocka_run_group_tests_name("overrides", tests, NULL, NULL);
}
