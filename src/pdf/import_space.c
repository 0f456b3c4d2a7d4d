/* Colour spaces: what the profile makes of each. */
#include "pdf/import.h"

#include <math.h>

enum { SPACE_DEPTH_MAX = 6 };

static const struct import_space faulty = {
    .kind = SPACE_UNKNOWN, .n = 1, .written = STR("/DeviceGray")};

/* Grey, RGB and CMYK, whatever profile describes them: as pictures are (images.h). */
static enum space_kind family(const struct space *s)
{
    switch (s->kind) {
    case SPACE_CAL_GRAY: return SPACE_GRAY;
    case SPACE_CAL_RGB: return SPACE_RGB;
    case SPACE_ICC: return s->n == 1 ? SPACE_GRAY : s->n == 3 ? SPACE_RGB : SPACE_CMYK;
    default: return s->kind;
    }
}

const struct import_space *import_device(struct import *im, enum space_kind kind)
{
    enum pdf_colors colors = im->e->traits->colors;
    struct import_space *s = arena_one(im->arena, struct import_space);
    *s = (struct import_space){.kind = kind, .n = 1, .written = STR("/DeviceGray")};
    if (kind == SPACE_RGB) {
        s->n = 3;
        s->converts = colors == COLORS_PRESS;
        s->written = s->converts ? STR("/DeviceCMYK") : str_dup(im->arena, embedder_rgb(im->e));
    } else if (kind == SPACE_CMYK) {
        s->n = 4;
        s->converts = colors == COLORS_SCREEN;
        s->written = s->converts ? STR("/DeviceRGB") : STR("/DeviceCMYK");
    }
    return s;
}

/* RGB that a profile describes stays so, or is converted from it. */
static const struct import_space *tagged(struct import *im, const struct space *s)
{
    struct import_space *made = arena_one(im->arena, struct import_space);
    struct buf icc = {0};
    *made = *import_device(im, SPACE_RGB);
    if (s->kind != SPACE_ICC || !s->profile ||
        input_stream(im->doc, s->profile, IMPORT_STREAM_MAX, &icc) != STREAM_GOOD) {
        buf_free(&icc);
        return made;
    }
    made->source = sources_enter(im->e->sources, icc);
    if (made->source && !made->converts)
        made->written =
            str_format(im->arena, "[/ICCBased %u 0 R]", embedder_profile(im->e, made->source));
    return made;
}

const char *import_space_as_it_is(struct import *im, const struct import_space *s, const char *what)
{
    if (!s->converts)
        return str_z(im->arena, s->written);
    if (s->kind == SPACE_CMYK)
        return str_z(im->arena, embedder_cmyk(im->e));
    import_fault(im, FAULT_COLOR, what);
    return NULL;
}

/* ---- colours ---- */

struct colors *import_press(struct import *im, const struct import_space *s)
{
    struct colors *press = embedder_press(im->e, s->source, im->diags);
    im->n_faults += !press; /* which was reported */
    return press;
}

static double clamp(double v)
{
    return v > 0 ? v < 1 ? v : 1 : 0;
}

void import_inks(struct import *im, const struct import_space *s, const double rgb[3],
                 unsigned char cmyk[4])
{
    unsigned char from[3];
    const struct colors *press = import_press(im, s);
    memset(cmyk, 0, 4);
    for (int i = 0; i < 3; i++)
        from[i] = (unsigned char)lround(clamp(rgb[i]) * UINT8_MAX);
    if (press)
        colors_row(press, from, cmyk, 1, true);
}

void import_components(struct import *im, struct buf *b, const struct import_space *s,
                       const double *v)
{
    if (s->converts && s->kind == SPACE_RGB) {
        unsigned char cmyk[4];
        import_inks(im, s, v, cmyk);
        for (int i = 0; i < 4; i++) {
            buf_decimal(b, cmyk[i], UINT8_MAX, 4);
            buf_char(b, ' ');
        }
    } else if (s->converts) {
        uint16_t ink[4];
        for (int i = 0; i < 4; i++)
            ink[i] = (uint16_t)lround(clamp(v[i]) * 10000);
        const struct color c = {.c = ink[0], .m = ink[1], .y = ink[2], .k = ink[3]};
        put_components(b, im->e->screen, c);
    } else {
        for (unsigned i = 0; i < s->n; i++) {
            import_number(b, v[i]);
            buf_char(b, ' ');
        }
    }
}

