/* The notation of the line goldens. A case is
 *
 *     M=11 indent=2 level=basic text
 *       what comes out  (11.5 S5 0.5: -0.5×1 → 11)
 *
 * Options, before the text: M, beside=lines and beside-M, indent, tracking (in em), align, spread
 * (in em), half-marks=1, western-scale, font=other
 * (centred marks, one variation sequence), lines (of the style: a heading's), note-mark, emphasis,
 * pitch (of the grid, in em; without it marks fit anywhere), big (see below), ruby (the size of
 * annotations), show=x, y or v, direction, and every key of a layout's `composition` with its value
 * as a layout has it, without blanks.
 *
 * Text: `*…*` strong, `|` a forced line end, `\n` a soft one of the source, `{U+2060}` a character
 * that cannot be seen, `{note 3}` the mark of a note, `{big …}` emphasis, set `big` times as large
 * (2), `{sup …}`, `{sub …}`, `{code …}`, `{link …}`, `{s …}` struck, `{u …}` a name, `{cite …}` a
 * title, `{em …}` with dots, `{en …}` and `{fr …}` in a language, `{mark …}` framed, `{ruby
 * 重/chóng}`; `\` takes the next character as it is.
 *
 * A line that comes out: its text; in brackets the natural width, what each stage moved by the
 * composer's account (S1 … X3, LA-03, LA-04; `hung`), after a colon how much farther apart or
 * nearer the characters really stand than they would, and how many times; the width that it was set
 * to, and where it begins when that is not at the left. All in em. Then, deeper, with show=x the
 * origins of the characters, and lines, dots (their middle), annotations, links and notes; with
 * show=y how far below the em box a mark begins, from baseline to baseline of an annotation, or how
 * far text is raised.
 * With show=v, how the runs of a vertical line stand: [digits side by side], ⟨on their side⟩,
 * upright ones with the marks that are shown for “ ”. Last the codes of what was reported. */
#pragma once

#include "model.h"

/** What a case's line asks for. */
struct test_case {
    str text;
    length measure, indent, beside;
    int n_beside;    /* lines of measure `beside` (GR-09) … */
    int beside_from; /* … after so many of the whole measure */
    bool positions;  /* show=x: print where each character stands */
    bool heights;    /* show=y: print how high marks stand */
    bool stances;    /* show=v */
};

/** Reads `M=11 indent=2 level=basic … text`: options of the paragraph and the composition's, by the
 * names and values of layouts, set on the model. Ends the program with status 2 on a bad value. */
struct test_case notation_case(struct model *m, str line);

/** The spans of a text in the notation, in the model's arena. */
struct span *notation_spans(struct model *m, str text, size_t *n);
