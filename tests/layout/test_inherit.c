/* Layouts that extend others, and variables. */
#include "reading.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PT(n) ((n)*LENGTH_PT)

static const char base[] =
    "name: base\n"
    "variables: {accent: red, head-size: 20pt, leaf: $accent}\n"
    "page: {width: 200pt, height: 300pt, bleed: 10pt}\n"
    "grid: {size: 10pt, pitch: 16pt, characters: 12, lines: 15, top: 20pt}\n"
    "colors: {black: grey(100), red: \"cmyk(0, 100, 90, 8)\", blue: \"cmyk(90, 50, 0, 0)\"}\n"
    "fonts: {song: {han: Song}, hei: {han: Hei, western: Latin}}\n"
    "styles:\n"
    "  body: {font: song, size: 10pt, color: black}\n"
    "  head: {extends: body, size: $head-size, color: $accent, indent: 1em, rule-above: "
    "{thickness: "
    "1pt, color: $leaf}}\n"
    "article: {head: [{text: \"{article.title}\", style: head}], gap: 3}\n"
    "masters:\n"
    "  inside:\n"
    "    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"
    "    - {kind: rule, name: line, left: 0, right: 0, top: -8pt, thickness: 1pt, color: red}\n"
    "    - {kind: box, left: 0, right: 0, bottom: 0, height: 2pt, fill: red}\n"
    "pages: {inside: inside}\n";

/* A folder of layouts; all in it goes with shelf_end(). */
struct shelf {
    char folder[32];
    struct reading reading;
};

static void put(const struct shelf *s, const char *name, const char *text)
{
    struct arena *a = arena_new();
    const char *folder = str_format(a, "%s/%s", s->folder, name).p;
    assert_int_equal(mkdir(folder, 0777), 0);
    struct diags *d = diags_new();
    assert_true(file_write(str_format(a, "%s/layout.yaml", folder).p, text, strlen(text), d));
    diags_free(d);
    arena_free(a);
}

static struct shelf shelf_with(const char *own)
{
    struct shelf s = {.folder = "/tmp/layouts-XXXXXX"};
    assert_non_null(mkdtemp(s.folder));
    put(&s, "base", base);
    put(&s, "own", own);
    return s;
}

static void shelf_read(struct shelf *s, const char *name)
{
    struct reading *r = &s->reading;
    r->arena = arena_new();
    r->diags = diags_new();
    const char *folder = str_format(r->arena, "%s/%s", s->folder, name).p;
    r->layout = layout_read(r->arena, folder, (struct place){0}, r->diags);
    r->messages = messages_of(r->diags);
}

static void shelf_end(struct shelf *s)
{
    if (s->reading.arena)
        reading_end(&s->reading);
    struct arena *a = arena_new();
    size_t n = 0;
    str *names = file_list(a, s->folder, &n);
    for (size_t i = 0; i < n; i++) {
        const char *folder = file_join(a, str_of(s->folder), names[i]);
        unlink(file_join(a, str_of(folder), STR("layout.yaml")));
        rmdir(folder);
    }
    rmdir(s->folder);
    arena_free(a);
}

static struct shelf shelf_of(const char *own)
{
    struct shelf s = shelf_with(own);
    shelf_read(&s, "own");
    return s;
}

static void test_changes_what_differs(void **state)
{
    (void)state;
    struct shelf s = shelf_of("name: own\n"
                              "extends: base\n"
                              "grid: {lines: 12}\n"
                              "styles: {head: {size: 14pt}, body: {indent: 2em}}\n"
                              "colors: {blue: grey(30)}\n");
    reading_clean(&s.reading);
    const struct layout *l = s.reading.layout;
    assert_string_equal(l->name.p, "own");
    assert_int_equal(l->grid.lines, 12);
    assert_int_equal(l->grid.characters, 12);
    const struct style *head = style_of(&s.reading, "head");
    assert_int_equal(head->size, PT(14));
    assert_int_equal(head->indent, PT(14)); /* 1em of the base, of the size here */
    assert_int_equal(head->color.m, 10000);
    assert_int_equal(style_of(&s.reading, "body")->indent, PT(20));
    assert_int_equal(l->article.gap, 3);
    assert_int_equal(l->n_sources, 2);
    shelf_end(&s);
}