/* ---- spaces made of others ---- */

static const struct import_space *read_space(struct import *im, const struct space *s, int depth);

static void put_hex(struct buf *b, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_format(b, "%02X", p[i]);
}

/* The table of a palette in the colours of its base, which are converted for the press. */
static void put_table(struct import *im, struct buf *b, const struct space *s,
                      const struct import_space *base, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char color[COLORANTS_MAX] = {0}, cmyk[4];
        size_t at = i * base->n;
        if (at + base->n <= s->table.n)
            memcpy(color, s->table.p + at, base->n);
        if (!base->converts) {
            put_hex(b, color, base->n);
            continue;
        }
        const double rgb[3] = {color[0] / 255.0, color[1] / 255.0, color[2] / 255.0};
        import_inks(im, base, rgb, cmyk);
        put_hex(b, cmyk, 4);
    }
}

static const struct import_space *indexed(struct import *im, const struct space *s, int depth)
{
    const struct import_space *base = s->base ? read_space(im, s->base, depth + 1) : &faulty;
    const struct node *most = input_item(im->doc, s->node, 2);
    struct buf b = {0};
    if (base->kind == SPACE_UNKNOWN || base->kind == SPACE_INDEXED || base->kind == SPACE_PATTERN ||
        most->type != NODE_NUMBER || !(most->number >= 0 && most->number < 256)) {
        import_fault(im, FAULT_DAMAGED, "a palette");
        return &faulty;
    }
    struct import_space *made = arena_one(im->arena, struct import_space);
    struct import_space plain = *base;
    if (base->converts && base->kind == SPACE_CMYK) {
        plain.written = embedder_cmyk(im->e);
        plain.converts = false;
    }
    buf_format(&b, "[/Indexed %.*s %d <", STR_ARG(plain.written), (int)most->number);
    put_table(im, &b, s, &plain, (size_t)most->number + 1);
    buf_str(&b, STR(">]"));
    *made = (struct import_space){
        .kind = SPACE_INDEXED, .n = 1, .written = str_dup(im->arena, buf_view(&b))};
    buf_free(&b);
    return made;
}

