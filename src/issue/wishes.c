/* What an author wants of a picture, or a table: `{columns=2 place=top}` behind it, or behind the
 * table's caption. */
#include "issue/markdown.h"

#include "base/utf8.h"

struct wish {
    struct markdown *m;
    str value;
    struct place at;
    enum wished of;
    struct picture_wishes *out;
};

/* A whole number with nothing behind it but `end`; -1: none. */
static int take_number(str s, str end)
{
    enum { DIGITS = 4 };
    int n = 0;
    size_t i = 0;
    for (; i < s.n && i < DIGITS && utf8_is_digit((unsigned char)s.p[i]); i++)
        n = n * 10 + (s.p[i] - '0');
    return i && str_eq(str_slice(s, i, s.n), end) ? n : -1;
}

static bool set_columns(struct wish *w)
{
    int n = take_number(w->value, STR(""));
    w->out->columns = str_is(w->value, "all") ? PICTURE_ALL_COLUMNS : n;
    return str_is(w->value, "all") || (n >= 1 && n <= 12);
}

static bool set_width(struct wish *w)
{
    w->out->percent = take_number(w->value, STR("%"));
    return w->out->percent >= 10 && w->out->percent <= 100;
}

static bool set_choice(struct wish *w, const char *const *names, int *out)
{
    for (int i = 1; names[i]; i++)
        if (str_is(w->value, names[i]))
            *out = i;
    return *out > 0;
}

static bool set_place(struct wish *w)
{
    static const char *const names[] = {[PICTURE_PLACE_AUTO] = "auto",
                                        [PICTURE_PLACE_TOP] = "top",
                                        [PICTURE_PLACE_FOOT] = "foot",
                                        [PICTURE_PLACE_HERE] = "here",
                                        NULL};
    int place = 0;
    bool ok = set_choice(w, names, &place);
    w->out->place = (enum picture_place)place;
    return ok;
}

static bool set_wrap(struct wish *w)
{
    static const char *const names[] = {[PICTURE_WRAP_NONE] = "none",
                                        [PICTURE_WRAP_LEFT] = "left",
                                        [PICTURE_WRAP_RIGHT] = "right",
                                        NULL};
    int wrap = 0;
    bool ok = set_choice(w, names, &wrap);
    w->out->wrap = (enum picture_wrap)wrap;
    return ok;
}

static bool set_height(struct wish *w)
{
    w->out->lines = take_number(w->value, STR(""));
    return w->out->lines >= 1 && w->out->lines <= 200;
}

static bool set_fitting(struct wish *w)
{
    w->out->cover = str_is(w->value, "cover");
    return w->out->cover || str_is(w->value, "contain");
}

static bool set_bleed(struct wish *w)
{
    static const char *const names[] = {[PICTURE_BLEED_NONE] = "",
                                        [PICTURE_BLEED_SIDES] = "sides",
                                        [PICTURE_BLEED_TOP] = "top",
                                        [PICTURE_BLEED_PAGE] = "page",
                                        NULL};
    int bleed = 0;
    bool ok = set_choice(w, names, &bleed);
    w->out->bleed = (enum picture_bleed)bleed;
    return ok;
}

/* Two numbers, each with `end` behind it. */
static bool set_pair(struct wish *w, char between, str end, int most, int out[2])
{
    size_t middle = str_find(w->value, between, 0);
    if (middle == w->value.n)
        return false;
    out[0] = take_number(str_slice(w->value, 0, middle), end);
    out[1] = take_number(str_slice(w->value, middle + 1, w->value.n), end);
    return out[0] >= 0 && out[1] >= 0 && out[0] <= most && out[1] <= most;
}

static bool set_crop(struct wish *w)
{
    return set_pair(w, ':', STR(""), 100, w->out->crop) && w->out->crop[0] && w->out->crop[1];
}

static bool set_focus(struct wish *w)
{
    return set_pair(w, ',', STR("%"), 100, w->out->focus);
}

static bool set_group_caption(struct wish *w)
{
    int none; /* a mark in it has been taken out: it is Markdown's own */
    w->out->caption = picture_title(w->m, w->value, w->at, &none);
    w->out->caption_at = w->at;
    return w->value.n > 0;
}

static bool set_credit(struct wish *w)
{
    w->out->credit = w->value;
    w->out->credit_at = w->at;
    return w->value.n > 0;
}

static bool set_sideways(struct wish *w)
{
    static const char *const names[] = {
        [TABLE_SIDEWAYS_NO] = "no", [TABLE_SIDEWAYS_YES] = "yes", NULL};
    int sideways = 0;
    bool ok = set_choice(w, names, &sideways);
    w->out->sideways = (enum table_sideways)sideways;
    return ok;
}

static const struct {
    const char *key;
    bool (*set)(struct wish *w);
    unsigned of; /* enum wished bits */
    const char *form;
} keys[] = {
    {"columns", set_columns, WISHED_PICTURE | WISHED_TABLE, N_("columns=2, or columns=all")},
    {"width", set_width, WISHED_PICTURE, N_("width=60%, from 10% to 100% of the columns")},
    {"place", set_place, WISHED_PICTURE | WISHED_TABLE, N_("place=auto, top, foot or here")},
    {"wrap", set_wrap, WISHED_PICTURE, N_("wrap=none, left or right")},
    {"height", set_height, WISHED_PICTURE, N_("height=12, lines of the grid")},
    {"fitting", set_fitting, WISHED_PICTURE, N_("fitting=contain or cover")},
    {"bleed", set_bleed, WISHED_PICTURE, N_("bleed=sides, top or page")},
    {"crop", set_crop, WISHED_PICTURE, N_("crop=3:2, width and height")},
    {"focus", set_focus, WISHED_PICTURE, N_("focus=50%,20%, from the left and the top")},
    {"caption", set_group_caption, WISHED_PICTURE,
     N_("caption=\"组图\", of several pictures in one paragraph")},
    {"credit", set_credit, WISHED_PICTURE, N_("credit=\"张三 摄\"")},
    {"sideways", set_sideways, WISHED_TABLE, N_("sideways=yes, or sideways=no")},
};

