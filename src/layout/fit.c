/* Copy-fit (NP-24): how many pages an issue is to have, and what may give for it. */
#include "layout/dimension.h"

#define PRESET(name, written, chinese, ...) written,
static const char *const marks_names[] = {
#include "layout/presets.def"
    NULL};
#undef PRESET
const char *fit_marks_name(enum marks_preset preset)
{
    return marks_names[preset];
}

#define REMEDY(id, name) name,
static const char *const remedy_names[] = {FIT_REMEDIES(REMEDY) NULL};
#undef REMEDY

/* A list of names, each once; one alone may stand without brackets. */
static bool read_names(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       int *out, int *n, int most)
{
    bool list = value->kind == YAML_LIST, ok = true;
    if (list && !layout_want_list(r, value, field, (size_t)most))
        return false;
    *n = 0;
    for (size_t i = 0; i < (list ? value->n : 1); i++) {
        const struct yaml *one = list ? value->entries[i].value : value;
        int name = 0;
        bool known = field_choice(r, one, field, &name), again = false;
        for (int k = 0; known && k < *n; k++)
            again = again || out[k] == name;
        if (again)
            diag_add(r->diags, DIAG_BAD_VALUE, one->at, "`%s` is named twice",
                     ((const char *const *)field->parameter)[name]);
        ok = ok && known && !again;
        if (known && !again)
            out[(*n)++] = name;
    }
    return ok;
}

static bool field_give(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct fit_layout *fit = out;
    int names[FIT_REMEDY_COUNT], n = 0;
    bool ok = read_names(r, value, field, names, &n, FIT_REMEDY_COUNT);
    for (int i = 0; i < n; i++)
        fit->give[i] = (enum fit_remedy)names[i];
    fit->n_give = n;
    return ok;
}

static bool field_marks(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    struct fit_layout *fit = out;
    int names[FIT_MARKS_MAX], n = 0;
    bool ok = read_names(r, value, field, names, &n, FIT_MARKS_MAX);
    for (int i = 0; i < n; i++)
        fit->marks[i] = (enum marks_preset)names[i];
    fit->n_marks = n;
    return ok;
}

/* [least, most] */
static bool field_limits(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    struct fit_limits *limits = out;
    struct field one = *field;
    one.parameter = &rule_size;
    if (value->kind != YAML_LIST || value->n != 2) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` takes two lengths: the least, the most",
                 field->name);
        diag_hint(r->diags, "for example: `%s: %s`", field->name, field->unit);
        return false;
    }
    bool ok = field_length(r, value->entries[0].value, &one, &limits->least) &&
              field_length(r, value->entries[1].value, &one, &limits->most);
    if (!ok || limits->least <= limits->most)
        return ok;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "the least `%s` is more than the most",
             field->name);
    diag_hint(r->diags, "write the smaller one first");
    return false;
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct layout, fit.member), .read = (reader)

static const struct field fit_keys[] = {
    {KEY("pages", pages, field_count), .unit = "8", .standard = "不限",
     .help = {"一期要排成几页；issue.yaml 可以另写",
              "pages an issue is brought to; issue.yaml may say otherwise"},
     .parameter = &(const struct count_rule){1, 10000}},
    {KEY("multiple", multiple, field_count), .unit = "4", .standard = "不限",
     .help = {"页数要是几的倍数（骑马订是 4）；issue.yaml 可以另写",
              "pages are a multiple of it (4 for saddle stitch); issue.yaml may say otherwise"},
     .parameter = &(const struct count_rule){2, 64}},
    {.name = "give",
     .offset = offsetof(struct layout, fit),
     .read = field_give,
     .unit = N_("list of marks, figures, pitch, size, filler"),
     .standard = "—",
     .help =
         {"排不成时，哪些可以动，依次来：标点宽度、图的大小、行距、字号、补白",
          "what may give when they are not, in this order: marks, figures, pitch, size, filler"},
     .parameter = remedy_names},
    {.name = "marks",
     .offset = offsetof(struct layout, fit),
     .read = field_marks,
     .unit = N_("list of presets"),
     .standard = "—",
     .help = {"标点可以换成哪几种宽度，依次来",
              "widths of marks that may be taken instead, in this order"},
     .parameter = marks_names},
    {KEY("figures", figures, field_count), .unit = "80", .standard = "100",
     .help = {"图最少缩到百分之几", "percent that figures are reduced to at most"},
     .parameter = &(const struct count_rule){30, 100}},
    {KEY("pitch", pitch, field_limits), .unit = "[16pt, 18pt]", .standard = "—",
     .help = {"行距最小、最大；版心高不变，每栏行数随行距变",
              "least and most line pitch; the type area's height stays, lines a column change"}},
    {KEY("size", size, field_limits), .unit = "[10pt, 11pt]", .standard = "—",
     .help = {"正文字号最小、最大；版心宽不超过原来，每行字数随字号变",
              "least and most type size; the type area gets no wider, characters a line change"}},
};
#undef KEY

const struct layout_map map_fit = {
    .what = N_("the copy-fit"),
    .title = {"排成几页：fit", "Copy-fit: fit"},
    .intro = {"一期先照常排。页数不合时，照 `give` "
              "的次序一样一样地动，每样动到够为止，不过限度；还不成，"
              "就报告差几行。`banxin fit` 列出各篇、各页和用了什么办法。",
              "An issue is first set as ever. When its pages do not come out, what `give` names "
              "gives in that order, each as far as is needed and within its limits; when that is "
              "not enough, it is reported how many lines are over or short. `banxin fit` lists "
              "articles, pages and what was used."},
    LAYOUT_FIELDS(fit_keys),
};
