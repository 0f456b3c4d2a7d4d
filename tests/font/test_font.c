/* The catalogue and its messages, opening of faces, shaping. */
#include "base/buf.h"
#include "base/file.h"
#include "font/font.h"
#include "font/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <pthread.h>

#define SONG "Noto Serif CJK SC"

static struct arena *arena;
static struct diags *diags;
static const char *folder; /* of this test's files; also the cache's */

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new();
    const char *tmp = getenv("TMPDIR");
    char *name = str_z(arena, str_format(arena, "%s/banxin-XXXXXX", tmp ? tmp : "/tmp"));
    folder = mkdtemp(name);
    assert_non_null(folder);
    setenv("XDG_CACHE_HOME", folder, 1);
    return 0;
}

static void remove_folder(const char *path)
{
    size_t n;
    str *names = file_list(arena, path, &n);
    for (size_t i = 0; names && i < n; i++) {
        const char *child = file_join(arena, str_of(path), names[i]);
        if (file_is_folder(child))
            remove_folder(child);
        else
            unlink(child);
    }
    rmdir(path);
}

static int end(void **state)
{
    (void)state;
    remove_folder(folder);
    diags_free(diags);
    arena_free(arena);
    return 0;
}

static const char *in_folder(const char *name)
{
    return file_join(arena, str_of(folder), str_of(name));
}

