/* Forms, pictures, inline pictures, marked content. */
#include "press/content_state.h"

static void run_stream(struct content *c, const struct node *form)
{
    struct buf text = {0};
    enum stream_state s = input_stream(c->doc, form, INPUT_STREAM_MAX, &text);
    if (s != STREAM_GOOD)
        content_trouble(c, s == STREAM_TOO_LARGE ? TROUBLE_LIMIT : TROUBLE_STREAM, N_("a form"));
    content_run(c, buf_view(&text));
    buf_free(&text);
}

/* What a form sees of its surroundings is put back when it ends. */
static void run_within(struct content *c, const struct node *form)
{
    const struct node *outer = c->resources, *own = input_get(c->doc, form, "Resources");
    size_t n_states = c->n_states, floor = c->floor;
    const struct mark *mark = c->mark;
    unsigned n_marks = c->n_marks;
    uint32_t owner = c->owner;
    bool in_text = c->in_text;
    struct matrix text_matrix = c->text_matrix, line_matrix = c->line_matrix;
    c->resources = own->type == NODE_DICT ? own : outer;
    c->in_text = false;
    c->floor = n_states;
    c->owner = form->id;
    run_stream(c, form);
    c->floor = floor;
    if (c->n_states > n_states || c->mark != mark)
        content_trouble(c, TROUBLE_BALANCE, N_("a form that leaves something open"));
    c->n_states = n_states;
    c->mark = mark;
    c->n_marks = n_marks;
    c->owner = owner;
    c->in_text = in_text;
    c->text_matrix = text_matrix;
    c->line_matrix = line_matrix;
    c->resources = outer;
}

void content_run_form(struct content *c, const struct node *form)
{
    double v[6];
    struct matrix m = MATRIX_IDENTITY;
    if (c->n_forms >= CONTENT_FORMS_MAX) {
        content_trouble(c, TROUBLE_LIMIT, N_("forms in one another"));
        return;
    }
    if (!content_save(c))
        return;
    c->n_forms++;
    if (input_numbers(c->doc, input_get(c->doc, form, "Matrix"), v, 6))
        m = (struct matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    now(c)->matrix = matrix_then(&m, &now(c)->matrix);
    if (input_numbers(c->doc, input_get(c->doc, form, "BBox"), v, 4)) {
        struct box b = {fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3])};
        content_clip_box(c, &b);
    }
    run_within(c, form);
    c->n_forms--;
    content_restore(c);
}

static void paint_picture(struct content *c, const struct node *image, str data)
{
    static const struct box unit = {0, 0, 1, 1};
    struct painting p = {.kind = PAINT_IMAGE, .object = image, .inline_data = data};
    p.box = matrix_box(&now(c)->matrix, &unit);
    content_paint(c, &p);
}

static void op_Do(struct content *c)
{
    const struct node *object = content_resource(c, "XObject", operand(c, 0, 1)->text);
    if (object->type != NODE_STREAM)
        return;
    if (c->listener->object)
        c->listener->object(c->listener->context, object, c->mark);
    const struct node *subtype = input_get(c->doc, object, "Subtype");
    if (node_is_name(subtype, "Form"))
        content_run_form(c, object);
    else if (node_is_name(subtype, "Image"))
        paint_picture(c, object, (str){0});
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The end of an inline picture's bytes: a blank, EI and a blank. */
static size_t find_end(str s, size_t from)
{
    for (size_t i = from; i + 2 < s.n; i++)
        if (is_blank(s.p[i]) && s.p[i + 1] == 'E' && s.p[i + 2] == 'I' &&
            (i + 3 == s.n || is_blank(s.p[i + 3])))
            return i;
    return s.n;
}

static const char *full_key(str key)
{
    static const char *const rows[][2] = {
        {"W", "Width"},       {"H", "Height"},      {"BPC", "BitsPerComponent"},
        {"CS", "ColorSpace"}, {"F", "Filter"},      {"D", "Decode"},
        {"IM", "ImageMask"},  {"I", "Interpolate"}, {"DP", "DecodeParms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(key, rows[i][0]))
            return rows[i][1];
    return NULL;
}

static void op_BI(struct content *c)
{
    struct node pairs[64];
    size_t n = 0;
    struct node key = node_read(c->reader);
    while (key.type == NODE_NAME) {
        const char *full = full_key(key.text);
        if (full)
            key.text = str_of(full);
        struct node value = node_read(c->reader);
        if (n + 2 <= sizeof pairs / sizeof *pairs) {
            pairs[n++] = key;
            pairs[n++] = value;
        }
        key = node_read(c->reader);
    }
    if (key.type != NODE_OPERATOR || !str_is(key.text, "ID")) {
        content_trouble(c, TROUBLE_SYNTAX, "BI");
        return;
    }
    struct node *items = arena_many(c->scratch, n, struct node);
    memcpy(items, pairs, n * sizeof *items);
    struct node *image = arena_one(c->scratch, struct node);
    *image = (struct node){.type = NODE_DICT, .items = items, .n = n / 2};
    size_t from = c->reader->at + 1;
    size_t end = find_end(c->reader->text, from < c->reader->text.n ? from : c->reader->text.n);
    if (end == c->reader->text.n)
        content_trouble(c, TROUBLE_SYNTAX, N_("BI without EI"));
    else
        paint_picture(c, image, str_slice(c->reader->text, from < end ? from : end, end));
    c->reader->at = end + 3 < c->reader->text.n ? end + 3 : c->reader->text.n;
}

static void begin_mark(struct content *c, str tag, const struct node *properties)
{
    if (c->n_marks >= CONTENT_MARKS_MAX) {
        content_trouble(c, TROUBLE_LIMIT, N_("marked content in one another"));
        return;
    }
    struct mark *m = arena_one(c->scratch, struct mark);
    const struct node *mcid = input_get(c->doc, properties, "MCID");
    *m = (struct mark){c->mark, tag, properties, -1, c->owner};
    if (mcid->type == NODE_NUMBER && mcid->number >= 0 && mcid->number < 1e9)
        m->mcid = (int64_t)mcid->number;
    c->mark = m;
    c->n_marks++;
    if (c->listener->marked)
        c->listener->marked(c->listener->context, m);
}

static void op_BMC(struct content *c)
{
    begin_mark(c, operand(c, 0, 1)->text, &node_null);
}

static void op_BDC(struct content *c)
{
    const struct node *properties = operand(c, 1, 2);
    if (properties->type == NODE_NAME) {
        properties = content_resource(c, "Properties", properties->text);
    } else {
        struct node *copy = arena_one(c->scratch, struct node);
        *copy = *properties;
        properties = copy;
    }
    begin_mark(c, operand(c, 0, 2)->text, properties);
}

static void op_EMC(struct content *c)
{
    if (!c->mark) {
        content_trouble(c, TROUBLE_BALANCE, N_("EMC without BMC"));
        return;
    }
    c->mark = c->mark->outer;
    c->n_marks--;
}

static void op_point(struct content *c)
{
    (void)c; /* MP, DP, BX, EX */
}

const struct operator_row object_operators[] = {
    {"BDC", 2, false, op_BDC},  {"EMC", 0, false, op_EMC},  {"BMC", 1, false, op_BMC},
    {"Do", 1, false, op_Do},    {"BI", 0, false, op_BI},    {"MP", 1, false, op_point},
    {"DP", 2, false, op_point}, {"BX", 0, false, op_point}, {"EX", 0, false, op_point},
};
const size_t n_object_operators = sizeof object_operators / sizeof *object_operators;
