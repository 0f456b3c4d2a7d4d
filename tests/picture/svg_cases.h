/* {SVG file, what comes of it}: see test_svg.c. */
/* shapes */
{SVG("<rect x='1' y='2' width='3' height='4'/>"), "size 100×50\n"
                                                  "fill 0 0 0 100; M1,2 L4,2 L4,6 L1,6 Z\n"},
    {SVG("<rect width='10' height='6' rx='2'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M2,0 L8,0 C9.1,0 10,0.9 10,2 L10,4 C10,5.1 9.1,6 8,6 L2,6 C0.9,6 0,5.1 0,4 "
     "L0,2 C0,0.9 0.9,0 2,0 Z\n"},
    {SVG("<circle cx='10' cy='10' r='5' fill='none' stroke='red'/>"),
     "size 100×50\n"
     "stroke #ff0000; line 1 cap 0 join 0; M15,10 C15,12.76 12.76,15 10,15 C7.24,15 5,12.76 "
     "5,10 C5,7.24 7.24,5 10,5 C12.76,5 15,7.24 15,10 Z\n"},
    {SVG("<ellipse cx='10' cy='10' rx='5' ry='2'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M15,10 C15,11.1 12.76,12 10,12 C7.24,12 5,11.1 5,10 C5,8.9 7.24,8 10,8 "
     "C12.76,8 15,8.9 15,10 Z\n"},
    {SVG("<line x1='1' y1='2' x2='3' y2='4' stroke='#000'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; stroke 0 0 0 100; line 1 cap 0 join 0; M1,2 L3,4\n"},
    {SVG("<polyline points='1,2 3,4 5 6' stroke='black' fill='none'/>"),
     "size 100×50\n"
     "stroke 0 0 0 100; line 1 cap 0 join 0; M1,2 L3,4 L5,6\n"},
    {SVG("<polygon points='0 0 10 0 5-5'/>"), "size 100×50\n"
                                              "fill 0 0 0 100; M0,0 L10,0 L5,-5 Z\n"},
    {SVG("<rect width='50%' height='50%'/>"), "size 100×50\n"
                                              "fill 0 0 0 100; M0,0 L50,0 L50,25 L0,25 Z\n"},
    /* path data: relative, repeated, without blanks, reflected */
    {SVG("<path d='M10 10h5v5H5V0z'/>"), "size 100×50\n"
                                         "fill 0 0 0 100; M10,10 L15,10 L15,15 L5,15 L5,0 Z\n"},
    {SVG("<path d='m1 1 2 0 0 2-2-.5.5.5z'/>"), "size 100×50\n"
                                                "fill 0 0 0 100; M1,1 L3,1 L3,3 L1,2.5 L1.5,3 Z\n"},
    {SVG("<path d='M0 0C1 1 2 2 3 3S5 5 6 6'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 C1,1 2,2 3,3 C4,4 5,5 6,6\n"},
    {SVG("<path d='M0 0Q3 3 6 0T12 0'/>"), "size 100×50\n"
                                           "fill 0 0 0 100; M0,0 C2,2 4,2 6,0 C8,-2 10,-2 12,0\n"},
    {SVG("<path d='M0 0A10 10 0 0 1 20 0'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 C0,-5.52 4.48,-10 10,-10 C15.52,-10 20,-5.52 20,0\n"},
    {SVG("<path d='M0 0a10,5 90 1010 0'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 C0,5.52 2.24,10 5,10 C7.76,10 10,5.52 10,0\n"},
    {SVG("<path d='M0 0L5 5X9'/>"), "size 100×50\n"
                                    "fill 0 0 0 100; M0,0 L5,5\n"
                                    "lost: the rest of a path that cannot be read, line 1\n"},
    {SVG("<path d='L5 5'/>"), "size 100×50\n"
                              "lost: the rest of a path that cannot be read, line 1\n"},
    /* transforms */
    {SVG("<g transform='translate(10 5) scale(2)'><rect width='1' height='1' stroke='black' "
         "stroke-width='2'/></g>"),
     "size 100×50\n"
     "fill 0 0 0 100; stroke 0 0 0 100; line 4 cap 0 join 0; M10,5 L12,5 L12,7 L10,7 Z\n"},
    {SVG("<rect width='10' height='10' transform='rotate(90)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 L0,10 L-10,10 L-10,0 Z\n"},
    {SVG("<rect width='10' height='10' transform='rotate(45 5 5)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M5,-2.07 L12.07,5 L5,12.07 L-2.07,5 Z\n"},
    {SVG("<rect width='1' height='1' transform='matrix(1 2 3 4 5 6)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M5,6 L6,8 L9,12 L8,10 Z\n"},
    {SVG("<rect width='1' height='1' transform='skewX(45) skewY(0)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 L1,0 L2,1 L1,1 Z\n"},
    /* colours as inks: equal parts are black */
    {SVG("<rect width='1' height='1' fill='black'/>"), "size 100×50\n"
                                                       "fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='#808080'/>"), "size 100×50\n"
                                                         "fill #808080; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='#fff'/>"), "size 100×50\n"
                                                      "fill 0 0 0 0; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='#c00'/>"), "size 100×50\n"
                                                      "fill #cc0000; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='rgb(0,128,255)'/>"),
     "size 100×50\n"
     "fill #0080ff; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='rgb(100%,50%,0%)'/>"),
     "size 100×50\n"
     "fill #ff8000; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='steelblue'/>"), "size 100×50\n"
                                                           "fill #4682b4; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='device-cmyk(0.1 20% 0 1)'/>"),
     "size 100×50\n"
     "fill 10 20 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='#f00 icc-color(x, 0, 1, 0.5, 0)'/>"),
     "size 100×50\n"
     "fill 0 100 50 0; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<rect width='1' height='1' fill='nocolour'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"
     "lost: a colour that is not known, line 1\n"},
    {SVG("<g color='blue'><rect width='1' height='1' fill='currentColor'/></g>"),
     "size 100×50\n"
     "fill #0000ff; M0,0 L1,0 L1,1 L0,1 Z\n"},
    /* styles: attributes, rules, the style attribute */
    {SVG("<style>.a{fill:red} #b{fill:blue} rect{fill:lime;stroke:none}</style><rect width='1' "
         "height='1' class='x a' fill='yellow'/><rect id='b' class='a' width='1' height='1'/><rect "
         "width='1' height='1' "
         "style='fill:none;stroke:#000;stroke-width:3px;stroke-dasharray:2,1;stroke-linecap:round;"
         "stroke-linejoin:bevel'/>"),
     "size 100×50\n"
     "fill #ff0000; M0,0 L1,0 L1,1 L0,1 Z\n"
     "fill #0000ff; M0,0 L1,0 L1,1 L0,1 Z\n"
     "stroke 0 0 0 100; line 3 cap 1 join 2 dash 2 1; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<g opacity='.5'><rect width='1' height='1' fill-opacity='0.5'/></g>"),
     "size 100×50\n"
     "fill 0 0 0 100 at 0.25; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<g display='none'><rect width='1' height='1'/></g><rect width='1' height='1' "
         "visibility='hidden'/>"),
     "size 100×50\n"},
    {SVG("<path d='M0 0h9v9H0zM3 3h3v3H3z' fill-rule='evenodd'/>"),
     "size 100×50\n"
     "even-odd fill 0 0 0 100; M0,0 L9,0 L9,9 L0,9 Z M3,3 L6,3 L6,6 L3,6 Z\n"},
    /* parts used again */
    {SVG("<defs><g id='a'><rect width='1' height='1'/></g></defs><use href='#a' x='5' y='6'/><use "
         "xlink:href='#a' xmlns:xlink='http://www.w3.org/1999/xlink' transform='scale(2)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M5,6 L6,6 L6,7 L5,7 Z\n"
     "fill 0 0 0 100; M0,0 L2,0 L2,2 L0,2 Z\n"},
    {SVG("<symbol id='s'><rect width='1' height='1'/></symbol><use href='#s'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<use href='other.svg#a'/>"), "size 100×50\n"
                                       "lost: a reference to another file, line 1\n"},
    {SVG("<use href='#none'/>"), "size 100×50\n"
                                 "lost: a part that is not there, line 1\n"},
    /* gradients: on the box of what they paint, or on the user's units; stops and place of another
     */
    {SVG("<linearGradient id='g'><stop stop-color='red'/><stop offset='50%' "
         "stop-color='#000'/><stop "
         "offset='.2' style='stop-color:device-cmyk(0 0 1 0)'/></linearGradient><rect x='10' "
         "y='20' "
         "width='40' height='10' fill='url(#g)'/>"),
     "size 100×50\n"
     "fill linear 10,20 + 40,0 + 0,10 [0 #ff0000] [50 0 0 0 100] [50 0 0 100 0]; M10,20 L50,20 "
     "L50,30 L10,30 Z\n"},
    {SVG("<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='lime'/>"
         "</linearGradient><linearGradient id='h' href='#g' gradientUnits='userSpaceOnUse' x1='5' "
         "y1='5' x2='5' y2='15' gradientTransform='translate(1 0)'/><g transform='scale(2)'><rect "
         "width='9' height='9' fill='none' stroke='url(\"#h\")'/></g>"),
     "size 100×50\n"
     "stroke linear 12,10 + 0,20 + -20,0 [0 #ff0000] [100 #00ff00]; line 2 cap 0 join 0; M0,0 "
     "L18,0 L18,18 L0,18 Z\n"},
    {SVG("<radialGradient id='g' fx='.75' spreadMethod='reflect'><stop stop-opacity='.5'/><stop "
         "offset='1' stop-color='#fff'/></radialGradient><circle cx='10' cy='10' r='5' "
         "fill='url(#g)'/>"),
     "size 100×50\n"
     "fill radial 10,10 + 5,0 + 0,5 focus 5000,0 [0 0 0 0 100] [100 0 0 0 0] at 0.75; M15,10 "
     "C15,12.76 12.76,15 10,15 C7.24,15 5,12.76 5,10 C5,7.24 7.24,5 10,5 C12.76,5 15,7.24 15,10 Z\n"
     "lost: a gradient that repeats, line 1\n"},
    {SVG("<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='50%' cy='50%' r='20' "
         "fx='90'><stop "
         "stop-color='red'/></radialGradient><rect width='9' height='9' fill='url(#g)'/>"),
     "size 100×50\n"
     "fill radial 50,25 + 20,0 + 0,20 focus 9900,0 [0 #ff0000] [100 #ff0000]; M0,0 L9,0 L9,9 L0,9 "
     "Z\n"},
    /* without extent, stops, an end to what it takes from */
    {SVG("<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='lime'/>"
         "</linearGradient><path d='M0 5h10' stroke='url(#g)'/><linearGradient id='e'/><rect "
         "width='1' "
         "height='1' fill='url(#e) blue'/><linearGradient id='l' href='#l'/><rect width='1' "
         "height='1' "
         "fill='url(#l)'/>"),
     "size 100×50\n"
     "fill 0 0 0 100; stroke linear 0,0 + 1,0 + 0,1 [0 #00ff00] [100 #00ff00]; line 1 cap 0 join "
     "0; M0,5 L10,5\n"
     "fill #0000ff; M0,0 L1,0 L1,1 L0,1 Z\n"
     "lost: a gradient or pattern, line 1\n"},
    /* clips: shapes in user units or parts of the box, in one another; without shapes nothing shows
     */
    {SVG("<clipPath id='c' transform='translate(1 1)'><rect width='5' height='5'/><path d='M6 "
         "0h3v3' "
         "transform='scale(2)'/></clipPath><clipPath id='d' "
         "clipPathUnits='objectBoundingBox'><path "
         "d='M0 0h1v.5H0z' clip-rule='evenodd'/></clipPath><g transform='translate(10 0)' "
         "clip-path='url(#c)'><rect x='2' width='8' height='4' clip-path='url(#d)'/></g><rect "
         "width='1' height='1'/>"),
     "size 100×50\n"
     "in (M11,1 L16,1 L16,6 L11,6 Z M23,1 L29,1 L29,7) in even-odd (M12,0 L20,0 L20,2 L12,2 Z) "
     "fill 0 0 0 100; M12,0 L20,0 L20,4 L12,4 Z\n"
     "fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"},
    {SVG("<clipPath id='c'/><rect width='1' height='1' clip-path='url(#c)'/><clipPath "
         "id='t'><text>甲"
         "</text></clipPath><rect width='1' height='1' clip-path='url(#t)'/>\n<clipPath id='o' "
         "clipPathUnits='objectBoundingBox'/><g clip-path='url(#o)'><rect width='1' "
         "height='1'/></g>"),
     "size 100×50\n"
     "in () fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"
     "in () fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"
     "fill 0 0 0 100; M0,0 L1,0 L1,1 L0,1 Z\n"
     "lost: a clip by more than shapes, line 1\n"
     "lost: a clip, line 2\n"},
    /* what is not drawn */
    {SVG("<image href='a.png'/><script>1</script>\n<rect width='1' height='1' "
         "fill='url(#g) red'/><rect width='1' height='1' fill='url(#g)' clip-path='url(#c)'/>"),
     "size 100×50\n"
     "fill #ff0000; M0,0 L1,0 L1,1 L0,1 Z\n"
     "lost: a picture in it, line 1\n"
     "lost: a script, line 1\n"
     "lost: a gradient or pattern, line 2\n"
     "lost: a clip, line 2\n"},
    /* text: blanks, parts and their styles, places by character, anchors, transforms */
    {SVG("<style>.a{font:italic bold 10px/12px 'A B', serif;text-anchor:end}</style><text x='1' "
         "y='2'>\n  甲 <tspan fill='red' font-size='2em'>乙</tspan>\n丙  </text><text class='a' "
         "y='5'>丁</text>"),
     "size 100×50\n"
     "text start 1,2 by 1 0 0 1 {16 0 0 0 100: 甲 } {32 #ff0000: 乙 } {16 0 0 0 100: 丙}\n"
     "text end 0,5 by 1 0 0 1 {10 0 0 0 100 bold italic 'A B', serif: 丁}\n"},
    {SVG("<text x='1 2' y='3' dx='0 0 .5'>甲乙丙<tspan x='9' dy='4'>丁</tspan><tspan "
         "y='1'>戊</tspan></text>"),
     "size 100×50\n"
     "text start 1,3 by 1 0 0 1 {16 0 0 0 100: 甲}\n"
     "text start 2,3 by 1 0 0 1 {16 0 0 0 100: 乙} {16 0 0 0 100 moved 0.5,0: 丙}\n"
     "text start 9,3 by 1 0 0 1 {16 0 0 0 100 moved 0,4: 丁} {16 0 0 0 100 moved 0,-6: 戊}\n"},
    {SVG("<g transform='translate(10 20) rotate(90) scale(2)'><text text-anchor='middle' "
         "dominant-baseline='central' letter-spacing='0.1em'>甲</text></g>"),
     "size 100×50\n"
     "text middle -2.16,20 by 0 1 -1 0 {32 0 0 0 100 spaced 3.2: 甲}\n"},
    {SVG("<text fill='none' stroke='red'>甲</text><text fill-opacity='.5' rotate='9' "
         "textLength='9' writing-mode='tb'>乙<textPath>丙</textPath></text><text "
         "fill='url(#g) blue' clip-path='url(#c)'>丁</text><text visibility='hidden'>戊</text>"
         "<clipPath id='c'/>"),
     "size 100×50\n"
     "text start 0,0 by 1 0 0 1 {16 0 0 0 100: 乙}\n"
     "text start 0,0 by 1 0 0 1 {16 #0000ff: 丁}\n"
     "lost: outlines of text, line 1\n"
     "lost: the transparency of text, line 1\n"
     "lost: the vertical direction of text, line 1\n"
     "lost: turned characters, line 1\n"
     "lost: the width that text is forced to, line 1\n"
     "lost: text on a path, line 1\n"
     "lost: gradients and patterns in text, line 1\n"
     "lost: clips of text, line 1\n"},
    /* sizes */
    {"<svg width='10mm' height='1in' viewBox='0 0 10 10'><rect width='10' height='10'/></svg>",
     "size 37.8×96\n"
     "fill 0 0 0 100; M0,29.1 L37.8,29.1 L37.8,66.9 L0,66.9 Z\n"},
    {"<svg width='40' height='20'><rect width='4' height='2'/></svg>",
     "size 40×20\n"
     "fill 0 0 0 100; M0,0 L4,0 L4,2 L0,2 Z\n"},
    {"<svg height='20' viewBox='10 10 20 10'><rect x='10' y='10' width='1' height='1'/></svg>",
     "size 40×20\n"
     "fill 0 0 0 100; M0,0 L2,0 L2,2 L0,2 Z\n"},
    {"<svg/>", "the SVG file has no size: it needs a viewBox, or width and height"},
    {"<svg width='5' height='99999'/>", "the SVG file is larger or smaller than any picture"},
    {"<html/>", "an XML file, but no SVG"},
    {"<svg viewBox='0 0 1 1'><g></svg>", "line 1 is no XML: mismatched tag"},
    {"", "line 1 is no XML: no element found"},