static void report_unknown(const struct wish *w, str key, int shown)
{
    if (w->of == WISHED_TABLE)
        markdown_report(w->m, DIAG_UNKNOWN_KEY, w->at,
                        N_("a table has columns, place and sideways"),
                        "`%.*s` is nothing that can be said of a table", shown, key.p);
    else
        markdown_report(
            w->m, DIAG_UNKNOWN_KEY, w->at,
            N_("a picture has columns, width, height, place, wrap, fitting, bleed, crop, focus, "
               "caption and credit"),
            "`%.*s` is nothing that can be said of a picture", shown, key.p);
}

static void set_key(struct wish *w, str key)
{
    enum { LONGEST = 40 };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!str_is(key, keys[i].key) || !(keys[i].of & w->of))
            continue;
        const struct picture_wishes before = *w->out;
        if (keys[i].set(w))
            return;
        *w->out = before;
        markdown_report(w->m, DIAG_BAD_VALUE, w->at, keys[i].form, "`%.*s` is no value of `%s`",
                        (int)(w->value.n < LONGEST ? w->value.n : LONGEST), w->value.p,
                        keys[i].key);
        return;
    }
    report_unknown(w, key, (int)(key.n < LONGEST ? key.n : LONGEST));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The value at `*i`: to the next blank, or in quotation marks. */
static str take_value(str s, size_t *i)
{
    bool quoted = *i < s.n && s.p[*i] == '"';
    size_t from = *i += quoted;
    while (*i < s.n && (quoted ? s.p[*i] != '"' : !is_blank(s.p[*i])))
        ++*i;
    str value = str_slice(s, from, *i);
    *i += quoted && *i < s.n;
    return value;
}

static void read_wishes(struct markdown *m, str s, struct place at, enum wished of,
                        struct picture_wishes *out)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && !is_blank(s.p[i]) && s.p[i] != '=')
            i++;
        str key = str_slice(s, from, i);
        struct wish w = {.m = m, .of = of, .out = out};
        w.at = place_after(at, (uint32_t)utf8_count(str_slice(s, 0, from)));
        if (i < s.n && s.p[i] == '=') {
            i++;
            w.value = take_value(s, &i);
        }
        if (key.n)
            set_key(&w, key);
        while (i < s.n && is_blank(s.p[i]))
            i++;
    }
}

/* What cannot be had together goes back to what it is when nothing is said. */
static void check_wishes(struct markdown *m, struct picture_wishes *w)
{
    bool in_text = w->place == PICTURE_PLACE_HERE || w->wrap > PICTURE_WRAP_NONE;
    bool shaped = w->cover || w->bleed == PICTURE_BLEED_PAGE;
    if (w->cover && !w->lines && w->bleed != PICTURE_BLEED_PAGE) {
        markdown_report(m, DIAG_BAD_VALUE, w->at,
                        N_("say how many lines it is high: height=12 fitting=cover"),
                        "a picture can cover only what has a height");
        w->cover = false;
    }
    if (shaped && w->crop[0]) {
        markdown_report(m, DIAG_BAD_VALUE, w->at, N_("leave out `crop`"),
                        "`crop` says another shape than what the picture is to cover");
        w->crop[0] = w->crop[1] = 0;
    }
    if (w->bleed && (w->percent || w->columns || in_text || w->place == PICTURE_PLACE_FOOT)) {
        markdown_report(m, DIAG_BAD_VALUE, w->at,
                        N_("leave out `bleed`, or `columns`, `width`, `place` and `wrap`"),
                        "a picture that bleeds stands at the head of all columns, as wide as the "
                        "paper");
        w->bleed = PICTURE_BLEED_NONE;
    }
}

/* FG-05: pictures beside one another have one height; a single picture has its caption behind its
 * file. */
static void check_group(struct markdown *m, struct picture_wishes *w, bool group)
{
    if (!group && w->caption.n)
        markdown_report(m, DIAG_NOT_SET, w->caption_at,
                        N_("write it behind the file: ![…](a.jpg \"…\")"),
                        "`caption` is of several pictures in one paragraph");
    if (!group || (!w->bleed && !w->cover && w->wrap <= PICTURE_WRAP_NONE))
        return;
    markdown_report(m, DIAG_BAD_VALUE, w->at, N_("leave out `bleed`, `fitting` and `wrap`"),
                    "pictures in a group stand beside one another, in one height");
    w->bleed = PICTURE_BLEED_NONE;
    w->cover = false;
    w->wrap = PICTURE_WRAP_NONE;
}

bool wishes_are(const struct span *s)
{
    str text = str_trim(s->text);
    return s->kind == SPAN_TEXT && !s->format && str_starts(text, STR("{")) &&
           str_ends(text, STR("}"));
}

const struct picture_wishes *wishes_read(struct markdown *m, const struct span *s, enum wished of,
                                         bool group)
{
    struct picture_wishes *w = arena_one(m->arena, struct picture_wishes);
    size_t from = str_find(s->text, '{', 0) + 1;
    str inside = str_slice(str_trim(s->text), 1, str_trim(s->text).n - 1);
    *w = (struct picture_wishes){.at = s->at, .focus = {50, 50}};
    read_wishes(m, inside, place_after(s->at, (uint32_t)from), of, w);
    check_wishes(m, w);
    check_group(m, w, group);
    return w;
}