static const struct import_space *lab(struct import *im, const struct space *s)
{
    static const char *const keys[] = {"WhitePoint", "BlackPoint", "Range"};
    struct buf b = {0};
    buf_str(&b, STR("[/Lab <<"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct node *value = input_get(im->doc, input_item(im->doc, s->node, 1), keys[i]);
        if (value->type == NODE_NULL)
            continue;
        buf_format(&b, "/%s ", keys[i]);
        import_value(im, &b, value, KIND_PLAIN, &node_null);
    }
    buf_str(&b, STR(">>]"));
    struct import_space *made = arena_one(im->arena, struct import_space);
    *made = (struct import_space){
        .kind = SPACE_LAB, .n = 3, .written = str_dup(im->arena, buf_view(&b))};
    buf_free(&b);
    return made;
}

static bool is_process(str name)
{
    static const char *const names[] = {"Cyan", "Magenta", "Yellow", "Black", "None"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

/* Each spot ink of several must stand there alone as well (ISO 19005-2, 6.2.4.4). */
static void put_colorants(struct import *im, struct buf *b, const struct space *s, int depth)
{
    const struct node *attributes = input_item(im->doc, s->node, 4);
    const struct node *colorants = input_get(im->doc, attributes, "Colorants");
    buf_str(b, STR(" <</Colorants <<"));
    for (unsigned i = 0; i < s->n; i++) {
        const char *name = str_z(im->arena, s->names[i]);
        const struct node *one = input_get(im->doc, colorants, name);
        if (is_process(s->names[i]))
            continue;
        if (one->type != NODE_ARRAY) {
            import_fault(im, FAULT_SPOT, name);
            continue;
        }
        const struct import_space *alone =
            read_space(im, space_read(im->spaces, one, &node_null), depth + 1);
        put_name(b, s->names[i]);
        buf_format(b, " %.*s ", STR_ARG(alone->written));
    }
    buf_str(b, STR(">>>>"));
}

static void put_names(struct buf *b, const struct space *s)
{
    if (s->kind == SPACE_SEPARATION) {
        put_name(b, s->names[0]);
        return;
    }
    buf_char(b, '[');
    for (unsigned i = 0; i < s->n; i++)
        put_name(b, s->names[i]);
    buf_char(b, ']');
}

static const struct import_space *inks(struct import *im, const struct space *s, int depth)
{
    const struct import_space *alternate = s->base ? read_space(im, s->base, depth + 1) : &faulty;
    bool separation = s->kind == SPACE_SEPARATION, spots = false;
    const char *name = s->n ? str_z(im->arena, s->names[0]) : "";
    if (!s->n || !alternate->n || alternate->kind == SPACE_UNKNOWN ||
        alternate->kind >= SPACE_INDEXED) {
        import_fault(im, FAULT_SPOT, name);
        return &faulty;
    }
    for (unsigned i = 0; i < s->n; i++)
        spots = spots || !is_process(s->names[i]);
    const char *written = import_space_as_it_is(
        im, alternate, str_format(im->arena, "the spot ink %s, described in RGB,", name).p);
    struct buf b = {0};
    buf_str(&b, separation ? STR("[/Separation ") : STR("[/DeviceN "));
    put_names(&b, s);
    buf_format(&b, " %s ", written ? written : "/DeviceGray");
    import_value(im, &b, input_item(im->doc, s->node, 3), KIND_FUNCTION, &node_null);
    if (!separation && spots)
        put_colorants(im, &b, s, depth);
    buf_char(&b, ']');
    struct import_space *made = arena_one(im->arena, struct import_space);
    *made = (struct import_space){
        .kind = s->kind, .n = s->n, .written = str_dup(im->arena, buf_view(&b))};
    buf_free(&b);
    return made;
}

static const struct import_space *pattern(struct import *im, const struct space *s, int depth)
{
    struct import_space *made = arena_one(im->arena, struct import_space);
    *made = (struct import_space){.kind = SPACE_PATTERN, .written = STR("/Pattern")};
    if (s->base) {
        made->base = read_space(im, s->base, depth + 1);
        made->n = made->base->n;
        made->written = str_format(im->arena, "[/Pattern %.*s]", STR_ARG(made->base->written));
    }
    return made;
}

/* Lab has a place beside the inks only as the description of a spot ink. */
static const struct import_space *make_space(struct import *im, const struct space *s, int depth)
{
    enum space_kind kind = family(s);
    if (depth > SPACE_DEPTH_MAX)
        kind = SPACE_UNKNOWN;
    switch (kind) {
    case SPACE_RGB: return tagged(im, s);
    case SPACE_GRAY:
    case SPACE_CMYK: return import_device(im, kind);
    case SPACE_LAB: return lab(im, s);
    case SPACE_INDEXED: return indexed(im, s, depth);
    case SPACE_SEPARATION:
    case SPACE_DEVICE_N: return inks(im, s, depth);
    case SPACE_PATTERN: return pattern(im, s, depth);
    default: import_fault(im, FAULT_DAMAGED, "a colour space"); return &faulty;
    }
}

static const struct import_space *read_space(struct import *im, const struct space *s, int depth)
{
    uintptr_t made = map_get_number(im->spaces_made, (uintptr_t)s);
    if (!made) {
        made = (uintptr_t)make_space(im, s, depth);
        *map_slot_number(im->spaces_made, (uintptr_t)s, NULL) = made;
    }
    return (const struct import_space *)made;
}

const struct import_space *import_space(struct import *im, const struct node *cs,
                                        const struct node *resources)
{
    const struct import_space *s = read_space(im, space_read(im->spaces, cs, resources), 0);
    if (s->kind == SPACE_LAB && im->e->traits->colors == COLORS_PRESS) {
        import_fault(im, FAULT_COLOR, "a colour in Lab");
        return &faulty;
    }
    return s;
}
