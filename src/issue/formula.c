/* Formulas in lines of their own: a paragraph `$$ … $$`, a block of code ```math (FG-06). */
#include "issue/markdown.h"

bool formula_begins(str content)
{
    return str_starts(content, STR("$$"));
}

/* From a byte of the formula to its place. */
struct formula_leaf {
    struct leaf *leaf;
    size_t from;
};

static struct place place_of(void *data, size_t at)
{
    const struct formula_leaf *f = data;
    return leaf_place(f->leaf, f->from + at);
}

bool formula_parse(struct markdown *m, struct leaf *leaf, size_t at, str text, struct notation *out)
{
    struct formula_leaf from = {leaf, at};
    struct formula_source source = {.text = text, .place = place_of, .data = &from};
    return notation_read(m->arena, &source, out, m->diags);
}

/* What stands between the dollars; false, and reported, when they do not surround all of it. */
static bool between_dollars(struct markdown *m, struct leaf *leaf, str text, str *inside)
{
    str rest = str_slice(text, 2, text.n);
    size_t end = str_find_part(rest, STR("$$"));
    if (end == rest.n) {
        markdown_report(m, DIAG_BAD_FORMULA, leaf_place(leaf, 0),
                        N_("close it with $$; a formula holds no empty line. For dollars that are "
                           "text write \\$\\$"),
                        "the formula that begins here is never closed");
        return false;
    }
    if (str_trim(str_slice(rest, end + 2, rest.n)).n) {
        markdown_report(m, DIAG_BAD_FORMULA, leaf_place(leaf, 2 + end + 2),
                        N_("leave an empty line behind its $$; a full stop goes before them"),
                        "a formula between $$ and $$ is a paragraph of its own");
        return false;
    }
    *inside = str_slice(rest, 0, end);
    return true;
}

/* As it was typed, in one line: what a reader hears. */
static str as_typed(struct arena *a, str text)
{
    char *copy = str_z(a, str_trim(text));
    size_t n = 0;
    bool blank = false;
    for (const char *p = copy; *p; p++) {
        bool now = *p == '\n' || *p == ' ' || *p == '\t';
        if (!now || !blank)
            copy[n++] = now ? ' ' : *p;
        blank = now;
    }
    return (str){copy, n};
}

bool formula_read(struct markdown *m, struct leaf *leaf, bool fenced, struct block *out)
{
    str text = markdown_text(m, str_z(m->arena, leaf->content)), inside = text;
    if (!fenced && !between_dollars(m, leaf, text, &inside))
        return false;
    struct notation *formula = arena_one(m->arena, struct notation);
    if (!formula_parse(m, leaf, fenced ? 0 : 2, inside, formula))
        return false;
    out->kind = BLOCK_FORMULA;
    out->formula = formula;
    out->title = as_typed(m->arena, inside);
    return true;
}
