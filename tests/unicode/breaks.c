/* Reads texts, a line each, as hexadecimal code points with blanks between, and prints for each a
 * line with a digit per code point: its enum line_break. */
#include "base/vec.h"
#include "unicode/linebreak.h"

#include <stdio.h>

int main(void)
{
    VEC(uint32_t) text = {0};
    VEC(unsigned char) breaks = {0};
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0) {
        text.n = breaks.n = 0;
        for (char *at = line, *end; *at && *at != '\n'; at = end) {
            vec_push(&text, (uint32_t)strtoul(at, &end, 16));
            vec_push(&breaks, 0);
            if (end == at)
                return 2;
        }
        unicode_line_breaks(text.v, text.n, breaks.v);
        for (size_t i = 0; i < breaks.n; i++)
            putchar('0' + breaks.v[i]);
        putchar('\n');
    }
    free(line);
    vec_free(&text);
    vec_free(&breaks);
    return 0;
}
