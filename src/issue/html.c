/* HTML tags in Markdown: a few are honoured, the others left out with a report. */
#include "issue/spans.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_character(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

/* Position behind `end` at or after `from`, or 0 when it does not come. */
static size_t behind(str s, const char *end, size_t from)
{
    size_t n = strlen(end);
    for (size_t i = str_find(s, end[0], from); i + n <= s.n; i = str_find(s, end[0], i + 1))
        if (memcmp(s.p + i, end, n) == 0)
            return i + n;
    return 0;
}

static bool scan_until(str s, size_t at, const char *end, struct tag *tag, enum tag_form form)
{
    size_t to = behind(s, end, at);
    tag->form = form;
    tag->unclosed = to == 0;
    tag->n = (to ? to : s.n) - at;
    return true;
}

/* Position of the `>` that ends a tag; quoted attribute values may hold one. */
static size_t tag_end(str s, size_t at)
{
    char quote = 0;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>' || c == '<')
            break;
    }
    return at;
}

/* The language that a tag's attributes, s.p[at] to s.p[end], say: en of lang="en-GB". */
static void scan_language(str s, size_t at, size_t end, struct tag *tag)
{
    static const char key[] = "lang=";
    size_t n = 0;
    for (size_t i = at; i + sizeof key <= end; i++) {
        if (memcmp(s.p + i, key, sizeof key - 1) != 0 || (s.p[i - 1] != ' ' && s.p[i - 1] != '\n'))
            continue;
        i += sizeof key - 1;
        i += s.p[i] == '"' || s.p[i] == '\'';
        while (i < end && is_letter(s.p[i]) && n + 1 < sizeof tag->lang)
            tag->lang[n++] = (char)(s.p[i++] | 0x20);
        return;
    }
}

static bool scan_element(str s, size_t at, struct tag *tag)
{
    size_t i = at + 1, n = 0;
    tag->form = TAG_OPEN;
    if (i < s.n && s.p[i] == '/') {
        tag->form = TAG_CLOSE;
        i++;
    }
    if (i == s.n || !is_letter(s.p[i]))
        return false;
    for (; i < s.n && is_name_character(s.p[i]); i++)
        if (n + 1 < sizeof tag->name)
            tag->name[n++] = (char)(is_letter(s.p[i]) ? s.p[i] | 0x20 : s.p[i]);
    size_t end = tag_end(s, i);
    tag->n = end + 1 - at;
    scan_language(s, i, end < s.n ? end : s.n, tag);
    return end < s.n && s.p[end] == '>';
}

bool tag_scan(str s, size_t at, struct tag *tag)
{
    *tag = (struct tag){0};
    str rest = str_slice(s, at, s.n);
    if (!str_starts(rest, STR("<")))
        return false;
    if (str_starts(rest, STR("<!--")))
        return scan_until(s, at, "-->", tag, TAG_COMMENT);
    if (str_starts(rest, STR("<![CDATA[")))
        return scan_until(s, at, "]]>", tag, TAG_CDATA);
    if (str_starts(rest, STR("<?")))
        return scan_until(s, at, "?>", tag, TAG_OTHER);
    if (str_starts(rest, STR("<!")))
        return scan_until(s, at, ">", tag, TAG_OTHER);
    return scan_element(s, at, tag);
}

str tag_text(str s, size_t at, const struct tag *tag)
{
    if (tag->form != TAG_CDATA)
        return STR("");
    size_t end = tag->unclosed ? 0 : STR("]]>").n;
    return str_slice(s, at + STR("<![CDATA[").n, at + tag->n - end);
}

static const struct {
    const char *name;
    unsigned format;
} honoured[TAG_KINDS] = {
    [TAG_U] = {"u", SPAN_UNDERLINE},
    [TAG_CITE] = {"cite", SPAN_WAVY},
    [TAG_EM] = {"em", SPAN_DOTS},
    [TAG_MARK] = {"mark", SPAN_FRAMED},
    [TAG_SUP] = {"sup", SPAN_SUPERSCRIPT},
    [TAG_SUB] = {"sub", SPAN_SUBSCRIPT},
    [TAG_SPAN] = {"span", SPAN_WESTERN},
    [TAG_RUBY] = {"ruby", 0},
    [TAG_RB] = {"rb", 0},
    [TAG_RT] = {"rt", 0},
    [TAG_RP] = {"rp", 0},
};

#define HINT_LAYOUT N_("how text looks is said by the layout")
#define HINT_TABLE  N_("write a table with | between the cells")
#define HINT_EMPTY  N_("leave an empty line between paragraphs")

