#include "layout/reader.h"

#include "base/utf8.h"

enum { SHOWN_MAX = 60, LISTED_MAX = 16 };

str layout_shown(struct fields_reader *r, str text)
{
    if (text.n <= SHOWN_MAX)
        return text;
    size_t at = 0;
    while (at < SHOWN_MAX)
        utf8_next(text, &at);
    return str_format(r->arena, "%.*s…", STR_ARG(str_slice(text, 0, at)));
}

bool names_read(struct fields_reader *r, const struct yaml *map, const char *what,
                struct names *out)
{
    *out = (struct names){.what = what};
    if (map->kind != YAML_MAP || map->n == 0) {
        diag_add(r->diags, DIAG_BAD_VALUE, map->at, "here every %-s must stand with its name",
                 what);
        diag_hint(r->diags, "write `name: …`, one a line");
        return false;
    }
    out->n = map->n;
    out->v = arena_many(r->arena, map->n, str);
    out->z = arena_many(r->arena, map->n, const char *);
    for (size_t i = 0; i < map->n; i++) {
        out->v[i] = map->entries[i].key;
        out->z[i] = str_z(r->arena, map->entries[i].key);
    }
    return true;
}

int names_index(const struct names *names, str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->v[i], name))
            return (int)i;
    return -1;
}

static void hint_names(struct fields_reader *r, const struct names *names)
{
    str all = STR("");
    for (size_t i = 0; i < names->n && i < LISTED_MAX; i++) {
        str name = layout_shown(r, names->v[i]);
        all = str_format(r->arena, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(name));
    }
    diag_hint(r->diags, "known: %.*s%s", STR_ARG(all), names->n > LISTED_MAX ? " …" : "");
}

int names_find(struct fields_reader *r, const struct names *names, const struct yaml *value,
               const struct field *field)
{
    if (!fields_want_scalar(r, value, field))
        return -1;
    int i = names_index(names, value->text);
    if (i >= 0 || names->n == 0)
        return i; /* that there are no names at all was said */
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_UNKNOWN_NAME, value->at, "there is no %-s `%.*s`", names->what,
             STR_ARG(shown));
    const char *near = str_nearest(value->text, names->z, names->n);
    if (near)
        diag_hint(r->diags, "did you mean `%s`?", near);
    else
        hint_names(r, names);
    return -1;
}
