#include "input/space.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdlib.h>

enum { SPACE_DEPTH_MAX = 8 };

struct spaces {
    struct input *doc;
    struct map *known; /* object number → struct space */
    VEC(const struct space *) spots;
};

static const struct space unknown = {.kind = SPACE_UNKNOWN, .n = 1};
static const struct space gray = {.kind = SPACE_GRAY, .n = 1};
static const struct space rgb = {.kind = SPACE_RGB, .n = 3};
static const struct space cmyk = {.kind = SPACE_CMYK, .n = 4};
static const struct space pattern = {.kind = SPACE_PATTERN};

struct spaces *spaces_new(struct input *doc)
{
    struct spaces *s = xcalloc(1, sizeof *s);
    s->doc = doc;
    s->known = map_new();
    return s;
}

void spaces_free(struct spaces *s)
{
    if (!s)
        return;
    map_free(s->known);
    vec_free(&s->spots);
    free(s);
}

size_t spaces_spots(const struct spaces *s)
{
    return s->spots.n;
}

const struct space *spaces_spot(const struct spaces *s, size_t i)
{
    return s->spots.v[i];
}

static const struct space *read_space(struct spaces *s, const struct node *cs,
                                      const struct node *resources, int depth);

static const struct space *named(struct spaces *s, str name, const struct node *resources,
                                 int depth)
{
    static const struct {
        const char *name, *abbreviation;
        const struct space *space;
    } rows[] = {
        {"DeviceGray", "G", &gray},       {"DeviceRGB", "RGB", &rgb}, {"DeviceCMYK", "CMYK", &cmyk},
        {"CalGray", "CalGray", &gray},    {"CalRGB", "CalRGB", &rgb}, {"CalCMYK", "CalCMYK", &cmyk},
        {"Pattern", "Pattern", &pattern},
    };
    const struct node *spaces = input_get(s->doc, resources, "ColorSpace");
    const struct node *own = input_get(s->doc, spaces, str_z(input_arena(s->doc), name));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(name, rows[i].name) ||
            (str_is(name, rows[i].abbreviation) && own->type == NODE_NULL)) {
            enum space_kind kind = rows[i].space->kind;
            return kind == SPACE_PATTERN ? rows[i].space : space_device(s, kind, resources);
        }
    if (own->type == NODE_NULL || (own->type == NODE_NAME && str_eq(own->text, name)))
        return &unknown;
    return read_space(s, own, resources, depth + 1);
}

const struct space *space_device(struct spaces *s, enum space_kind kind,
                                 const struct node *resources)
{
    static const char *const defaults[] = {
        [SPACE_GRAY] = "DefaultGray", [SPACE_RGB] = "DefaultRGB", [SPACE_CMYK] = "DefaultCMYK"};
    const struct space *device = kind == SPACE_GRAY ? &gray : kind == SPACE_RGB ? &rgb : &cmyk;
    const struct node *spaces = input_get(s->doc, resources, "ColorSpace");
    const struct node *other = input_get(s->doc, spaces, defaults[kind]);
    if (other->type != NODE_ARRAY)
        return device;
    struct space *with = arena_one(input_arena(s->doc), struct space);
    *with = *device;
    with->base = read_space(s, other, &node_null, SPACE_DEPTH_MAX - 1);
    return with;
}

static void read_icc(struct spaces *s, const struct node *array, struct space *space)
{
    space->profile = input_item(s->doc, array, 1);
    double n = input_get(s->doc, space->profile, "N")->number;
    space->n = n == 1 || n == 3 || n == 4 ? (unsigned)n : 1;
}

static void read_indexed(struct spaces *s, const struct node *array, struct space *space)
{
    const struct node *table = input_item(s->doc, array, 3);
    space->n = 1;
    if (table->type == NODE_STRING) {
        space->table = table->text;
    } else if (table->type == NODE_STREAM) {
        struct buf b = {0};
        input_stream(s->doc, table, 1 << 20, &b);
        space->table = str_dup(input_arena(s->doc), buf_view(&b));
        buf_free(&b);
    }
}

static void read_names(struct spaces *s, const struct node *names, struct space *space)
{
    if (names->type == NODE_NAME) {
        space->names[0] = names->text;
        space->n = 1;
        return;
    }
    for (size_t i = 0; names->type == NODE_ARRAY && i < names->n && i < COLORANTS_MAX; i++) {
        const struct node *name = input_item(s->doc, names, i);
        space->names[space->n++] = name->type == NODE_NAME ? name->text : STR("?");
    }
}

