#include "unicode/words.h"

#include "base/library.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utf16.h>
#include <unicode/uvernum.h>

#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)

/* The functions of ICU that are called; its names end in its version. */
struct icu {
    UBreakIterator *(*open)(UBreakIteratorType type, const char *locale, const UChar *text,
                            int32_t n, UErrorCode *status);
    void (*close)(UBreakIterator *iterator);
    void (*set_text)(UBreakIterator *iterator, const UChar *text, int32_t n, UErrorCode *status);
    int32_t (*next)(UBreakIterator *iterator);
};

struct word_finder {
    bool tried;
    struct icu icu;
    UBreakIterator *iterator;
};

static bool open_icu(struct word_finder *f)
{
    const struct library_function functions[] = {{TEXT(ubrk_open), &f->icu.open},
                                                 {TEXT(ubrk_close), &f->icu.close},
                                                 {TEXT(ubrk_setText), &f->icu.set_text},
                                                 {TEXT(ubrk_next), &f->icu.next}};
    if (!library_open("libicuuc.so." TEXT(U_ICU_VERSION_MAJOR_NUM), LIBRARY_FUNCTIONS(functions)))
        return false;
    UErrorCode status = U_ZERO_ERROR;
    f->iterator = f->icu.open(UBRK_WORD, "zh", NULL, 0, &status);
    return U_SUCCESS(status) && f->iterator;
}

struct word_finder *word_finder_new(void)
{
    return xcalloc(1, sizeof(struct word_finder));
}

/* The library stays open: ICU keeps caches that outlive what is closed. */
void word_finder_free(struct word_finder *f)
{
    if (f && f->iterator)
        f->icu.close(f->iterator);
    free(f);
}

bool word_finder_find(struct word_finder *f, const uint32_t *text, size_t n, bool *begins)
{
    UChar units[2 * WORDS_MAX];
    size_t at[2 * WORDS_MAX + 1]; /* of the character that a code unit belongs to */
    int32_t length = 0;
    size_t seen = n < WORDS_MAX ? n : WORDS_MAX;
    for (size_t i = 0; i < n; i++)
        begins[i] = true;
    if (!f->tried && !(f->tried = true, open_icu(f)) && f->iterator)
        f->iterator = NULL;
    if (!f->iterator)
        return false;
    for (size_t i = 0; i < seen; i++) {
        uint32_t c = text[i] <= 0x10FFFF ? text[i] : 0xFFFD;
        at[length] = i;
        if (c > 0xFFFF)
            at[length + 1] = i;
        U16_APPEND_UNSAFE(units, length, c);
        begins[i] = i == 0;
    }
    UErrorCode status = U_ZERO_ERROR;
    f->icu.set_text(f->iterator, units, length, &status);
    for (int32_t end; U_SUCCESS(status) && (end = f->icu.next(f->iterator)) != UBRK_DONE;)
        if (end < length)
            begins[at[end]] = true;
    return U_SUCCESS(status);
}
