/* The files of a new issue, with @FIELDS@ to fill in: src/cli/new/, made part of the program by
 * embed.py. */
#pragma once

extern const char template_issue[];       /* issue.yaml */
extern const char template_article[];     /* 01.md */
extern const char template_publication[]; /* publication.yaml */
