#include "base/utf8.h"
#include "issue/checks.h"
#include "issue/markdown.h"
#include "issue/reading.h"
#include "issue/schema.h"

#include <stddef.h>

#define TEXT(key, member, needed, chinese, english)                                                \
    {                                                                                              \
        .name = key, .read = reading_value, .offset = offsetof(struct article, member),            \
        .required = needed, .unit = N_("text"), .help = {                                          \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

/* Codes of checks that the article is right not to pass. */
static bool read_ignored(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    struct texts *codes = out;
    if (!field_texts(r, value, field, codes))
        return false;
    for (size_t i = 0; i < codes->n; i++) {
        if (check_is_known(codes->v[i]))
            continue;
        diag_add(r->diags, DIAG_UNKNOWN_NAME, codes->at[i], "no check of the text is called `%.*s`",
                 STR_ARG(codes->v[i]));
        diag_hint(r->diags, "the code stands in brackets behind the message: [text-range]");
        return false;
    }
    return true;
}

static const char *const begin_names[] = {"layout", "anywhere", "page", "recto", "column", NULL};

static const struct field head_fields[] = {
    TEXT("section", section, false, "文章所属的栏目", "the section that the article belongs to"),
    TEXT("title", title, true, "标题", "the headline"),
    TEXT("author", author, false, "作者", "who wrote it"),
    TEXT("source", credit, false, "原载何处，排在篇末",
         "where it was printed first: set at the article's end"),
    TEXT("subtitle", subtitle, false, "副标题", "a line under the headline"),
    TEXT("lead", lead, false, "正文之前的导语", "an introduction before the text"),
    TEXT("dateline", dateline, false, "电头，如`新华社北京5月10日电`；正文里写了认得的，不必再写",
         "the dateline, such as 新华社北京5月10日电; where the text begins with one that is known, "
         "it need not be said"),
    {.name = "begin",
     .read = field_choice,
     .offset = offsetof(struct article, begin),
     .unit = "layout, anywhere, page, recto, column",
     .parameter = begin_names,
     .help = {"page：这一篇另页起；recto：另起单数页；column：换栏",
              "page: the article begins on a new page; recto: on one with an odd number; column: "
              "at the head of the next column"}},
    {.name = "ignore",
     .read = read_ignored,
     .offset = offsetof(struct article, ignore),
     .unit = "[text-range, …]",
     .help = {"这一篇不做哪些文字检查", "checks of the text that do not apply"}},
};

struct issue_fields article_fields(void)
{
    return (struct issue_fields){head_fields, sizeof head_fields / sizeof *head_fields};
}

/* The two parts of an article. */
struct parts {
    str head, body;
    uint32_t body_line; /* where the body begins */
    bool closed;        /* the head's second line of dashes was found */
};

static bool is_dashes(str line)
{
    return str_eq(str_trim(line), STR("---")) && line.p[0] == '-';
}

static bool split(str text, struct parts *parts)
{
    size_t end = str_find(text, '\n', 0);
    if (!is_dashes(str_slice(text, 0, end)))
        return false;
    size_t head = end < text.n ? end + 1 : end;
    uint32_t line = 2;
    for (size_t at = head; at < text.n; line++) {
        end = str_find(text, '\n', at);
        size_t next = end < text.n ? end + 1 : end;
        if (is_dashes(str_slice(text, at, end))) {
            parts->head = str_slice(text, head, at);
            parts->body = str_slice(text, next, text.n);
            parts->body_line = line + 1;
            parts->closed = true;
            break;
        }
        at = next;
    }
    return true;
}

static bool read_head(struct arena *a, const struct source *source, str head, struct article *out,
                      struct diags *d)
{
    struct fields_reader r = {.arena = a, .diags = d};
    const struct yaml *map = yaml_read(a, source, head, 2, d);
    const struct issue_fields keys = article_fields();
    return map && fields_read(&r, map, N_("the article's head"), keys.fields, keys.n, out);
}

static bool report_no_head(const struct source *source, bool unclosed, struct diags *d)
{
    struct place at = {source, 1, 1};
    if (unclosed)
        diag_add(d, DIAG_NO_HEAD, at, "the article's head is never closed");
    else
        diag_add(d, DIAG_NO_HEAD, at, "the article does not begin with a head");
    diag_hint(d, "begin the file with a line `---`, a line `title: …` and again a line `---`");
    return false;
}

static bool read_body(struct arena *a, const struct source *source, const struct parts *parts,
                      struct article *out, struct diags *d)
{
    size_t errors = diags_count(d, SEVERITY_ERROR);
    markdown_read(a, source, parts->body, parts->body_line, out, d);
    if (diags_count(d, SEVERITY_ERROR) > errors)
        return false;
    if (out->n_blocks)
        return true;
    struct place at = {source, parts->body_line > 1 ? parts->body_line - 1 : 1, 1};
    diag_add(d, DIAG_EMPTY_ARTICLE, at, "the article has no text");
    diag_hint(d, "write the text below the head, or take the file out of the issue");
    return false;
}

/* ---- line ends (MD-10) ---- */

/* The next CR that no LF follows; the text's end where there is none. */
static size_t find_lone_cr(str text, size_t from)
{
    for (size_t at = str_find(text, '\r', from); at < text.n; at = str_find(text, '\r', at + 1))
        if (at + 1 == text.n || text.p[at + 1] != '\n')
            return at;
    return text.n;
}

static struct place place_of(const struct source *source, size_t end)
{
    struct place at = {source, 1, 1};
    for (size_t i = 0; i < end;)
        at = place_behind(at, utf8_next(source->text, &i));
    return at;
}

/* Line ends of old Macs as ones that everything here knows; all places stay as they are. */
static const struct source *with_line_ends(struct arena *a, const struct source *source,
                                           struct diags *d)
{
    size_t n = source->text.n, first = find_lone_cr(source->text, 0);
    if (first == n)
        return source;
    char *text = str_z(a, source->text);
    for (size_t at = first; at < n; at = find_lone_cr(source->text, at + 1))
        text[at] = '\n';
    struct source *other = arena_one(a, struct source);
    *other = *source;
    other->text = (str){text, n};
    diag_add(d, DIAG_TEXT_CLEANED, place_of(other, first),
             "a CR alone is taken for a line end; the first is here");
    diag_hint(d, "save the file with line ends LF or CRLF");
    return other;
}

bool article_read(struct arena *a, const struct source *as_written, struct article *out,
                  struct diags *d)
{
    const struct source *source = with_line_ends(a, as_written, d);
    *out = (struct article){.source = source};
    struct parts parts = {.body = source->text, .body_line = 1};
    bool has_head = split(source->text, &parts);
    if (has_head && !parts.closed)
        return report_no_head(source, true, d);
    bool ok =
        has_head ? read_head(a, source, parts.head, out, d) : report_no_head(source, false, d);
    ok = read_body(a, source, &parts, out, d) && ok;
    if (ok)
        article_check(out, d);
    return ok;
}