static void test_variables(void **state)
{
    (void)state;
    struct shelf s = shelf_of("name: own\nextends: base\nvariables: {accent: blue}\n");
    reading_clean(&s.reading);
    const struct style *head = style_of(&s.reading, "head");
    assert_int_equal(head->size, PT(20));
    assert_int_equal(head->color.c, 9000);
    assert_int_equal(head->rule_above.color.c, 9000); /* through a variable that names another */
    shelf_end(&s);
}

static void test_frames_by_name(void **state)
{
    (void)state;
    struct shelf s =
        shelf_of("name: own\n"
                 "extends: base\n"
                 "masters:\n"
                 "  inside:\n"
                 "    line: {top: -12pt, color: blue}\n"
                 "    box: unset\n"
                 "    mark: {kind: box, left: 0, width: 4pt, top: 0, height: 4pt, fill: black}\n");
    reading_clean(&s.reading);
    const struct master *m = s.reading.layout->inside;
    assert_int_equal(m->n_frames, 3);
    assert_int_equal(m->frames[0].kind, FRAME_FLOW);
    assert_string_equal(m->frames[1].name.p, "line");
    assert_int_equal(m->frames[1].thickness, PT(1));
    assert_int_equal(m->frames[1].color.c, 9000);
    assert_int_equal(m->frames[1].rect.y, PT(8)); /* 20pt from the top, 12pt up */
    assert_string_equal(m->frames[2].name.p, "mark");
    shelf_end(&s);
}

static void test_unset(void **state)
{
    (void)state;
    struct shelf s =
        shelf_of("name: own\nextends: base\nstyles: {head: {rule-above: unset, indent: unset}}\n");
    reading_clean(&s.reading);
    assert_int_equal(style_of(&s.reading, "head")->rule_above.thickness, 0);
    assert_int_equal(style_of(&s.reading, "head")->indent, 0);
    shelf_end(&s);
}

static void test_places(void **state)
{
    (void)state;
    struct shelf s = shelf_of("name: own\nextends: base\nvariables: {accent: pink}\n");
    assert_said(&s.reading, "own/layout.yaml:3:21: error: there is no colour `pink`");
    assert_null(strstr(s.reading.messages, "base/layout.yaml"));
    shelf_end(&s);
}

static const struct {
    const char *own, *said;
} wrong[] = {
    {"name: own\nextends: bse\n", "own/layout.yaml:2:10: error: "},
    {"name: own\nextends: ../base\n", "takes the name of a layout beside this one"},
    {"name: own\nextends: [base]\n", "takes the name of a layout beside this one"},
    {"name: own\nextends: own\n", "the layout extends itself"},
    {"name: own\nextends: base\nnotes: unset\n", "`notes` is unset, but there is none to take"},
    {"name: own\nextends: base\nmasters: {inside: {lien: {top: 0}}}\n", "did you mean `line`?"},
    {"name: own\nextends: base\nmasters: {inside: {x: {top: 0}}}\n", "needs its `kind`"},
    {"name: own\nextends: base\nstyles: {body: {color: $acent}}\n", "did you mean `$accent`?"},
    {"name: own\nextends: base\nvariables: {accent: $leaf}\n", "name each other in a circle"},
    {"name: own\nextends: base\nfonds: {}\n", "unknown key `fonds`"},
};

static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct shelf s = shelf_of(wrong[i].own);
        assert_said(&s.reading, wrong[i].said);
        shelf_end(&s);
    }
}

/* own extends next, which extends own. */
static void test_circle(void **state)
{
    (void)state;
    struct shelf s = shelf_with("name: own\nextends: next\n");
    put(&s, "next", "name: next\nextends: own\n");
    shelf_read(&s, "own");
    assert_said(&s.reading, "next/layout.yaml:2:10: error: the layout extends itself");
    shelf_end(&s);
}

/* A text that only looks like a variable stays. */
static void test_dollar(void **state)
{
    (void)state;
    struct shelf s = shelf_of("name: own\nextends: base\ndivider: $\n");
    reading_clean(&s.reading);
    assert_string_equal(s.reading.layout->divider.parts[0].literal.p, "$");
    shelf_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_what_differs),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_frames_by_name),
        cmocka_unit_test(test_unset),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_circle),
        cmocka_unit_test(test_dollar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
