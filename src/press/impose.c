#include "press/impose.h"

#include "input/input.h"
#include "pdf/printer_marks.h"
#include "press/geometry.h"

#include <stdlib.h>

enum {
    MARGIN_PT = 36,     /* around the trimmed pages, for bleed and marks */
    BLEED_PT_100 = 850, /* 3 mm */
    SIGNATURE = 4,      /* pages of a folded sheet */
    UP_MAX = IMPOSE_UP_MAX,
    CREEP_TENTHS = 13, /* folds are rounder than thin: 1.2 to 1.4 (conformance.md) */
};

struct leaf {
    size_t page; /* SIZE_MAX: blank */
    length x, y; /* of its trim's lower left corner on the sheet */
    length shift;
    length clip_left, clip_right; /* how far around the trim it may print */
};

struct imposer {
    const struct qpdf *q;
    struct input *in;
    qpdf_data source, out;
    const struct impose_options *options;
    size_t n; /* pages with the blank ones */
    size_t n_blank;
    length width, height; /* of a trimmed page */
    struct arena *arena;
    qpdf_oh *forms; /* by page */
    qpdf_oh marks;  /* the registration colour */
};

length impose_creep(length thickness, size_t pages)
{
    size_t sheets = pages / SIGNATURE;
    return sheets > 1 ? length_scale(thickness * (length)(sheets - 1), CREEP_TENTHS, 10) : 0;
}

size_t impose_saddle(size_t pages, size_t side, int right)
{
    bool front = side % 2 == 0;
    return front == (right != 0) ? side : pages - 1 - side;
}

static length to_length(double pt)
{
    return (length)llrint(pt * 65536);
}

static void put_length(struct buf *b, length v)
{
    buf_decimal(b, v, LENGTH_PT, 4);
    buf_char(b, ' ');
}

static void put_numbers(struct buf *b, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_length(b, to_length(v[i]));
}

static bool read_box(struct imposer *m, const struct node *page, const char *key, struct box *to)
{
    double v[4];
    if (!input_numbers(m->in, input_get(m->in, page, key), v, 4))
        return false;
    *to = (struct box){fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3])};
    return to->x1 - to->x0 > 1 && to->y1 - to->y0 > 1 && to->x1 - to->x0 < 1e5 &&
           to->y1 - to->y0 < 1e5;
}

/* Where a page is cut, and how far it prints. */
static bool read_boxes(struct imposer *m, const struct node *page, struct box *trim,
                       struct box *bleed)
{
    struct box media;
    if (!read_box(m, page, "MediaBox", &media))
        return false;
    if (!read_box(m, page, "TrimBox", trim) && !read_box(m, page, "ArtBox", trim) &&
        !read_box(m, page, "CropBox", trim))
        *trim = media;
    if (!read_box(m, page, "BleedBox", bleed))
        *bleed = media;
    return true;
}

static int turns_of(struct imposer *m, const struct node *page)
{
    double turn = input_get(m->in, page, "Rotate")->number / 90;
    return fabs(turn) < 1000 ? (((int)turn % 4) + 4) % 4 : 0;
}

static double unit_of(struct imposer *m, const struct node *page)
{
    const struct node *unit = input_get(m->in, page, "UserUnit");
    return unit->type == NODE_NUMBER && unit->number > 0 && unit->number < 1000 ? unit->number : 1;
}

static bool read_size(struct imposer *m, size_t i, length *width, length *height)
{
    const struct node *page = input_page(m->in, i);
    struct box trim, bleed;
    if (!read_boxes(m, page, &trim, &bleed))
        return false;
    bool lies = turns_of(m, page) % 2;
    double w = (trim.x1 - trim.x0) * unit_of(m, page), h = (trim.y1 - trim.y0) * unit_of(m, page);
    *width = to_length(lies ? h : w);
    *height = to_length(lies ? w : h);
    return true;
}

static bool same_sizes(struct imposer *m)
{
    if (!read_size(m, 0, &m->width, &m->height))
        return false;
    for (size_t i = 1; i < input_pages(m->in); i++) {
        length w, h;
        if (!read_size(m, i, &w, &h) || llabs(w - m->width) > LENGTH_PT ||
            llabs(h - m->height) > LENGTH_PT)
            return false;
    }
    return true;
}

