/* Words in Chinese text, by ICU's dictionary (UAX #29 with cjdict): where a heading may be parted
 * by sense. ICU and its data are opened by the first question and not at all without one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** For one thread. */
struct word_finder;
struct word_finder *word_finder_new(void);
void word_finder_free(struct word_finder *f);

/** Says of each of n characters whether a word begins with it; at most WORDS_MAX are looked at, in
 * the rest every character begins one. False, and every character begins one, when ICU cannot be
 * opened. */
enum { WORDS_MAX = 400 };
bool word_finder_find(struct word_finder *f, const uint32_t *text, size_t n, bool *begins);