/* What to write instead of common tags. */
static const struct other_tag {
    const char *name;
    bool block;
    const char *hint;
} others[] = {
    {"a", false, N_("write [text](address)")},
    {"b", false, N_("write **text**")},
    {"blockquote", true, N_("begin the lines with >")},
    {"center", true, HINT_LAYOUT},
    {"code", false, N_("write `text`")},
    {"del", false, N_("write ~~text~~")},
    {"div", true, HINT_LAYOUT},
    {"font", false, HINT_LAYOUT},
    {"h1", true, N_("write # heading")},
    {"h2", true, N_("write ## heading")},
    {"h3", true, N_("write ### heading")},
    {"h4", true, N_("write #### heading")},
    {"h5", true, N_("write ##### heading")},
    {"h6", true, N_("write ###### heading")},
    {"hr", true, N_("write ---")},
    {"i", false, N_("write *text*")},
    {"img", false, N_("write ![description](file)")},
    {"li", true, N_("begin the line with -")},
    {"ol", true, N_("begin the lines with 1.")},
    {"p", true, HINT_EMPTY},
    {"pre", true, N_("indent the lines by four blanks")},
    {"s", false, N_("write ~~text~~")},
    {"span", false, N_("how text looks is said by the layout; lang=\"en\" makes it Western")},
    {"strike", false, N_("write ~~text~~")},
    {"strong", false, N_("write **text**")},
    {"table", true, HINT_TABLE},
    {"td", true, HINT_TABLE},
    {"th", true, HINT_TABLE},
    {"tr", true, HINT_TABLE},
    {"ul", true, N_("begin the lines with -")},
};

static const struct other_tag *find_other(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, name) == 0)
            return &others[i];
    return NULL;
}

bool tag_is_block(const struct tag *tag)
{
    const struct other_tag *other = find_other(tag->name);
    return other && other->block;
}

static enum tag_kind kind_of(const char *name)
{
    enum tag_kind kind = 0;
    while (kind < TAG_KINDS && strcmp(honoured[kind].name, name) != 0)
        kind++;
    return kind;
}

static void report_left_out(struct spans *s, const struct tag *tag, struct place at)
{
    const struct other_tag *other = find_other(tag->name);
    const char *slash = tag->form == TAG_CLOSE ? "/" : "";
    markdown_report(
        s->m, DIAG_HTML_LEFT_OUT, at,
        other ? other->hint
              : N_("known are br, u, cite, em, mark, sup, sub and ruby; write &lt; for <"),
        "the HTML tag <%s%s> is left out, its text is kept", slash, tag->name);
}

static void report_unmatched(struct spans *s, enum tag_kind kind, bool open, struct place at)
{
    if (open)
        markdown_report(s->m, DIAG_HTML_LEFT_OUT, at,
                        N_("add the closing tag in the same paragraph"), "<%s> is never closed",
                        honoured[kind].name);
    else
        markdown_report(s->m, DIAG_HTML_LEFT_OUT, at, N_("take it out, or add the opening tag"),
                        "</%s> closes nothing", honoured[kind].name);
}

/* The text since the last span that is no text becomes the base of the annotation. */
static void end_annotation(struct spans *s)
{
    s->ruby.in_text = false;
    size_t n = s->list.n, from = s->ruby.from;
    for (size_t i = from; i < n; i++)
        if (s->list.v[i].kind != SPAN_TEXT)
            from = i + 1;
    str annotation = str_trim(str_dup(s->m->arena, buf_view(&s->ruby.text)));
    s->ruby.text.n = 0;
    if (from == n) {
        markdown_report(s->m, DIAG_HTML_LEFT_OUT, s->ruby.at,
                        N_("write <ruby>text<rt>note</rt></ruby>"),
                        "this ruby annotation stands over nothing");
        spans_text(s, annotation, s->ruby.text_at, 0);
        spans_flush(s);
    } else if (annotation.n) {
        struct buf base = {0};
        for (size_t i = from; i < n; i++)
            buf_str(&base, s->list.v[i].text);
        struct span *first = &s->list.v[from];
        first->kind = SPAN_RUBY;
        first->text = str_trim(str_dup(s->m->arena, buf_view(&base)));
        first->ruby = annotation;
        s->list.n = from + 1;
        buf_free(&base);
    }
    s->ruby.from = s->list.n;
}

static void end_tag(struct spans *s, enum tag_kind kind)
{
    if (honoured[kind].format)
        spans_leave(s, honoured[kind].format);
    else if (kind == TAG_RT)
        end_annotation(s);
    else if (kind == TAG_RP)
        s->ruby.in_fallback = false;
    else if (kind == TAG_RUBY)
        spans_flush(s);
}

/* The language of the innermost span that names one. */
static void take_language(struct spans *s)
{
    size_t i = s->tags.open.n;
    while (i > 0 && s->tags.open.v[i - 1].kind != TAG_SPAN)
        i--;
    if (i)
        memcpy(s->language, s->tags.open.v[i - 1].lang, sizeof s->language);
    else
        s->language[0] = 0;
}

