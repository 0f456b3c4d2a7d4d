#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/commands.h"
#include "cli/paths.h"
#include "compose/compose.h"
#include "layout/layout.h"
#include "unicode/gb18030.h"

#include <errno.h>
#include <stdlib.h>

enum column { ROLE, FACE, WEIGHT, STATE, LEVELS, PACKAGE, FILE_NAME, COLUMNS };

struct row {
    str cell[COLUMNS];
};

/* What the command works on. */
struct survey {
    struct arena *arena;
    struct fonts *fonts;
    struct diags *diags;
    VEC(struct row) rows;
};

static bool has(const void *face, uint32_t c)
{
    return face_has(face, c);
}

/* FT-08: how much of the levels of GB 18030 a face has, in per cent, rounded down: 100/100/98. */
static str levels_of(struct survey *s, const struct face *face)
{
    size_t percent[GB18030_LEVELS];
    for (int i = 0; i < GB18030_LEVELS; i++)
        percent[i] = 100 * gb18030_count(i + 1, has, face) / gb18030_count(i + 1, NULL, NULL);
    bool none = !percent[0] && !percent[1] && !percent[2];
    return none ? STR("–")
                : str_format(s->arena, "%zu/%zu/%zu", percent[0], percent[1], percent[2]);
}

static str state_of(struct survey *s, const struct face *face, const struct font_facts *facts,
                    size_t differing)
{
    if (face)
        return str_of(_("found"));
    if (!facts->known)
        return str_of(_("unknown"));
    if (!facts->found)
        return str_of(_("missing"));
    return diags_count_of(s->diags, DIAG_FONT_DIFFERS) > differing ? str_of(_("hash differs"))
                                                                   : str_of(_("unusable"));
}

static void add_face(struct survey *s, str role, str name, struct place used_at)
{
    const struct font_facts facts = fonts_facts(s->fonts, name);
    size_t differing = diags_count_of(s->diags, DIAG_FONT_DIFFERS);
    /* whatever hinders its use is reported where it is asked for */
    const struct face *face = fonts_face(s->fonts, name, used_at, s->diags);
    struct row *row = vec_add(&s->rows);
    row->cell[ROLE] = role;
    row->cell[FACE] = facts.known ? facts.family : name;
    row->cell[WEIGHT] = facts.weight;
    row->cell[STATE] = state_of(s, face, &facts, differing);
    row->cell[LEVELS] = face ? levels_of(s, face) : STR("–");
    row->cell[PACKAGE] = facts.package;
    row->cell[FILE_NAME] = facts.found ? str_of(facts.path) : facts.file;
}

static void add_role(struct survey *s, const struct font_role *r)
{
    add_face(s, r->name, r->han, r->han_at);
    if (!str_eq(r->han, r->western))
        add_face(s, str_format(s->arena, _("%.*s, western"), STR_ARG(r->name)), r->western,
                 r->western_at);
    for (size_t i = 0; i < r->n_fallback; i++)
        add_face(s, str_format(s->arena, _("%.*s, else"), STR_ARG(r->name)), r->fallback[i],
                 r->fallback_at[i]);
}

/* What is no font: `path` is where the file is, NULL when it is missing or another. */
static void add_file(struct survey *s, const char *role, const struct font_facts *facts,
                     const char *path)
{
    struct row *row = vec_add(&s->rows);
    row->cell[ROLE] = str_of(role);
    row->cell[FACE] = facts->family;
    row->cell[STATE] = path           ? str_of(_("found"))
                       : facts->found ? str_of(_("hash differs"))
                                      : str_of(_("missing"));
    row->cell[LEVELS] = STR("–");
    row->cell[PACKAGE] = facts->package;
    row->cell[FILE_NAME] = facts->found ? str_of(facts->path) : facts->file;
}