static enum space_kind kind_of(const struct node *name)
{
    static const struct {
        const char *name;
        enum space_kind kind;
    } rows[] = {
        {"CalGray", SPACE_CAL_GRAY}, {"CalRGB", SPACE_CAL_RGB},        {"Lab", SPACE_LAB},
        {"ICCBased", SPACE_ICC},     {"Indexed", SPACE_INDEXED},       {"I", SPACE_INDEXED},
        {"Pattern", SPACE_PATTERN},  {"Separation", SPACE_SEPARATION}, {"DeviceN", SPACE_DEVICE_N},
        {"DeviceGray", SPACE_GRAY},  {"DeviceRGB", SPACE_RGB},         {"DeviceCMYK", SPACE_CMYK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (node_is_name(name, rows[i].name))
            return rows[i].kind;
    return SPACE_UNKNOWN;
}

static void fill_space(struct spaces *s, const struct node *array, struct space *space, int depth)
{
    const struct node *second = input_item(s->doc, array, 1);
    switch (space->kind) {
    case SPACE_CAL_GRAY: space->n = 1; break;
    case SPACE_CAL_RGB:
    case SPACE_LAB: space->n = 3; break;
    case SPACE_ICC: read_icc(s, array, space); break;
    case SPACE_INDEXED:
        space->base = read_space(s, second, &node_null, depth + 1);
        read_indexed(s, array, space);
        break;
    case SPACE_PATTERN:
        space->base =
            second->type == NODE_NULL ? NULL : read_space(s, second, &node_null, depth + 1);
        space->n = space->base ? space->base->n : 0;
        break;
    case SPACE_SEPARATION:
    case SPACE_DEVICE_N:
        read_names(s, second, space);
        space->base = read_space(s, input_item(s->doc, array, 2), &node_null, depth + 1);
        vec_push(&s->spots, space);
        break;
    default: space->n = 1;
    }
}

static const struct space *read_space(struct spaces *s, const struct node *cs,
                                      const struct node *resources, int depth)
{
    if (depth > SPACE_DEPTH_MAX)
        return &unknown;
    cs = input_follow(s->doc, cs);
    if (cs->type == NODE_NAME)
        return named(s, cs->text, resources, depth);
    if (cs->type != NODE_ARRAY || !cs->n)
        return &unknown;
    bool is_new;
    uintptr_t *slot = map_slot_number(s->known, (uintptr_t)cs, &is_new);
    if (!is_new)
        return (const struct space *)*slot;
    struct space *space = arena_one(input_arena(s->doc), struct space);
    *slot = (uintptr_t)space;
    space->kind = kind_of(input_item(s->doc, cs, 0));
    space->node = cs;
    if (space->kind >= SPACE_GRAY && space->kind <= SPACE_CMYK) {
        *space = *space_device(s, space->kind, resources);
        return space;
    }
    fill_space(s, cs, space, depth);
    return space;
}

const struct space *space_read(struct spaces *s, const struct node *cs,
                               const struct node *resources)
{
    return read_space(s, cs, resources, 0);
}

const char *space_name(const struct space *space)
{
    static const char *const names[] = {
        [SPACE_UNKNOWN] = N_("an unknown colour space"),
        [SPACE_GRAY] = "DeviceGray",
        [SPACE_RGB] = "DeviceRGB",
        [SPACE_CMYK] = "DeviceCMYK",
        [SPACE_CAL_GRAY] = "CalGray",
        [SPACE_CAL_RGB] = "CalRGB",
        [SPACE_LAB] = "Lab",
        [SPACE_ICC] = N_("ICC-based grey"),
        [SPACE_INDEXED] = "Indexed",
        [SPACE_SEPARATION] = "Separation",
        [SPACE_DEVICE_N] = "DeviceN",
        [SPACE_PATTERN] = "Pattern",
    };
    if (space->kind == SPACE_ICC && space->n > 1)
        return space->n == 3 ? N_("ICC-based RGB") : N_("ICC-based CMYK");
    return names[space->kind];
}

bool space_is_rgb(const struct space *s)
{
    return s->kind == SPACE_RGB || s->kind == SPACE_CAL_RGB || (s->kind == SPACE_ICC && s->n == 3);
}
