"""Thousands of distinct two-page documents: greffe beside Typst, same text, same font, same machine, one run.

    pip install typst
    cargo build --release
    python3 benches/peers/batch.py [--documents 2000] [--rounds 3] [--keep FOLDER]

Typst is given every advantage: its compiler stays warm in processes that were started beforehand, its fonts are read once,
and no file is written. It is measured in one process, and in one for each processor. greffe is started anew for each round
as a clerk starts it, reads the sources from disk and writes every file. Rounds alternate, so that the load of the machine
falls on all. Then the same sources are built again unchanged, and with one changed; and one document in a cold process,
against Python starting Typst's compiler.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
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
    """A session with the sources of these documents."""
    session.mkdir(parents=True, exist_ok=True)
    (session / "session.toml").write_text(
        'number = 99\nplace = { fr = "Brume" }\ncountry = { fr = "Îles" }\nstart = 2031-05-01\nend = 2031-05-04\n'
        'template = "interpol"\n')
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
    for folder in ("templates", "fonts"):
        shutil.copytree(ROOT / folder, desk / folder, dirs_exist_ok=True)
    if arguments.sources_only:
        write_sources(desk / "content" / "99-banc-2031", range(1, arguments.documents + 1))
        return
    jobs = os.cpu_count() or 1
    times = {"greffe": [], "one": [], "all": []}
    with concurrent.futures.ProcessPoolExecutor(jobs, initializer=warm, initargs=(str(ROOT / "fonts"),)) as pool:
        list(pool.map(share, [[0]] * jobs * 4))
        for turn in range(arguments.rounds):
            # Documents that Typst has not seen: it remembers what it has set before.
            numbers = range(1 + 2 * turn * arguments.documents, 1 + 2 * (turn + 1) * arguments.documents)
            alone, together = numbers[:arguments.documents // 4], numbers[arguments.documents:]
            # Folders of their own: nothing is deleted while others are measured, which file systems remember.
            content, out = f"content-{turn}", f"out-{turn}"
            session = desk / content / "99-banc-2031"
            write_sources(session, together)
            times["greffe"].append(timed(lambda: greffe(desk, "build", content, "--jobs", str(jobs), "--out", out)))
            times["one"].append(4 * timed(lambda: list(pool.map(share, [alone]))))
            cut = [together[index::jobs] for index in range(jobs)]
            times["all"].append(timed(lambda: list(pool.map(share, cut))))
    files = list((desk / out / "99-banc-2031").glob("*.pdf"))
    mean = sum(file.stat().st_size for file in files) / len(files)
    memory = peak(desk, content)
    rate = {name: arguments.documents / statistics.median(taken) for name, taken in times.items()}
    print(f"batch of {arguments.documents} on {jobs} processors: greffe {rate['greffe']:.0f} documents/s; Typst warm in one process "
          f"{rate['one']:.0f}, ratio {rate['greffe'] / rate['one']:.1f}; in {jobs} processes {rate['all']:.0f}, "
          f"ratio {rate['greffe'] / rate['all']:.1f}")
    print(f"mean file {mean / 1000:.1f} kB, peak memory of greffe {memory / 1024:.0f} MiB")
    again = statistics.median(timed(lambda: greffe(desk, "build", content, "--out", out)) for _ in range(5))
    one = sorted(session.glob("*.md"))[0]
    one.write_text(one.read_text().replace("Étude", "Examen", 1))
    changed = timed(lambda: greffe(desk, "build", content, "--out", out))
    print(f"again, nothing changed: {1000 * again:.0f} ms; one changed: {1000 * changed:.0f} ms")
    cold(desk, session)


def peak(desk, content):
    """The most memory that greffe takes, in kB: a child of a process that has no other."""
    program = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    command = [sys.executable, "-c", program, GREFFE, "build", content, "--force", "--out", "out-peak"]
    return int(subprocess.run(command, cwd=desk, check=True, capture_output=True, text=True).stdout)


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def greffe(desk, *arguments):
    run = subprocess.run([GREFFE, *arguments], cwd=desk, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr[-2000:])


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
            subprocess.run(command, cwd=desk, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            taken.append(time.perf_counter() - start)
    ours, theirs, python = [1000 * statistics.median(taken) for taken in times]
    print(f"one document, cold: greffe {ours:.1f} ms, Typst {theirs:.1f} ms of which {python:.1f} ms start Python "
          f"and load it; ratio {ours / theirs:.2f}, without Python's part {ours / (theirs - python):.2f}")


if __name__ == "__main__":
    main()
