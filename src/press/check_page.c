/* Boxes, bleed, the number of pages, and the ink on a page. */
#include "press/checks.h"

static const double tolerance = 0.02; /* pt: what rounding in files amounts to */

struct spot check_page(size_t page)
{
    return (struct spot){.page = page};
}

struct spot check_spot(const struct check *c, const struct box *b)
{
    const struct box *t = &c->trim;
    struct box seen = {b->x0 - t->x0, t->y1 - b->y1, b->x1 - t->x0, t->y1 - b->y0};
    double w = t->x1 - t->x0, h = t->y1 - t->y0;
    for (int i = 0; i < c->rotation; i++) {
        seen = (struct box){h - seen.y1, seen.x0, h - seen.y0, seen.x1};
        double turned = w;
        w = h;
        h = turned;
    }
    double scale = c->unit / PT_PER_MM;
    seen = (struct box){seen.x0 * scale, seen.y0 * scale, seen.x1 * scale, seen.y1 * scale};
    return (struct spot){c->page, true, seen};
}

static bool read_box(struct check *c, const struct node *page, const char *key, struct box *to)
{
    double v[4];
    if (!input_numbers(c->doc, input_get(c->doc, page, key), v, 4))
        return false;
    *to = (struct box){fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3])};
    return to->x1 > to->x0 && to->y1 > to->y0;
}

static void within(struct check *c, const struct box *inner, const struct box *outer,
                   const char *said)
{
    if (!box_within(inner, outer, tolerance))
        findings_add(c->findings, RULE_BOX_ORDER, check_page(c->page), "%-s", said);
}

static void check_bleed(struct check *c)
{
    double least = fmin(fmin(c->trim.x0 - c->bleed.x0, c->trim.y0 - c->bleed.y0),
                        fmin(c->bleed.x1 - c->trim.x1, c->bleed.y1 - c->trim.y1));
    double mm = fmax(least, 0) * c->unit / PT_PER_MM;
    if (mm < c->options->bleed - 0.05)
        findings_add(c->findings, RULE_BLEED_SHORT, check_page(c->page),
                     "the bleed is %s mm where it is narrowest, not %s mm", check_number(c, mm, 1),
                     check_number(c, c->options->bleed, 1));
}

static void check_size(struct check *c)
{
    double w = (c->trim.x1 - c->trim.x0) * c->unit / PT_PER_MM;
    double h = (c->trim.y1 - c->trim.y0) * c->unit / PT_PER_MM;
    if (c->rotation % 2) {
        double turned = w;
        w = h;
        h = turned;
    }
    if (c->page == 1) {
        c->summary->width = w;
        c->summary->height = h;
    } else if (fabs(w - c->summary->width) > 0.2 || fabs(h - c->summary->height) > 0.2) {
        findings_add(c->findings, RULE_PAGE_SIZE, check_page(c->page),
                     "the page is %s x %s mm, the first one %s x %s mm", check_number(c, w, 1),
                     check_number(c, h, 1), check_number(c, c->summary->width, 1),
                     check_number(c, c->summary->height, 1));
    }
}

static void read_turn(struct check *c, const struct node *page)
{
    double turn = input_get(c->doc, page, "Rotate")->number / 90;
    const struct node *unit = input_get(c->doc, page, "UserUnit");
    c->rotation = fabs(turn) < 1000 ? (((int)turn % 4) + 4) % 4 : 0;
    c->unit = unit->type == NODE_NUMBER && unit->number > 0 ? unit->number : 1;
    if (c->unit != 1)
        findings_add(c->findings, RULE_PAGE_SCALE, check_page(c->page),
                     "the page is scaled by a UserUnit of %s", check_number(c, c->unit, 3));
}

/* PDF/A: 3 to 14400 units a side (ISO 19005-2, 6.1.13). */
static void check_box_sizes(struct check *c, const struct node *page)
{
    static const char *const keys[] = {"MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"};
    for (size_t i = 0; i < 5; i++) {
        struct box b;
        if (node_value(page, keys[i])->type == NODE_NULL)
            continue;
        bool good = read_box(c, page, keys[i], &b);
        double w = good ? b.x1 - b.x0 : 0, h = good ? b.y1 - b.y0 : 0;
        if (fmin(w, h) < 3 || fmax(w, h) > 14400)
            findings_add(c->findings, RULE_BOX_SIZE, check_page(c->page),
                         "the %s is smaller than 3 or larger than 14400 units", keys[i]);
    }
}

