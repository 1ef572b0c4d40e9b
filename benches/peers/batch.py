"""Thousands of distinct two-page documents: greffe beside Typst, same text, same font, same machine, one run.

    pip install typst
    cargo build --release
    python3 benches/peers/batch.py [--documents 2000] [--rounds 3] [--keep FOLDER]

Typst is given every advantage: its compiler stays warm in processes that were started beforehand, one for each
processor, its fonts are read once, and no file is written. greffe is started anew for each round as a clerk starts it,
reads the sources from disk and writes every file. Rounds alternate, so that the load of the machine falls on both. A
cold process for one document is measured too, against Python starting Typst's compiler.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
GREFFE = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "greffe"

SUBJECTS = ["des archives communes", "de la navigation de nuit", "des phares et balises", "du secours en mer",
            "des écoles de pilotage", "de la pêche côtière", "du tarif des quais", "de l'observation des marées"]
KEYWORDS = ["Rappelant", "Considérant", "Notant", "Reconnaissant", "Soulignant", "Constatant"]
ORDERS = ["Invite", "Prie", "Demande à", "Recommande à", "Charge"]
BODIES = ["le Conseil", "le Secrétaire général", "chaque membre", "la Commission permanente", "le comité d'experts"]
DEEDS = ["de rendre compte de l'état {}", "d'établir un programme de travail {}", "d'étudier l'avenir {}",
         "de réunir les moyens {}", "de publier chaque année un relevé {}"]
REASONS = ["que les moyens consacrés à l'étude {} demeurent insuffisants au regard des besoins exprimés",
           "l'importance {} pour la prospérité des îles et pour la sûreté de leurs habitants",
           "avec satisfaction les progrès accomplis en faveur {} depuis la dernière session",
           "que la coopération en matière {} exige des échanges réguliers entre les administrations"]
TAILS = ["et d'en informer l'assemblée avant le 1er mars {}", "au plus tard à sa session de {}",
         "dans la limite de {} 500 francs par an", "selon le calendrier arrêté en {}",
         "conformément à l'article {} du Règlement"]


def paragraphs(number):
    """The recitals and clauses of one document, the same for the same number."""
    draw = random.Random(f"{number}")
    lines = []
    for _ in range(9):
        reason = draw.choice(REASONS).format(draw.choice(SUBJECTS))
        more = draw.choice(REASONS).format(draw.choice(SUBJECTS))
        lines.append(f"{draw.choice(KEYWORDS)} {reason}, et {more}, {draw.choice(TAILS).format(draw.randint(1990, 2031))},")
    for index in range(9):
        deed = draw.choice(DEEDS).format(draw.choice(SUBJECTS))
        end = "." if index == 8 else " ;"
        lines.append(f"{draw.choice(ORDERS)} {draw.choice(BODIES)} {deed}, {draw.choice(DEEDS).format(draw.choice(SUBJECTS))}, "
                     f"{draw.choice(TAILS).format(draw.randint(1990, 2031))}{end}")
    return lines


def source(number):
    body = "\n\n".join(paragraphs(number))
    return f'+++\nreference = "BR-{number}"\nnumber = {number}\nsubject = "Étude {number}"\n+++\n\n{body}\n'


def write_sources(session, numbers):
    """The sources of these documents, in place of others."""
    for old in session.glob("*.md"):
        old.unlink()
    for number in numbers:
        (session / f"{number:06}-etude.fr.md").write_text(source(number))


def typst_source(number):
    body = "\n\n".join(paragraphs(number)).replace("#", "\\#").replace("$", "\\$").replace("@", "\\@")
    return ('#set document(title: "BR")\n#set text(font: "Libertinus Serif", lang: "fr", size: 11.5pt)\n'
            '#set page(paper: "a4", margin: 27mm, numbering: "1")\n#set par(justify: true)\n'
            f"= Résolution\n\nBR-{number}\n\n{body}\n")


def share(numbers):
    """One warm Typst process: its documents, and how many bytes they came to."""
    import typst
    compiler = share.compiler
    size = 0
    for number in numbers:
        size += len(compiler.compile(input=typst_source(number).encode(), format="pdf"))
    return size


def warm(fonts):
    import typst
    share.compiler = typst.Compiler(typst_source(0).encode(), font_paths=[fonts], ignore_system_fonts=True)
    share([1, 2, 3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=pathlib.Path, help="leave the sources in this folder")
    parser.add_argument("--sources-only", action="store_true")
    arguments = parser.parse_args()
    desk = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    session = desk / "content" / "99-banc-2031"
    session.mkdir(parents=True, exist_ok=True)
    for folder in ("templates", "fonts"):
        shutil.copytree(ROOT / folder, desk / folder, dirs_exist_ok=True)
    (session / "session.toml").write_text(
        'number = 99\nplace = { fr = "Brume" }\ncountry = { fr = "Îles" }\nstart = 2031-05-01\nend = 2031-05-04\n'
        'template = "interpol"\n')
    write_sources(session, range(1, arguments.documents + 1))
    if arguments.sources_only:
        return
    jobs = os.cpu_count() or 1
    ours, theirs = [], []
    with concurrent.futures.ProcessPoolExecutor(jobs, initializer=warm, initargs=(str(ROOT / "fonts"),)) as pool:
        list(pool.map(share, [[0]] * jobs * 4))
        for turn in range(arguments.rounds):
            # Documents that Typst has not seen: it remembers what it has set before.
            numbers = range(1 + turn * arguments.documents, 1 + (turn + 1) * arguments.documents)
            write_sources(session, numbers)
            cut = [numbers[index::jobs] for index in range(jobs)]
            shutil.rmtree(desk / "out", ignore_errors=True)
            start = time.perf_counter()
            run = subprocess.run([GREFFE, "build", "--jobs", str(jobs)], cwd=desk, capture_output=True, text=True)
            ours.append(time.perf_counter() - start)
            if run.returncode:
                sys.exit(run.stderr[-2000:])
            start = time.perf_counter()
            size = sum(pool.map(share, cut))
            theirs.append(time.perf_counter() - start)
    files = list((desk / "out" / "99-banc-2031").glob("*.pdf"))
    mean = sum(file.stat().st_size for file in files) / len(files)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    rate = [arguments.documents / statistics.median(times) for times in (ours, theirs)]
    print(f"batch of {arguments.documents} on {jobs} processors: greffe {rate[0]:.0f} documents/s, "
          f"Typst warm {rate[1]:.0f} documents/s, ratio {rate[0] / rate[1]:.1f}")
    print(f"mean file: greffe {mean / 1000:.1f} kB, Typst {size / arguments.documents / 1000:.1f} kB; "
          f"largest process {memory / 1024:.0f} MiB")
    cold(desk, session)


def cold(desk, session):
    """One document in a process of its own."""
    one = next(iter(sorted(session.glob("*.md"))))
    text = desk / "one.typ"
    text.write_text(typst_source(1))
    program = f"import typst; typst.compile({str(text)!r}, output={str(desk / 'one.pdf')!r}, " \
              f"font_paths=[{str(ROOT / 'fonts')!r}], ignore_system_fonts=True)"
    commands = [[GREFFE, "build", one, "--force", "--out", "cold"], [sys.executable, "-c", program], [sys.executable, "-c", "import typst"]]
    times = [[], [], []]
    for _ in range(9):
        for taken, command in zip(times, commands):
            start = time.perf_counter()
            subprocess.run(command, cwd=desk, check=True, capture_output=True)
            taken.append(time.perf_counter() - start)
    ours, theirs, python = [1000 * statistics.median(taken) for taken in times]
    print(f"one document, cold: greffe {ours:.1f} ms, Typst {theirs:.1f} ms of which {python:.1f} ms start Python "
          f"and load it; ratio {ours / theirs:.2f}, without Python's part {ours / (theirs - python):.2f}")


if __name__ == "__main__":
    main()