static void write_file(const char *name, str bytes)
{
    FILE *f = fopen(in_folder(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

static str printed(void)
{
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    diags_print(diags, to, DIAG_TEXT);
    fclose(to);
    str copy = str_dup(arena, (str){text, n});
    free(text);
    return copy;
}

static void expect_message(const char *part)
{
    str text = printed();
    if (!strstr(text.p, part))
        fail_msg("no \"%s\" in \"%.*s\"", part, STR_ARG(text));
}

static struct fonts *open_test_fonts(const char *name)
{
    struct fonts *f = fonts_open(file_join(arena, STR(TEST_FONTS), str_of(name)), diags);
    assert_non_null(f);
    return f;
}

static const struct face *face_of(struct fonts *f, const char *name)
{
    return fonts_face(f, str_of(name), (struct place){0}, diags);
}

/* ---- the catalogue ---- */

/* FT-14: aliases are names as good as the family's own. */
static void test_names(void **state)
{
    (void)state;
    struct fonts *f = open_test_fonts("real");
    const struct face *song = face_of(f, SONG);
    assert_non_null(song);
    assert_ptr_equal(face_of(f, "思源宋体"), song);
    assert_true(str_is(song->name, SONG));
    const struct face *bold = face_of(f, "思源宋体 Bold");
    assert_non_null(bold);
    assert_ptr_not_equal(bold, song);
    assert_true(str_is(bold->name, "Noto Serif CJK SC Bold"));
    assert_int_not_equal(bold->order, song->order);
    assert_null(face_of(f, "Noto Serif CJK SC Regular"));
    fonts_free(f);
}

static void test_unknown_name(void **state)
{
    (void)state;
    struct fonts *f = open_test_fonts("model");
    assert_null(face_of(f, "Noto Serif CJK CS"));
    expect_message("the font catalogue has no font Noto Serif CJK CS [font-unknown]");
    expect_message("did you mean Noto Serif CJK SC?");
    assert_null(face_of(f, "Comic"));
    expect_message("banxin fonts lists");
    assert_int_equal(diags_status(diags), 1);
    fonts_free(f);
}

static void write_catalogue(const char *faces)
{
    write_file("fonts.yaml", str_format(arena,
                                        "directories: [/nowhere/fonts, more]\n"
                                        "families:\n"
                                        "  - family: Test\n"
                                        "    package: fonts-test\n"
                                        "    license: OFL-1.1\n"
                                        "    faces:\n%s",
                                        faces));
}

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static void test_missing_file(void **state)
{
    (void)state;
    write_catalogue("      - {weight: Regular, file: none.otf, sha256: " ZEROS "}\n");
    struct fonts *f = fonts_open(folder, diags);
    assert_non_null(f);
    assert_null(face_of(f, "Test"));
    expect_message("the font Test is not installed: no file none.otf in ");
    expect_message("/nowhere/fonts, ");
    expect_message("hint: apt install fonts-test");
    expect_message("[font-missing]");
    assert_int_equal(diags_status(diags), 3);
    struct font_facts facts = fonts_facts(f, STR("Test"));
    assert_true(facts.known && !facts.found);
    assert_true(str_is(facts.package, "fonts-test"));
    assert_false(fonts_facts(f, STR("Other")).known);
    fonts_free(f);
}

static str test_font(const char *name)
{
    str mapped = file_map(str_format(arena, TEST_FONTS "/%s", name).p);
    assert_true(mapped.n > 0);
    str copy = str_dup(arena, mapped);
    file_unmap(mapped);
    return copy;
}

static str model_bytes(void)
{
    return test_font("model.ttf");
}

/* As the catalogue of the model fonts says it. */
static const char *model_sha256(void)
{
    struct fonts *f = open_test_fonts("model");
    const char *hash = str_z(arena, fonts_facts(f, STR(SONG)).sha256);
    fonts_free(f);
    return hash;
}

static void write_model_catalogue(void)
{
    write_catalogue(str_format(arena, "      - {weight: Regular, file: model.ttf, sha256: %s}\n",
                               model_sha256())
                        .p);
    write_file("model.ttf", model_bytes());
}

static void test_other_file(void **state)
{
    (void)state;
    write_catalogue("      - {weight: Regular, file: model.ttf, sha256: " ZEROS "}\n");
    write_file("model.ttf", model_bytes());
    struct fonts *f = fonts_open(folder, diags);
    assert_null(face_of(f, "Test"));
    expect_message("expected " ZEROS " [font-differs]");
    expect_message(model_sha256());
    expect_message("another version of the package fonts-test is installed");
    assert_int_equal(diags_status(diags), 3);
    fonts_free(f);
}

/* A file of text with the right hash is still no font; nor is one cut off, nor a wrong index. */
static void test_no_font(void **state)
{
    (void)state;
    write_catalogue(str_format(arena,
                               "      - weight: Regular\n"
                               "        file: text.otf\n"
                               "        sha256: "
                               "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9\n"
                               "      - {weight: Bold, file: model.ttf, index: 3, sha256: %s}\n",
                               model_sha256())
                        .p);
    write_file("text.otf", STR("hello world"));
    write_file("model.ttf", model_bytes());
    struct fonts *f = fonts_open(folder, diags);
    assert_non_null(f);
    for (int twice = 0; twice < 2; twice++) {
        assert_null(face_of(f, "Test"));
        assert_null(face_of(f, "Test Bold"));
    }
    expect_message("text.otf: no font, damaged");
    expect_message("model.ttf: no font, damaged, or without a face of this index [font-bad]");
    fonts_free(f);
}

/* FT-10: a font whose licence bits forbid embedding is not used, one that may be embedded for
 * preview is. */
static void test_embedding(void **state)
{
    (void)state;
    enum { FS_TYPE = 8, RESTRICTED = 0x0002, PREVIEW = 0x0004 };
    static const int kinds[] = {RESTRICTED, PREVIEW, RESTRICTED | PREVIEW};
    struct buf b = {0};
    str bytes = model_bytes();
    size_t os2 = 12;
    while (memcmp(bytes.p + os2, "OS/2", 4) != 0)
        os2 += 16;
    const unsigned char *at = (const unsigned char *)bytes.p + os2 + 8;
    size_t field =
        ((size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3]) + FS_TYPE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char hex[65];
        b.n = 0;
        buf_str(&b, bytes);
        b.data[field + 1] = (char)kinds[i];
        write_file("model.ttf", buf_view(&b));
        seal_hash(buf_view(&b), hex);
        write_catalogue(
            str_format(arena, "      - {weight: Regular, file: model.ttf, sha256: %s}\n", hex).p);
        struct fonts *f = fonts_open(folder, diags);
        assert_non_null(f);
        assert_int_equal(face_of(f, "Test") != NULL, kinds[i] != RESTRICTED);
        fonts_free(f);
    }
    expect_message("its licence bits forbid embedding it in a document [font-bad]");
    buf_free(&b);
}

/* FT-11: the catalogue has no place for the values of axes, so a variable font is refused. */
static void test_variable(void **state)
{
    (void)state;
    char hex[65];
    str bytes = test_font("variable.ttf");
    write_file("variable.ttf", bytes);
    seal_hash(bytes, hex);
    write_catalogue(
        str_format(arena, "      - {weight: Regular, file: variable.ttf, sha256: %s}\n", hex).p);
    struct fonts *f = fonts_open(folder, diags);
    assert_non_null(f);
    assert_null(face_of(f, "Test"));
    expect_message("a variable font; the catalogue wants a fixed face [font-bad]");
    fonts_free(f);
}

static void test_bad_catalogues(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"families: [", "yaml-syntax"},
        {"directories: []\n", "families"},
        {"families: text\n", "families must be a list"},
        {"families:\n  - {family: A, license: L, faces: 1}\n", "faces must be a list"},
        {"families:\n  - {family: A, licence: L, faces: []}\n", "license"},
        {"families:\n  - {family: A, license: L, faces: [{weight: R, file: f, sha256: 12}]}\n",
         "fonts.yaml:2:66: error: sha256 must be 64 hexadecimal digits"},
        {"families:\n  - {family: A, license: L, faces: [{weight: R, sha256: " ZEROS "}]}\n",
         "file"},
        {"families:\n"
         "  - {family: A, license: L, faces: [{weight: B, file: f, sha256: " ZEROS "}]}\n"
         "  - {family: A B, license: L, faces: [{weight: Regular, file: f, sha256: " ZEROS "}]}\n",
         "the catalogue has two faces named A B"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_file("fonts.yaml", str_of(bad[i].text));
        assert_null(fonts_open(folder, diags));
        expect_message(bad[i].message);
        diags_free(diags);
        diags = diags_new();
    }
    assert_null(fonts_open(in_folder("none"), diags));
    expect_message("file-missing");
}

/* ---- the memory of checked files ---- */

static size_t marks(void)
{
    size_t n = 0;
    file_list(arena, in_folder("banxin/fonts"), &n);
    return n;
}

static const struct face *open_once(void)
{
    struct fonts *f = fonts_open(folder, diags);
    const struct face *face = face_of(f, "Test");
    fonts_free(f);
    return face;
}

static void test_remembered(void **state)
{
    (void)state;
    write_model_catalogue();
    assert_non_null(open_once());
    assert_int_equal(marks(), 1);
    assert_non_null(open_once());
    assert_int_equal(marks(), 1);
    /* another file under the same name is looked at again */
    str bytes = model_bytes();
    ((char *)(uintptr_t)bytes.p)[bytes.n - 1] ^= 1;
    write_file("model.ttf", bytes);
    assert_null(open_once());
    expect_message("[font-differs]");
    assert_int_equal(marks(), 1);
}

static void test_cache_unwritable(void **state)
{
    (void)state;
    write_model_catalogue();
    write_file("banxin", STR("a file where the cache would be"));
    assert_non_null(open_once());
    setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
    assert_non_null(open_once());
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 0);
}

