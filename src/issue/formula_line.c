/* Formulas in a line: letters, signs and scripts become text. What needs lines, or signs that grow,
 * is a formula of its own (FG-06). */
#include "base/utf8.h"
#include "issue/spans.h"

enum { NO_BREAK = 0xA0, PRIME = 0x2032 };

struct line {
    struct spans *s;
    enum atom_class before; /* the atom that was set last */
    bool begun;
    bool script;     /* in one of them */
    struct place at; /* of what was set last: groups have none of their own */
};

static void put_string(struct line *l, str text, struct place at)
{
    l->at = at.source ? at : l->at;
    spans_text(l->s, text, l->at, 0);
}

static void put(struct line *l, uint32_t c, struct place at)
{
    struct buf b = {0};
    utf8_put(&b, c);
    put_string(l, buf_view(&b), at);
    buf_free(&b);
}

/* Signs between two atoms stand apart from both; a line may end behind them. */
static bool is_apart(enum atom_class c)
{
    return c == ATOM_REL || c == ATOM_BIN;
}

static bool takes_operand(const struct line *l)
{
    return !l->begun || l->before == ATOM_BIN || l->before == ATOM_REL || l->before == ATOM_OPEN ||
           l->before == ATOM_PUNCT || l->before == ATOM_OP;
}

/* The space before an atom. A sign that follows another is none between two. */
static void space_before(struct line *l, enum atom_class c, struct place at)
{
    if (c == ATOM_BIN && takes_operand(l))
        c = ATOM_ORD;
    if (l->begun && !l->script) {
        bool name = (l->before == ATOM_OP && c != ATOM_OPEN) || (c == ATOM_OP && !takes_operand(l));
        if (is_apart(l->before))
            put(l, ' ', at);
        else if (is_apart(c) || l->before == ATOM_PUNCT || name)
            put(l, NO_BREAK, at);
    }
    l->begun = true;
    l->before = c;
}

static void put_row(struct line *l, const struct formula *v, size_t n);

static bool is_primes(const struct formula *f)
{
    bool all = f->kind == FORMULA_ROW ? f->n > 0 : f->kind == FORMULA_SYMBOL && f->code == PRIME;
    for (size_t i = 0; all && f->kind == FORMULA_ROW && i < f->n; i++)
        all = is_primes(&f->v[i]);
    return all;
}

static void put_script(struct line *l, const struct formula *f, unsigned bit)
{
    struct line script = {.s = l->s, .script = true, .at = l->at};
    bool raised = is_primes(f); /* by the font */
    if (!raised)
        spans_enter(l->s, bit);
    put_row(&script, f, 1);
    if (!raised)
        spans_leave(l->s, bit);
}

static void put_scripts(struct line *l, const struct formula *f)
{
    if (f->base)
        put_row(l, f->base, 1);
    if (f->below)
        put_script(l, f->below, SPAN_SUBSCRIPT);
    if (f->above)
        put_script(l, f->above, SPAN_SUPERSCRIPT);
}

static void put_fenced(struct line *l, const struct formula *f)
{
    space_before(l, ATOM_OPEN, f->at);
    if (f->code)
        put(l, f->code, f->at);
    put_row(l, f->v, f->n);
    l->before = ATOM_CLOSE;
    if (f->close)
        put(l, f->close, f->at);
}

static void put_text(struct line *l, const struct formula *f, enum atom_class class)
{
    space_before(l, class, f->at);
    put_string(l, f->text, f->at);
}

static void put_atom(struct line *l, const struct formula *f)
{
    switch (f->kind) {
    case FORMULA_ROW: put_row(l, f->v, f->n); break;
    case FORMULA_SYMBOL:
        space_before(l, f->class, f->at);
        put(l, notation_letter(f->code, f->alphabet), f->at);
        break;
    case FORMULA_NAME: put_text(l, f, ATOM_OP); break;
    case FORMULA_TEXT: put_text(l, f, ATOM_ORD); break;
    case FORMULA_SCRIPTS: put_scripts(l, f); break;
    case FORMULA_FENCED: put_fenced(l, f); break;
    case FORMULA_SPACE:
        if (f->size > 0)
            put(l, NO_BREAK, f->at);
        break;
    default: break; /* is not in a line: find_not_set() */
    }
}

static void put_row(struct line *l, const struct formula *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_atom(l, &v[i]);
}

/* ---- reading ---- */

/* What is no letter, sign or script of such. */
static const struct formula *find_not_set(const struct formula *v, size_t n, int scripts)
{
    const struct formula *found = NULL;
    for (size_t i = 0; i < n && !found; i++) {
        const struct formula *f = &v[i];
        switch (f->kind) {
        case FORMULA_ROW:
        case FORMULA_FENCED: found = find_not_set(f->v, f->n, scripts); break;
        case FORMULA_SCRIPTS:
            if (scripts)
                return f;
            found = f->base ? find_not_set(f->base, 1, scripts) : NULL;
            if (!found && f->below)
                found = find_not_set(f->below, 1, scripts + 1);
            if (!found && f->above)
                found = find_not_set(f->above, 1, scripts + 1);
            break;
        case FORMULA_SYMBOL:
        case FORMULA_NAME:
        case FORMULA_TEXT:
        case FORMULA_SPACE: break;
        default: return f;
        }
    }
    return found;
}

bool formula_in_line(struct spans *s, struct leaf *leaf, str hidden, size_t at)
{
    struct markdown *m = s->m;
    struct place begin = leaf_place(leaf, at);
    struct notation formula;
    if (!formula_parse(m, leaf, at, markdown_text(m, str_z(m->arena, hidden)), &formula))
        return false;
    const struct formula *not_set = find_not_set(formula.row, 1, 0);
    if (not_set || formula.tag.n) {
        struct place there = not_set ? not_set->at : formula.tag_at;
        markdown_report(m, DIAG_BAD_FORMULA, there.source ? there : begin,
                        N_("write it with / and letters, or as a paragraph of its own, between two "
                           "lines $$"),
                        "a formula in a line has letters, signs and scripts, and nothing that is "
                        "higher than the line");
        return false;
    }
    struct line line = {.s = s, .at = begin};
    put_row(&line, formula.row, 1);
    return true;
}
