"""The words of the reports in each language."""

from __future__ import annotations

from pendamping.text import LANGS, Lang

WORDS: dict[str, tuple[str, str]] = {
    # the blueprint
    "module": ("modul", "module"),
    "title": ("judul", "title"),
    "state": ("keadaan", "state"),
    "open": ("terbuka", "open"),
    "closed": ("belum", "not yet"),
    "level": ("tingkat", "level"),
    "kind": ("bentuk", "kind"),
    "asked": ("diminta", "asked"),
    "present": ("ada", "present"),
    "reviewed": ("ditelaah", "reviewed"),
    "practice": ("latihan", "practice"),
    "total": ("jumlah", "total"),
    "understand": ("memahami", "understand"),
    "apply": ("menerapkan", "apply"),
    "judge": ("menimbang", "judge"),
    "single": ("satu jawaban", "single"),
    "multiple": ("beberapa jawaban", "multiple"),
    "order": ("mengurutkan", "order"),
    "match": ("menjodohkan", "match"),
    "cloze": ("melengkapi", "cloze"),
    "judgement": ("menilai tindakan", "judgement"),
    "D1": ("Mendekati dengan peka gender", "Gender-sensitive engagement"),
    "D2": ("Persetujuan dan kerahasiaan", "Consent and confidentiality"),
    "D3": ("Asesmen dan keselamatan", "Assessment and safety"),
    "D4": ("Keterampilan membantu laki-laki", "Helping skills with men"),
    "D5": ("Batas wewenang dan rujukan", "Scope and referral"),
    "D6": ("Bekerja dengan keluarga", "Family work"),
    "D7": ("Komunitas dan sistem", "Community and systems"),
    "D8": ("Refleksi, merawat diri, catatan", "Reflection, self-care, records"),
    "counts": ("Angka a/b: ada a dari b soal yang diminta. Latihan dan soal renungan tidak dihitung.", "a/b: a of the b questions asked for are there. Practice and reflection do not count."),
    "short": ("Modul {module} terbuka, tetapi '{level}' kurang {missing}: baru {have} dari {want}.", "Module {module} is open but short of {missing} '{level}': {have} of {want}."),
    "unread": ("Modul {module}: {n} soalnya tidak terbaca dan tidak ikut dihitung; jalankan check.", "Module {module}: {n} of its questions cannot be read and are not counted; run check."),
    # the evidence
    "source": ("sumber", "source"),
    "sentences": ("kalimat", "sentences"),
    "questions": ("soal", "questions"),
    "rules": ("aturan kasus", "case rules"),
    "cases": ("kasus", "cases"),
    "facts": ("fakta", "facts"),
    "sentence": ("kalimat", "sentence"),
    "paragraph": ("paragraf di atas baris fakta ini", "paragraph above this facts line"),
    "question": ("soal", "question"),
    "rule": ("aturan kasus", "case rule"),
    "case": ("kasus", "case"),
    "alone": ("pijakannya hanya ini", "stands on this alone"),
    "also": ("juga berpijak pada {others}", "also on {others}"),
    "whole": ("tanpa menyebut fakta", "no fact named"),
    "falls": ("Kalau sumber ini gugur, {alone} dari {all} tempat kehilangan satu-satunya pijakan.", "If this source falls, {alone} of {all} places lose all that they stand on."),
    "falls-not": ("Tidak ada yang memakai sumber ini.", "Nothing uses this source."),
    "carries": ("Fakta yang dimuatnya, dan dipakai di berapa tempat", "Its facts, and in how many places"),
    "pages-of": ("Kalimat dihitung di book/{pages}; kembarannya di bahasa lain sama.", "Sentences are counted in book/{pages}; their twins in the other language are the same."),
    "heavy": ("Paling banyak menanggung", "Carry the most"),
    "loose": ("Kutipan tanpa baris fakta di dekatnya", "Citations without a facts line near"),
    "uncited": ("Baris fakta tanpa kutipan", "Facts lines without a citation"),
    "bare": ("Disebut tanpa faktanya", "Named without its fact"),
    "unused": ("Tidak dipakai di mana pun", "Used nowhere"),
    "without-entry": ("Ada di evidence.yaml, tidak di references.bib", "In evidence.yaml, not in references.bib"),
    "without-facts": ("Ada di references.bib, tidak di evidence.yaml", "In references.bib, not in evidence.yaml"),
    "gaps": ("Belum lengkap di references.bib", "Incomplete in references.bib"),
    "none": ("tidak ada", "none"),
    "sum": ("{sources} sumber, {facts} fakta; {sentences} kalimat, {questions} soal, {rules} aturan kasus, {cases} kasus.", "{sources} sources, {facts} facts; {sentences} sentences, {questions} questions, {rules} case rules, {cases} cases."),
}  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """Return a word or sentence of the reports in a language."""
    return WORDS[key][LANGS.index(lang)].format(**values)
