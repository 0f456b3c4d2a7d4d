/* What columns and pages are chosen by. */
#include "layout/dimension.h"

struct weights layout_standard_weights(void)
{
    return (struct weights){
        .page = 100,
        .short_page = 8,
        .short_column = 8,
        .unbalanced = 6,
        .wide_gap = 2,
        .scrap = 10,
        .widow = 400,
        .orphan = 250,
        .hyphen = 20,
        .lead_in = 100,
        .note_split = 40,
        .table_split = 60,
        .figure_early = 12,
        .figure_far = 6,
        .figure_late = 40,
        .figure_split = 5,
        .jump = 60,
        .broken = 100000,
    };
}

static bool field_weight(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    enum { MOST = 10000 };
    const struct count_rule rule = {0, MOST};
    struct field counted = *field;
    int n = 0;
    counted.parameter = &rule;
    if (!field_count(r, value, &counted, &n))
        return false;
    *(int64_t *)out = n;
    return true;
}

#define WEIGHT(key, member, holds, chinese, english)                                               \
    {                                                                                              \
        .name = (key), .offset = offsetof(struct layout, weights.member), .read = field_weight,    \
        .unit = "0–10000", .standard = (holds), .help = {                                          \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

static const struct field weight_keys[] = {
    WEIGHT("page", page, "100", "每多一页", "every page more"),
    WEIGHT("short-page", short_page, "8", "页尾留白，按行数的平方；末页不计",
           "white at a page's foot, by the square of the lines; not on the last page"),
    WEIGHT("short-column", short_column, "8", "满页里一栏提前结束，按行数的平方",
           "a column that ends early on a full page, by the square of the lines"),
    WEIGHT("unbalanced", unbalanced, "6", "文末各栏比能做到的更长，按行数的平方",
           "columns at the end that are higher than need be, by the square of the lines"),
    WEIGHT("wide-gap", wide_gap, "2", "两篇之间比 gap 多空的行，按平方",
           "lines of a gap between articles beyond gap, by their square"),
    WEIGHT("scrap", scrap, "10", "一篇的末尾在另一页上每栏不满五行，按所差行数的平方",
           "an article's end on another page with fewer than five lines a column, by the square of "
           "what it lacks"),
    WEIGHT("widow", widow, "400", "段末孤行在栏首；在页首加倍",
           "widows at a column's head; twice at a page's head"),
    WEIGHT("orphan", orphan, "250", "段首孤行在栏尾；在页尾加倍",
           "orphans at a column's foot; twice at a page's foot"),
    WEIGHT("lead-in", lead_in, "100", "冒号领起列表、代码等的一行留在栏尾",
           "a line that ends in a colon left at a column's foot"),
    WEIGHT("hyphen", hyphen, "20", "西文词用连字符断到另一栏",
           "a word with a hyphen between columns"),
    WEIGHT("note-split", note_split, "40", "一条脚注分在两栏", "a note divided between columns"),
    WEIGHT("table-split", table_split, "60", "一栏排得下的表拆到两栏；拆到两页加倍",
           "a table divided between columns that one could hold; twice between pages"),
    WEIGHT("figure-early", figure_early, "12", "图在提到它之前，每早一栏",
           "a picture before its mention, each column"),
    WEIGHT("figure-far", figure_far, "6", "图离提到它的一栏，每远一栏",
           "a picture away from its mention, each column"),
    WEIGHT("figure-late", figure_late, "40", "图比提到它的一页，每晚一页",
           "a picture later than the page of its mention, each page"),
    WEIGHT("figure-split", figure_split, "5", "图在栏首或栏尾，把一段文字隔成两截",
           "a picture at a head or foot over which a paragraph goes on"),
    WEIGHT("jump", jump, "60", "一篇转到后面的页", "an article that goes on, on a later page"),
};

const struct layout_map map_weights = {
    .what = N_("the weights"),
    .title = {"取舍的分量：weights", "Weights: weights"},
    .intro = {"分栏、分页一次算出总分最小的排法；不合意时调这里的分量。",
              "Columns and pages are chosen at once, so that the sum of these is least; change "
              "them where the choice is not to your liking."},
    LAYOUT_FIELDS(weight_keys),
};

const char *weight_key(size_t i)
{
    return i < map_weights.n ? weight_keys[i].name : NULL;
}

int64_t *weight_at(struct weights *w, size_t i)
{
    return (int64_t *)((char *)w + weight_keys[i].offset - offsetof(struct layout, weights));
}
