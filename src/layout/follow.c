/* Frames that stand in the white a flow frame leaves: their tops hang on the end of its text. */
#include "layout/frame.h"

bool frame_foot_is_fixed(struct layout_reader *r, const struct frame_source *s)
{
    const struct frame *f = &s->frame;
    if (!s->bottom.frame || s->bottom.side != SIDE_END)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the end of the text says where a frame begins, not where it ends");
    diag_hint(r->fields.diags, "write `top: flow.end + 1 line`, and `bottom` or `height`");
    return false;
}

static bool report_kind(struct layout_reader *r, const struct frame *f, const struct frame *on)
{
    bool flow = on->kind == FRAME_FLOW;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             flow ? N_("a flow frame cannot begin where the text of `%.*s` ends")
                  : N_("no text flows through frame `%.*s`, so it has no end"),
             STR_ARG(on->name));
    diag_hint(r->fields.diags,
              flow ? N_("text flows on by itself; frames of other kinds fill the white under it")
                   : N_("write top or bottom"));
    return false;
}

static struct following follow_of(const struct frame_source *s, const struct frame *on)
{
    const struct frame *f = &s->frame;
    length foot = f->rect.y + f->rect.h;
    struct following own = {.flow = on->name, .below = s->top.at, .moves = !s->bottom.set};
    own.latest = own.moves ? on->rect.y + on->rect.h - own.below - f->rect.h
                           : foot - own.below - length_max(s->least.at, 1);
    return own;
}

/* What hangs on a frame that follows the text does so too. */
static struct following follow_along(const struct frame_source *s, const struct frame *on)
{
    const struct frame *f = &s->frame;
    struct following own = on->following;
    length foot = f->rect.y + f->rect.h;
    own.below += s->top.at + (s->top.side == SIDE_BOTTOM ? on->rect.h : 0);
    own.moves = !s->bottom.set;
    if (!own.moves)
        own.latest = length_min(own.latest, foot - own.below - length_max(s->least.at, 1));
    return own;
}

bool frame_follow(struct layout_reader *r, struct frame_source *s, const struct frame *on)
{
    struct frame *f = &s->frame;
    bool end = on && s->top.side == SIDE_END;
    if (end && (on->kind != FRAME_FLOW || f->kind == FRAME_FLOW))
        return report_kind(r, f, on);
    if (end)
        f->following = follow_of(s, on);
    else if (on && on->following.flow.n && (s->top.side == SIDE_TOP || on->following.moves))
        f->following = follow_along(s, on);
    if (f->following.flow.n || !s->least.set)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "`least` has no meaning for a frame that is always as high");
    diag_hint(r->fields.diags,
              "it goes with a top that hangs on the end of the text: `top: flow.end + 1 line`");
    return false;
}

bool frame_follow_text(const struct frame *f, length end, struct rect *r)
{
    if (!f->following.flow.n)
        return true;
    length foot = r->y + r->h;
    r->y = end + f->following.below;
    if (!f->following.moves)
        r->h = foot - r->y;
    return end <= f->following.latest;
}
