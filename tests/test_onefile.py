"""What cannot stand inside one page is refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pendamping import onefile
from pendamping.load import Course, load
from support import ROOT

FRAME = """<!doctype html>
<html lang="id" data-neutral-title="Cuaca"><head><title>{title}</title></head><body>
<a class="skip" href="#main">isi</a>
<nav class="tools"><a href="x" data-language="en">English</a>
<a href="{up}search.html">Cari</a></nav><header class="bar"></header>
<nav class="contents"><ul>
<li class="toctree-l1 current"><a class="current" href="{up}index.html">Awal</a></li>
<li class="toctree-l1"><a href="{up}m/b.html">B</a></li>
<li class="toctree-l1"><a href="{up}offline.html">Simpan</a></li></ul></nav>
<main id="main">{main}</main><footer></footer><dialog></dialog></body></html>"""


@pytest.fixture(scope="module")
def course() -> Course:
    return load(ROOT)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    book = tmp_path / "id"
    (book / "m").mkdir(parents=True)
    (book / "_static").mkdir()
    (book / "_images").mkdir()
    for name in (*onefile.SCRIPTS, "_static/early.js", *(f"_static/{s}" for s in onefile.STYLES)):
        (book / name).write_text("/* kosong */", "utf-8")
    (book / "_static" / "icon.svg").write_text("<svg/>", "utf-8")
    (book / "_images" / "a.svg").write_text('<svg a="%#&"/>', "utf-8")
    pages = {
        "index.html": '<h1 id="s">Awal</h1><a href="m/b.html#s">B</a> <a href="https://a.id/">A</a>',
        "m/b.html": '<h1 id="s">B</h1><a href="#s">sini</a><a href="../hilang.html">hilang</a>'
        '<label for="f">F</label><input id="f"><img src="../_images/a.svg" alt="">',
        "search.html": '<div id="found" data-entries=\'[{"url": "m/b.html#s"}]\'></div>',
        "offline.html": "<h1>Simpan</h1>",
    }
    for name, main in pages.items():
        text = FRAME.format(main=main, title=f"T {name}", up="../" if "/" in name else "")
        (book / name).write_text(text, "utf-8")
    return tmp_path


def test_links_lead_within_and_ids_are_told_apart(course: Course, site: Path) -> None:
    soup = BeautifulSoup(onefile.compose(course, site, "id"), "html.parser")
    assert [leaf["id"] for leaf in soup.select(".leaf")] == ["index", "m-b", "search"]
    assert [a["href"] for a in soup.select("#index a")] == ["#m-b--s", "https://a.id/"]
    assert [a["href"] for a in soup.select("#m-b a")] == ["#m-b--s"]
    assert "hilang" in soup.select_one("#m-b").get_text()  # type: ignore[union-attr]
    label, field = soup.select_one("#m-b label"), soup.select_one("#m-b input")
    assert label
    assert field
    assert label["for"] == field["id"] == "m-b--f"
    assert '"url":"#m-b--s"' in str(soup.select_one("#found")["data-entries"])  # type: ignore[index]
    assert [a["href"] for a in soup.select(".contents a")] == ["#index", "#m-b"]
    assert not soup.select("[data-language], .current")
    assert soup.img
    assert soup.img["src"] == "data:image/svg+xml,%3Csvg a=%22%25%23%26%22/%3E"


def test_the_way_on_leads_past_a_page_that_is_left_out(course: Course, site: Path) -> None:
    def onward(name: str, *links: tuple[str, str]) -> None:
        found = "".join(f'<a rel="{rel}" href="{href}">{rel} {href}</a>' for rel, href in links)
        page = site / "id" / name
        text = page.read_text("utf-8")
        page.write_text(
            text.replace("</main>", f'<nav class="onward">{found}</nav></main>'), "utf-8"
        )

    onward("m/b.html", ("prev", "../index.html"), ("next", "../offline.html"))
    onward("offline.html", ("prev", "m/b.html"), ("next", "index.html"))
    onward("index.html", ("prev", "offline.html"), ("next", "genindex.html"))
    (site / "id" / "genindex.html").write_text("<main></main>", "utf-8")
    soup = BeautifulSoup(onefile.compose(course, site, "id"), "html.parser")
    assert [str(a) for a in soup.select("#m-b .onward a")] == [
        '<a href="#index" rel="prev">prev ../index.html</a>',
        '<a href="#index" rel="next">next index.html</a>',
    ]
    assert str(soup.select_one("#index .onward")) == (
        '<nav class="onward"><a href="#m-b" rel="prev">prev m/b.html</a></nav>'
    )


@pytest.mark.parametrize("bad", ["'</SCRIPT>'", "'<!-- '"])
def test_a_script_that_would_end_its_page_is_refused(course: Course, site: Path, bad: str) -> None:
    (site / "id" / "searchindex.js").write_text(bad, "utf-8")
    with pytest.raises(ValueError, match="end the page"):
        onefile.compose(course, site, "id")


def test_an_unknown_picture_is_refused_by_name(course: Course, site: Path) -> None:
    page = site / "id" / "m" / "b.html"
    page.write_text(page.read_text("utf-8").replace("a.svg", "a.tiff"), "utf-8")
    (site / "id" / "_images" / "a.tiff").write_bytes(b"II")
    with pytest.raises(ValueError, match=r"a\.tiff"):
        onefile.compose(course, site, "id")


@pytest.mark.parametrize("src", ["../_images/b.svg", "https://a.id/a.svg", "//a.id/a.svg"])
def test_a_picture_that_is_not_there_is_told_with_its_page(
    course: Course, site: Path, src: str
) -> None:
    page = site / "id" / "m" / "b.html"
    page.write_text(page.read_text("utf-8").replace("../_images/a.svg", src), "utf-8")
    with pytest.raises(ValueError, match=rf"m/b\.html: the picture {src}"):
        onefile.compose(course, site, "id")


@pytest.mark.parametrize(
    ("name", "src", "kind"),
    [("a b.svg", "a%20b.svg", "svg+xml"), ("a.JPG", "a.JPG", "jpeg"), ("a.webp", "a.webp", "webp")],
)
def test_a_picture_is_found_by_its_address(
    course: Course, site: Path, name: str, src: str, kind: str
) -> None:
    (site / "id" / "_images" / name).write_text("<svg/>", "utf-8")
    page = site / "id" / "m" / "b.html"
    page.write_text(page.read_text("utf-8").replace("a.svg", src), "utf-8")
    soup = BeautifulSoup(onefile.compose(course, site, "id"), "html.parser")
    assert soup.img
    assert str(soup.img["src"]).startswith(f"data:image/{kind}")
