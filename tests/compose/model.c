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
    m->role = (struct font_role){.name = STR("song"),
                                 .han = STR("Noto Serif CJK SC"),
                                 .western = STR("Noto Serif CJK SC"),
                                 .western_scale = LENGTH_PT};
    m->body =
        (struct style){.name = STR("body"), .font = &m->role, .size = EM, .gap_em = LENGTH_PT / 4};
    m->strong = m->body;
    m->strong.sets_font = true;
    m->layout.composition.level = PROHIBITION_GB;
    m->layout.composition.last_line = 2;
    m->layout.fonts = &m->role;
    m->layout.n_fonts = 1;
    m->layout.styles[LAYOUT_BODY] = &m->body;
    m->layout.styles[LAYOUT_SPAN_STRONG] = &m->strong;
}

void model_finish(struct model *m)
{
    diags_print(m->diags, stderr, DIAG_TEXT);
    fonts_free(m->fonts);
    diags_free(m->diags);
    arena_free(m->arena);
}
