/* Families by the names that pictures call them. */
#include "compose/composer.h"

static const struct font_role *layout_role(const struct composer *c, str name, bool bold)
{
    const struct layout *l = c->layout;
    str heavy = str_format(c->arena, "%.*s-bold", STR_ARG(name));
    for (size_t i = 0; bold && i < l->n_fonts; i++)
        if (str_eq(l->fonts[i].name, heavy))
            return &l->fonts[i];
    for (size_t i = 0; i < l->n_fonts; i++)
        if (str_eq(l->fonts[i].name, name))
            return &l->fonts[i];
    return NULL;
}

static const struct font_role *usual_role(const struct composer *c, str name, bool bold)
{
#define FAMILY(family, role) {family, role},
    static const struct {
        const char *name, *role;
    } families[] = {
#include "compose/families.def"
    };
#undef FAMILY
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (str_is(name, families[i].name))
            return layout_role(c, str_of(families[i].role), bold);
    return NULL;
}

/* The face's name in the catalogue; none: not listed. */
static str catalogue_name(const struct composer *c, str name, bool bold)
{
    struct font_facts facts = fonts_facts(c->fonts, name);
    if (!facts.known)
        return (str){0};
    str heavy = str_format(c->arena, "%.*s Bold", STR_ARG(facts.family));
    if (bold && fonts_facts(c->fonts, heavy).known)
        return heavy;
    bool regular = !facts.weight.n || str_is(facts.weight, "Regular");
    return regular
               ? str_dup(c->arena, facts.family)
               : str_format(c->arena, "%.*s %.*s", STR_ARG(facts.family), STR_ARG(facts.weight));
}

/* A face of the catalogue as a font: that of the layout which has it, else with what it lacks taken
 * from the usual one. */
static const struct font_role *face_role(struct composer *c, str name,
                                         const struct font_role *usual, struct diags *d)
{
    const struct layout *l = c->layout;
    for (size_t i = 0; i < l->n_fonts; i++)
        if (str_eq(l->fonts[i].han, name) || str_eq(l->fonts[i].western, name))
            return &l->fonts[i];
    for (const struct own_role *o = c->own; o; o = o->next)
        if (o->usual == usual && str_eq(o->role.name, name))
            return &o->role;
    const struct face *face = fonts_face(c->fonts, name, usual->han_at, d);
    if (!face)
        return NULL;
    struct own_role *own = arena_one(c->arena, struct own_role);
    bool han = face_has(face, 0x4E00);
    own->usual = usual;
    own->role = *usual;
    own->role.name = name;
    own->role.western = name;
    own->faces = *composer_role(c, usual);
    own->faces.western = face;
    own->faces.han = han ? face : own->faces.han;
    own->role.han = han ? name : usual->han;
    own->next = c->own;
    c->own = own;
    return &own->role;
}

const struct face *composer_math(struct composer *c, const struct font_role *role, struct diags *d)
{
    return fonts_face(c->fonts, role->math, role->math_at, d);
}

const struct font_role *composer_family(struct composer *c, str name, bool bold,
                                        const struct font_role *usual, struct diags *d)
{
    const struct font_role *role = layout_role(c, name, bold);
    role = role ? role : usual_role(c, name, bold);
    str face = role ? (str){0} : catalogue_name(c, name, bold);
    return face.n ? face_role(c, face, usual, d) : role;
}
