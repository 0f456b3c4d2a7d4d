#include "base/file.h"
#include "base/xalloc.h"
#include "font/catalogue.h"
#include "font/face.h"
#include "font/seal.h"

#include <pthread.h>
#include <stdlib.h>

/* A face of the catalogue and what became of it. */
struct slot {
    enum { SLOT_UNTRIED, SLOT_OPEN, SLOT_FAILED } state;
    struct face face;
    struct face_failure failure;
};

struct fonts {
    struct arena *arena;
    struct catalogue catalogue;
    pthread_mutex_t lock; /* over slots and arena */
    struct slot *slots;   /* one a face of the catalogue */
};

struct fonts *fonts_open(const char *folder, struct diags *d)
{
    struct fonts *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    pthread_mutex_init(&f->lock, NULL);
    if (!catalogue_read(&f->catalogue, f->arena, folder, d)) {
        fonts_free(f);
        return NULL;
    }
    f->slots = arena_many(f->arena, f->catalogue.n, struct slot);
    return f;
}

void fonts_free(struct fonts *f)
{
    if (!f)
        return;
    for (size_t i = 0; f->slots && i < f->catalogue.n; i++)
        if (f->slots[i].state == SLOT_OPEN)
            face_close(&f->slots[i].face);
    pthread_mutex_destroy(&f->lock);
    catalogue_free(&f->catalogue);
    arena_free(f->arena);
    free(f);
}

static const char *places_looked(const struct fonts *f)
{
    struct arena *a = f->arena;
    const char *text = str_z(a, f->catalogue.folder);
    for (size_t i = 0; i < f->catalogue.n_directories; i++)
        text = str_format(a, "%s, %.*s", text, STR_ARG(f->catalogue.directories[i])).p;
    return text;
}

static struct face_failure missing(const struct fonts *f, const struct catalogue_face *entry)
{
    struct arena *a = f->arena;
    struct face_failure why = {.code = DIAG_FONT_MISSING};
    why.text = message_of(a, "the font %.*s is not installed: no file %.*s in %s",
                          STR_ARG(entry->name), STR_ARG(entry->file), places_looked(f));
    if (entry->package.n)
        why.hint = message_of(a, "apt install %.*s", STR_ARG(entry->package));
    return why;
}

static struct message differs_hint(const struct fonts *f, str package, const char *what)
{
    if (!package.n)
        return message_of(f->arena, "put back the file that the catalogue names, or enter the new "
                                    "one in fonts.yaml");
    return message_of(f->arena,
                      "another version of the package %.*s is installed; with %-s the pages may "
                      "break differently",
                      STR_ARG(package), what);
}

static void open_slot(struct fonts *f, size_t index)
{
    const struct catalogue_face *entry = &f->catalogue.faces[index];
    struct slot *slot = &f->slots[index];
    slot->state = SLOT_FAILED;
    const char *path = catalogue_path(&f->catalogue, f->arena, entry->file);
    if (!path) {
        slot->failure = missing(f, entry);
        return;
    }
    struct face_request request = {
        entry->name,
        path,
        (unsigned)entry->index,
        entry->sha256,
    };
    if (face_open(&slot->face, &request, f->arena, &slot->failure)) {
        slot->face.order = (unsigned)index;
        slot->state = SLOT_OPEN;
    } else if (slot->failure.code == DIAG_FONT_DIFFERS) {
        slot->failure.hint = differs_hint(f, entry->package, N_("another font"));
    }
}

static void report_unknown(const struct fonts *f, str name, struct place at, struct diags *d)
{
    const struct catalogue *c = &f->catalogue;
    diag_add(d, DIAG_FONT_UNKNOWN, at, "the font catalogue has no font %.*s", STR_ARG(name));
    const char *nearest = str_nearest(name, c->names, c->n_names);
    if (nearest)
        diag_hint(d, "did you mean %s?", nearest);
    else
        diag_hint(d, "banxin fonts lists the fonts of %.*s/fonts.yaml", STR_ARG(c->folder));
}

const struct face *fonts_face(struct fonts *f, str name, struct place used_at, struct diags *d)
{
    ptrdiff_t index = catalogue_find(&f->catalogue, name);
    if (index < 0) {
        report_unknown(f, name, used_at, d);
        return NULL;
    }
    struct slot *slot = &f->slots[index];
    pthread_mutex_lock(&f->lock);
    if (slot->state == SLOT_UNTRIED)
        open_slot(f, (size_t)index);
    pthread_mutex_unlock(&f->lock);
    if (slot->state == SLOT_OPEN)
        return &slot->face;
    diag_put(d, slot->failure.code, used_at, message_copy(diags_arena(d), &slot->failure.text));
    if (slot->failure.hint.english.n)
        diag_hint_put(d, message_copy(diags_arena(d), &slot->failure.hint));
    return NULL;
}

struct font_facts fonts_facts(struct fonts *f, str name)
{
    struct font_facts facts = {0};
    ptrdiff_t index = catalogue_find(&f->catalogue, name);
    if (index < 0)
        return facts;
    const struct catalogue_face *entry = &f->catalogue.faces[index];
    pthread_mutex_lock(&f->lock);
    facts.path = catalogue_path(&f->catalogue, f->arena, entry->file);
    pthread_mutex_unlock(&f->lock);
    facts.known = true;
    facts.found = facts.path != NULL;
    facts.family = entry->family;
    facts.weight = entry->weight;
    facts.file = entry->file;
    facts.package = entry->package;
    facts.license = entry->license;
    facts.sha256 = entry->sha256;
    facts.index = (unsigned)entry->index;
    return facts;
}

