/* The composition rules that a layout picks and overrides. */
#include "layout/dimension.h"

#define LEVEL(name, written, chinese) written,
static const char *const level_names[] = {
#include "layout/levels.def"
    NULL};
#undef LEVEL

#define PRESET(name, written, chinese, ...) written,
static const char *const marks_names[] = {
#include "layout/presets.def"
    NULL};
#undef PRESET

/* The rows of the tables as the reference lists them. */
#define LEVEL(name, written, chinese)       ", " written
#define PRESET(name, written, chinese, ...) ", " written
static const char levels_shown[] =
#include "layout/levels.def"
    , heading_levels_shown[] = "same"
#include "layout/levels.def"
    ,
                  presets_shown[] =
#include "layout/presets.def"
    ;
#undef LEVEL
#undef PRESET
#define LEVEL(name, written, chinese)       " " chinese
#define PRESET(name, written, chinese, ...) " " chinese
static const char levels_help[] = "禁则的宽严，依次是"
#include "layout/levels.def"
    ,
                  presets_help[] = "标点宽度，依次是"
#include "layout/presets.def"
    ;
#undef LEVEL
#undef PRESET
#define LEVEL(name, written, chinese) written,
static const char *const heading_level_names[] = {"same",
#include "layout/levels.def"
                                                  NULL};
#undef LEVEL
#define AFTER_COMMA 2

static const char *const adjacent_names[] = {"preset", "squeeze", "tight", "off", NULL};
static const char *const line_end_names[] = {"preset", "all", "brackets", "if-needed", "off", NULL};
static const char *const line_start_names[] = {"preset", "trim", "keep", NULL};
static const char *const indent_names[] = {"trim", "keep", "half", NULL};
static const char *const hang_names[] = {"off", "avoid", "allow", "force", "grid", NULL};
static const char *const quotes_names[] = {"auto", "cjk", "latin", NULL};
static const char *const hyphenate_names[] = {"auto", "on", "off", NULL};
static const char *const stops_names[] = {"preset", "reduce", "keep", NULL};
static const char *const adjust_names[] = {"push-in", "push-out", "least", NULL};
static const char *const names_names[] = {"soft", "whole", NULL};
static const char *const digits_names[] = {"gap", "tight", NULL};
static const char *const character_grid_names[] = {"off", "on", NULL};
static const char *const gap_names[] = {"elastic", "fixed", NULL};
static const char *const digit_width_names[] = {"font", "half", NULL};
static const char *const digit_groups_names[] = {"keep", "thin", "comma", NULL};
static const char *const degrees_names[] = {"tight", "gap", NULL};
static const char *const sizes_names[] = {"ideographic", "center", "latin", NULL};
static const char *const mark_runs_names[] = {"rescue", "whole", NULL};
static const char *const word_break_names[] = {"normal", "break-all", NULL};
static const char *const soft_break_names[] = {"drop", "space", NULL};
static const char *const breaking_names[] = {"total", "greedy", NULL};
static const char *const blanks_names[] = {"replace", "warn", "keep", NULL};
static const char *const overlong_names[] = {"cut", "ragged", "shrink", NULL};

struct composition_source {
    struct composition rules;
    int64_t gap;
};

/* A map of class names to what they take, which composition knows; ratios within the parameter's
 * range where there is one. */
static bool field_class_values(struct fields_reader *r, const struct yaml *value,
                               const struct field *field, void *out)
{
    struct class_values *list = out;
    if (value->kind != YAML_MAP) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be classes with what they take",
                 field->name);
        diag_hint(r->diags, "write %s", field->unit);
        return false;
    }
    bool ok = true;
    list->n = value->n;
    list->v = arena_many(r->arena, value->n, struct class_value);
    for (size_t i = 0; i < value->n; i++) {
        const struct yaml_entry *e = &value->entries[i];
        struct class_value *v = &list->v[i];
        *v = (struct class_value){e->key, e->value->text, 0, e->key_at, e->value->at};
        ok &= field->parameter ? field_ratio(r, e->value, field, &v->ratio)
                               : fields_want_scalar(r, e->value, field);
    }
    return ok;
}

