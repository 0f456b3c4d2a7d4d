#include "issue/prose.h"

#include "base/buf.h"
#include "issue/text.h"

static bool is_figure(uint32_t c)
{
    switch (c) {
    case 0x25CB: /* ○ */
    case 0x25EF: /* ◯ */
    case 0x3007: /* 〇 */
    case 0x4E07: /* 万 */
    case 0x5341: /* 十 */
    case 0x5343: /* 千 */
    case 0x767E: /* 百 */
    case 0x96F6: /* 零 */
    case 'O': return true;
    default: return text_han_digit(c) > 0;
    }
}

unsigned char prose_kind(uint32_t c)
{
    if (utf8_is_digit(c))
        return PROSE_NUMBER;
    unsigned char figure = is_figure(c) ? PROSE_FIGURE : 0;
    bool letter = !c || utf8_is_alnum(c) || (c >= 0x4E00 && c <= 0x9FFF);
    return letter ? figure : figure | PROSE_MARK;
}

uint32_t prose_at(const struct prose *p, size_t i)
{
    return i < p->n ? p->c[i] : 0;
}

bool prose_is_one_of(uint32_t c, const char *list)
{
    str s = str_of(list);
    for (size_t i = 0; c && i < s.n;)
        if (utf8_next(s, &i) == c)
            return true;
    return false;
}

size_t prose_digits(const struct prose *p, size_t i)
{
    size_t n = 0;
    while (utf8_is_digit(prose_at(p, i + n)))
        n++;
    return n;
}

bool prose_joins_number(uint32_t c)
{
    return utf8_is_alnum(c) || prose_is_one_of(c, "-.,/:");
}

str prose_slice(struct arena *a, const struct prose *p, size_t from, size_t to)
{
    struct buf b = {0};
    for (size_t i = from; i < to; i++)
        utf8_put(&b, p->c[i]);
    str s = str_dup(a, buf_view(&b));
    buf_free(&b);
    return s;
}
