#include "cli/language.h"

#include "base/file.h"
#include "base/message.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* The first of these that is set and not empty, as POSIX has it. */
static const char *locale_name(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

/* In a list such as zh_CN:en the first language that there is decides. */
static bool list_is_chinese(str list)
{
    while (list.n) {
        size_t end = str_find(list, ':', 0);
        str name = str_slice(list, 0, end);
        if (str_starts(name, STR("zh")))
            return true;
        if (str_starts(name, STR("en")) || str_is(name, "C"))
            return false;
        list = str_slice(list, end < list.n ? end + 1 : end, list.n);
    }
    return false;
}

static bool is_chinese(void)
{
    const char *own = getenv("BANXIN_LANG"), *list = getenv("LANGUAGE");
    if (own && *own)
        return str_starts(str_of(own), STR("zh"));
    str locale = str_of(locale_name());
    if (str_is(locale, "C") || str_is(locale, "POSIX"))
        return false;
    return list_is_chinese(list && *list ? str_of(list) : locale);
}

/* Beside the program: in its build folder, or where it is installed, wherever that was moved to. */
static const char *find_catalogues(struct arena *a)
{
    static const str places[] = {STR("po"), STR("../share/locale")};
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program);
    str folder =
        n > 0 && n < PATH_MAX ? str_of(file_folder(a, (str){program, (size_t)n}).p) : STR("");
    for (size_t i = 0; folder.n && i < sizeof places / sizeof *places; i++) {
        const char *at = file_join(a, folder, places[i]);
        if (file_exists(file_join(a, str_of(at), STR("zh_CN/LC_MESSAGES/" MESSAGE_DOMAIN ".mo"))))
            return at;
    }
    return BANXIN_LOCALEDIR;
}

void language_need_both(void)
{
    struct arena *a = arena_new();
    message_open(find_catalogues(a));
    arena_free(a);
}

void language_begin(void)
{
    if (!is_chinese())
        return;
    language_need_both();
    message_use_chinese();
}