/* ---- faces ---- */

/* FT-07 for the em box. */
static void test_metrics(void **state)
{
    (void)state;
    struct fonts *f = open_test_fonts("real");
    const struct face *song = face_of(f, SONG), *kai = face_of(f, "LXGW WenKai");
    const struct face *western = face_of(f, "EB Garamond");
    assert_true(song->cff && !kai->cff && western->cff);
    assert_int_equal(song->upem, 1000);
    assert_int_equal(song->em_top, 880);
    assert_int_equal(song->em_bottom, -120);
    assert_int_equal(western->em_bottom, -120);
    assert_int_equal(song->ascent, 880);
    assert_int_equal(western->ascent, 710);
    assert_int_equal(western->descent, -290);
    assert_int_equal(western->cap_height, 650);
    assert_true(str_is(kai->ps_name, "BanxinTestKai"));
    assert_true(face_has(song, 0x7248) && face_has(song, 0x20BB7) && face_has(song, ' '));
    assert_false(face_has(song, 0x9F98) || face_has(western, 0x7248));
    fonts_free(f);
}

/* ---- shaping ---- */

struct shaping {
    struct fonts *fonts;
    struct shaper *shaper;
    const struct shaped *v;
    size_t n;
};

static void shape_text(struct shaping *s, const char *font, enum shape_script script,
                       const char *language, const uint32_t *text)
{
    size_t n = 0;
    while (text[n])
        n++;
    s->v = shape(s->shaper, face_of(s->fonts, font), script, language, text, n, 0, n, &s->n);
}

