/* Where Western words may be divided (rules LW). Knows nothing of widths: the optimiser decides
 * whether a point is used, and what it costs. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/** What may be done inside a Western word. */
enum word_point {
    POINT_NONE,
    POINT_BREAK,  /* the line may end here, nothing is added */
    POINT_LESSER, /* as POINT_BREAK, but others in the address are better */
    POINT_HYPHEN  /* the line may end here with a hyphen */
};

/** Hyphenation dictionaries. Each is read when a word first needs it; one for a thread. */
struct hyphenator;

/** `folder` holds the dictionaries, hyph_en_US.dic and the like; NULL: the system's. Reads
 * nothing yet and cannot fail. */
struct hyphenator *hyphenator_new(const char *folder);

/** A language and the file, of libhyphen's form, by which its words are divided; NULL: there is
 * none. */
struct patterns {
    const char *language, *file;
};

/** One that knows the languages of a list, which must live as long. Likewise. */
struct hyphenator *hyphenator_of(const struct patterns *list, size_t n);
void hyphenator_free(struct hyphenator *h);

/** Marks points[i] (enum word_point) for a possible division after text[i]; text is a run of `n`
 * code points of Western text without blanks: a word with the punctuation around it, an address,
 * a path, an identifier, a number. All n points are written; the last is POINT_NONE.
 *
 * - Words (LW-01) by the patterns of `language`, from 5 letters, 2 before and 3 after the hyphen;
 *   Latin letters only, nothing with digits, inner capitals or capitals throughout, and nothing
 *   that looks like code (_ = @ # $ \ ~ ^ & { } ` | in the run). A word with hyphens of its own is
 *   divided after these only, 3 characters on each side.
 * - URLs, DOIs and paths (LW-03) after / ? & = # - _ ~ : @ + and before . and %, 3 characters
 *   on each side, never inside ://; all but after / and before . are lesser points.
 * - Names like hb_buffer, std::vector and client/server after _, :: and, between words of four
 *   letters, /.
 * - E-mail addresses (LW-04) after @ and before full stops.
 * - Hexadecimal numbers of more than 32 digits every 4 digits (LW-07).
 * - Numbers, dates, telephone numbers (UB-04) and abbreviations (UB-09) nowhere.
 *
 * `language` is a tag such as "en", "en-GB", "de"; NULL and languages that are not written in
 * letters (zh, ja, ko) stand for "en". Without a dictionary for it, or with `h` NULL, there are no
 * hyphens; the other points stay. The same text has the same points at every call. */
void words_mark(struct hyphenator *h, const char *language, const uint32_t *text, size_t n,
                unsigned char *points);
