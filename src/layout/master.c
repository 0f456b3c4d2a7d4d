#include "layout/misplaced.h"

#include "base/file.h"

/* Everything that a key left out does not simply leave at 0. */
static struct frame_source frame_of(const struct layout *l, enum frame_kind kind, struct place at)
{
    struct frame_source s = {.base = BASE_TYPE, .leader_pitch.em = 65536 / 2};
    s.frame = (struct frame){
        .kind = kind,
        .at = at,
        .name = str_of(frame_kind_names[kind]),
        .position = BLOCK_TOP,
        .columns = kind == FRAME_FLOW ? l->grid.columns : 1,
        .separator = STR("　"),
        .color = {.k = 10000},
        .focus = {50, 50},
    };
    return s;
}

static bool check_box(struct layout_reader *r, const struct yaml *map, struct frame *f)
{
    f->has_stroke = f->thickness > 0;
    if (f->has_stroke && !yaml_get(map, "color")) {
        diag_add(r->fields.diags, DIAG_MISSING_KEY, f->at, "the box's line has no `color`");
        diag_hint(r->fields.diags, "add `color: …`; `fill` is the colour inside");
        return false;
    }
    if (f->has_fill || f->has_stroke)
        return true;
    diag_add(r->fields.diags, DIAG_MISSING_KEY, f->at,
             "the box has neither `fill` nor `thickness`");
    diag_hint(r->fields.diags, "nothing of it would be seen");
    return false;
}

static bool is_paper(const struct color *c)
{
    return !c->light && !c->c && !c->m && !c->y && !c->k;
}

/* Paper and black are colours of light as well. */
static void make_light(struct color *c)
{
    bool black = !c->spot && !c->c && !c->m && !c->y && c->k == 10000;
    if (is_paper(c))
        *c = (struct color){.light = true, .rgb = {255, 255, 255}};
    else if (black)
        *c = (struct color){.light = true};
}

/* Between colours of one space: process inks, tints of one spot ink and the paper, light. */
static bool check_shade(struct layout_reader *r, const struct yaml *map, struct frame_source *s)
{
    struct frame *f = &s->frame;
    const struct yaml *to = yaml_get(map, "fill-to");
    if (!s->shaded) {
        f->fill_towards = SHADE_NONE;
        return true;
    }
    f->fill_towards++; /* the choice counts from `bottom` */
    uint16_t spot = f->fill.spot ? f->fill.spot : f->fill_to.spot;
    if (!f->fill.spot && is_paper(&f->fill))
        f->fill.spot = spot;
    if (!f->fill_to.spot && is_paper(&f->fill_to))
        f->fill_to.spot = spot;
    if (f->fill.light)
        make_light(&f->fill_to);
    if (f->fill_to.light)
        make_light(&f->fill);
    if (f->has_fill && f->fill.spot == f->fill_to.spot && f->fill.light == f->fill_to.light)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, to->at,
             f->has_fill ? N_("a gradient goes between process inks, between tints of one spot "
                              "ink, or between colours of screens")
                         : N_("a gradient to `fill-to` begins with a `fill`"));
    diag_hint(r->fields.diags, f->has_fill
                                   ? N_("white goes with either; other inks do not mix in it")
                                   : N_("add `fill: …`, the colour at the other side"));
    return false;
}

static bool check_condition(struct layout_reader *r, const struct frame *f)
{
    if (!f->conditions.present.n && !f->conditions.absent.n)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at, "a flow frame cannot have a condition");
    diag_hint(r->fields.diags, "pages are counted before what stands on them is known; put `if` on "
                               "other frames");
    return false;
}

static bool probe_image(struct layout_reader *r, struct frame_source *s)
{
    struct arena *a = r->fields.arena;
    if (str_is(s->file, "{cover}"))
        return true;
    /* beside the text that names it, which may be that of a layout this one extends */
    const char *path = file_join(a, file_folder(a, s->file_at.source->path), s->file);
    s->frame.image = image_probe(a, path, s->file_at, r->fields.diags);
    return s->frame.image != NULL;
}

static void finish(struct layout_reader *r, const struct yaml *map, struct frame_source *s)
{
    struct frame *f = &s->frame;
    f->gap = s->gap.set ? s->gap.at : r->layout->grid.gap;
    f->dash_gap = s->dash_gap.set ? s->dash_gap.at : f->dash;
    f->leader_pitch = s->leader_pitch.at;
    if (s->leader_pitch.em && f->entry.style)
        f->leader_pitch = length_scale(f->entry.style->size, s->leader_pitch.em, 65536);
    f->texts = s->texts.v;
    f->n_texts = s->texts.n;
    if (f->kind == FRAME_QR && yaml_get(map, "label")) {
        f->texts = arena_one(r->fields.arena, struct furniture);
        *f->texts = s->label;
        f->n_texts = 1;
    }
}