void check_boxes(struct check *c, const struct node *page)
{
    struct box art, crop;
    if (!read_box(c, page, "MediaBox", &c->media)) {
        c->media = (struct box){0, 0, 612, 792};
        findings_add(c->findings, RULE_BOX_ORDER, check_page(c->page),
                     "the page has no MediaBox of any size");
    }
    bool has_trim = read_box(c, page, "TrimBox", &c->trim);
    bool has_art = read_box(c, page, "ArtBox", &art);
    if (!has_trim)
        c->trim = has_art ? art : c->media;
    bool has_bleed = read_box(c, page, "BleedBox", &c->bleed);
    if (!has_bleed)
        c->bleed = read_box(c, page, "CropBox", &crop) ? crop : c->media;
    read_turn(c, page);
    if (!has_trim && !has_art)
        findings_add(c->findings, RULE_BOX_MISSING, check_page(c->page),
                     "the page does not say where it is cut: it has no TrimBox");
    check_box_sizes(c, page);
    if (has_trim && has_art)
        findings_add(c->findings, RULE_BOX_BOTH, check_page(c->page),
                     "the page has a TrimBox and an ArtBox");
    within(c, &c->trim, &c->bleed, N_("the TrimBox reaches out of the BleedBox"));
    within(c, &c->bleed, &c->media, N_("the BleedBox reaches out of the MediaBox"));
    if (read_box(c, page, "CropBox", &crop))
        within(c, &c->trim, &crop, N_("the TrimBox reaches out of the CropBox"));
    check_bleed(c);
    check_size(c);
}

void check_pages(struct check *c)
{
    size_t n = input_pages(c->doc), multiple = c->options->multiple;
    c->summary->pages = n;
    if (multiple > 1 && n > 2 && n % multiple)
        findings_add(c->findings, RULE_PAGE_MULTIPLE, check_page(0),
                     "%zu pages are no multiple of %zu: the next one is %zu", n, multiple,
                     (n / multiple + 1) * multiple);
}

/* Along an edge of the trim: how far ink reaches it and does not go on to the bleed's end. */
static double open_edge(struct check *c, struct point from, struct point step, struct point out,
                        double length)
{
    double cell = ink_cell(c->ink), open = 0;
    double reach = c->options->bleed * PT_PER_MM / c->unit - 1.5 * cell;
    for (double at = cell; at < length - cell; at += cell) {
        double x = from.x + step.x * at, y = from.y + step.y * at;
        if (ink_at(c->ink, x - out.x * 0.6 * cell, y - out.y * 0.6 * cell) &&
            !ink_at(c->ink, x + out.x * reach, y + out.y * reach))
            open += cell;
    }
    return open;
}

static void check_edges(struct check *c)
{
    const struct box *t = &c->trim;
    const struct {
        const char *side; /* as the page lies in the file */
        struct point from, step, out;
        double length;
    } edges[] = {
        {N_("left"), {t->x0, t->y0}, {0, 1}, {-1, 0}, t->y1 - t->y0},
        {N_("right"), {t->x1, t->y0}, {0, 1}, {1, 0}, t->y1 - t->y0},
        {N_("foot"), {t->x0, t->y0}, {1, 0}, {0, -1}, t->x1 - t->x0},
        {N_("head"), {t->x0, t->y1}, {1, 0}, {0, 1}, t->x1 - t->x0},
    };
    for (size_t i = 0; i < 4; i++) {
        double mm = open_edge(c, edges[i].from, edges[i].step, edges[i].out, edges[i].length) *
                    c->unit / PT_PER_MM;
        if (mm > 1)
            findings_add(c->findings, RULE_BLEED_CONTENT, check_page(c->page),
                         "what touches the edge at the %-s ends before the bleed does, over %s mm",
                         edges[i].side, check_number(c, mm, 0));
    }
}

void check_ink(struct check *c)
{
    struct ink_over over = ink_over(c->ink, &c->bleed, c->options->ink);
    double area = over.area * c->unit * c->unit;
    if (over.most > c->summary->most_ink) {
        c->summary->most_ink = over.most;
        c->summary->most_ink_page = c->page;
    }
    if (area > 1)
        findings_add(c->findings, RULE_INK_AREA, check_spot(c, &over.box),
                     "%s mm2 carry more than %s %% of ink, up to %s %%", check_number(c, area, 0),
                     check_number(c, 100 * c->options->ink, 0),
                     check_number(c, 100 * over.most, 0));
    if (box_within(&c->trim, &c->bleed, -1))
        check_edges(c);
}
