"""The command line: ``pendamping check | build | serve | evidence | blueprint | …``."""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import traceback
from pathlib import Path

from pendamping.load import Course, CourseNotFound, find_root, load
from pendamping.text import LANGS, Lang

OK, FINDINGS, FAILURE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 clean, 1 findings, 2 failure.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    argv = sys.argv[1:] if argv is None else argv
    args, unknown = parser.parse_known_args(argv)
    if args.run is _test:  # what follows is pytest's, options too, in its order
        named = (i for i, word in enumerate(argv) if word == "test" and argv[i - 1] != "--root")
        args.rest = argv[next(named) + 1 :]
    elif unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        code: int = args.run(args)
    except CourseNotFound as error:
        return _fail(f"no course here: {error} has no _config.yml and exercises/ at or above it")
    except KeyboardInterrupt:
        return _fail("stopped")
    except Exception as error:  # the edge: a user gets a sentence, --debug the rest
        if args.debug:
            traceback.print_exc()
        return _fail(f"{type(error).__name__}: {error}\n(--debug shows where)")
    return code


def _fail(said: str) -> int:
    print(said, file=sys.stderr)
    return FAILURE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pendamping",
        description="Periksa, bangun, dan sajikan kursus. / Check, build and serve the course.",
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="course folder (default: here or above)"
    )
    parser.add_argument("--debug", action="store_true", help="show where a failure came from")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        return made

    check = add("check", _check, "periksa isi / check the content")
    check.add_argument("--format", choices=["text", "github"], default="text")
    check.add_argument("--lang", choices=LANGS, default=_spoken(), help="language of the sentences")
    check.add_argument("--spelling", action="store_true", help="look words up in dictionaries")
    check.add_argument("--guessers", action="store_true", help="let guessers play every module")
    add("build", _build, "bangun kedua buku ke _build/site / build both books")
    packed = add("pack", _pack, "bungkus situs menjadi satu ZIP / the site as one ZIP")
    packed.add_argument("--output", type=Path, help="default: _build/pendampingan.zip")
    serve = add("serve", _serve, "bangun lalu sajikan di 127.0.0.1 / build, then serve")
    serve.add_argument("--port", type=int, default=8000)
    evidence = add("evidence", _evidence, "telusuri sumber / trace what stands on which source")
    which = evidence.add_mutually_exclusive_group()
    which.add_argument("--source", metavar="KEY", help="what falls if this source falls")
    which.add_argument("--statements", action="store_true", help="each statement and its sources")
    which.add_argument("--unused", action="store_true", help="only what nothing uses")
    evidence.add_argument("--format", choices=["text", "json"], default="text")
    evidence.add_argument("--lang", choices=LANGS, default=_spoken())
    blueprint = add("blueprint", _blueprint, "hitung soal menurut kisi-kisi / count the questions")
    blueprint.add_argument("--format", choices=["text", "markdown", "json"], default="text")
    blueprint.add_argument("--lang", choices=LANGS, default=_spoken())
    tr = add("tr", _tr, "kunci terjemahan / the lock of translations")
    tr.add_argument("what", choices=["status", "accept"])
    tr.add_argument("paths", nargs="*", help="files, folders or names of texts (default: all)")
    draw = add("draw", _draw, "gambar peta kasus ke _build/maps / draw the maps of the cases")
    draw.add_argument("keys", nargs="*", help="case keys (default: all)")
    new = add("new", _new, "buat kerangka soal atau kasus / make a skeleton")
    new.add_argument("what", choices=["item", "vignette"])
    new.add_argument("key")
    new.add_argument("--module", default="05")
    lab = add("lab", _lab, "buka bab sebagai notebook hidup / open the chapters in JupyterLab")
    lab.add_argument("--port", type=int, default=8888)
    lab.add_argument("--no-browser", action="store_true")
    lite = add("lite", _lite, "bab hidup di peramban ke _build/lite / the chapters in JupyterLite")
    lite.add_argument("--wheels", type=Path, metavar="FOLDER", help="matplotlib for Pyodide")
    lite.add_argument("--serve", action="store_true", help="then serve it on 127.0.0.1")
    live = add("live", _live, "sajikan situs dengan sel hidup / serve, with cells that run")
    live.add_argument("--port", type=int, default=8890)
    live.add_argument("--no-browser", action="store_true")
    test = add("test", _test, "jalankan semua tes / run all tests")
    test.add_argument("rest", nargs="*", help="passed to pytest, with its options")
    return parser


