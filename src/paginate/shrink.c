/* Frames whose texts are set smaller where they do not fit: `shrink`. */
#include "paginate/overfull.h"

/* A style at a percentage of its size; NULL stays NULL. */
static const struct style *sized(const struct frame_context *x, const struct frame *f,
                                 const struct style *style, int percent)
{
    if (!style)
        return NULL;
    struct style *s = arena_one(x->s->arena, struct style);
    *s = *style;
    s->vertical |= f->vertical;
    s->size = length_scale(style->size, percent, 100);
    s->leading = length_scale(style_leading(x->s->layout, style), percent, 100);
    s->left = length_scale(style->left, percent, 100);
    s->right = length_scale(style->right, percent, 100);
    s->indent = length_scale(style->indent, percent, 100);
    return s;
}

static struct furniture sized_furniture(const struct frame_context *x, const struct frame *f,
                                        struct furniture text, int percent)
{
    text.style = sized(x, f, text.style, percent);
    return text;
}

struct frame frame_sized(const struct frame_context *x, const struct frame *f, int percent)
{
    struct frame out = *f;
    out.texts = arena_many(x->s->arena, f->n_texts, struct furniture);
    for (size_t i = 0; i < f->n_texts; i++)
        out.texts[i] = sized_furniture(x, f, f->texts[i], percent);
    out.section = sized_furniture(x, f, f->section, percent);
    out.entry = sized_furniture(x, f, f->entry, percent);
    out.byline = sized_furniture(x, f, f->byline, percent);
    out.brief = sized_furniture(x, f, f->brief, percent);
    out.page_style = sized(x, f, f->page_style, percent);
    out.label_style = sized(x, f, f->label_style, percent);
    out.value_style = sized(x, f, f->value_style, percent);
    out.leader_pitch = length_scale(f->leader_pitch, percent, 100);
    out.section_gap = length_scale(f->section_gap, percent, 100);
    out.label_width = length_scale(f->label_width, percent, 100);
    out.item_gap = length_scale(f->item_gap, percent, 100);
    return out;
}

length frame_extent(const struct frame_context *x, const struct frame *f, struct rect r,
                    frame_draw_fn *draw)
{
    struct setter trial = *x->s;
    struct frame_context quiet = *x;
    struct canvas c = {0};
    quiet.s = &trial;
    trial.tags = NULL;
    trial.diags = diags_new();
    composer_rehearse(trial.composer, true);
    length height = draw(&c, &quiet, f, r);
    composer_rehearse(trial.composer, false);
    vec_free(&c.items);
    diags_free(trial.diags);
    return height;
}

void frame_draw_fitting(struct canvas *c, const struct frame_context *x, const struct frame *f,
                        struct rect r, frame_draw_fn *draw)
{
    int least = (int)length_scale(f->shrink, 100, LENGTH_PT), percent = 100;
    length room = f->vertical ? r.w : r.h;
    struct frame fitting = frame_sized(x, f, percent);
    for (; least && percent - SHRINK_STEP >= least; percent -= SHRINK_STEP) {
        if (frame_extent(x, &fitting, r, draw) <= room)
            break;
        fitting = frame_sized(x, f, percent - SHRINK_STEP);
    }
    overfull_check(x, f, &fitting, r, draw(c, x, &fitting, r), draw);
}
