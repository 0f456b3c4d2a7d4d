/* Which language the program speaks, and where its catalogue is. */
#pragma once

/** Chinese when BANXIN_LANG or else the locale's variables ask for it, by gettext's rules: LC_ALL,
 * LC_MESSAGES, LANG, and LANGUAGE before them unless they say "C". The locale need not be
 * installed. First thing in main(); opens nothing for English. */
void language_begin(void);

/** Opens the catalogue also for an English user: where messages are kept in both languages. Before
 * the first thread. */
void language_need_both(void);
