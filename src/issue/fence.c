/* Blocks between lines of colons: `::: 诗` … `:::`. The parser only finds the lines; what stands
 * between them is put together here. */
#include "issue/markdown.h"

#include "base/utf8.h"

static const struct fence_kind {
    const char *name;
    enum block_kind kind;
} kinds[] = {
    {"诗", BLOCK_VERSE},         {"对话", BLOCK_DIALOGUE}, {"问答", BLOCK_DIALOGUE},
    {"更正", BLOCK_CORRECTIONS}, {"框", BLOCK_BOX},
};

/* ---- the parser's part ---- */

static bool is_fence(str line)
{
    return str_starts(line, STR(":::")) || str_starts(line, STR("：：："));
}

/* Where cmark keeps the kind of node that the lines become. */
static cmark_node_type *node_type(void)
{
    static cmark_node_type type;
    return &type;
}

static cmark_node *open_fence(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int n)
{
    int at = cmark_parser_get_first_nonspace(parser);
    if (indented || at >= n || !is_fence((str){(char *)input + at, (size_t)(n - at)}))
        return NULL;
    cmark_node *node = cmark_parser_add_child(parser, parent, *node_type(),
                                              cmark_parser_get_first_nonspace_column(parser) + 1);
    cmark_node_set_syntax_extension(node, extension);
    cmark_parser_advance_offset(parser, (char *)input, n - 1 - cmark_parser_get_offset(parser), 0);
    return node;
}

static const char *type_string(cmark_syntax_extension *extension, cmark_node *node)
{
    (void)extension;
    (void)node;
    return "fence";
}

cmark_syntax_extension *fence_extension(void)
{
    cmark_syntax_extension *e = cmark_syntax_extension_new("fence");
    *node_type() = cmark_syntax_extension_add_node(0);
    cmark_syntax_extension_set_open_block_func(e, open_fence);
    cmark_syntax_extension_set_get_type_string_func(e, type_string);
    return e;
}

/* ---- the reader's part ---- */

struct fence {
    str name, title; /* both empty: it closes */
    struct place at, title_at;
};

static str skip_blanks(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t' || str_starts(s, STR("　"))))
        s = str_slice(s, s.p[0] == (char)0xE3 ? 3 : 1, s.n);
    return s;
}

static struct fence read_fence(struct markdown *m, cmark_node *node)
{
    struct fence f = {.at = markdown_place(m, node)};
    str line = str_trim(text_line(&m->text, (uint32_t)cmark_node_get_start_line(node) - 1)),
        s = line;
    while (s.n && !is_fence(s))
        s = str_slice(s, 1, s.n);
    while (s.n && (s.p[0] == ':' || str_starts(s, STR("："))))
        s = str_slice(s, s.p[0] == ':' ? 1 : strlen("："), s.n);
    f.name = s = skip_blanks(s);
    while (s.n && s.p[0] != ' ' && !str_starts(s, STR("　")))
        s = str_slice(s, 1, s.n);
    f.name.n -= s.n;
    f.title = skip_blanks(s);
    f.title_at =
        place_after(f.at, (uint32_t)utf8_count((str){line.p, (size_t)(f.title.p - line.p)}));
    return f;
}

static const struct fence_kind *find_kind(struct markdown *m, const struct fence *f)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(f->name, kinds[i].name))
            return &kinds[i];
    markdown_report(m, DIAG_BAD_FENCE, f->at,
                    N_("known: ::: 诗, ::: 对话, ::: 问答, ::: 框, ::: 更正"),
                    "no block is called `%.*s`", (int)(f->name.n < 60 ? f->name.n : 60), f->name.p);
    return &kinds[sizeof kinds / sizeof *kinds - 1]; /* what it holds is still read */
}

static struct block block_of(struct markdown *m, const struct fence *f,
                             const struct fence_kind *kind)
{
    struct block b = {.kind = kind->kind, .at = f->at, .title_at = f->title_at};
    char *title = str_z(m->arena, f->title);
    text_restore(&m->text, title, f->title.n);
    b.title = (str){title, f->title.n};
    return b;
}

cmark_node *fence_read(struct markdown *m, cmark_node *node, int depth, block_vec *out)
{
    struct fence f = read_fence(m, node);
    const struct fence_kind *kind = f.name.n ? find_kind(m, &f) : NULL;
    if (!f.name.n)
        markdown_report(m, DIAG_BAD_FENCE, f.at, N_("begin it with a line like ::: 诗"),
                        "no block is open that this line could close");
    if (!kind || !markdown_deeper(m, f.at, depth))
        return node;
    struct block b = block_of(m, &f, kind);
    bool lines = m->keep_lines;
    m->keep_lines = kind->kind == BLOCK_VERSE || kind->kind == BLOCK_DIALOGUE ||
                    kind->kind == BLOCK_CORRECTIONS;
    cmark_node *end = markdown_siblings(m, cmark_node_next(node), depth + 1, true, &b);
    m->keep_lines = lines;
    if (!end)
        markdown_report(m, DIAG_BAD_FENCE, f.at, N_("close it with a line ::: of its own"),
                        "the block that begins here is never closed");
    if (kind->kind == BLOCK_DIALOGUE)
        dialogue_divide(m, &b);
    if (kind->kind == BLOCK_VERSE)
        attribution_part(m, &b);
    if (kind->kind == BLOCK_CORRECTIONS)
        corrections_read(m, &b);
    if (b.n_children || b.n_corrections)
        vec_push(out, b);
    return end;
}

bool fence_closes(struct markdown *m, cmark_node *node)
{
    return !read_fence(m, node).name.n;
}