/* `kind` decides which keys there are, so it is read ahead. */
static bool read_kind(struct layout_reader *r, const struct yaml *map, enum frame_kind *kind)
{
    const struct yaml *value = yaml_get(map, "kind");
    const struct field *field = layout_field(&map_frame, "kind");
    if (map->kind == YAML_MAP && value) {
        int choice = 0;
        bool ok = field->read(&r->fields, value, field, &choice);
        *kind = (enum frame_kind)choice;
        return ok;
    }
    if (map->kind != YAML_MAP)
        return layout_read_map(&r->fields, map, &map_frame, NULL);
    diag_add(r->fields.diags, DIAG_MISSING_KEY, map->at, "a frame has no `kind`");
    diag_hint(r->fields.diags, "add `kind: …` (%-s)", field->unit);
    return false;
}

/* Reads frame `i` of those of a master. */
static bool read_frame(struct layout_reader *r, const struct yaml *map, struct frame *frames,
                       size_t i)
{
    enum frame_kind kind = FRAME_TEXT;
    if (!read_kind(r, map, &kind))
        return false;
    struct frame_source s = frame_of(r->layout, kind, map->at);
    bool ok = layout_read_map(&r->fields, map, frame_map(kind), &s);
    finish(r, map, &s);
    if (ok && kind == FRAME_BOX)
        ok = check_box(r, map, &s.frame) && check_shade(r, map, &s);
    if (ok && kind == FRAME_FLOW)
        ok = check_condition(r, &s.frame);
    if (ok && kind == FRAME_IMAGE)
        ok = probe_image(r, &s);
    if (ok && r->grid_ok)
        ok = frame_place(r, &s, frames, i);
    frames[i] = s.frame;
    return ok;
}

/* Frames that are drawn below the others come first, in their order. */
static void sort_frames(struct arena *a, struct master *m)
{
    struct frame *sorted = arena_many(a, m->n_frames, struct frame);
    size_t n = 0;
    for (int under = 1; under >= 0; under--)
        for (size_t i = 0; i < m->n_frames; i++)
            if (m->frames[i].under == (under == 1))
                sorted[n++] = m->frames[i];
    m->frames = sorted;
}

static bool read_master(struct layout_reader *r, const struct yaml_entry *e, struct master *out)
{
    enum { FRAMES_MAX = 500 };
    const struct field field = {.name = "masters", .unit = N_("list of frames")};
    out->name = e->key;
    out->at = e->key_at;
    if (!layout_want_list(&r->fields, e->value, &field, FRAMES_MAX))
        return false;
    out->n_frames = e->value->n;
    out->frames = arena_many(r->fields.arena, out->n_frames, struct frame);
    bool ok = true;
    for (size_t i = 0; i < out->n_frames; i++)
        ok &= read_frame(r, e->value->entries[i].value, out->frames, i);
    sort_frames(r->fields.arena, out);
    return ok;
}

bool read_masters(struct layout_reader *r, const struct yaml *masters)
{
    enum { MASTERS_MAX = 100 };
    if (!names_read(&r->fields, masters, N_("master"), &r->master_names))
        return false;
    if (masters->n > MASTERS_MAX) {
        diag_add(r->fields.diags, DIAG_BAD_VALUE, masters->at, "%zu masters; %d are the limit",
                 masters->n, MASTERS_MAX);
        return false;
    }
    r->masters = arena_many(r->fields.arena, masters->n, struct master);
    bool ok = true;
    for (size_t i = 0; i < masters->n; i++)
        ok &= read_master(r, &masters->entries[i], &r->masters[i]);
    return ok;
}

bool field_master(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    struct layout_reader *l = layout_reader_of(r);
    int i = names_find(r, &l->master_names, value, field);
    if (i < 0)
        return false;
    *(const struct master **)out = &l->masters[i];
    return true;
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct layout, member), .read = (reader)

