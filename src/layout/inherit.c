#include "layout/inherit.h"

#include "base/file.h"
#include "base/vec.h"

enum { LINEAGE_MAX = 8, VARIABLE_DEPTH_MAX = 8 };

struct inheriting {
    struct arena *arena;
    struct diags *diags;
    struct layout_lineage *lineage;
    str names[LINEAGE_MAX]; /* of the folders, as the sources of the lineage */
    bool ok;
};

static bool is_scalar(const struct yaml *value, const char *text)
{
    return value->kind == YAML_SCALAR && !value->quoted && str_is(value->text, text);
}

static bool is_unset(const struct yaml *value)
{
    return is_scalar(value, "unset");
}

static void report_nothing_inherited(struct inheriting *in, const struct yaml_entry *e)
{
    diag_add(in->diags, DIAG_BAD_VALUE, e->value->at,
             "`%.*s` is unset, but there is none to take away", STR_ARG(e->key));
    diag_hint(in->diags, "`unset` takes away what the layout under `extends` has in this place");
    in->ok = false;
}

/* ---- maps over maps ---- */

static struct yaml *overlay(struct inheriting *in, const struct yaml *base, const struct yaml *own);

static const struct yaml_entry *entry_of(const struct yaml *map, str key)
{
    for (size_t i = 0; i < map->n; i++)
        if (str_eq(map->entries[i].key, key))
            return &map->entries[i];
    return NULL;
}

static struct yaml *new_node(struct inheriting *in, const struct yaml *like, size_t room)
{
    struct yaml *node = arena_one(in->arena, struct yaml);
    *node = *like;
    node->entries = arena_many(in->arena, room, struct yaml_entry);
    node->n = 0;
    return node;
}

/* What is typed keeps its own place; what is inherited keeps its own too. */
static struct yaml *overlay_map(struct inheriting *in, const struct yaml *base,
                                const struct yaml *own)
{
    struct yaml *out = new_node(in, own, base->n + own->n);
    for (size_t i = 0; i < base->n; i++) {
        const struct yaml_entry *under = &base->entries[i], *over = entry_of(own, under->key);
        if (over && is_unset(over->value))
            continue;
        struct yaml_entry *e = &out->entries[out->n++];
        *e = over ? *over : *under;
        if (over)
            e->value = overlay(in, under->value, over->value);
    }
    for (size_t i = 0; i < own->n; i++) {
        const struct yaml_entry *over = &own->entries[i];
        if (entry_of(base, over->key))
            continue;
        if (is_unset(over->value))
            report_nothing_inherited(in, over);
        else
            out->entries[out->n++] = *over;
    }
    return out;
}

static struct yaml *overlay(struct inheriting *in, const struct yaml *base, const struct yaml *own)
{
    if (base->kind == YAML_MAP && own->kind == YAML_MAP)
        return overlay_map(in, base, own);
    return (struct yaml *)own;
}

/* ---- masters: frames by name ---- */

static str frame_name(const struct yaml *frame)
{
    const struct yaml *name = frame->kind == YAML_MAP ? yaml_get(frame, "name") : NULL;
    if (!name && frame->kind == YAML_MAP)
        name = yaml_get(frame, "kind"); /* as the reader of frames has it */
    return name && name->kind == YAML_SCALAR ? name->text : STR("");
}

static void report_frame(struct inheriting *in, const struct yaml *base,
                         const struct yaml_entry *own)
{
    diag_add(in->diags, DIAG_UNKNOWN_NAME, own->key_at, "there is no frame `%.*s` to change",
             STR_ARG(own->key));
    const char **names = arena_many(in->arena, base->n, const char *);
    for (size_t i = 0; i < base->n; i++)
        names[i] = str_z(in->arena, frame_name(base->entries[i].value));
    const char *near = str_nearest(own->key, names, base->n);
    if (near)
        diag_hint(in->diags, "did you mean `%s`?", near);
    else
        diag_hint(in->diags, "a new frame needs its `kind`");
    in->ok = false;
}

/* A frame that is written under its name. */
static struct yaml *named_frame(struct inheriting *in, const struct yaml_entry *own)
{
    if (own->value->kind != YAML_MAP || yaml_get(own->value, "name"))
        return own->value;
    struct yaml *name = arena_one(in->arena, struct yaml);
    *name = (struct yaml){.kind = YAML_SCALAR, .at = own->key_at, .text = own->key, .quoted = true};
    struct yaml *out = new_node(in, own->value, own->value->n + 1);
    out->entries[out->n++] = (struct yaml_entry){STR("name"), own->key_at, name};
    for (size_t i = 0; i < own->value->n; i++)
        out->entries[out->n++] = own->value->entries[i];
    return out;
}