def _spoken() -> str:
    """Return the language of this shell: Indonesian or, for everybody else, English."""
    return "id" if os.environ.get("LANG", "").startswith("id") else "en"


def _check(args: argparse.Namespace) -> int:
    from pendamping.check import catalogue, run

    gc.set_threshold(50_000)  # a course is many small objects that all stay; looking is slow
    course = load(find_root(args.root))
    findings = run(course)
    if args.spelling:
        from pendamping.check import spelling

        try:
            findings = sorted([*findings, *spelling.findings(course, spelling.dictionaries())])
        except spelling.NoDictionaries as error:
            return _fail(str(error))
    for finding in findings:
        line = catalogue.format_github if args.format == "github" else catalogue.format_line
        print(line(finding, args.lang))
    cases, items = len(course.vignettes), len(course.items)
    _say(f"{items} questions, {cases} cases: {len(findings)} findings")
    code = FINDINGS if findings else OK
    return max(code, _guess(course, args.lang)) if args.guessers else code


def _guess(course: Course, lang: Lang) -> int:
    from pendamping.check import guessing
    from pendamping.guessers import InstrumentMissing

    try:
        played = guessing.plays(course)
    except InstrumentMissing:
        pip = f"{sys.executable} -m pip install -r requirements-dev.txt"
        return _fail(f"--guessers needs scikit-learn: {pip}")
    for line in guessing.lines(played, lang):
        print(line)
    paying = sum(play.fails for play in played)
    _say(f"{len(played)} games of guessers: {paying} above chance")
    return FINDINGS if paying else OK


def _site(args: argparse.Namespace) -> Path | None:
    """Return the site, built if needed; None when there are findings."""
    from pendamping import build

    root = find_root(args.root)
    with build.alone(root, _say):
        if build.is_current(root):
            _say("nothing changed since the last build")
            return root / "_build" / "site"
        _say("checking the content")
        args.format, args.lang, args.guessers, args.spelling = "text", _spoken(), False, False
        if _check(args) != OK:
            _say("not built: mend the findings above first; the old site stays")
            return None
        _say("building both books")
        return build.build(load(root), say=_say)


def _build(args: argparse.Namespace) -> int:
    return FINDINGS if _site(args) is None else OK


def _pack(args: argparse.Namespace) -> int:
    from pendamping import onefile, sheets
    from pendamping.packing import pack
    from pendamping.render.page import readme

    # said before some minutes of work
    if args.output and args.output.is_dir():
        return _fail(f"not packed: {args.output} is a folder; name a file in it")
    if args.output and not args.output.parent.is_dir():
        return _fail(f"not packed: there is no folder {args.output.parent}")
    site = _site(args)
    if site is None:
        return FINDINGS
    course = load(find_root(args.root))
    target = args.output or site.parent / "pendampingan.zip"
    _say("composing the course in one file, in each language")
    try:
        single = {
            onefile.NAME[lang]: onefile.compose(course, site, lang).encode() for lang in LANGS
        }
        prints, links = sheets.make(course, site, _say)
        size = pack(
            site, target, readme(course.interface, onefile.NAME, links), {**single, **prints}
        )
    except (ValueError, OSError) as error:
        return _fail(f"not packed: {error}")
    _say(f"{target} ({size / 1e6:.1f} MB)")
    return OK


def _serve(args: argparse.Namespace) -> int:
    from pendamping.serve import serve

    site = _site(args)
    if site is None:
        return FINDINGS
    serve(site, args.port, say=_say)
    return OK


