#!/usr/bin/env python3
"""The evenness of lines beside LuaLaTeX's: the same text, font, size and measure.

Usage: line_quality.py GREFFE DOCUMENT...

Needs lualatex with babel-french, fontspec and microtype. For each document greffe says its lines (`show --as lines`);
the same paragraphs are then set by LuaLaTeX with TeX's line-breaking values of the house style. Printed are, for the
justified lines but the last of each paragraph, the mean badness of the spaces, 100 times the cube of their stretch or
shrink, and the largest stretch. Both programs let glyphs give way before the spaces.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROLES = ("recital", "operative")

PREAMBLE = r"""
\documentclass{article}
\usepackage[paperwidth=%(width)s,paperheight=%(height)s,left=%(left)s,right=%(right)s,top=%(top)s,bottom=%(bottom)s]{geometry}
\usepackage{fontspec}
\setmainfont[Path=%(fonts)s/,Extension=.otf,ItalicFont=LibertinusSerif-Italic,BoldFont=LibertinusSerif-Bold]{LibertinusSerif-Regular}
\usepackage[french]{babel}\frenchsetup{og=«,fg=»}
\usepackage{microtype}
\setlength\parindent{%(indent)s}\pagestyle{empty}
\tolerance=%(tolerance)d \pretolerance=%(pretolerance)d \hyphenpenalty=%(hyphen)d \exhyphenpenalty=%(explicit)d
\doublehyphendemerits=%(double)d \finalhyphendemerits=%(final)d
\directlua{
local out = io.open("lines.txt", "w")
luatexbase.add_to_callback("post_linebreak_filter", function(head)
  local lines = {}
  for line in node.traverse_id(node.id("hlist"), head) do lines[\string#lines + 1] = line end
  for index = 1, \string#lines do
    local line = lines[index]
    out:write(index == \string#lines and 1 or 0, " ", line.glue_sign, " ", line.glue_set, " ", line.glue_order, "\string\n")
  end
  out:flush()
  return head
end, "lines")}
\begin{document}\fontsize{%(size)s}{%(grid)s}\selectfont
"""


def escaped(text):
    """A paragraph in LaTeX; the spaces before marks are babel's to set."""
    text = text.replace("\\", r"\textbackslash ")
    text = re.sub(r"([&%$#_{}])", r"\\\1", text).replace("^", r"\^{}")
    text = re.sub("\u202f(?=[;!?])", "", text).replace("\u202f", r"\,").replace("\u00a0:", ":")
    text = text.replace("«\u00a0", "«").replace("\u00a0»", "»").replace("\u00a0", "~")
    # The gap after a clause's number is as wide as greffe's.
    return re.sub(r"^(\d+\.)~", r"\1\\nobreak\\hskip 2.5\\fontdimen2\\font\\relax{}", text)


def squeezed(text):
    return re.sub(r"\s", "", text)


def own_lines(greffe, document, paragraphs):
    """The badness of each line but the last of a paragraph."""
    shown = subprocess.run([greffe, "show", document, "--as", "lines"], capture_output=True, text=True, check=True).stdout
    lines, at, read = [], 0, ""
    for line in shown.splitlines():
        found = re.match(r"\s*(\S+)\s+\S+\s+[+-]\d+\s+([+-]\d+) \|(.*)\|( hyphen)?$", line)
        if not found or found[1] not in ROLES:
            continue
        read += found[3][:-1] if found[4] else found[3]
        if at < len(paragraphs) and squeezed(read) == squeezed(paragraphs[at]):
            at, read = at + 1, ""
        else:
            lines.append(int(found[2]))
    return lines


def their_lines(paragraphs, style, folder):
    """The badness of the same lines as LuaLaTeX sets them."""
    page, lines = style["page"], style["lines"]
    values = {key: page[key] for key in ("width", "height", "left", "right", "top", "bottom", "grid")}
    values |= {"fonts": ROOT / "fonts", "indent": style["blocks"]["recital"]["indent"]}
    values |= {"size": style["blocks"]["recital"]["size"], "tolerance": lines["tolerance"]}
    values |= {"pretolerance": lines["pretolerance"], "hyphen": lines["hyphen-penalty"]}
    values |= {"explicit": lines["explicit-hyphen-penalty"], "double": lines["double-hyphen-demerits"]}
    values |= {"final": lines["final-hyphen-demerits"]}
    text = PREAMBLE % values + "\n\n".join(map(escaped, paragraphs)) + "\n\\end{document}\n"
    (folder / "text.tex").write_text(text)
    subprocess.run(["lualatex", "-interaction=batchmode", "text.tex"], cwd=folder, capture_output=True, check=False)
    result = []
    for line in (folder / "lines.txt").read_text().splitlines():
        last, sign, ratio, order = line.split()
        if last == "0" and order == "0":
            badness = 100 * float(ratio) ** 3
            result.append(badness if sign == "1" else -badness)
    return result


def told(lines):
    mean = sum(map(abs, lines)) / max(len(lines), 1)
    return f"{len(lines):4} lines, mean badness {mean:6.1f}, loosest {max(lines, default=0):6.0f}"


def main():
    greffe, *documents = sys.argv[1:]
    style = tomllib.loads((ROOT / "templates/interpol/style.toml").read_text())
    for document in documents:
        shown = subprocess.run([greffe, "show", document, "--as", "json"], capture_output=True, text=True, check=True)
        blocks = json.loads(shown.stdout)["blocks"]
        paragraphs = [block["text"] for block in blocks if block["role"] in ROLES]
        with tempfile.TemporaryDirectory() as folder:
            theirs = their_lines(paragraphs, style, pathlib.Path(folder))
        print(f"{document}\n  greffe    {told(own_lines(greffe, document, paragraphs))}\n  LuaLaTeX  {told(theirs)}")


if __name__ == "__main__":
    main()