/* The patterns that a layout's words are divided by; none are asked for where words stay whole. */
static void add_hyphenation(struct survey *s, const struct layout *layout)
{
    if (layout->composition.hyphenate == HYPHENATE_OFF)
        return;
    for (size_t i = 0; i < fonts_hyphenations(s->fonts); i++) {
        str language = fonts_hyphenation_language(s->fonts, i);
        const struct font_facts facts = fonts_hyphenation_facts(s->fonts, language);
        add_file(s, _("hyphenation"), &facts, fonts_hyphenation(s->fonts, language, s->diags));
    }
}

/* The profile that only a PDF for the press asks for: a missing one is no fault here. */
static void add_condition(struct survey *s, const struct layout *layout)
{
    const struct font_facts facts = fonts_condition_facts(s->fonts, layout->output);
    struct diags *unheard = diags_new();
    struct condition c = {.path = NULL};
    if (facts.known && facts.file.n) {
        fonts_condition(s->fonts, layout->output, layout->output_at, &c, unheard);
        add_file(s, _("output"), &facts, c.path);
    }
    diags_free(unheard);
}

static void put_rows(struct buf *b, const struct row *rows, size_t n)
{
    int widths[COLUMNS] = {0};
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < COLUMNS; c++)
            if (utf8_width(rows[i].cell[c]) > widths[c])
                widths[c] = utf8_width(rows[i].cell[c]);
    for (size_t i = 0; i < n; i++) {
        for (int c = 0; c < COLUMNS - 1; c++) {
            buf_str(b, rows[i].cell[c]);
            buf_format(b, "%*s", widths[c] - utf8_width(rows[i].cell[c]) + 2, "");
        }
        buf_str(b, rows[i].cell[FILE_NAME]);
        buf_char(b, '\n');
    }
}

static void list_layout(struct survey *s, const char *folder)
{
    const struct row head = {{str_of(_("ROLE")), str_of(_("FACE")), str_of(_("WEIGHT")),
                              str_of(_("STATE")), STR("GB 18030"), str_of(_("PACKAGE")),
                              str_of(_("FILE"))}};
    const struct layout *layout = layout_read(s->arena, folder, (struct place){0}, s->diags);
    if (!layout)
        return;
    vec_push(&s->rows, head);
    for (size_t i = 0; i < layout->n_fonts; i++)
        add_role(s, &layout->fonts[i]);
    add_hyphenation(s, layout);
    add_condition(s, layout);
    struct buf b = {0};
    buf_format(&b, _("layout %s\n"), folder);
    put_rows(&b, s->rows.v, s->rows.n);
    buf_print(&b, stdout);
    buf_free(&b);
    vec_free(&s->rows);
}

/* Every folder with a layout.yaml. */
static void list_all(struct survey *s, const char *folder)
{
    size_t n = 0, listed = 0;
    const str *names = file_list(s->arena, folder, &n);
    if (!names) {
        diag_add(s->diags, DIAG_FILE_MISSING, (struct place){0}, "%s: %-s", folder,
                 message_errno(errno));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const char *inner = file_join(s->arena, str_of(folder), names[i]);
        if (!file_exists(file_join(s->arena, str_of(inner), STR("layout.yaml"))))
            continue;
        if (listed++)
            putchar('\n');
        list_layout(s, inner);
    }
    if (!listed)
        diag_add(s->diags, DIAG_FILE_MISSING, (struct place){0}, "%s: no layout in it", folder);
}

int command_fonts(const struct options *o)
{
    struct survey s = {.arena = arena_new(), .diags = diags_new()};
    const char *layouts = paths_layouts(s.arena, o, "");
    s.fonts = fonts_open(paths_fonts(s.arena, o, ""), s.diags);
    if (s.fonts && o->n_operands)
        list_layout(&s, file_join(s.arena, str_of(layouts), str_of(o->operands[0])));
    else if (s.fonts)
        list_all(&s, layouts);
    fflush(stdout);
    diags_print(s.diags, stderr, DIAG_TEXT);
    int status = diags_status(s.diags);
    fonts_free(s.fonts);
    diags_free(s.diags);
    arena_free(s.arena);
    return status;
}
