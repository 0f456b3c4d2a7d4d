/* Spot colours: their names, and that each is defined once. */
#include "press/checks.h"

/* Names that differ only in case, blanks, hyphens. */
static bool sounds_like(str a, str b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-' || a.p[i] == '_'))
            i++;
        while (k < b.n && (b.p[k] == ' ' || b.p[k] == '-' || b.p[k] == '_'))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        char x = a.p[i], y = b.p[k];
        x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
        if (x != y)
            return false;
    }
}

static bool is_listed(const char *list, str name)
{
    for (str rest = str_of(list); rest.n;) {
        size_t n = str_find(rest, ',', 0);
        if (str_eq(str_trim(str_slice(rest, 0, n)), name))
            return true;
        rest = str_slice(rest, n < rest.n ? n + 1 : n, rest.n);
    }
    return false;
}

static bool is_plate_of_its_own(str name)
{
    return colorant_process(name) < 0 && !str_is(name, "All") && !str_is(name, "None");
}

static void check_spelling(struct check *c, str name, size_t before)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < before; i++) {
        const struct space *s = spaces_spot(spaces, i);
        for (unsigned k = 0; k < s->n; k++)
            if (!str_eq(s->names[k], name) && sounds_like(s->names[k], name))
                findings_add(c->findings, RULE_SPOT_SPELLING, check_page(0),
                             "the spot colour %.*s is also called %.*s", STR_ARG(s->names[k]),
                             STR_ARG(name));
    }
}

static void check_names(struct check *c)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < spaces_spots(spaces); i++) {
        const struct space *s = spaces_spot(spaces, i);
        for (unsigned k = 0; k < s->n; k++) {
            str name = s->names[k];
            if (!is_plate_of_its_own(name))
                continue;
            check_spelling(c, name, i);
            if (c->options->spots && !is_listed(c->options->spots, name))
                findings_add(c->findings, RULE_SPOT_UNLISTED, check_page(0),
                             "the spot colour %.*s is not one of those wanted", STR_ARG(name));
        }
    }
}

static bool is_process(str name)
{
    return colorant_process(name) >= 0 || str_is(name, "None") || str_is(name, "All");
}

static void check_same_spot(struct check *c, const struct space *s, size_t before)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < before; i++) {
        const struct space *o = spaces_spot(spaces, i);
        if (o->kind != SPACE_SEPARATION || !str_eq(o->names[0], s->names[0]))
            continue;
        if (!value_same(c->doc, input_item(c->doc, o->node, 2), input_item(c->doc, s->node, 2)) ||
            !value_same(c->doc, input_item(c->doc, o->node, 3), input_item(c->doc, s->node, 3)))
            findings_add(c->findings, RULE_SPOT_DIFFERS, check_page(0),
                         "the spot colour %.*s is defined in two ways", STR_ARG(s->names[0]));
        return;
    }
}

static void check_mixture(struct check *c, const struct space *s)
{
    const struct node *colorants = input_get(c->doc, input_item(c->doc, s->node, 4), "Colorants");
    for (unsigned i = 0; i < s->n; i++)
        if (!is_process(s->names[i]) &&
            input_get(c->doc, colorants, str_z(c->arena, s->names[i]))->type == NODE_NULL)
            findings_add(c->findings, RULE_SPOT_UNNAMED, check_page(0),
                         "the spot colour %.*s of a mixture is not described",
                         STR_ARG(s->names[i]));
}

static void check_definitions(struct check *c)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < spaces_spots(spaces); i++) {
        const struct space *s = spaces_spot(spaces, i);
        if (s->kind == SPACE_SEPARATION)
            check_same_spot(c, s, i);
        else
            check_mixture(c, s);
    }
}

void check_spots(struct check *c)
{
    check_names(c);
    if (findings_wants(c->findings, RULE_SPOT_DIFFERS))
        check_definitions(c);
}
