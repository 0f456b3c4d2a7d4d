#include "font/catalogue.h"

#include "base/fields.h"
#include "base/file.h"
#include "base/vec.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>

struct family {
    str family, package, license;
    struct texts aliases;
    bool faces; /* whether they could be read */
};

/* What the readers of nested entries share. */
struct reading {
    struct catalogue *catalogue;
    struct arena *arena;
    struct family *family; /* the one that is being read */
    VEC(struct catalogue_face) faces;
};

static bool read_sha256(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    bool ok = value->text.n == 64;
    for (size_t i = 0; ok && i < 64; i++) {
        char c = value->text.p[i];
        ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (ok) {
        *(str *)out = value->text;
        return true;
    }
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "%s must be 64 hexadecimal digits in lower case",
             field->name);
    diag_hint(r->diags, "sha256sum FILE prints it");
    return false;
}

static bool read_ink(struct fields_reader *r, const struct yaml *value, const struct field *field,
                     void *out)
{
    enum { LEAST = 100, MOST = 400 };
    const int64_t *ink = out;
    if (!field_integer(r, value, field, out))
        return false;
    if (*ink >= LEAST && *ink <= MOST)
        return true;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "%s is a number of percent from %d to %d",
             field->name, LEAST, MOST);
    diag_hint(r->diags, "coated paper takes about 300, newsprint 240");
    return false;
}

static bool read_faces(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out);
static bool read_families(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out);
static field_read_fn read_hyphenations, read_conditions;

/* A key that is named as the member it fills. */
#define KEY(type, member, reader, must, what, about)                                               \
    {                                                                                              \
        .name = #member, .read = reader, .offset = offsetof(type, member), .required = must,       \
        .unit = what, .help.english = about                                                        \
    }

static const struct field face_fields[] = {
    KEY(struct catalogue_face, weight, field_text, true, N_("text"),
        "Regular, Bold, Italic …; Regular is left out of the face's name"),
    KEY(struct catalogue_face, file, field_text, true, N_("path"),
        "font file, relative to one of the directories"),
    KEY(struct catalogue_face, index, field_integer, false, N_("number"),
        "number of the face in a collection (ttc, otc)"),
    KEY(struct catalogue_face, sha256, read_sha256, true, N_("64 hex digits"),
        "SHA-256 of the file"),
    KEY(struct catalogue_face, package, field_text, false, N_("text"),
        "Debian package of this face, where it differs from the family's"),
};

static const struct field family_fields[] = {
    KEY(struct family, family, field_text, true, N_("text"), "name of the family"),
    KEY(struct family, aliases, field_texts, false, N_("list of text"),
        "other names of the family"),
    KEY(struct family, package, field_text, false, N_("text"),
        "Debian package that brings the files"),
    KEY(struct family, license, field_text, true, N_("text"), "licence of the fonts"),
    KEY(struct family, faces, read_faces, true, N_("list"), "its faces"),
};

#define FILE_KEYS(key_name, key_unit, key_help, must, file_help)                                   \
    {.name = (key_name),                                                                           \
     .read = field_text,                                                                           \
     .offset = offsetof(struct catalogue_file, key),                                               \
     .required = true,                                                                             \
     .unit = (key_unit),                                                                           \
     .help.english = (key_help)},                                                                  \
        KEY(struct catalogue_file, file, field_text, must, N_("path"),                             \
            file_help ", relative to one of the directories"),                                     \
        KEY(struct catalogue_file, package, field_text, false, N_("text"),                         \
            "Debian package that brings it"),                                                      \
        KEY(struct catalogue_file, sha256, read_sha256, must, N_("64 hex digits"),                 \
            "SHA-256 of the file")

static const struct field hyphenation_fields[] = {
    FILE_KEYS("language", N_("tag"), "language of the words", true, "patterns"),
};

static const struct field condition_fields[] = {
    FILE_KEYS("condition", N_("identifier"), "name by which layouts ask for it", false,
              "ICC profile; without one it is a registered condition, which PDF/X-1a takes"),
    KEY(struct catalogue_file, info, field_text, true, N_("text"), "what it is, for the printer"),
    KEY(struct catalogue_file, ink, read_ink, false, N_("percent"),
        "the most ink in all that conversions put on a place; without it as the profile does"),
};

