#include "pdf/syntax.h"

#include "base/utf8.h"

static const char hex_digits[] = "0123456789ABCDEF";

void put_length(struct buf *b, length v)
{
    buf_decimal(b, v, LENGTH_PT, 4);
}

void put_steps(struct buf *b, const int64_t *steps, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_decimal(b, steps[i], 10000, 4);
        buf_char(b, ' ');
    }
}

void put_inks(struct buf *b, struct color c)
{
    const uint16_t inks[] = {c.spot ? c.tint : c.c, c.m, c.y, c.k};
    for (int i = 0; i < (c.spot ? 1 : 4); i++) {
        buf_decimal(b, inks[i], 10000, 4);
        buf_char(b, ' ');
    }
}

/* As light. */
static void put_light(struct buf *b, const struct colors *colors, struct color c)
{
    uint16_t rgb[3];
    colors_show(colors, c, rgb);
    for (int i = 0; i < 3; i++) {
        buf_decimal(b, rgb[i], UINT16_MAX, 4);
        buf_char(b, ' ');
    }
}

void put_components(struct buf *b, const struct colors *colors, struct color c)
{
    if (colors_is_screen(colors) || (c.light && !colors))
        put_light(b, colors, c);
    else
        put_inks(b, colors_inks(colors, c));
}

static void put_shown(struct buf *b, const struct colors *colors, struct color c, bool fill)
{
    uint16_t rgb[3];
    colors_show(colors, c, rgb);
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2] && colors) {
        buf_decimal(b, rgb[0], UINT16_MAX, 4);
        buf_str(b, fill ? STR(" g\n") : STR(" G\n"));
        return;
    }
    put_light(b, colors, c);
    buf_str(b, fill ? STR("rg\n") : STR("RG\n"));
}

void put_color(struct buf *b, const struct colors *colors, struct color c, char op)
{
    if (colors_is_screen(colors) || (c.light && !colors)) {
        put_shown(b, colors, c, op == 'k');
        return;
    }
    c = colors_inks(colors, c);
    if (c.spot)
        buf_format(b, op == 'k' ? "/S%u cs " : "/S%u CS ", c.spot);
    put_inks(b, c);
    if (c.spot)
        buf_str(b, op == 'k' ? STR("scn\n") : STR("SCN\n"));
    else
        buf_format(b, "%c\n", op);
}

static void put_unit(struct buf *b, uint32_t unit)
{
    char *to = buf_room(b, 4);
    for (int i = 0; i < 4; i++)
        to[i] = hex_digits[unit >> (12 - 4 * i) & 15];
    b->n += 4;
}

void put_utf16(struct buf *b, str utf8)
{
    for (size_t i = 0; i < utf8.n;) {
        uint32_t c = utf8_next(utf8, &i);
        if (c == UTF8_BAD)
            c = 0xFFFD;
        if (c >= 0x10000) {
            put_unit(b, 0xD7C0 + (c >> 10));
            c = 0xDC00 + (c & 0x3FF);
        }
        put_unit(b, c);
    }
}

void put_text(struct buf *b, str utf8)
{
    buf_str(b, STR("<FEFF"));
    put_utf16(b, utf8);
    buf_char(b, '>');
}

void put_literal_byte(struct buf *b, unsigned char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\') {
        buf_char(b, '\\');
    } else if (byte == '\r') { /* a bare one would be read as a line feed */
        buf_str(b, STR("\\r"));
        return;
    }
    buf_char(b, (char)byte);
}

void put_literal(struct buf *b, str bytes)
{
    buf_char(b, '(');
    for (size_t i = 0; i < bytes.n; i++)
        put_literal_byte(b, (unsigned char)bytes.p[i]);
    buf_char(b, ')');
}

static void put_escaped(struct buf *b, char mark, unsigned char byte)
{
    buf_char(b, mark);
    buf_char(b, hex_digits[byte >> 4]);
    buf_char(b, hex_digits[byte & 15]);
}

void put_name(struct buf *b, str name)
{
    buf_char(b, '/');
    for (size_t i = 0; i < name.n && name.p[i]; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c <= ' ' || c > '~' || strchr("()<>[]{}/%#", c))
            put_escaped(b, '#', c);
        else
            buf_char(b, (char)c);
    }
}

void put_uri(struct buf *b, str uri)
{
    buf_char(b, '(');
    for (size_t i = 0; i < uri.n; i++) {
        unsigned char c = (unsigned char)uri.p[i];
        if (c <= ' ' || c > '~' || c == '\\' || c == '<' || c == '>' || c == '"')
            put_escaped(b, '%', c);
        else
            put_literal_byte(b, c);
    }
    buf_char(b, ')');
}
