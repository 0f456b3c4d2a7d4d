/* What the readers of a layout's parts share. Private to this stage. */
#pragma once

#include "base/fields.h"
#include "layout/layout.h"

/** A map of the language: its keys, and what the reference says about it. */
struct layout_map {
    const char *what;  /* in messages: "the grid", "a text frame" */
    struct help title; /* heading of the reference */
    struct help intro; /* paragraph under it; NULL: none */
    const struct field *fields;
    size_t n;
    size_t n_common; /* rows at the beginning that the reference shows elsewhere */
};

#define LAYOUT_FIELDS(table) .fields = (table), .n = sizeof(table) / sizeof *(table)

/** All maps in the order of the reference; NULL at the end. */
extern const struct layout_map *const layout_maps[];

extern const struct layout_map map_top, map_page, map_grid, map_font, map_composition, map_style,
    map_style_rule, map_article, map_text, map_list, map_table, map_box, map_figures, map_underline,
    map_marks, map_notes, map_weights, map_fit, map_thread, map_jump, map_frame, map_text_frame,
    map_flow_frame, map_contents_frame, map_contact_frame, map_rule_frame, map_box_frame,
    map_image_frame, map_qr_frame, map_pages, map_looks, map_corrections;

/** What a correction looks like where a layout does not say (NP-23); `joined` keeps the arrow on
 * the line of what is wrong. */
#define LAYOUT_CORRECTION_ITEM(joined)                                                                 \
    "[{correction.year}年]第{correction.number}期第{correction.page}版[《{correction.title}》]" \
    "：“{correction.wrong}”" joined "→“{correction.right}”"

/** Names that a part of the layout gives and others refer to. */
struct names {
    const char *what; /* "colour" */
    str *v;
    const char **z; /* the same, NUL-ended */
    size_t n;
};

/** Readers' context: what has been read so far. */
struct layout_reader {
    struct fields_reader fields;
    struct layout *layout;
    bool clreq_sizes; /* what Chinese sizes are in points (PD-02): not Word's */
    length em, pitch; /* what em and lines mean here; 0: they mean nothing yet */
    length base_em;   /* the grid's size */
    bool grid_ok;     /* page, grid and type area can be counted with */
    struct names color_names;
    struct color *colors;
    struct spot_ink *spots; /* the layout's */
    struct names role_names;
    struct font_role *roles;
    struct names style_names;
    struct style *styles;
    struct style_use {
        bool used;   /* as a paragraph style */
        bool orphan; /* what it extends was not found: what it has is not known */
        struct place at;
    } * style_uses;
    struct names master_names;
    struct master *masters;
    bool reading_span; /* the style being read is one of a span */
};

/** The reader that a field reader was called for. */
static inline struct layout_reader *layout_reader_of(struct fields_reader *r)
{
    return r->context;
}

/* names.c */

/** Collects the keys of a map; reports and gives false when it is no map or empty. */
bool names_read(struct fields_reader *r, const struct yaml *map, const char *what,
                struct names *out);
/** Index of the name in `value`; -1 when it is none: reported with the nearest. */
int names_find(struct fields_reader *r, const struct names *names, const struct yaml *value,
               const struct field *field);
int names_index(const struct names *names, str name);
/** A text cut to what fits into a message. */
str layout_shown(struct fields_reader *r, str text);

/* Readers of values. `out` is what is named; `parameter` in brackets. */

field_read_fn field_map;           /* a struct that [struct layout_map] fills */
field_read_fn field_flag;          /* bool: the second of two names [const char *const[]] */
field_read_fn field_color;         /* struct color, by name */
field_read_fn field_color_or_none; /* struct color; `none` leaves it alone */
field_read_fn field_template;      /* struct text_template */
field_read_fn field_role;          /* const struct font_role * */
field_read_fn field_style;         /* const struct style *, noted as a paragraph style */
field_read_fn field_furniture;     /* struct furniture [struct layout_map] */
field_read_fn field_furnitures;    /* struct furniture_list [struct layout_map] */

field_read_fn field_presence; /* struct presence */

field_read_fn field_master;       /* const struct master * */
field_read_fn field_master_map;   /* struct master_map, by section */
field_read_fn field_master_pages; /* struct master_map, by page number */
field_read_fn field_looks;        /* struct article_looks * */

/** Reports a master that cannot stand for `inside`: its text would flow elsewhere. */
bool check_alternative(struct layout_reader *r, const struct master *m);
bool read_section_looks(struct layout_reader *r, const struct yaml *sections);

/** The field of a name, TEMPLATE_LITERAL: there is none; and the other way round. */
enum template_field template_field_of(str name);
const char *template_field_name(enum template_field field);

struct furniture_list {
    struct furniture *v;
    size_t n;
};

/** A list of values, at most `max` of them; reports and gives false otherwise. */
bool layout_want_list(struct fields_reader *r, const struct yaml *value, const struct field *field,
                      size_t max);
/** True when the value is the word `none`. */
bool layout_is_none(const struct yaml *value);
bool layout_read_map(struct fields_reader *r, const struct yaml *value,
                     const struct layout_map *map, void *out);
const struct field *layout_field(const struct layout_map *map, const char *name);

/* The parts, in the order in which they must be read. */

bool read_grid(struct layout_reader *r, const struct yaml *page, const struct yaml *grid);
bool read_colors(struct layout_reader *r, const struct yaml *colors);
bool read_fonts(struct layout_reader *r, const struct yaml *fonts);
/** Names only, so that everything can refer to them. */
bool declare_styles(struct layout_reader *r, const struct yaml *styles);
bool read_styles(struct layout_reader *r, const struct yaml *styles, int64_t gap_em);
/** After all uses are known: fills layout->styles and reports styles that lack something. */
bool check_styles(struct layout_reader *r, const struct yaml *styles);
/** The composition rules; NULL: all standard. `*gap` is the Han–Western gap for styles. */
bool read_composition(struct layout_reader *r, const struct yaml *composition, int64_t *gap);
bool read_article(struct layout_reader *r, const struct yaml *article);
bool read_threads(struct layout_reader *r, const struct yaml *threads);
bool read_masters(struct layout_reader *r, const struct yaml *masters);
bool read_pages(struct layout_reader *r, const struct yaml *pages);

/** layout_read() of a text that was read already (valid UTF-8). */
const struct layout *layout_read_source(struct arena *a, const char *folder,
                                        const struct source *source, struct diags *d);