/* What fonts.yaml holds at the top. */
struct root {
    struct texts directories;
    bool hyphenation; /* whether it could be read */
    bool conditions;  /* whether they could be read */
    bool families;    /* whether they could be read */
};

static const struct field root_fields[] = {
    KEY(struct root, directories, field_texts, false, N_("list of paths"),
        "where files are looked for, besides the folder of fonts.yaml"),
    KEY(struct root, hyphenation, read_hyphenations, false, N_("list"),
        "patterns of hyphenation; languages that are not listed have no hyphens"),
    KEY(struct root, conditions, read_conditions, false, N_("list"),
        "printing conditions, by their profiles"),
    KEY(struct root, families, read_families, true, N_("list"), "the families"),
};

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

static bool want_list(struct fields_reader *r, const struct yaml *value, const struct field *field)
{
    if (value->kind == YAML_LIST)
        return true;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "%s must be a list", field->name);
    return false;
}

static bool read_faces(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct reading *reading = r->context;
    if (!want_list(r, value, field))
        return false;
    bool ok = true;
    for (size_t i = 0; i < value->n; i++) {
        const struct yaml *entry = value->entries[i].value;
        struct catalogue_face *face = vec_add(&reading->faces);
        face->at = entry->at;
        ok = fields_read(r, entry, N_("face"), face_fields, LENGTH_OF(face_fields), face) && ok;
    }
    *(bool *)out = ok;
    return ok;
}

static const char *new_name(struct arena *a, str family, str weight)
{
    if (str_is(weight, "Regular"))
        return str_z(a, family);
    return str_format(a, "%.*s %.*s", STR_ARG(family), STR_ARG(weight)).p;
}

/* Completes the faces [from, end) by what their family says. */
static void finish_family(struct reading *reading, const struct family *f, size_t from)
{
    for (size_t i = from; i < reading->faces.n; i++) {
        struct catalogue_face *face = &reading->faces.v[i];
        face->family = f->family;
        face->license = f->license;
        if (!face->package.n)
            face->package = f->package;
        face->name = str_of(new_name(reading->arena, f->family, face->weight));
    }
}

/* Enters a name; reports it when another face has it already. */
static bool enter_name(struct catalogue *c, struct diags *d, const char *name, size_t index)
{
    bool is_new;
    uintptr_t *slot = map_slot(c->by_name, str_of(name), &is_new);
    if (!is_new) {
        diag_add(d, DIAG_BAD_VALUE, c->faces[index].at, "the catalogue has two faces named %s",
                 name);
        return false;
    }
    *slot = index + 1;
    c->names[c->n_names++] = name;
    return true;
}

/* Families are kept to enter their aliases once all faces are known. */
struct family_range {
    struct texts aliases;
    size_t from, to;
};

static bool enter_names(struct reading *reading, struct diags *d, const struct family_range *ranges,
                        size_t n)
{
    struct catalogue *c = reading->catalogue;
    size_t names = 0;
    for (size_t i = 0; i < n; i++)
        names += (ranges[i].to - ranges[i].from) * (1 + ranges[i].aliases.n);
    c->names = arena_many(reading->arena, names + 1, const char *);
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        for (size_t f = ranges[i].from; f < ranges[i].to; f++) {
            ok = enter_name(c, d, c->faces[f].name.p, f) && ok;
            for (size_t k = 0; k < ranges[i].aliases.n; k++)
                ok = enter_name(
                         c, d, new_name(reading->arena, ranges[i].aliases.v[k], c->faces[f].weight),
                         f) &&
                     ok;
        }
    }
    return ok;
}

static bool read_families(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    struct reading *reading = r->context;
    if (!want_list(r, value, field))
        return false;
    VEC(struct family_range) ranges = {0};
    bool ok = true;
    for (size_t i = 0; i < value->n; i++) {
        struct family f = {0};
        size_t from = reading->faces.n;
        bool read = fields_read(r, value->entries[i].value, N_("font family"), family_fields,
                                LENGTH_OF(family_fields), &f);
        ok = ok && read;
        finish_family(reading, &f, from);
        vec_push(&ranges, ((struct family_range){f.aliases, from, reading->faces.n}));
    }
    reading->catalogue->n = reading->faces.n;
    reading->catalogue->faces = vec_take(reading->arena, &reading->faces);
    ok = ok && enter_names(reading, r->diags, ranges.v, ranges.n);
    vec_free(&ranges);
    *(bool *)out = ok;
    return ok;
}