/* A key's value copied over, shared with what other pages have copied. */
static void copy_key(struct imposer *m, qpdf_oh from, qpdf_oh to, const char *key)
{
    const struct qpdf *q = m->q;
    if (!q->oh_has_key(m->source, from, key))
        return;
    qpdf_oh value = q->oh_get_key(m->source, from, key);
    if (!q->oh_get_object_id(m->source, value))
        value = q->make_indirect_object(m->source, value);
    q->oh_replace_key(m->out, to, key, q->oh_copy_foreign_object(m->out, m->source, value));
}

/* Turns a page upright and puts its trim's lower left corner at the origin. */
static void put_matrix(struct buf *b, const struct box *t, int turns, double unit)
{
    const double rows[4][6] = {
        {1, 0, 0, 1, -t->x0, -t->y0},
        {0, -1, 1, 0, -t->y0, t->x1},
        {-1, 0, 0, -1, t->x1, t->y1},
        {0, 1, -1, 0, t->y1, -t->x0},
    };
    double v[6];
    for (int i = 0; i < 6; i++)
        v[i] = rows[turns][i] * unit;
    put_numbers(b, v, 6);
}

static bool make_form(struct imposer *m, size_t i)
{
    const struct qpdf *q = m->q;
    const struct node *page = input_page(m->in, i);
    struct box trim, bleed;
    struct buf dict = {0};
    unsigned char *data = NULL;
    size_t n = 0;
    qpdf_oh from = q->get_page_n(m->source, i);
    read_boxes(m, page, &trim, &bleed);
    bool good = !(q->oh_get_page_content_data(m->source, from, &data, &n) & QPDF_ERRORS);
    qpdf_oh form = q->oh_new_stream(m->out);
    const double v[] = {bleed.x0, bleed.y0, bleed.x1, bleed.y1};
    buf_str(&dict, STR("["));
    put_numbers(&dict, v, 4);
    buf_str(&dict, STR("]"));
    buf_char(&dict, '\0');
    qpdf_oh head = q->oh_get_dict(m->out, form);
    q->oh_replace_key(m->out, head, "/BBox", q->oh_parse(m->out, dict.data));
    dict.n = 0;
    buf_str(&dict, STR("["));
    put_matrix(&dict, &trim, turns_of(m, page), unit_of(m, page));
    buf_str(&dict, STR("]"));
    buf_char(&dict, '\0');
    q->oh_replace_key(m->out, head, "/Matrix", q->oh_parse(m->out, dict.data));
    q->oh_replace_key(m->out, head, "/Type", q->oh_new_name(m->out, "/XObject"));
    q->oh_replace_key(m->out, head, "/Subtype", q->oh_new_name(m->out, "/Form"));
    copy_key(m, from, head, "/Resources");
    copy_key(m, from, head, "/Group");
    if (good)
        q->oh_replace_stream_data(m->out, form, data, n, q->oh_new_null(m->out),
                                  q->oh_new_null(m->out));
    m->forms[i] = form;
    buf_free(&dict);
    free(data);
    return good;
}

/* A side of a sheet: where it is cut, from left to right and from below, and where it is folded. */
struct grid {
    length x[2 * UP_MAX], y[2 * UP_MAX];
    size_t nx, ny;
    length fold; /* 0: it is not */
};

static void put_marks(struct buf *b, const struct grid *g)
{
    const struct marks_area area = {{g->x, g->nx, &g->fold, g->fold > 0},
                                    {g->y, g->ny, NULL, 0},
                                    length_scale(LENGTH_PT, BLEED_PT_100, 100)};
    printer_marks_put(b, &area, 0);
}

static void put_leaf(const struct imposer *m, struct buf *b, const struct leaf *l)
{
    length bleed = length_scale(LENGTH_PT, BLEED_PT_100, 100);
    if (l->page == SIZE_MAX)
        return;
    buf_str(b, STR("q "));
    put_length(b, l->x - l->clip_left);
    put_length(b, l->y - bleed);
    put_length(b, m->width + l->clip_left + l->clip_right);
    put_length(b, m->height + 2 * bleed);
    buf_str(b, STR("re W n 1 0 0 1 "));
    put_length(b, l->x + l->shift);
    put_length(b, l->y);
    buf_format(b, "cm /P%zu Do Q\n", l->page + 1);
}