static bool has_kind(const struct yaml *frame)
{
    return frame->kind == YAML_MAP && yaml_get(frame, "kind");
}

/* The inherited frames in their order, each with what `own` changes in it, then new ones. */
static struct yaml *overlay_frames(struct inheriting *in, const struct yaml *base,
                                   const struct yaml *own)
{
    bool *taken = arena_many(in->arena, own->n, bool);
    struct yaml *out = new_node(in, base, base->n + own->n);
    out->at = own->at;
    out->kind = YAML_LIST;
    for (size_t i = 0; i < base->n; i++) {
        struct yaml *frame = base->entries[i].value;
        const struct yaml_entry *over = entry_of(own, frame_name(frame));
        if (over)
            taken[over - own->entries] = true;
        if (over && is_unset(over->value))
            continue;
        out->entries[out->n++].value = over ? overlay(in, frame, over->value) : frame;
    }
    for (size_t i = 0; i < own->n; i++) {
        const struct yaml_entry *over = &own->entries[i];
        if (taken[i])
            continue;
        if (has_kind(over->value))
            out->entries[out->n++].value = named_frame(in, over);
        else
            report_frame(in, base, over);
    }
    return out;
}

/* Whether a master is written as frames by name; a single frame without its dash is not. */
static bool is_by_name(const struct yaml *master)
{
    for (size_t i = 0; i < master->n; i++)
        if (master->entries[i].value->kind != YAML_MAP && !is_unset(master->entries[i].value))
            return false;
    return master->kind == YAML_MAP;
}

static const struct yaml no_map = {.kind = YAML_MAP}, no_list = {.kind = YAML_LIST};

static struct yaml *overlay_masters(struct inheriting *in, const struct yaml *base,
                                    const struct yaml *own)
{
    if (own->kind != YAML_MAP)
        return (struct yaml *)own;
    struct yaml *out = overlay_map(in, base, own);
    for (size_t i = 0; i < out->n; i++) {
        struct yaml_entry *e = &out->entries[i];
        const struct yaml_entry *under = entry_of(base, e->key), *over = entry_of(own, e->key);
        if (!over || !is_by_name(over->value))
            continue;
        bool list = under && under->value->kind == YAML_LIST;
        e->value = overlay_frames(in, list ? under->value : &no_list, over->value);
    }
    return out;
}

/* The map without its entry for `key`, which goes to *out when it is there. */
static struct yaml *take_out(struct inheriting *in, const struct yaml *map, const char *key,
                             const struct yaml_entry **out)
{
    struct yaml *rest = new_node(in, map, map->n + 1);
    *out = NULL;
    for (size_t i = 0; i < map->n; i++)
        if (str_is(map->entries[i].key, key))
            *out = &map->entries[i];
        else
            rest->entries[rest->n++] = map->entries[i];
    return rest;
}

/* The layout's own keys over those of what it extends. */
static struct yaml *overlay_layout(struct inheriting *in, const struct yaml *base,
                                   const struct yaml *own)
{
    const struct yaml_entry *under, *over;
    const struct yaml *base_rest = take_out(in, base, "masters", &under);
    const struct yaml *own_rest = take_out(in, own, "masters", &over);
    struct yaml *merged = overlay_map(in, base_rest, own_rest);
    if (!over && !under)
        return merged;
    struct yaml *out = new_node(in, merged, merged->n + 1);
    memcpy(out->entries, merged->entries, merged->n * sizeof *merged->entries);
    out->n = merged->n + 1;
    struct yaml_entry *e = &out->entries[merged->n];
    *e = over ? *over : *under;
    if (over)
        e->value = overlay_masters(
            in, under && under->value->kind == YAML_MAP ? under->value : &no_map, over->value);
    return out;
}

/* ---- extends ---- */

static struct yaml *read_layout(struct inheriting *in, const char *folder,
                                const struct source *source);

static bool is_folder_name(str name)
{
    return name.n && name.p[0] != '.' && str_find(name, '/', 0) == name.n &&
           !memchr(name.p, 0, name.n);
}

static bool known(const struct inheriting *in, str name)
{
    for (size_t i = 0; i < in->lineage->n; i++)
        if (str_eq(in->names[i], name))
            return true;
    return false;
}

static bool refuse(struct inheriting *in, const struct yaml *value, const char *message,
                   const char *hint)
{
    diag_add(in->diags, DIAG_BAD_VALUE, value->at, "%-s", message);
    diag_hint(in->diags, "%-s", hint);
    in->ok = false;
    return false;
}

