/* Gradients and clips of SVG pictures, as they are seen. */
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char svg[] =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>"
    "<linearGradient id='l'><stop stop-color='device-cmyk(0 0 0 1)'/><stop offset='1' "
    "stop-color='device-cmyk(0 0 0 0)'/></linearGradient>"
    "<radialGradient id='r'><stop stop-color='device-cmyk(0 0 0 0)'/><stop offset='.9' "
    "stop-color='device-cmyk(0 0 0 1)'/></radialGradient>"
    "<clipPath id='c'><circle cx='75' cy='75' r='20'/></clipPath>"
    "<clipPath id='e'><path clip-rule='evenodd' d='M50 50h50v50h-50zM70 70h10v10h-10z'/></clipPath>"
    "<rect width='50' height='50' fill='url(#l)'/>"
    "<rect x='50' width='50' height='50' fill='url(#l)' transform='rotate(90 75 25)'/>"
    "<rect y='50' width='50' height='50' fill='url(#r)'/>"
    "<g clip-path='url(#c)'><rect x='50' y='50' width='50' height='50' clip-path='url(#e)'/></g>"
    "</svg>";

/* Grey at (x, y) of the drawing, which is 100 points wide from (50, 50) on. */
static int grey_at(const struct pixels *p, int x, int y)
{
    return p->v[(size_t)(50 + y) * p->width + (size_t)(50 + x)];
}

static void test_seen(void **state)
{
    (void)state;
    static const struct {
        int x, y, least, most;
    } points[] = {
        {3, 25, 0, 90},     {25, 25, 100, 190}, {47, 25, 225, 255}, /* from left to right */
        {75, 3, 0, 90},     {75, 47, 225, 255},                     /* downwards, once turned */
        {25, 75, 240, 255}, {2, 75, 0, 90},     {40, 75, 60, 130},  /* from the middle outwards */
        {2, 52, 0, 90},                                             /* and on in the last colour */
        {62, 75, 0, 60},    {52, 52, 250, 255}, {75, 75, 250, 255}, /* within both clips only */
    };
    struct sheet sheet;
    struct tools tools = tools_begin();
    sheet_begin(&sheet, "model");
    const char *path = tools_write(&tools, "a.svg", svg, sizeof svg - 1);
    const struct image *image = image_probe(sheet.arena, path, (struct place){0}, sheet.diags);
    assert_non_null(image);
    assert_int_equal(diags_count(sheet.diags, SEVERITY_WARNING), 0);
    sheet_item(&sheet, ITEM_IMAGE, 50, 50, 100, 100)->image = image;
    sheet_end_page(&sheet, "1");
    const char *out = sheet_save(&sheet, &tools);
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, out, 72, 1);
        for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
            int grey = grey_at(&p, points[i].x, points[i].y);
            if (grey < points[i].least || grey > points[i].most)
                fail_msg("%s: %d at %d, %d", renderer_names[r], grey, points[i].x, points[i].y);
        }
    }
    tools_end(&tools);
    sheet_free(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