static void put_box(struct buf *b, const char *key, const length *v)
{
    buf_format(b, "/%s [", key);
    for (int i = 0; i < 4; i++)
        put_length(b, v[i]);
    buf_str(b, STR("] "));
}

static qpdf_oh sheet_resources(struct imposer *m, const struct leaf *leaves, size_t n)
{
    const struct qpdf *q = m->q;
    qpdf_oh forms = q->oh_new_dictionary(m->out), all = q->oh_new_dictionary(m->out);
    qpdf_oh spaces = q->oh_new_dictionary(m->out);
    for (size_t i = 0; i < n; i++)
        if (leaves[i].page != SIZE_MAX)
            q->oh_replace_key(m->out, forms, str_format(m->arena, "/P%zu", leaves[i].page + 1).p,
                              m->forms[leaves[i].page]);
    q->oh_replace_key(m->out, spaces, "/" MARKS_SPACE, m->marks);
    q->oh_replace_key(m->out, all, "/XObject", forms);
    q->oh_replace_key(m->out, all, "/ColorSpace", spaces);
    return all;
}

static void put_sheet(struct buf *b, const struct grid *g)
{
    length margin = MARGIN_PT * LENGTH_PT, bleed = length_scale(LENGTH_PT, BLEED_PT_100, 100);
    length left = g->x[0], right = g->x[g->nx - 1], foot = g->y[0], head = g->y[g->ny - 1];
    buf_str(b, STR("<< /Type /Page "));
    put_box(b, "MediaBox", (length[]){0, 0, right + margin, head + margin});
    put_box(b, "BleedBox", (length[]){left - bleed, foot - bleed, right + bleed, head + bleed});
    put_box(b, "TrimBox", (length[]){left, foot, right, head});
    buf_str(b, STR(">>"));
    buf_char(b, '\0');
}

static void add_side(struct imposer *m, const struct leaf *leaves, size_t n, const struct grid *g)
{
    const struct qpdf *q = m->q;
    struct buf content = {0}, dict = {0};
    for (size_t i = 0; i < n; i++)
        put_leaf(m, &content, &leaves[i]);
    put_marks(&content, g);
    put_sheet(&dict, g);
    qpdf_oh page = q->make_indirect_object(m->out, q->oh_parse(m->out, dict.data));
    qpdf_oh stream = q->oh_new_stream(m->out);
    q->oh_replace_stream_data(m->out, stream, (const unsigned char *)content.data, content.n,
                              q->oh_new_null(m->out), q->oh_new_null(m->out));
    q->oh_replace_key(m->out, page, "/Contents", stream);
    q->oh_replace_key(m->out, page, "/Resources", sheet_resources(m, leaves, n));
    q->add_page(m->out, m->out, page, QPDF_FALSE);
    buf_free(&content);
    buf_free(&dict);
}

/* The page that stands at a place of the order with blank ones before the last. */
static size_t page_at(const struct imposer *m, size_t i)
{
    size_t real = m->n - m->n_blank;
    if (i + 1 == m->n)
        return real - 1;
    return i < real - 1 ? i : SIZE_MAX;
}

static void add_saddle(struct imposer *m)
{
    size_t sheets = m->n / SIGNATURE;
    length margin = MARGIN_PT * LENGTH_PT, bleed = length_scale(LENGTH_PT, BLEED_PT_100, 100);
    length creep = impose_creep(m->options->thickness, m->n);
    struct grid g = {.x = {margin, margin + 2 * m->width},
                     .y = {margin, margin + m->height},
                     .nx = 2,
                     .ny = 2,
                     .fold = margin + m->width};
    for (size_t side = 0; side < 2 * sheets; side++) {
        length in = sheets > 1 ? length_scale(creep, (int64_t)(side / 2), (int64_t)sheets - 1) : 0;
        struct leaf leaves[2] = {
            {.x = margin, .y = margin, .shift = in, .clip_left = bleed},
            {.x = margin + m->width, .y = margin, .shift = -in, .clip_right = bleed},
        };
        for (int right = 0; right < 2; right++)
            leaves[right].page =
                page_at(m, impose_saddle(m->n, side, right ^ m->options->right_bound));
        add_side(m, leaves, 2, &g);
    }
}

/* Columns of a side: the least that hold `up` pages in rows no longer than wide. */
static size_t columns_of(size_t up)
{
    size_t columns = 1;
    while (columns * columns < up || up % columns)
        columns++;
    return columns;
}

