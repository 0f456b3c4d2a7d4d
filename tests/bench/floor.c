/* floor TEXTS: the least that any program must do to put an issue's text into a PDF, and nothing
 * more: maps the font files, shapes the texts, subsets the faces to the glyphs that came out and
 * deflates the subsets and the strings of glyph numbers. Knows nothing of lines or pages. The
 * libraries and their settings are those of the program (compression level 6). Prints how many
 * glyphs and bytes it made, so that nothing can be left out unseen. */
#include <fcntl.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FACES = 64, FILES = 64, LEVEL = 6 };

struct file {
    const char *path;
    hb_blob_t *blob;
};

struct face {
    const char *path;
    unsigned index;
    hb_face_t *face;
    hb_font_t *font;
    hb_set_t *glyphs;
};

struct floor {
    struct file files[FILES];
    struct face faces[FACES];
    size_t n_files, n_faces;
    hb_buffer_t *buffer;
    struct libdeflate_compressor *compressor;
    size_t glyphs, bytes;
};

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static char *map(const char *path, size_t *n)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) != 0)
        fail(path);
    *n = (size_t)st.st_size;
    char *p = mmap(NULL, *n, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        fail(path);
    close(fd);
    return p;
}

static hb_blob_t *blob_of(struct floor *f, const char *path)
{
    for (size_t i = 0; i < f->n_files; i++)
        if (strcmp(f->files[i].path, path) == 0)
            return f->files[i].blob;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob || f->n_files == FILES)
        fail(path);
    f->files[f->n_files++] = (struct file){path, blob};
    return blob;
}

static struct face *face_of(struct floor *f, const char *path, unsigned index)
{
    for (size_t i = 0; i < f->n_faces; i++)
        if (f->faces[i].index == index && strcmp(f->faces[i].path, path) == 0)
            return &f->faces[i];
    if (f->n_faces == FACES)
        fail("too many faces");
    struct face *new = &f->faces[f->n_faces++];
    *new = (struct face){path, index, hb_face_create(blob_of(f, path), index), NULL, NULL};
    new->font = hb_font_create(new->face);
    new->glyphs = hb_set_create();
    return new;
}

static void deflate_bytes(struct floor *f, const void *bytes, size_t n)
{
    size_t room = libdeflate_zlib_compress_bound(f->compressor, n);
    void *out = malloc(room);
    if (!out)
        fail("malloc");
    f->bytes += libdeflate_zlib_compress(f->compressor, bytes, n, out, room);
    free(out);
}

static void shape_text(struct floor *f, struct face *face, const char *script, const char *text)
{
    hb_buffer_clear_contents(f->buffer);
    hb_buffer_add_utf8(f->buffer, text, -1, 0, -1);
    hb_buffer_set_direction(f->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(f->buffer, hb_script_from_string(script, -1));
    hb_buffer_set_language(f->buffer, hb_language_from_string("zh-CN", -1));
    hb_shape(face->font, f->buffer, NULL, 0);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(f->buffer, &n);
    unsigned char *string = malloc(2 * (size_t)n + 1);
    if (!string)
        fail("malloc");
    for (unsigned i = 0; i < n; i++) {
        hb_set_add(face->glyphs, info[i].codepoint);
        string[2 * i] = (unsigned char)(info[i].codepoint >> 8);
        string[2 * i + 1] = (unsigned char)info[i].codepoint;
    }
    deflate_bytes(f, string, 2 * (size_t)n);
    free(string);
    f->glyphs += n;
}

/* What is left of the texts. */
struct rest {
    char *at, *end;
};

/* The next field of a line, ended by NUL instead of `end`. */
static char *field(struct rest *rest, char end)
{
    char *start = rest->at, *stop = memchr(start, end, (size_t)(rest->end - start));
    if (!stop) {
        fprintf(stderr, "floor: the file is not one of texts\n");
        exit(EXIT_FAILURE);
    }
    *stop = '\0';
    rest->at = stop + 1;
    return start;
}

static void shape_all(struct floor *f, struct rest rest)
{
    while (rest.at < rest.end) {
        const char *path = field(&rest, '\t');
        unsigned index = (unsigned)strtoul(field(&rest, '\t'), NULL, 10);
        const char *script = field(&rest, '\t');
        shape_text(f, face_of(f, path, index), script, field(&rest, '\n'));
    }
}

static hb_blob_t *outline_table(hb_face_t *face, hb_tag_t tag, void *user)
{
    static const char kept[] = "CFF glyfloca head hhea hmtx maxp";
    char name[5] = {0};
    (void)face;
    hb_tag_to_string(tag, name);
    bool outline = strstr(kept, name) != NULL;
    return outline ? hb_face_reference_table(user, tag) : hb_blob_get_empty();
}

static void subset(struct floor *f, const struct face *face)
{
    hb_face_t *bare = hb_face_create_for_tables(outline_table, face->face, NULL);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
                                         HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_set_union(hb_subset_input_glyph_set(input), face->glyphs);
    hb_face_t *result = hb_subset_or_fail(bare, input);
    if (!result) {
        fprintf(stderr, "floor: %s cannot be subset\n", face->path);
        exit(EXIT_FAILURE);
    }
    hb_blob_t *blob = hb_face_reference_blob(result);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    deflate_bytes(f, bytes, n);
    hb_blob_destroy(blob);
    hb_face_destroy(result);
    hb_subset_input_destroy(input);
    hb_face_destroy(bare);
}

int main(int argc, char **argv)
{
    static struct floor f;
    size_t n;
    if (argc != 2)
        return 2;
    char *texts = map(argv[1], &n);
    f.buffer = hb_buffer_create();
    f.compressor = libdeflate_alloc_compressor(LEVEL);
    shape_all(&f, (struct rest){texts, texts + n});
    for (size_t i = 0; i < f.n_faces; i++)
        subset(&f, &f.faces[i]);
    printf("%zu faces, %zu glyphs, %zu bytes\n", f.n_faces, f.glyphs, f.bytes);
    return EXIT_SUCCESS;
}