#define MEMBER(member) .offset = offsetof(struct composition_source, rules.member)
#define CHOICE(key, member, names, shown, usual, chinese, english)                                 \
    {                                                                                              \
        .name = (key), MEMBER(member), .read = field_choice, .unit = (shown), .standard = (usual), \
        .help = {chinese, english}, .parameter = (names)                                           \
    }
#define FLAG(key, member, names, shown, usual, chinese, english)                                   \
    {                                                                                              \
        .name = (key), MEMBER(member), .read = field_flag, .unit = (shown), .standard = (usual),   \
        .help = {chinese, english}, .parameter = (names)                                           \
    }
#define CHARACTERS(key, member, chinese, english)                                                  \
    {                                                                                              \
        .name = (key), MEMBER(member), .read = field_text, .unit = "\"：；\"", .standard = "—",    \
        .help = {                                                                                  \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

static const struct field composition_keys[] = {
    CHOICE("level", level, level_names, levels_shown + AFTER_COMMA, "gb", levels_help,
           "how strictly line starts and ends are kept, from loose to strict"),
    CHOICE("heading-level", heading_level, heading_level_names, heading_levels_shown, "same",
           "标题里禁则的宽严；same 同 level",
           "level of line-break rules in headings; same: as level"),
    FLAG("mark-runs", forbid_rescue, mark_runs_names, "rescue, whole", "rescue",
         "三个以上连用的标点，不从中断开字距就要过松时：断开并告警、仍不断",
         "three or more marks in a row where the gaps would become too loose otherwise: part them "
         "with a warning, or never"),
    CHARACTERS("not-at-start", not_at_start, "另外不许在行首的字符",
               "more characters that no line begins with"),
    CHARACTERS("may-start", may_start, "另外许在行首的字符",
               "characters that a line may begin with all the same"),
    CHARACTERS("not-at-end", not_at_end, "另外不许在行末的字符",
               "more characters that no line ends with"),
    CHARACTERS("may-end", may_end, "另外许在行末的字符",
               "characters that a line may end with all the same"),
    {.name = "keep-together",
     MEMBER(keep_together),
     .read = field_texts,
     .unit = "[十九大, …]",
     .standard = "—",
     .help = {"不许拆在两行的词", "words that are not divided between lines"}},
    FLAG("names", whole_names, names_names, "soft, whole", "soft",
         "标了专名号、不超过四个字的名字：尽量不拆、一律不拆在两行",
         "marked names of up to four characters: kept on one line where it can be, or always"),
    CHOICE("marks", marks, marks_names, presets_shown + AFTER_COMMA, "quanjiao", presets_help,
           "width preset of marks"),
    CHOICE(
        "adjacent", adjacent, adjacent_names, "preset, squeeze, tight, off", "preset",
        "相邻标点：依 marks、合占一字半、合占一字、不收",
        "marks next to each other: as marks says, an em and a half for two, one em, not squeezed"),
    CHOICE("line-end", line_end, line_end_names, "preset, all, brackets, if-needed, off", "preset",
           "行末标点收半格：依 marks、都收、只收括号、挤时才收、不收",
           "half an em off a mark at a line's end: as marks says, all, brackets alone, if needed, "
           "none"),
    CHOICE("line-start", line_start, line_start_names, "preset, trim, keep", "preset",
           "行首前括号前引号收半格：依 marks、收、不收",
           "half an em off an opening mark at a line's start: as marks says, off, not"),
    CHOICE("indent-mark", indent_mark, indent_names, "trim, keep, half", "trim",
           "段首缩进处的前括号前引号：收半格、不收、收四分之一格",
           "an opening mark at the indent of a paragraph: half an em off, nothing, a quarter"),
    CHOICE("hang", hang, hang_names, "off, avoid, allow, force, grid", "off",
           "标点悬挂：不用、免得推出时用、可用、必用、必用且其后的标点可到下行行首（逐格排）",
           "hanging marks: off, to avoid pushing out, allowed, forced, forced with the next mark "
           "at the line's start (one character a cell)"),
    CHARACTERS("hang-marks", hang_marks, "可以悬挂的标点；不写是，、。",
               "marks that may hang; ，、。 when not given"),
    CHOICE("quotes", quotes, quotes_names, "auto, cjk, latin", "auto",
           "“”‘’的宽窄：看前后文、都作中文、都作西文",
           "width of “”‘’: by what stands around them, always Chinese, always Western"),
    CHOICE("stops", stops, stops_names, "preset, reduce, keep", "preset",
           "行中句号问号叹号的空：依 marks（开明式不收）、最后可收、不收",
           "blank of full stops, question and exclamation marks inside a line: as marks says "
           "(kaiming keeps it), gives way last, or never"),
    {.name = "gap",
     .offset = offsetof(struct composition_source, gap),
     .read = field_ratio,
     .unit = UNIT_RATIO,
     .standard = "1/4",
     .help = {"汉字与西文之间的空，以字号为一份",
              "gap between Han and Western text, as a part of the type size"},
     .parameter = &(const struct length_rule){0, 65536, N_("from 0 to 1")}},
    {.name = "gap-most",
     MEMBER(gap_most),
     .read = field_ratio,
     .unit = UNIT_RATIO,
     .standard = "1/2",
     .help = {"这个空撑大到多少为止，再松就撑字距",
              "how wide that gap may become before all gaps are widened"},
     .parameter = &(const struct length_rule){8192, 65536, N_("from 1/8 to 1")}},
    {.name = "spacing-most",
     MEMBER(spacing_most),
     .read = field_ratio,
     .unit = UNIT_RATIO,
     .standard = "64",
     .help = {"撑满一行，每处字距最多加多少；还不够的行不撑，右边空着；64：总要撑满",
              "how much each gap of a line may be widened to fill it; a line that needs more stays "
              "short; 64: every line is filled"},
     .parameter = &(const struct length_rule){16384, 64 * 65536, N_("from 1/4 to 64")}},
    FLAG("digits", tight_digits, digits_names, "gap, tight", "gap",
         "数字与汉字之间：同西文一样留空、不留空",
         "between digits and Han: a gap as for Western text, or none"),
    FLAG("character-grid", character_grid, character_grid_names, "off, on", "off",
         "纵横对齐：汉字之间的西文和数字连同两边的空占整字，各行的字上下对齐（另要 adjacent: off、"
         "line-end: off）",
         "characters stand in rows and columns: Western text between Han takes whole em with the "
         "white around it (with adjacent: off and line-end: off)"),
    FLAG("digit-width", half_digits, digit_width_names, "font, half", "font",
         "数字的宽度：依字体、一律半个字宽", "width of digits: the font's, or half an em each"),
    CHOICE("digit-groups", digit_groups, digit_groups_names, "keep, thin, comma", "keep",
           "五位以上的数量每三位分节：照稿、空四分之一格、加逗号；年份和编号不分",
           "quantities of five digits and more by threes: as typed, a quarter of an em, a comma; "
           "years and serial numbers stay"),
    FLAG("degrees", gap_degrees, degrees_names, "tight, gap", "tight",
         "数字与 ℃、° 之间：不留空、空四分之一格",
         "between digits and ℃ or °: none, a quarter of an em"),
    CHOICE("sizes", sizes, sizes_names, "ideographic, center, latin", "ideographic",
           "一行里大小不同的字：字面框的底对齐、字面框的中线对齐、西文基线对齐",
           "characters of several sizes in a line: on the bottom of the character frames, on their "
           "middle, on the Western baseline"),
    CHOICE("adjust", adjust, adjust_names, "push-in, push-out, least", "push-in",
           "行末放不下时：先挤进后推出、只推出、哪样动得少用哪样",
           "what does not fit at a line's end: push in before pushing out, push out alone, "
           "whichever moves less"),
    {.name = "floor",
     MEMBER(floor),
     .read = field_ratio,
     .unit = UNIT_RATIO,
     .standard = "1/2",
     .help = {"行中标点挤到多宽为止", "how far marks inside a line may be squeezed"},
     .parameter = &(const struct length_rule){32768, 65536, N_("from 1/2 to 1")}},
    FLAG("gap-width", fixed_gap, gap_names, "elastic, fixed", "elastic",
         "汉字与西文之间的空可否伸缩",
         "whether the gap between Han and Western text can stretch and shrink"),
    {.name = "last-line",
     MEMBER(last_line),
     .read = field_integer,
     .unit = "2",
     .standard = "2",
     .help = {"段末一行至少几个汉字", "Han characters that a paragraph's last line has at least"}},
    FLAG("breaking", greedy, breaking_names, "total, greedy", "total",
         "断行：全段一起选最好的、一行一行尽量排满",
         "line breaks: the best for the whole paragraph, or as much as fits, line by line"),
    FLAG("soft-break", keep_soft_breaks, soft_break_names, "drop, space", "drop",
         "稿件里汉字之间的换行：不算、算一个空格",
         "line ends between Han in the source: nothing, or a blank"),
    CHOICE("blanks", blanks, blanks_names, "replace, warn, keep", "replace",
           "作者在汉字与西文之间打的空格：换成 gap 的空、换了并告知、照留",
           "blanks the author typed between Han and Western text: replaced by the gap, replaced "
           "and reported, kept"),
    FLAG("word-break", break_words, word_break_names, "normal, break-all", "normal",
         "西文单词：只按断词和网址的规则拆、行末任意处拆",
         "Western words: divided by the rules of words and addresses alone, or anywhere at a "
         "line's end"),
    CHOICE("overlong", overlong, overlong_names, "cut, ragged, shrink", "cut",
           "没有可断之处又比行长的词：排满处切断、整段不撑满、整段缩小到最多九成再切",
           "a word longer than the line with no place to divide it: cut where the line is full, "
           "the paragraph not justified, or reduced to 90 % at most before it is cut"),
    CHOICE("hyphenate", hyphenate, hyphenate_names, "auto, on, off", "auto",
           "西文单词断词：窄栏（不足 24 字）才断、断、不断",
           "hyphens: in narrow columns (under 24 characters) alone, on, off"),
    {.name = "classes",
     MEMBER(classes),
     .read = field_class_values,
     .unit = "{middle-dot: \"‧\"}",
     .standard = "—",
     .help = {"改归别类的字符；类名见 src/compose/rules.def",
              "characters of another class; the names of classes stand in src/compose/rules.def"}},
    {.name = "widths",
     MEMBER(widths),
     .read = field_class_values,
     .unit = "{pause: 1/2}",
     .standard = "—",
     .help = {"某类标点在行中占几分之几个字，从 1/2 到 1，不依 "
              "marks；间隔号（middle-dot）占一字时两边的空可收",
              "the part of an em that marks of a class take inside a line, from 1/2 to 1, whatever "
              "marks says; a middle dot of a whole em can be squeezed on both sides"},
     .parameter = &(const struct length_rule){32768, 65536, N_("from 1/2 to 1")}},
    {.name = "stages",
     MEMBER(stages),
     .read = field_class_values,
     .unit = "{stop: none, \"：\": none}",
     .standard = "—",
     .help = {"某类标点或某些字符的空在挤压的哪一步收，从 S2 到 S7，none 不收",
              "the stage of squeezing, from S2 to S7, in which the blank of a class or of some "
              "characters gives way; none: never"}},
};

const struct layout_map map_composition = {
    .what = N_("the composition"),
    .title = {"排字规则：composition", "Rules of composition: composition"},
    LAYOUT_FIELDS(composition_keys),
};

bool read_composition(struct layout_reader *r, const struct yaml *composition, int64_t *gap)
{
    struct composition_source s = {.rules = {.level = PROHIBITION_GB, .last_line = 2},
                                   .gap = 16384};
    bool ok = !composition || layout_read_map(&r->fields, composition, &map_composition, &s);
    r->layout->composition = s.rules;
    *gap = s.gap;
    return ok;
}
