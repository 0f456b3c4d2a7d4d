/* Forms, pictures, inline pictures, marked content. */
#include "input/contents.h"
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

static void op_BI(struct content *c)
{
    struct inline_picture *p = arena_one(c->scratch, struct inline_picture);
    enum inline_end end = contents_inline(c->reader, c->scratch, p);
    if (end == INLINE_GOOD)
        paint_picture(c, &p->dict, p->data);
    else
        content_trouble(c, TROUBLE_SYNTAX, end == INLINE_OPEN ? N_("BI without EI") : "BI");
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