static const struct field pages_keys[] = {
    {KEY("first", first, field_master), .unit = N_("master name"), .standard = "= inside",
     .help = {"封面", "cover"}},
    {KEY("inside", inside, field_master), .required = true, .unit = N_("master name"),
     .help = {"内页；必须有主流的正文框",
              "inner pages; must have a flow frame of the main thread"}},
    {KEY("last", last, field_master), .unit = N_("master name"), .standard = "= inside",
     .help = {"封底", "back page"}},
    {KEY("odd", odd, field_master), .unit = N_("master name"), .standard = "= inside",
     .help = {"单数的内页", "odd inner pages"}},
    {KEY("even", even, field_master), .unit = N_("master name"), .standard = "= inside",
     .help = {"双数的内页", "even inner pages"}},
    {KEY("sections", by_section, field_master_map), .unit = N_("{section: master name}"),
     .standard = "—",
     .help = {"这些栏目的内页，以页上的第一篇为准",
              "inner pages of these sections, by the first article on the page"}},
    {KEY("numbers", by_number, field_master_pages), .unit = N_("{3: master name}"), .standard = "—",
     .help = {"这些页码的内页", "inner pages of these numbers"}},
};

const struct layout_map map_pages = {
    .what = N_("the pages"),
    .title = {"页序：pages", "Which master stands where: pages"},
    .intro = {"哪一页用 masters 里的哪一个：先看是不是封面、封底，再看页码、栏目、单双。"
              "紧接着封面的页码（2、3……）用的版面，正文框可以自成一格；"
              "其余代替 inside 的，正文框要与 inside 的一样。",
              "Which of the masters a page has: first whether it is the cover or the back, then "
              "page number, section, odd or even. Masters of the page numbers right behind the "
              "cover (2, 3 …) may have a text flow of their own; the flow frames of the others "
              "that stand for `inside` must be those of `inside`."},
    LAYOUT_FIELDS(pages_keys),
};

static bool knows_thread(const struct layout *l, str name)
{
    for (size_t i = 0; i < l->n_threads; i++)
        if (str_eq(l->threads[i].name, name))
            return true;
    return !name.n;
}

static bool overlap(const struct frame *a, const struct frame *b)
{
    if (a->pages != b->pages && a->pages != PAGES_ALL && b->pages != PAGES_ALL)
        return false;
    return a->rect.x < b->rect.x + b->rect.w && b->rect.x < a->rect.x + a->rect.w &&
           a->rect.y < b->rect.y + b->rect.h && b->rect.y < a->rect.y + a->rect.h;
}

static bool check_overlaps(struct layout_reader *r, const struct master *m, const struct frame *f)
{
    for (const struct frame *other = m->frames; other < f; other++) {
        if (other->kind != FRAME_FLOW || !overlap(other, f))
            continue;
        report_overlap(r, f, other);
        return false;
    }
    return true;
}

/* Flow frames of known threads; `main`: one of the main thread among them. */
static bool check_flows(struct layout_reader *r, const struct master *m, bool main)
{
    bool ok = true, found = false;
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (f->columns == 0)
            return false; /* of no known kind: reported, and perhaps it was the flow */
        if (f->kind != FRAME_FLOW)
            continue;
        found |= !f->thread.n;
        ok &= check_overlaps(r, m, f);
        if (knows_thread(r->layout, f->thread))
            continue;
        diag_add(r->fields.diags, DIAG_UNKNOWN_NAME, f->at, "there is no thread `%.*s`",
                 STR_ARG(f->thread));
        diag_hint(r->fields.diags, "list it under `threads`, or leave `thread` out");
        ok = false;
    }
    if (main && !found) {
        diag_add(r->fields.diags, DIAG_NO_FRAME, m->at, "the master `%.*s` has no flow frame",
                 STR_ARG(m->name));
        diag_hint(r->fields.diags, "articles flow through frames: {kind: flow, …}");
    }
    return ok && (found || !main);
}

bool read_pages(struct layout_reader *r, const struct yaml *pages)
{
    enum { PAGES_MAX = 9999 }; /* that `numbers` can name */
    struct layout *l = r->layout;
    bool ok = layout_read_map(&r->fields, pages, &map_pages, l);
    if (l->inside)
        ok &= check_flows(r, l->inside, true);
    if (l->first && l->first != l->inside)
        ok &= check_flows(r, l->first, false);
    if (l->last && l->last != l->inside && l->last != l->first)
        ok &= check_flows(r, l->last, false);
    ok &= check_alternative(r, l->odd) & check_alternative(r, l->even);
    for (size_t number = 1; number <= PAGES_MAX; number++) {
        const struct master *m = layout_numbered_master(l, number);
        bool front = layout_front_master(l, number);
        ok &= !m || (front ? check_flows(r, m, false) : check_alternative(r, m));
    }
    for (size_t i = 0; i < l->by_section.n; i++)
        ok &= check_alternative(r, l->by_section.v[i].master);
    return ok;
}
