"""What each number says: one sentence in each language, with what to do."""

from __future__ import annotations

from pendamping.source import Diagnostic
from pendamping.text import Lang

SENTENCES: dict[str, tuple[str, str]] = {
    "L001": ("berkas tidak terbaca ({reason}); periksa nama dan izinnya", "the file cannot be read ({reason}); check its name and permissions"),
    "L002": ("berkas lebih dari {limit}; satu soal atau kasus jauh lebih kecil", "the file is over {limit}; one question or case is far smaller"),
    "L003": ("ada tanda urutan bita (BOM) di awal; simpan sebagai UTF-8 tanpa BOM", "there is a byte-order mark; save as UTF-8 without BOM"),
    "L004": ("bukan UTF-8 di sini; simpan ulang sebagai UTF-8", "not UTF-8 here; save the file as UTF-8"),
    "L005": ("akhir baris Windows (CRLF); simpan dengan akhir baris LF", "Windows line ends (CRLF); save with LF"),
    "L006": ("YAML tidak dapat dibaca: {problem}; teks dengan titik dua, kutip atau # masuk blok |", "YAML cannot be read: {problem}; put text with a colon, quote or # into a | block"),
    "L007": ("berkas kosong; isi atau hapus", "the file is empty; fill or delete it"),
    "L008": ("jangkar atau alias YAML tidak dipakai di sini; tulis teksnya dua kali", "YAML anchors and aliases are not used here; write the text twice"),
    "L009": ("nama bidang harus satu kata", "a field name has to be one word"),
    "L010": ("bidang '{key}' tertulis dua kali; hapus salah satu", "the field '{key}' stands twice; delete one"),
    "L011": ("tag '{tag}' tidak dikenal; hapus", "unknown tag '{tag}'; delete it"),
    "L012": ("terlalu banyak tingkat di dalam; periksa lekukannya", "nested too deeply; check the indentation"),
    "L013": ("bidang '{field}' tidak ada; tambahkan (lihat docs/format.md)", "the field '{field}' is missing; add it (see docs/format.md)"),
    "L014": ("bidang '{field}' tidak dikenal di '{inside}'; maksudnya '{did}'?", "unknown field '{field}' in '{inside}'; did you mean '{did}'?"),
    "L015": ("nilainya tidak sesuai: {problem}", "the value does not fit: {problem}"),
    "L016": ("'{field}' belum punya teks '{lang}'; tulis kedua bahasa", "'{field}' has no text in '{lang}'; write both languages"),
    "L017": ("kunci '{key}' berbeda dari nama berkas '{file}'; samakan", "the key '{key}' is not the file name '{file}'; make them equal"),
    "L018": ("kunci '{key}' sudah dipakai di {other}; pilih kunci lain", "the key '{key}' is already used in {other}; choose another"),
    "L019": ("berkas ini tidak pada tempatnya; lihat docs/format.md", "this file is in the wrong place; see docs/format.md"),
    "L020": ("tujuan belajar '{key}' tidak ada di objectives.yaml", "no objective '{key}' in objectives.yaml"),
    "L021": ("miskonsepsi '{key}' tidak ada di misconceptions.yaml", "no misconception '{key}' in misconceptions.yaml"),
    "L022": ("sumber '{key}' tidak ada di evidence.yaml, atau tidak memuat fakta itu", "no source '{key}' in evidence.yaml, or it does not carry that fact"),
    "L023": ("soal yang dinilai perlu sumber; isi 'sources'", "a scored question needs a source; fill in 'sources'"),
    "L024": ("pilihan yang keliru perlu 'misconception'", "an option that is not the key needs a 'misconception'"),
    "L026": ("soal '{key}' tidak ada", "there is no question '{key}'"),
    "L028": ("'{key}' tidak ada di antara pilihan, atau tertulis dua kali", "'{key}' is not among the choices, or stands twice"),
    "L030": ("kunci jauh lebih panjang daripada pengecoh terpanjang ({lang}); seimbangkan", "the key is far longer than the longest distractor ({lang}); even them out"),
    "L035": ("dua pilihan berbunyi sama ({lang})", "two options read the same ({lang})"),
    "L036": ("teks lebih dari {limit} karakter ({lang}); pindahkan sebagian ke bab", "the text is over {limit} characters ({lang}); move some of it into the chapter"),
    "L038": ("ada markah HTML di teks ({lang}); yang boleh hanya *penekanan*", "there is HTML in the text ({lang}); *emphasis* is all there is"),
    "L050": ("pilihan menuju adegan '{key}' yang tidak ada", "the choice leads to the scene '{key}', which does not exist"),
    "L051": ("adegan '{key}' tidak pernah tercapai", "the scene '{key}' is never reached"),
    "L052": ("macet di '{scene}' setelah: {path}", "stuck in '{scene}' after: {path}"),
    "L053": ("tidak ada jalan keluar dari '{scene}' setelah: {path}", "no way out of '{scene}' after: {path}"),
    "L054": ("penanda '{key}' diperlukan tetapi tidak pernah dipasang", "the flag '{key}' is needed but never set"),
    "L055": ("penanda '{key}' tidak ada di 'flags'", "the flag '{key}' is not in 'flags'"),
    "L056": ("aturan klinis '{key}' dilanggar tanpa jawaban pada jalan: {path}", "the clinical rule '{key}' is broken and not answered on: {path}"),
    "L057": ("aturan perlu before dan require, atau after dan must", "a rule needs before and require, or after and must"),
    "L058": ("pilihan tidak aman harus menuju adegan 'repair: true' dengan pilihan yang menolong", "an unsafe choice has to lead to a 'repair: true' scene with a helpful choice"),
    "L059": ("jalan emas berhenti di '{stop}', tidak sampai ke '{key}'", "the walk stops at '{stop}' and does not reach '{key}'"),
    "L060": ("akhir '{key}' belum punya jalan emas", "the ending '{key}' has no walk"),
    "L061": ("adegan perlu pilihan, atau 'ending' tanpa pilihan", "a scene needs choices, or 'ending' without choices"),
    "L062": ("akhir '{key}' belum punya 'debrief'", "the ending '{key}' has no 'debrief'"),
    "L063": ("kunci adegan atau pilihan '{key}' tertulis dua kali", "the scene or choice key '{key}' stands twice"),
    "L064": ("selalu memilih yang {how} sampai ke akhir yang baik", "always taking the {how} choice reaches a good ending"),
    "L065": ("adegan awal '{key}' tidak ada", "the start scene '{key}' does not exist"),
    "L066": ("kasus ini punya terlalu banyak keadaan untuk diperiksa; kurangi penanda", "this case has too many states to search; use fewer flags"),
    "L070": ("halaman ini tidak ada di book/{lang}", "this page does not exist in book/{lang}"),
    "L071": ("{what} berbeda dari halaman bahasa lain: {here} / {there}", "{what} differ from the page in the other language: {here} / {there}"),
    "L072": ("sel memanggil '{key}' yang tidak ada", "the cell calls '{key}', which does not exist"),
    "L073": ("ada kernelspec tanpa 'file_format: mystnb'; sel tidak akan dijalankan", "kernelspec without 'file_format: mystnb'; the cells would not run"),
    "L076": ("'{key}' tidak ada di references.bib", "'{key}' is not in references.bib"),
    "L080": ("modul {module} terbuka tetapi soal '{level}' baru {have} dari {want}", "module {module} is open but has {have} of {want} '{level}' questions"),
}  # fmt: skip


def sentence(finding: Diagnostic, lang: Lang) -> str:
    """Return what a finding says."""
    said = SENTENCES[finding.code][0 if lang == "id" else 1]
    values = dict(finding.values)
    if finding.code == "L014" and not values.get("did"):
        said = said.split(";")[0]
    return said.format(**values)


def format_line(finding: Diagnostic, lang: Lang) -> str:
    """Return a finding as one line: path, line, column, code, sentence."""
    where = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{where}: {finding.code} {sentence(finding, lang)}"


def format_github(finding: Diagnostic, lang: Lang) -> str:
    """Return a finding as an annotation of a GitHub workflow."""
    place = f"file={finding.path},line={finding.line},col={finding.column}"
    return f"::error {place},title={finding.code}::{sentence(finding, lang)}"
