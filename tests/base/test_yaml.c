/* YAML: the tree with its places, and what is refused. */
#include "check.h"

#include "base/yaml.h"

static void put_node(struct buf *b, const struct yaml *y)
{
    buf_format(b, "%u:%u", y->at.line, y->at.column);
    if (y->kind == YAML_SCALAR) {
        buf_format(b, y->quoted ? "\"%.*s\"" : "<%.*s>", STR_ARG(y->text));
        return;
    }
    buf_char(b, y->kind == YAML_MAP ? '{' : '[');
    for (size_t i = 0; i < y->n; i++) {
        const struct yaml_entry *e = &y->entries[i];
        buf_str(b, i ? STR(" ") : STR(""));
        if (y->kind == YAML_MAP)
            buf_format(b, "%.*s@%u:%u=", STR_ARG(e->key), e->key_at.line, e->key_at.column);
        put_node(b, e->value);
    }
    buf_char(b, y->kind == YAML_MAP ? '}' : ']');
}

struct yaml_case {
    const char *text;
    uint32_t first_line;
    const char *tree, *diags;
};

static void check_yaml(const struct yaml_case *c)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct source *s = check_source(a, c->text);
    const struct yaml *y = yaml_read(a, s, s->text, c->first_line ? c->first_line : 1, d);
    struct buf b = {0};
    if (y)
        put_node(&b, y);
    check_text(buf_view(&b), c->tree);
    check_text(check_printed(a, d, DIAG_TEXT), c->diags);
    buf_free(&b);
    diags_free(d);
    arena_free(a);
}

static void test_trees(void **state)
{
    (void)state;
    static const struct yaml_case cases[] = {
        {"", 0, "1:1{}", ""},
        {"# nothing\n", 7, "7:1{}", ""},
        {"a: 1\n版: 心 字\n", 0, "1:1{a@1:1=1:4<1> 版@2:1=2:4<心 字>}", ""},
        {"a: no\nb: 1.10\nc: ~\nd: 022-1\n", 0,
         "1:1{a@1:1=1:4<no> b@2:1=2:4<1.10> c@3:1=3:4<~> d@4:1=4:4<022-1>}", ""},
        {"a: 'x: y'\nb: \"\"\nc:\n", 2, "2:1{a@2:1=2:4\"x: y\" b@3:1=3:4\"\" c@4:1=4:3<>}", ""},
        {"a:\n  - 一\n  - {b: 二, c: [3]}\n", 0,
         "1:1{a@1:1=2:3[2:5<一> 3:5{b@3:6=3:9<二> c@3:12=3:15[3:16<3>]}]}", ""},
        {"a: |\n  x\n  y\n", 0, "1:1{a@1:1=1:4\"x\ny\n\"}", ""},
        {"a: 1\r\nb: 2\r\n", 0, "1:1{a@1:1=1:4<1> b@2:1=2:4<2>}", ""},
        {"a: #c8102e\n", 0, "1:1{a@1:1=1:3<>}", ""},
        {"text\n", 0, "1:1<text>", ""},
        {"- a\n", 0, "1:1[1:3<a>]", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_yaml(&cases[i]);
}

/* Only the first line of what is printed: place, message and code. */
static void check_refused(const char *text, const char *expected)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct source *s = check_source(a, text);
    assert_null(yaml_read(a, s, s->text, 1, d));
    str printed = check_printed(a, d, DIAG_TEXT);
    check_text(str_slice(printed, 0, str_find(printed, '\n', 0)), expected);
    diags_free(d);
    arena_free(a);
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("a: 1\na: 2\n", "t.yaml:2:1: error: the key `a` stands twice [duplicate-key]");
    check_refused("a: {b: 1, b: 2}\n",
                  "t.yaml:1:11: error: the key `b` stands twice [duplicate-key]");
    check_refused("a: x: y\n",
                  "t.yaml:1:5: error: not valid YAML: mapping values are not allowed in this "
                  "context [yaml-syntax]");
    check_refused("a: &x 1\n", "t.yaml:1:4: error: anchors (&) and aliases (*) are not supported "
                               "[yaml-unsupported]");
    check_refused("a: *x\n", "t.yaml:1:4: error: anchors (&) and aliases (*) are not supported "
                             "[yaml-unsupported]");
    check_refused("[a]: 1\n", "t.yaml:1:1: error: a key must be plain text [yaml-unsupported]");
    check_refused("a: 1\n---\nb: 2\n",
                  "t.yaml:2:1: error: a second YAML document begins here [yaml-unsupported]");
    check_refused("a: \"x\n", "t.yaml:2:1: error: not valid YAML: found unexpected end of stream "
                              "[yaml-syntax]");
}

static void test_deep(void **state)
{
    (void)state;
    char text[200];
    memset(text, '[', 100);
    memset(text + 100, ']', 100);
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source s = {.path = STR("t.yaml"), .text = {text, sizeof text}};
    assert_null(yaml_read(a, &s, s.text, 1, d));
    check_text(check_printed(a, d, DIAG_JSON),
               "{\"code\":\"yaml-unsupported\",\"severity\":\"error\",\"file\":\"t.yaml\","
               "\"line\":1,\"column\":33,\"message\":\"nested too deep\","
               "\"hint\":\"32 levels are the limit\",\"message_zh\":\"nested too deep\","
               "\"hint_zh\":\"32 levels are the limit\"}\n");
    diags_free(d);
    arena_free(a);
}

static void test_get(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct source *s = check_source(a, "a: 1\nb: [x]\n");
    const struct yaml *y = yaml_read(a, s, s->text, 1, d);
    assert_non_null(y);
    assert_true(str_is(yaml_get(y, "a")->text, "1"));
    assert_null(yaml_get(y, "c"));
    assert_null(yaml_get(yaml_get(y, "b"), "x"));
    assert_null(yaml_get(NULL, "a"));
    diags_free(d);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
