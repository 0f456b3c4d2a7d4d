/* Every layout that is shipped reads without a word. The argument is the folder of layouts. */
#include "reading.h"

#include "base/file.h"

#include <stdlib.h>

static const char *folder_of_layouts;

#define expect(l, condition)                                                                       \
    if (!(condition))                                                                              \
    fail_msg("%.*s: not so: %s", STR_ARG((l)->name), #condition)

static bool is_between(length l, length least, length most)
{
    return l >= least && l <= most;
}

static bool is_font(const struct layout *l, enum layout_style s, const char *name,
                    const char *other)
{
    str font = l->styles[s]->font->name;
    return str_is(font, name) || str_is(font, other);
}

/* FN-05: 六号 and larger, leading 1.3 to 1.5, hung or 2 em in. FN-06: a thin rule at the left, a
 * quarter to a third of the measure, half a line under the text: half an em under its em box. */
static void check_notes(const struct layout *l)
{
    const struct style *note = l->styles[LAYOUT_NOTE];
    expect(l, note->size >= LENGTH_PT * 15 / 2);
    expect(l, is_between(note->leading, note->size * 13 / 10, note->size * 3 / 2));
    expect(l, note->indent == 2 * note->size ||
                  (note->indent == -note->size * 3 / 2 && note->left == -note->indent));
    length measure = (length)l->grid.characters * l->grid.size;
    expect(l, is_between(l->note_rule.width, measure / 4, measure / 3));
    expect(l, is_between(l->note_rule.thickness, LENGTH_PT * 28 / 100, LENGTH_PT * 57 / 100));
    expect(l, l->note_space >= l->grid.size / 2);
}

/* TB-01: the caption is smaller than the text, in a Hei. TB-02: three rules, 反线 and 正线. TB-04:
 * cells begin at the left, smaller than the text. TB-07: notes in Kai, hung by two em. */
static void check_tables(const struct layout *l)
{
    const struct style *body = l->styles[LAYOUT_BODY], *cell = l->styles[LAYOUT_TABLE_CELL],
                       *note = l->styles[LAYOUT_TABLE_NOTE];
    expect(l, l->styles[LAYOUT_TABLE_CAPTION]->size < body->size);
    expect(l, is_font(l, LAYOUT_TABLE_CAPTION, "hei-bold", "hei"));
    expect(l, !l->table.full_rules);
    expect(l, is_between(l->table.rule_thick, LENGTH_PT * 99 / 100, LENGTH_PT * 114 / 100));
    expect(l, is_between(l->table.rule_thin, LENGTH_PT * 28 / 100, LENGTH_PT * 43 / 100));
    expect(l, cell->size < body->size && cell->indent == 0 && cell->align == ALIGN_START);
    expect(l, is_font(l, LAYOUT_TABLE_NOTE, "kai", "fang") && note->size * 4 >= cell->size * 3 &&
                  note->size < body->size);
    expect(l, note->left == 2 * note->size && note->indent == -note->left);
}

/* PG-05: quotes are in Kai or Fangsong, 2 em in, or 1 em where columns are narrow. */
static void check_quotes(const struct layout *l)
{
    const struct style *quote = l->styles[LAYOUT_QUOTE];
    expect(l, is_font(l, LAYOUT_QUOTE, "kai", "fang"));
    expect(l, quote->left == (l->grid.characters < 18 ? 1 : 2) * quote->size);
}

static void test_layouts(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n = 0, read = 0;
    str *names = file_list(a, folder_of_layouts, &n);
    assert_non_null(names);
    for (size_t i = 0; i < n; i++) {
        const char *folder = file_join(a, str_of(folder_of_layouts), names[i]);
        if (!file_is_folder(folder))
            continue;
        struct diags *d = diags_new();
        const struct layout *l = layout_read(a, folder, (struct place){0}, d);
        char *said = messages_of(d);
        if (!l || said[0])
            fail_msg("%s", said);
        if (!str_eq(l->name, names[i]))
            fail_msg("%s: the name is %.*s", folder, STR_ARG(l->name));
        free(said);
        check_notes(l);
        check_tables(l);
        check_quotes(l);
        diags_free(d);
        read++;
    }
    assert_true(read > 0);
    arena_free(a);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    folder_of_layouts = argv[1];
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layouts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