def _evidence(args: argparse.Namespace) -> int:
    from pendamping import consult

    which = {"source": args.source, "statements": args.statements, "unused": args.unused}
    course = load(find_root(args.root))
    try:
        said, clean = consult.evidence(course, args.lang, form=args.format, **which)
    except consult.NoSource as error:
        return _fail(str(error))
    return _report(course, said, clean)


def _blueprint(args: argparse.Namespace) -> int:
    from pendamping import consult

    course = load(find_root(args.root))
    return _report(course, *consult.blueprint(course, args.lang, form=args.format))


def _report(course: Course, said: str, clean: bool) -> int:
    if course.findings:
        _say("not everything could be read and the report leaves that out; run check")
    print(said, end="")
    return OK if clean else FINDINGS


def _tr(args: argparse.Namespace) -> int:
    from pendamping import tr

    lines, clean = (tr.renew if args.what == "accept" else tr.status)(
        find_root(args.root), args.paths
    )
    for line in lines:
        print(line)
    return OK if clean else FINDINGS


def _draw(args: argparse.Namespace) -> int:
    from pendamping.picture import case_map
    from pendamping.render.outline import outline

    course = load(find_root(args.root))
    unknown = [key for key in args.keys if key not in course.vignettes]
    if unknown:
        return _fail(
            f"no case with the key {unknown[0]!r}; there are: {', '.join(course.vignettes)}"
        )
    folder = course.root / "_build" / "maps"
    folder.mkdir(parents=True, exist_ok=True)
    for key in args.keys or course.vignettes:
        for lang in LANGS:
            case = course.vignettes[key]
            case_map.draw(case, course.interface, lang).savefig(folder / f"{key}.{lang}.svg")
            text = outline(case, course.interface, lang)
            (folder / f"{key}.{lang}.txt").write_text(text, encoding="utf-8", newline="\n")
    _say(f"maps in {folder}")
    return OK


def _new(args: argparse.Namespace) -> int:
    from pendamping.skeleton import write

    file = write(find_root(args.root), args.what, args.key, args.module)
    _say(f"wrote {file}")
    return OK


def _lab(args: argparse.Namespace) -> int:
    from pendamping.lab import start

    return start(find_root(args.root), args.port, browser=not args.no_browser)


def _lite(args: argparse.Namespace) -> int:
    from pendamping.lite.fetch import LiteError
    from pendamping.lite.site import build
    from pendamping.npm import NotFetched
    from pendamping.serve import serve

    args.format, args.lang, args.guessers, args.spelling = "text", _spoken(), False, False
    if _check(args) != OK:
        _say("not built: mend the findings above first; the old site stays")
        return FINDINGS
    try:
        site = build(load(find_root(args.root)), args.wheels, _say)
    except (LiteError, NotFetched) as error:
        return _fail(str(error))
    if args.serve:
        serve(site, 8000, say=_say)
    return OK


def _live(args: argparse.Namespace) -> int:
    try:
        from pendamping import live
    except ModuleNotFoundError as error:
        pip = f"{sys.executable} -m pip install -r requirements-dev.txt"
        return _fail(f"live needs {error.name}: {pip}")
    from pendamping.npm import NotFetched

    site = _site(args)
    if site is None:
        return FINDINGS
    course = load(find_root(args.root))
    try:
        live.start(course, site, args.port, browser=not args.no_browser, say=_say)
    except NotFetched as error:
        return _fail(str(error))
    return OK


def _test(args: argparse.Namespace) -> int:
    root = find_root(args.root)
    steps = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["importlinter.cli", "lint"],
        # a file of tests keeps to one worker: what it prepares is prepared once
        ["pytest", "--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", *args.rest],
    ]
    for step in steps:
        _say(f"== {' '.join(step)}")
        command = [sys.executable, "-m", *step]
        if step[0] == "importlinter.cli":
            command = [
                sys.executable,
                "-c",
                "from importlinter.cli import lint_imports_command as c; c()",
            ]
        code = subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603
        if code:
            _say(f"stopped: {step[0]} found something")
            return FINDINGS
    return OK


if __name__ == "__main__":
    sys.exit(main())