static void test_marks(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    /* full-width marks stay 1 em: no halt, palt, chws, kern */
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"（，。、」“");
    assert_int_equal(s.n, 6);
    for (size_t i = 0; i < s.n; i++) {
        assert_int_equal(s.v[i].advance, 1000);
        assert_int_equal(s.v[i].x_offset, 0);
        assert_int_equal(s.v[i].cluster, i);
        assert_int_not_equal(s.v[i].glyph, 0);
    }
    /* the dash is one glyph of 2 em (FT-06), the ellipsis two */
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"甲——乙……");
    assert_int_equal(s.n, 5);
    assert_int_equal(s.v[1].advance, 2000);
    assert_int_equal(s.v[2].cluster, 3);
    /* quotes of Western text are narrow */
    shape_text(&s, "EB Garamond", SHAPE_WESTERN, "en", U"“a”");
    assert_true(s.v[0].advance < 600);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* FT-02: the language picks the form, also for runs of marks alone. */
static void test_locl(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"直骨，");
    uint32_t zh[] = {s.v[0].glyph, s.v[1].glyph, s.v[2].glyph};
    shape_text(&s, SONG, SHAPE_HAN, "ja", U"直骨，");
    assert_int_not_equal(s.v[0].glyph, zh[0]);
    assert_int_not_equal(s.v[1].glyph, zh[1]);
    shape_text(&s, SONG, SHAPE_HAN, "zh-Hans", U"直骨，");
    assert_int_equal(s.v[0].glyph, zh[0]);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* FT-12: ligatures and kerning in Western text only. */
static void test_western(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    shape_text(&s, SONG, SHAPE_WESTERN, "en", U"office");
    assert_int_equal(s.n, 4);
    assert_int_equal(s.v[1].cluster, 1);
    assert_int_equal(s.v[2].cluster, 4);
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"office");
    assert_int_equal(s.n, 6);
    shape_text(&s, "EB Garamond", SHAPE_WESTERN, "en", U"AV");
    int kerned = s.v[0].advance;
    shape_text(&s, "EB Garamond", SHAPE_HAN, "zh-CN", U"AV");
    assert_true(s.v[0].advance > kerned);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* FT-05, VT-13: vertical forms, on the middle of the line, an em down each. */
static void test_vertical(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    const struct face *song = face_of(s.fonts, SONG);
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"甲（，。『——…");
    uint32_t flat[8];
    for (size_t i = 0; i < s.n; i++)
        flat[i] = s.v[i].glyph;
    shape_text(&s, SONG, SHAPE_VERTICAL, "zh-CN", U"甲（，。『——…");
    assert_int_equal(s.n, 7);
    for (size_t i = 0; i < s.n; i++) {
        struct vertical_metrics m = face_vertical(song, s.v[i].glyph);
        assert_int_equal(s.v[i].glyph == flat[i], i == 0);
        assert_int_equal(s.v[i].advance, i == 5 ? 2000 : 1000);
        assert_int_equal(s.v[i].x_offset, -m.x);
        assert_int_equal(s.v[i].y_offset, -m.y);
        assert_int_equal(m.x, 500);
    }
    assert_int_equal(s.v[0].y_offset, -880);
    /* no vertical tables: the em box of the face, glyphs in the middle, the same forms */
    shape_text(&s, "EB Garamond", SHAPE_VERTICAL, "zh-CN", U"A");
    assert_int_equal(s.v[0].advance, 1000);
    assert_int_equal(s.v[0].y_offset, -880);
    const struct face *western = face_of(s.fonts, "EB Garamond");
    int wide = hb_font_get_glyph_h_advance(western->hb_font, s.v[0].glyph);
    assert_int_equal(s.v[0].x_offset, -(wide / 2));
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* Digits of half an em, where a face has them. */
static void test_half_width(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"7");
    assert_int_not_equal(s.v[0].advance, 500);
    shape_text(&s, SONG, SHAPE_HALF_WIDTH, "zh-CN", U"7");
    assert_int_equal(s.v[0].advance, 500);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* FT-03, PW-13: a font's own half-width marks: which side the blank goes from. */
