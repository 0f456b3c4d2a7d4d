#include "press/content_state.h"

#include "base/xalloc.h"
#include "input/contents.h"

#include <stdlib.h>

enum { STATES_COMMON = 28 }; /* as deep as every reader of PDF goes (PDF/A-2, 6.1.13) */

struct content *content_new(struct input *doc, const struct content_listener *listener)
{
    struct content *c = xcalloc(1, sizeof *c);
    c->doc = doc;
    c->listener = listener;
    c->spaces = spaces_new(doc);
    c->fonts = fonts_read_new(doc);
    return c;
}

void content_free(struct content *c)
{
    if (!c)
        return;
    spaces_free(c->spaces);
    fonts_read_free(c->fonts);
    arena_free(c->scratch);
    arena_free(c->operands_arena);
    free(c->states);
    vec_free(&c->points.v);
    vec_free(&c->parts.v);
    free(c);
}

struct fonts_read *content_fonts(struct content *c)
{
    return c->fonts;
}

struct spaces *content_spaces(struct content *c)
{
    return c->spaces;
}

void content_trouble(struct content *c, enum content_trouble t, const char *what)
{
    if (c->listener->trouble)
        c->listener->trouble(c->listener->context, t, what);
}

const struct node *content_resource(struct content *c, const char *category, str name)
{
    const struct node *all = input_get(c->doc, c->resources, category);
    const struct node *n = input_get(c->doc, all, str_z(c->scratch, name));
    if (n->type == NODE_NULL)
        content_trouble(c, TROUBLE_RESOURCE,
                        str_format(c->scratch, "%s /%.*s", category, STR_ARG(name)).p);
    return n;
}

bool content_save(struct content *c)
{
    if (c->n_states >= CONTENT_STATES_MAX) {
        content_trouble(c, TROUBLE_LIMIT, N_("graphics states in one another"));
        return false;
    }
    if (c->n_states == STATES_COMMON + 1)
        content_trouble(c, TROUBLE_DEEP_STATE, "q");
    if (c->n_states == c->cap_states) {
        c->cap_states = c->cap_states ? 2 * c->cap_states : 32;
        c->states = xrealloc(c->states, c->cap_states * sizeof *c->states);
    }
    c->states[c->n_states] = c->states[c->n_states - 1];
    c->n_states++;
    return true;
}

void content_restore(struct content *c)
{
    c->n_states--;
}

struct tint content_tint(const struct space *space)
{
    struct tint t = {.space = space};
    if (space->kind == SPACE_CMYK)
        t.v[3] = 1;
    for (unsigned i = 0;
         (space->kind == SPACE_SEPARATION || space->kind == SPACE_DEVICE_N) && i < space->n; i++)
        t.v[i] = 1;
    if (space->kind == SPACE_ICC && space->n == 4)
        t.v[3] = 1;
    return t;
}

static const struct operator_row *find_in(const struct operator_row *rows, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

static const struct operator_row *find_operator(str name)
{
    const struct operator_row *row = find_in(path_operators, n_path_operators, name);
    if (!row)
        row = find_in(text_operators, n_text_operators, name);
    if (!row)
        row = find_in(color_operators, n_color_operators, name);
    return row ? row : find_in(object_operators, n_object_operators, name);
}

static bool operands_fit(const struct content *c, const struct operator_row *row)
{
    if (c->n < row->operands)
        return false;
    for (size_t i = 0; row->numbers && i < row->operands; i++)
        if (operand(c, i, row->operands)->type != NODE_NUMBER)
            return false;
    return true;
}

static void run_operator(struct content *c, str name)
{
    const struct operator_row *row = find_operator(name);
    if (!row || !operands_fit(c, row)) {
        str shown = str_slice(name, 0, name.n < 20 ? name.n : 20);
        content_trouble(c, TROUBLE_SYNTAX, str_format(c->scratch, "%.*s", STR_ARG(shown)).p);
        return;
    }
    row->run(c);
}

/* Marked content and inline pictures keep their operands. */
static bool keeps_operands(str name)
{
    return find_in(object_operators, n_object_operators, name) != NULL;
}

void content_run(struct content *c, str text)
{
    struct node_reader r = {c->operands_arena, text, 0, false, false}, *outer = c->reader;
    struct arena_mark mark = arena_mark(c->operands_arena);
    size_t n_outer = c->n;
    c->reader = &r;
    c->n = 0;
    while (c->n_operators < CONTENT_OPERATORS_MAX) {
        struct node n = node_read(&r);
        if (n.type == NODE_END)
            break;
        if (n.type != NODE_OPERATOR) {
            if (c->n < OPERANDS_MAX)
                c->operands[c->n++] = n;
            else
                r.damaged = true;
            continue;
        }
        c->n_operators++;
        run_operator(c, n.text);
        c->n = 0;
        if (!keeps_operands(n.text))
            arena_release(c->operands_arena, mark);
        mark = arena_mark(c->operands_arena);
    }
    if (r.damaged)
        content_trouble(c, TROUBLE_SYNTAX, N_("notation"));
    c->n = n_outer;
    c->reader = outer;
}

static void begin_state(struct content *c)
{
    const struct space *gray = space_device(c->spaces, SPACE_GRAY, c->resources);
    struct graphics g = {
        .matrix = MATRIX_IDENTITY,
        .fill = content_tint(gray),
        .stroke = content_tint(gray),
        .width = 1,
        .alpha_fill = 1,
        .alpha_stroke = 1,
        .blend = STR("Normal"),
        .text = {.scale = 1},
        .clip_box = BOX_ALL,
    };
    c->n_states = c->floor = 1;
    if (!c->cap_states) {
        c->cap_states = 32;
        c->states = xmalloc(c->cap_states * sizeof *c->states);
    }
    c->states[0] = g;
    c->mark = NULL;
    c->n_marks = 0;
    c->in_text = false;
    c->clips = 0;
    c->points.v.n = c->parts.v.n = 0;
}

bool content_run_page(struct content *c, const struct node *page)
{
    struct buf text = {0};
    arena_free(c->scratch);
    arena_free(c->operands_arena);
    c->scratch = arena_new();
    c->operands_arena = arena_new();
    c->page++;
    c->owner = page->id;
    c->resources = input_get(c->doc, page, "Resources");
    enum stream_state s = contents_join(c->doc, page, &text);
    if (s != STREAM_GOOD)
        content_trouble(c, s == STREAM_TOO_LARGE ? TROUBLE_LIMIT : TROUBLE_STREAM,
                        "the page's content");
    begin_state(c);
    content_run(c, buf_view(&text));
    if (c->n_states != 1 || c->in_text || c->mark)
        content_trouble(c, TROUBLE_BALANCE,
                        c->mark      ? "BDC without EMC"
                        : c->in_text ? "BT without ET"
                                     : "q without Q");
    buf_free(&text);
    if (c->n_operators < CONTENT_OPERATORS_MAX)
        return true;
    content_trouble(c, TROUBLE_LIMIT, N_("operators"));
    return false;
}
