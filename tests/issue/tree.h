/* A readable dump of what was read, for comparing with files. */
#pragma once

#include "base/buf.h"
#include "issue/issue.h"

void tree_article(struct buf *b, const struct article *article);
void tree_issue(struct buf *b, const struct issue *issue);