static void test_half_marks(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("real"), shaper_new(), NULL, 0};
    shape_text(&s, SONG, SHAPE_HALF_MARKS, "zh-CN", U"，（甲");
    assert_int_equal(s.v[0].advance, 500);
    assert_int_equal(s.v[0].x_offset, 0);
    assert_int_equal(s.v[1].advance, 500);
    assert_int_equal(s.v[1].x_offset, -500);
    assert_int_equal(s.v[2].advance, 1000);
    uint32_t comma = s.v[0].glyph;
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"，");
    assert_int_equal(s.v[0].glyph, comma);
    assert_int_equal(s.v[0].advance, 1000);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

static void test_part_of_text(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("model"), shaper_new(), NULL, 0};
    static const uint32_t text[] = U"甲乙a丙\x2A700";
    const struct face *face = face_of(s.fonts, SONG);
    s.v = shape(s.shaper, face, SHAPE_HAN, "zh-CN", text, 5, 2, 5, &s.n);
    assert_int_equal(s.n, 3);
    assert_int_equal(s.v[0].cluster, 2);
    assert_int_equal(s.v[0].advance, 500);
    assert_int_equal(s.v[1].advance, 1000);
    assert_int_equal(s.v[2].glyph, 0); /* missing */
    assert_int_equal(s.v[2].cluster, 4);
    s.v = shape(s.shaper, face, SHAPE_HAN, "zh-CN", text, 5, 2, 2, &s.n);
    assert_int_equal(s.n, 0);
    assert_non_null(s.v);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* The widths that everybody counts with. */
static void test_model_font(void **state)
{
    (void)state;
    struct shaping s = {open_test_fonts("model"), shaper_new(), NULL, 0};
    shape_text(&s, SONG, SHAPE_HAN, "zh-CN", U"甲，（“aé1 ·/–—…⸺①㊿〇々ア。");
    static const int widths[] = {1000, 1000, 1000, 1000, 500,  500,  500,  250,  500,  500,
                                 500,  1000, 1000, 2000, 1000, 1000, 1000, 1000, 1000, 1000};
    assert_int_equal(s.n, sizeof widths / sizeof *widths);
    for (size_t i = 0; i < s.n; i++)
        assert_int_equal(s.v[i].advance, widths[i]);
    shaper_free(s.shaper);
    fonts_free(s.fonts);
}

/* ---- threads ---- */

#define ROUNDS 200

struct worker {
    struct fonts *fonts;
    unsigned total;
    unsigned failed;
};

static void *work(void *data)
{
    static const char *const names[] = {SONG, "LXGW WenKai", "EB Garamond", "思源黑体 Bold",
                                        "Missing"};
    struct worker *w = data;
    struct diags *d = diags_new();
    struct shaper *s = shaper_new();
    static const uint32_t text[] = U"版心office直——";
    for (unsigned i = 0; i < ROUNDS; i++) {
        const struct face *face = fonts_face(w->fonts, str_of(names[i % 5]), (struct place){0}, d);
        if (!face) {
            w->failed++;
            continue;
        }
        size_t n;
        const struct shaped *v =
            shape(s, face, i % 2 ? SHAPE_HAN : SHAPE_WESTERN, "zh-CN", text, 11, 0, 11, &n);
        for (size_t k = 0; k < n; k++)
            w->total += (unsigned)v[k].advance + v[k].glyph;
        w->total += face_has(face, 0x7248);
    }
    shaper_free(s);
    diags_free(d);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    struct fonts *f = open_test_fonts("real");
    pthread_t threads[4];
    struct worker workers[4] = {{.fonts = f}, {.fonts = f}, {.fonts = f}, {.fonts = f}};
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(workers[i].failed, ROUNDS / 5);
        assert_int_equal(workers[i].total, workers[0].total);
    }
    fonts_free(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names),      TEST(unknown_name),     TEST(missing_file), TEST(other_file),
        TEST(no_font),    TEST(embedding),        TEST(variable),     TEST(bad_catalogues),
        TEST(remembered), TEST(cache_unwritable), TEST(metrics),      TEST(marks),
        TEST(locl),       TEST(western),          TEST(vertical),     TEST(half_width),
        TEST(half_marks), TEST(part_of_text),     TEST(model_font),   TEST(threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
