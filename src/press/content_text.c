/* Text: its state and where it stands. */
#include "press/content_state.h"

/* The room that glyphs are taken to need above and below the baseline, in em, and beside a vertical
 * line's axis. */
static const double ascent = 0.8, descent = -0.12, half_column = 0.5;

static void op_BT(struct content *c)
{
    if (c->in_text)
        content_trouble(c, TROUBLE_BALANCE, N_("BT in BT"));
    c->in_text = true;
    c->text_matrix = c->line_matrix = MATRIX_IDENTITY;
}

static void op_ET(struct content *c)
{
    if (!c->in_text)
        content_trouble(c, TROUBLE_BALANCE, N_("ET without BT"));
    c->in_text = false;
}

static void op_Tc(struct content *c)
{
    now(c)->text.spacing = number(c, 0, 1);
}

static void op_Tw(struct content *c)
{
    now(c)->text.word_spacing = number(c, 0, 1);
}

static void op_Tz(struct content *c)
{
    now(c)->text.scale = number(c, 0, 1) / 100;
}

static void op_TL(struct content *c)
{
    now(c)->text.leading = number(c, 0, 1);
}

static void op_Ts(struct content *c)
{
    now(c)->text.rise = number(c, 0, 1);
}

static void op_Tr(struct content *c)
{
    double mode = number(c, 0, 1);
    now(c)->text.mode = mode >= 0 && mode <= 7 ? (int)mode : 0;
}

static void op_Tf(struct content *c)
{
    const struct node *dict = content_resource(c, "Font", operand(c, 0, 2)->text);
    now(c)->text.font = dict->type == NODE_DICT ? fonts_read_font(c->fonts, dict) : NULL;
    now(c)->text.size = number(c, 1, 2);
}

static void move_line(struct content *c, double x, double y)
{
    struct matrix step = {1, 0, 0, 1, x, y};
    c->text_matrix = c->line_matrix = matrix_then(&step, &c->line_matrix);
}

static void op_Td(struct content *c)
{
    move_line(c, number(c, 0, 2), number(c, 1, 2));
}

static void op_TD(struct content *c)
{
    now(c)->text.leading = -number(c, 1, 2);
    op_Td(c);
}

static void op_Tm(struct content *c)
{
    c->text_matrix = c->line_matrix =
        (struct matrix){number(c, 0, 6), number(c, 1, 6), number(c, 2, 6),
                        number(c, 3, 6), number(c, 4, 6), number(c, 5, 6)};
}

static void op_T_star(struct content *c)
{
    move_line(c, 0, -now(c)->text.leading);
}

static void advance(struct content *c, double by)
{
    const struct text_state *t = &now(c)->text;
    bool vertical = t->font && t->font->vertical;
    struct matrix step = {1, 0, 0, 1, vertical ? 0 : by * t->scale, vertical ? by : 0};
    c->text_matrix = matrix_then(&step, &c->text_matrix);
}

/* How far the pen goes over shown text, in text space; marks the codes as shown. */
static double measure(struct content *c, str text)
{
    const struct text_state *t = &now(c)->text;
    double sum = 0;
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        uint32_t code = font_code(t->font, text, &i);
        double width = t->font->vertical ? -1000 : font_width_of(t->font, code);
        if (t->font->type3)
            width = width * matrix_scale_x(&t->font->matrix) * 1000;
        sum += width / 1000 * t->size + t->spacing;
        if (i - from == 1 && code == ' ')
            sum += t->word_spacing;
        font_mark_shown(t->font, code, c->page);
    }
    t->font->shown_visible |= t->mode != 3;
    if (!t->font->first_page)
        t->font->first_page = c->page;
    return sum;
}

static void show(struct content *c, str text)
{
    const struct text_state *t = &now(c)->text;
    if (!t->font) {
        content_trouble(c, TROUBLE_SYNTAX, N_("text without a font"));
        return;
    }
    if (!text.n)
        return;
    double length = measure(c, text);
    struct box em = {0, descent * t->size + t->rise, length * t->scale, ascent * t->size + t->rise};
    if (t->font->vertical)
        em = (struct box){-half_column * t->size, length, half_column * t->size, 0};
    struct matrix m = matrix_then(&c->text_matrix, &now(c)->matrix);
    struct painting p = {.kind = PAINT_TEXT, .box = matrix_box(&m, &em), .text = text};
    p.size = fabs(t->size) * matrix_scale_y(&m);
    content_paint(c, &p);
    advance(c, length);
}

static void op_Tj(struct content *c)
{
    show(c, operand(c, 0, 1)->text);
}

static void op_TJ(struct content *c)
{
    struct node array = *operand(c, 0, 1);
    for (size_t i = 0; array.type == NODE_ARRAY && i < array.n; i++) {
        const struct node *item = &array.items[i];
        if (item->type == NODE_STRING)
            show(c, item->text);
        else if (item->type == NODE_NUMBER)
            advance(c, -item->number / 1000 * now(c)->text.size);
    }
}

static void op_quote(struct content *c)
{
    op_T_star(c);
    op_Tj(c);
}

static void op_double_quote(struct content *c)
{
    now(c)->text.word_spacing = number(c, 0, 3);
    now(c)->text.spacing = number(c, 1, 3);
    op_quote(c);
}

static void op_glyph_width(struct content *c)
{
    (void)c; /* d0, d1 */
}

const struct operator_row text_operators[] = {
    {"Td", 2, true, op_Td},
    {"Tj", 1, false, op_Tj},
    {"TJ", 1, false, op_TJ},
    {"Tf", 2, false, op_Tf},
    {"Tm", 6, true, op_Tm},
    {"BT", 0, false, op_BT},
    {"ET", 0, false, op_ET},
    {"Tc", 1, true, op_Tc},
    {"Tw", 1, true, op_Tw},
    {"Tz", 1, true, op_Tz},
    {"TL", 1, true, op_TL},
    {"Ts", 1, true, op_Ts},
    {"Tr", 1, true, op_Tr},
    {"TD", 2, true, op_TD},
    {"T*", 0, false, op_T_star},
    {"'", 1, false, op_quote},
    {"\"", 3, false, op_double_quote},
    {"d0", 2, true, op_glyph_width},
    {"d1", 6, true, op_glyph_width},
};
const size_t n_text_operators = sizeof text_operators / sizeof *text_operators;
