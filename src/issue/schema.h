/* The JSON Schemas of the files that editors write, from the tables that read them. */
#pragma once

#include "base/buf.h"
#include "base/fields.h"

enum issue_file { ISSUE_FILE_PUBLICATION, ISSUE_FILE_ISSUE, ISSUE_FILE_ARTICLE }; /* its head */

void issue_schema(struct buf *out, enum issue_file file);

/** The keys of a file (issue.c, article.c). */
struct issue_fields {
    const struct field *fields;
    size_t n;
};
struct issue_fields issue_fields_of(enum issue_file file);
struct issue_fields article_fields(void);
struct issue_fields imprint_fields(void); /* imprint.c */

/** The keys of the maps that are a field's value or stand in its list; none for other values. */
struct issue_fields issue_fields_below(const struct field *field);
