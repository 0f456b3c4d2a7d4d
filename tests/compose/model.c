#include "model.h"

#include <stdlib.h>

void model_init(struct model *m, const char *fonts)
{
    *m = (struct model){.arena = arena_new(), .diags = diags_new()};
    m->fonts = fonts_open(fonts, m->diags);
    if (!m->fonts) {
        diags_print(m->diags, stderr, DIAG_TEXT);
        exit(2);
    }
    m->role = (struct font_role){
        .name = STR("song"), .western = STR("Noto Serif CJK SC"), .western_scale = LENGTH_PT};
    model_reset(m);
}

static void set_styles(struct model *m)
{
    struct style half = {.sets_size = true, .size_em = LENGTH_PT / 2};
    m->body =
        (struct style){.name = STR("body"), .font = &m->role, .size = EM, .gap_em = LENGTH_PT / 4};
    m->strong = m->body;
    m->strong.sets_font = true;
    m->big = (struct style){.sets_size = true, .size_em = 2 * LENGTH_PT};
    m->raised = m->lowered = half;
    m->raised.shift = LENGTH_PT / 2;
    m->lowered.shift = -LENGTH_PT / 8;
}

void model_reset(struct model *m)
{
    set_styles(m);
    m->role.han = STR("Noto Serif CJK SC");
    m->role.western_scale = LENGTH_PT;
    struct layout *l = &m->layout;
    *l = (struct layout){.fonts = &m->role, .n_fonts = 1};
    l->composition.level = PROHIBITION_GB;
    l->composition.last_line = 2;
    l->composition.spacing_most = MODEL_SPACING_MOST;
    l->underline_thickness = EM / 20;
    l->underline_offset = EM / 10;
    l->marks = (struct marks_layout){.dot = LENGTH_PT / 5,
                                     .dot_offset = LENGTH_PT / 20,
                                     .frame = LENGTH_PT * 45 / 1000,
                                     .wave = LENGTH_PT / 8,
                                     .wave_length = LENGTH_PT / 2,
                                     .gap = LENGTH_PT / 8};
    l->styles[LAYOUT_BODY] = &m->body;
    l->styles[LAYOUT_SPAN_STRONG] = &m->strong;
    l->styles[LAYOUT_SPAN_EMPHASIS] = &m->big;
    l->styles[LAYOUT_SPAN_SUPERSCRIPT] = &m->raised;
    l->styles[LAYOUT_SPAN_NOTE] = &m->raised;
    l->styles[LAYOUT_SPAN_SUBSCRIPT] = &m->lowered;
}

void model_finish(struct model *m)
{
    diags_print(m->diags, stderr, DIAG_TEXT);
    fonts_free(m->fonts);
    diags_free(m->diags);
    arena_free(m->arena);
}