/* Where `n` pages of a size begin and end in a row, with room for two bleeds between them. */
static size_t put_cuts(length *cuts, size_t n, length size)
{
    length bleed = length_scale(LENGTH_PT, BLEED_PT_100, 100);
    for (size_t i = 0; i < n; i++) {
        cuts[2 * i] = MARGIN_PT * LENGTH_PT + (length)i * (size + 2 * bleed);
        cuts[2 * i + 1] = cuts[2 * i] + size;
    }
    return 2 * n;
}

static void add_grid(struct imposer *m)
{
    size_t up = m->options->up, columns = columns_of(up), rows = up / columns;
    length bleed = length_scale(LENGTH_PT, BLEED_PT_100, 100);
    struct grid g = {0};
    g.nx = put_cuts(g.x, columns, m->width);
    g.ny = put_cuts(g.y, rows, m->height);
    for (size_t first = 0; first < m->n; first += up) {
        struct leaf leaves[UP_MAX];
        for (size_t i = 0; i < up; i++)
            leaves[i] = (struct leaf){
                .page = first + i < m->n ? first + i : SIZE_MAX,
                .x = g.x[2 * (i % columns)],
                .y = g.y[2 * (rows - 1 - i / columns)],
                .clip_left = bleed,
                .clip_right = bleed,
            };
        add_side(m, leaves, up, &g);
    }
}

static bool write_out(struct imposer *m, struct buf *out)
{
    const struct qpdf *q = m->q;
    qpdf_oh from = q->get_root(m->source), to = q->get_root(m->out);
    copy_key(m, from, to, "/OutputIntents");
    copy_key(m, from, to, "/OCProperties");
    if (q->init_write_memory(m->out) & QPDF_ERRORS)
        return false;
    q->set_deterministic_ID(m->out, QPDF_TRUE);
    q->set_object_stream_mode(m->out, qpdf_o_disable);
    q->set_newline_before_endstream(m->out, QPDF_TRUE);
    q->set_minimum_pdf_version(m->out, str_z(m->arena, input_version(m->in)));
    if (q->write(m->out) & QPDF_ERRORS)
        return false;
    buf_add(out, q->get_buffer(m->out), q->get_buffer_length(m->out));
    return true;
}

static bool make_sheets(struct imposer *m, struct buf *out)
{
    const struct qpdf *q = m->q;
    size_t n = input_pages(m->in);
    m->out = q->init();
    q->set_suppress_warnings(m->out, QPDF_TRUE);
    q->silence_errors(m->out);
    q->empty_pdf(m->out);
    m->forms = arena_many(m->arena, n, qpdf_oh);
    m->marks = q->make_indirect_object(m->out, q->oh_parse(m->out, MARKS_SPACE_ARRAY));
    bool good = true;
    for (size_t i = 0; good && i < n; i++)
        good = make_form(m, i);
    if (good && m->options->up)
        add_grid(m);
    else if (good)
        add_saddle(m);
    good = good && write_out(m, out);
    q->cleanup(&m->out);
    return good;
}

static void count(struct imposer *m, struct impose_result *r)
{
    size_t n = input_pages(m->in), unit = m->options->up ? 1 : SIGNATURE;
    r->pages = n;
    r->wanted = (n + unit - 1) / unit * unit;
    m->n = r->wanted;
    m->n_blank = r->wanted - n;
    r->sheets = m->options->up ? (n + m->options->up - 1) / m->options->up : m->n / SIGNATURE;
    r->creep = m->options->up ? 0 : impose_creep(m->options->thickness, m->n);
}

struct impose_result impose(const struct qpdf *q, str bytes, const struct impose_options *options,
                            struct buf *out)
{
    struct impose_result r = {.end = IMPOSE_UNREADABLE};
    struct imposer m = {
        .q = q, .in = input_open(q, bytes), .options = options, .arena = arena_new()};
    if (input_state(m.in) == INPUT_OPEN) {
        m.source = input_library(m.in);
        count(&m, &r);
        if (r.wanted != r.pages && !options->blank)
            r.end = IMPOSE_COUNT;
        else if (!same_sizes(&m))
            r.end = IMPOSE_SIZES;
        else
            r.end = make_sheets(&m, out) ? IMPOSE_DONE : IMPOSE_FAILED;
    }
    arena_free(m.arena);
    input_free(m.in);
    return r;
}