static bool check_extends(struct inheriting *in, const struct yaml *value)
{
    if (value->kind != YAML_SCALAR || !is_folder_name(value->text))
        return refuse(in, value, N_("`extends` takes the name of a layout beside this one"),
                      N_("write the folder's name: `extends: biweekly`"));
    if (known(in, value->text))
        return refuse(
            in, value, N_("the layout extends itself"),
            N_("from here `extends` comes back to where it began; leave one of them out"));
    if (in->lineage->n == LINEAGE_MAX)
        return refuse(in, value, N_("layouts extend each other more than 8 deep"),
                      N_("extend a layout that is further up"));
    return true;
}

static struct yaml *read_base(struct inheriting *in, const char *folder, const struct yaml *value)
{
    if (!check_extends(in, value))
        return NULL;
    struct arena *a = in->arena;
    const char *base = file_join(a, file_folder(a, str_of(folder)), value->text);
    const char *path = file_join(a, str_of(base), STR("layout.yaml"));
    const struct source *source = file_read_text(a, path, value->at, in->diags);
    return source ? read_layout(in, base, source) : NULL;
}

static struct yaml *read_layout(struct inheriting *in, const char *folder,
                                const struct source *source)
{
    in->names[in->lineage->n] = file_name(str_of(folder));
    in->lineage->sources[in->lineage->n++] = source;
    struct yaml *own = yaml_read(in->arena, source, source->text, 1, in->diags);
    if (!own || own->kind != YAML_MAP)
        return own;
    const struct yaml *extends = yaml_get(own, "extends");
    struct yaml *base = extends ? read_base(in, folder, extends) : NULL;
    if (extends && !base)
        return NULL; /* what is missing now would all be reported */
    return overlay_layout(in, base && base->kind == YAML_MAP ? base : &no_map, own);
}

/* ---- variables ---- */

static bool is_variable(const struct yaml *value)
{
    str text = value->text;
    if (value->kind != YAML_SCALAR || text.n < 2 || text.p[0] != '$')
        return false;
    unsigned char c = (unsigned char)text.p[1];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static void report_variable(struct inheriting *in, const struct yaml *variables,
                            const struct yaml *value, str name)
{
    diag_add(in->diags, DIAG_UNKNOWN_NAME, value->at, "there is no variable `$%.*s`",
             STR_ARG(name));
    size_t n = variables ? variables->n : 0;
    const char **names = arena_many(in->arena, n, const char *);
    for (size_t i = 0; i < n; i++)
        names[i] = str_z(in->arena, variables->entries[i].key);
    const char *near = str_nearest(name, names, n);
    if (near)
        diag_hint(in->diags, "did you mean `$%s`?", near);
    else
        diag_hint(in->diags, "variables stand under `variables`: `%.*s: …`", STR_ARG(name));
    in->ok = false;
}

/* The value a variable stands for; variables may name others. */
static struct yaml *value_of(struct inheriting *in, const struct yaml *variables,
                             struct yaml *value)
{
    for (int depth = 0; is_variable(value); depth++) {
        str name = str_slice(value->text, 1, value->text.n);
        const struct yaml_entry *e =
            variables && variables->kind == YAML_MAP ? entry_of(variables, name) : NULL;
        if (!e) {
            report_variable(in, variables, value, name);
            return value;
        }
        if (depth == VARIABLE_DEPTH_MAX) {
            refuse(in, value, N_("variables name each other in a circle"),
                   N_("give one of them a value of its own"));
            return value;
        }
        value = e->value;
    }
    return value;
}

/* Values of variables are put in as they stand: a map or list in one holds none itself. */
static void put_in(struct inheriting *in, const struct yaml *variables, struct yaml *node)
{
    for (size_t i = 0; node->kind != YAML_SCALAR && i < node->n; i++) {
        struct yaml_entry *e = &node->entries[i];
        if (is_variable(e->value))
            e->value = value_of(in, variables, e->value);
        else
            put_in(in, variables, e->value);
    }
}

static void put_variables(struct inheriting *in, struct yaml *root)
{
    const struct yaml *variables = yaml_get(root, "variables");
    for (size_t i = 0; i < root->n; i++)
        if (!str_is(root->entries[i].key, "variables"))
            put_in(in, variables, root->entries[i].value);
}

struct yaml *layout_inherit(struct arena *a, const char *folder, const struct source *source,
                            const struct source *changes, struct layout_lineage *lineage,
                            struct diags *d)
{
    struct inheriting in = {.arena = a, .diags = d, .lineage = lineage, .ok = true};
    lineage->sources = arena_many(a, LINEAGE_MAX, const struct source *);
    struct yaml *root = read_layout(&in, folder, source);
    const struct yaml *over = changes ? yaml_read(a, changes, changes->text, 1, d) : NULL;
    if (root && root->kind == YAML_MAP && over && over->kind == YAML_MAP)
        root = overlay_layout(&in, root, over);
    if (root && root->kind == YAML_MAP)
        put_variables(&in, root);
    return root;
}