/* The entries of a list of files, each with the same keys. */
static bool read_files(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       const struct field *keys, size_t n_keys, struct catalogue_files *out)
{
    if (!want_list(r, value, field))
        return false;
    bool ok = true;
    out->v = arena_many(r->arena, value->n, struct catalogue_file);
    out->n = value->n;
    for (size_t i = 0; i < value->n; i++)
        ok = fields_read(r, value->entries[i].value, field->name, keys, n_keys, &out->v[i]) && ok;
    return ok;
}

static bool read_hyphenations(struct fields_reader *r, const struct yaml *value,
                              const struct field *field, void *out)
{
    struct catalogue *c = ((struct reading *)r->context)->catalogue;
    return *(bool *)out = read_files(r, value, field, hyphenation_fields,
                                     LENGTH_OF(hyphenation_fields), &c->hyphenations);
}

static bool read_conditions(struct fields_reader *r, const struct yaml *value,
                            const struct field *field, void *out)
{
    struct catalogue *c = ((struct reading *)r->context)->catalogue;
    bool ok =
        read_files(r, value, field, condition_fields, LENGTH_OF(condition_fields), &c->conditions);
    static const char *const keys[] = {"file", "sha256"};
    for (size_t i = 0; ok && i < c->conditions.n; i++) {
        const struct catalogue_file *f = &c->conditions.v[i];
        if (!f->file.n == !f->sha256.n)
            continue;
        diag_add(r->diags, DIAG_MISSING_KEY, value->entries[i].value->at,
                 "the condition %.*s has `%s` without `%s`", STR_ARG(f->key), keys[!f->file.n],
                 keys[f->file.n != 0]);
        ok = false;
    }
    return *(bool *)out = ok;
}

static void set_directories(struct catalogue *c, struct arena *a, const struct texts *directories)
{
    const char *home = getenv("HOME");
    c->directories = arena_many(a, directories->n + 1, str);
    for (size_t i = 0; i < directories->n; i++) {
        str name = directories->v[i];
        if (str_starts(name, STR("~/"))) {
            if (!home)
                continue;
            name = str_format(a, "%s%.*s", home, (int)(name.n - 1), name.p + 1);
        } else {
            name = str_of(file_join(a, c->folder, name));
        }
        c->directories[c->n_directories++] = name;
    }
}

bool catalogue_read(struct catalogue *c, struct arena *a, const char *folder, struct diags *d)
{
    *c = (struct catalogue){.by_name = map_new()};
    c->folder = str_dup(a, str_of(folder));
    const char *path = file_join(a, c->folder, STR("fonts.yaml"));
    const struct source *source = file_read_text(diags_arena(d), path, (struct place){0}, d);
    struct yaml *yaml = source ? yaml_read(a, source, source->text, 1, d) : NULL;
    if (!yaml)
        return false;
    struct reading reading = {.catalogue = c, .arena = a};
    struct fields_reader r = {.arena = a, .diags = d, .context = &reading};
    struct root root = {0};
    bool ok =
        fields_read(&r, yaml, N_("font catalogue"), root_fields, LENGTH_OF(root_fields), &root);
    vec_free(&reading.faces);
    set_directories(c, a, &root.directories);
    return ok;
}

void catalogue_free(struct catalogue *c)
{
    map_free(c->by_name);
    c->by_name = NULL;
}

ptrdiff_t catalogue_find(const struct catalogue *c, str name)
{
    return (ptrdiff_t)map_get(c->by_name, name) - 1;
}

const char *catalogue_path(const struct catalogue *c, struct arena *a, str file)
{
    const char *path = file_join(a, c->folder, file);
    for (size_t i = 0; !file_exists(path) && i <= 2 * c->n_directories; i++) {
        if (i == 2 * c->n_directories)
            return NULL;
        str name = i % 2 ? file_name(file) : file;
        path = file_join(a, c->directories[i / 2], name);
    }
    return path;
}