/* ---- patterns of hyphenation, printing conditions ---- */

static const struct catalogue_file *find_file(const struct catalogue_files *files, str key)
{
    for (size_t i = 0; i < files->n; i++)
        if (str_eq(files->v[i].key, key))
            return &files->v[i];
    return NULL;
}

/* Whether the file is the one that the catalogue means. */
static bool is_sealed(struct arena *a, const char *path, str sha256)
{
    char found[65];
    struct seal seal = seal_take(a, path, sha256);
    if (seal_known(&seal))
        return true;
    str bytes = file_map(path);
    bool same = bytes.p && seal_matches(bytes, sha256, found);
    if (bytes.p)
        file_unmap(bytes);
    if (same)
        seal_remember(&seal);
    return same;
}

/* What a kind of file is called in messages. */
struct kind {
    const char *what; /* its key stands behind it */
    const char *other;
    enum diag_code differs, missing;
    const char *otherwise; /* what can be done without it; NULL: nothing */
};

static void report_file(const struct fonts *f, const struct catalogue_file *file,
                        const struct kind *kind, const char *path, struct diags *d)
{
    struct place nowhere = {0};
    if (path) {
        diag_add(d, kind->differs, nowhere, "%s: not %-s `%.*s` that fonts.yaml names", path,
                 kind->what, STR_ARG(file->key));
        struct message hint = differs_hint(f, file->package, kind->other);
        diag_hint_put(d, message_copy(diags_arena(d), &hint));
        return;
    }
    diag_add(d, kind->missing, nowhere, "%-s `%.*s`: not installed, no file %.*s in %s", kind->what,
             STR_ARG(file->key), STR_ARG(file->file), places_looked(f));
    if (file->package.n && kind->otherwise)
        diag_hint(d, "apt install %.*s; or %-s", STR_ARG(file->package), kind->otherwise);
    else if (file->package.n)
        diag_hint(d, "apt install %.*s", STR_ARG(file->package));
    else if (kind->otherwise)
        diag_hint(d, "%-s", kind->otherwise);
}

/* The path of a file whose hash is right; reported when it is not. */
static const char *sealed_file(struct fonts *f, const struct catalogue_file *file,
                               const struct kind *kind, struct diags *d)
{
    pthread_mutex_lock(&f->lock);
    const char *path = catalogue_path(&f->catalogue, f->arena, file->file);
    bool same = path && is_sealed(f->arena, path, file->sha256);
    if (!same)
        report_file(f, file, kind, path, d);
    pthread_mutex_unlock(&f->lock);
    return same ? path : NULL;
}

static struct font_facts facts_of(struct fonts *f, const struct catalogue_file *file)
{
    if (!file)
        return (struct font_facts){0};
    pthread_mutex_lock(&f->lock);
    const char *path = catalogue_path(&f->catalogue, f->arena, file->file);
    pthread_mutex_unlock(&f->lock);
    return (struct font_facts){.family = file->key,
                               .file = file->file,
                               .package = file->package,
                               .sha256 = file->sha256,
                               .known = true,
                               .found = path != NULL,
                               .path = path};
}

size_t fonts_hyphenations(const struct fonts *f)
{
    return f->catalogue.hyphenations.n;
}

str fonts_hyphenation_language(const struct fonts *f, size_t i)
{
    return f->catalogue.hyphenations.v[i].key;
}

const char *fonts_hyphenation(struct fonts *f, str language, struct diags *d)
{
    static const struct kind patterns = {N_("the patterns of hyphenation for"),
                                         N_("other patterns"), DIAG_HYPHENATION_DIFFERS,
                                         DIAG_HYPHENATION_MISSING, NULL};
    const struct catalogue_file *h = find_file(&f->catalogue.hyphenations, language);
    return h ? sealed_file(f, h, &patterns, d) : NULL;
}

struct font_facts fonts_hyphenation_facts(struct fonts *f, str language)
{
    return facts_of(f, find_file(&f->catalogue.hyphenations, language));
}

bool fonts_condition(struct fonts *f, str name, struct place used_at, struct condition *out,
                     struct diags *d)
{
    static const struct kind profile = {
        N_("the profile of the printing condition"), N_("another profile"), DIAG_CONDITION_DIFFERS,
        DIAG_CONDITION_MISSING, N_("build with --profile plain, which needs none")};
    const struct catalogue_file *c = find_file(&f->catalogue.conditions, name);
    if (!c) {
        diag_add(d, DIAG_UNKNOWN_NAME, used_at, "the catalogue has no printing condition %.*s",
                 STR_ARG(name));
        diag_hint(d, "add it to `conditions` in %.*s/fonts.yaml", STR_ARG(f->catalogue.folder));
        return false;
    }
    *out = (struct condition){c->key, c->info, NULL, (unsigned)c->ink};
    if (!c->file.n)
        return true;
    out->path = sealed_file(f, c, &profile, d);
    return out->path != NULL;
}

struct font_facts fonts_condition_facts(struct fonts *f, str name)
{
    return facts_of(f, find_file(&f->catalogue.conditions, name));
}