/* Ends the innermost open tag; in ruby the closing tags of parts may be left out. */
static enum tag_kind pop_tag(struct spans *s, bool wanted)
{
    struct open_tag top = s->tags.open.v[--s->tags.open.n];
    s->tags.count[top.kind]--;
    if (!wanted && top.kind < TAG_RB)
        report_unmatched(s, top.kind, true, top.at);
    end_tag(s, top.kind);
    take_language(s);
    return top.kind;
}

static void close_tag(struct spans *s, enum tag_kind kind)
{
    while (s->tags.open.v[s->tags.open.n - 1].kind != kind)
        pop_tag(s, false);
    pop_tag(s, true);
}

static void open_tag(struct spans *s, enum tag_kind kind, const struct tag *tag, struct place at)
{
    for (enum tag_kind part = TAG_RB; kind >= TAG_RB && part < TAG_KINDS; part++)
        if (s->tags.count[part])
            close_tag(s, part);
    struct open_tag *open = vec_add(&s->tags.open);
    *open = (struct open_tag){.kind = kind, .at = at};
    memcpy(open->lang, tag->lang, sizeof open->lang);
    s->tags.count[kind]++;
    take_language(s);
    if (honoured[kind].format) {
        spans_enter(s, honoured[kind].format);
        return;
    }
    spans_flush(s);
    if (kind == TAG_RUBY)
        s->ruby.from = s->list.n;
    s->ruby.at = at;
    s->ruby.in_text = kind == TAG_RT;
    s->ruby.in_fallback = kind == TAG_RP;
}

static void apply_known(struct spans *s, enum tag_kind kind, const struct tag *tag, struct place at)
{
    bool part = kind >= TAG_RB;
    if (tag->form == TAG_CLOSE && s->tags.count[kind])
        close_tag(s, kind);
    else if (tag->form == TAG_CLOSE)
        report_unmatched(s, kind, false, at);
    else if (part != (s->tags.count[TAG_RUBY] > 0) && (part || kind == TAG_RUBY))
        report_left_out(s, tag, at);
    else
        open_tag(s, kind, tag, at);
}

/* A closing tag of the same name is not reported again. */
static void apply_unknown(struct spans *s, const struct tag *tag, struct place at)
{
    if (!s->tags.unknown)
        s->tags.unknown = map_new();
    str name = str_of(tag->name);
    if (tag->form == TAG_CLOSE && map_get(s->tags.unknown, name)) {
        --*map_slot(s->tags.unknown, name, NULL);
        return;
    }
    report_left_out(s, tag, at);
    if (tag->form == TAG_OPEN && map_count(s->tags.unknown) < 1000)
        ++*map_slot(s->tags.unknown, str_dup(s->m->arena, name), NULL);
}

/* A span means something when it says that its text is of a Western language, and ends what did. */
static bool span_means(const struct spans *s, const struct tag *tag)
{
    static const char *const eastern[] = {"", "zh", "ja", "ko", "yue"};
    if (tag->form == TAG_CLOSE)
        return !(s->tags.unknown && map_get(s->tags.unknown, STR("span"))) &&
               s->tags.count[TAG_SPAN];
    for (size_t i = 0; i < sizeof eastern / sizeof *eastern; i++)
        if (strcmp(tag->lang, eastern[i]) == 0)
            return false;
    return true;
}

static void apply_element(struct spans *s, const struct tag *tag, struct place at)
{
    enum tag_kind kind = kind_of(tag->name);
    if (kind < TAG_KINDS && (kind != TAG_SPAN || span_means(s, tag)))
        apply_known(s, kind, tag, at);
    else if (tag->form == TAG_OPEN && strcmp(tag->name, "br") == 0)
        spans_add(s, (struct span){.kind = SPAN_BREAK, .at = at});
    else if (tag->form == TAG_OPEN && strcmp(tag->name, "wbr") == 0)
        spans_text(s, STR("\u200B"), at, 0); /* LB-14 */
    else
        apply_unknown(s, tag, at);
}

void tag_apply(struct spans *s, const struct tag *tag, struct place at)
{
    if (tag->form == TAG_OPEN || tag->form == TAG_CLOSE)
        apply_element(s, tag, at);
    else if (tag->form == TAG_CDATA || tag->form == TAG_OTHER)
        markdown_report(s->m, DIAG_HTML_LEFT_OUT, at, N_("take it out"),
                        "HTML declarations and instructions are left out");
    else if (tag->unclosed)
        markdown_report(s->m, DIAG_HTML_LEFT_OUT, at, N_("end the comment with -->"),
                        "this comment hides the rest of the article: it is never closed");
}

void tags_end(struct spans *s)
{
    while (s->tags.open.n)
        pop_tag(s, false);
    map_free(s->tags.unknown);
    s->tags.unknown = NULL;
}
