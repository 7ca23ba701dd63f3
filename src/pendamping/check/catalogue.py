"""What each number says: one sentence in each language: what is wrong; what to do."""

from __future__ import annotations

from pendamping.source import Diagnostic
from pendamping.text import Lang

Pair = tuple[str, str]

SENTENCES: dict[str, Pair] = {
    "L001": ("berkas tidak terbaca ({reason}); periksa nama dan izinnya", "the file cannot be read ({reason}); check its name and permissions"),
    "L002": ("berkas lebih dari {limit}; bagi menjadi beberapa berkas", "the file is over {limit}; split it into several files"),
    "L003": ("ada tanda urutan bita (BOM) di awal; simpan sebagai UTF-8 tanpa BOM", "there is a byte-order mark at the start; save as UTF-8 without BOM"),
    "L004": ("bukan UTF-8 di sini; simpan ulang sebagai UTF-8", "not UTF-8 here; save the file as UTF-8"),
    "L005": ("akhir baris di sini bukan LF, misalnya CRLF dari Windows; simpan dengan akhir baris LF", "the line end here is not LF, but such as Windows' CRLF; save with LF line ends"),
    "L006": ("YAML tidak dapat dibaca ({problem}); perbaiki, dan masukkan teks dengan titik dua, kutip, atau # ke blok |", "YAML cannot be read ({problem}); correct it, and put text with a colon, quote or # into a | block"),
    "L007": ("berkas kosong; isi atau hapus", "the file is empty; fill or delete it"),
    "L008": ("jangkar atau alias YAML tidak dipakai di sini; tulis teksnya dua kali", "YAML anchors and aliases are not used here; write the text twice"),
    "L009": ("nama bidang bukan satu kata; tulis satu kata di depan titik dua", "the field name is not one word; write one word before the colon"),
    "L010": ("bidang '{key}' tertulis dua kali; hapus salah satu", "the field '{key}' stands twice; delete one"),
    "L011": ("tag '{tag}' tidak dikenal; hapus", "unknown tag '{tag}'; delete it"),
    "L012": ("terlalu banyak tingkat di dalam; periksa lekukannya", "nested too deeply; check the indentation"),
    "L013": ("bidang '{field}' tidak ada; tambahkan (lihat docs/format.md)", "the field '{field}' is missing; add it (see docs/format.md)"),
    "L014": ("bidang '{field}' tidak dikenal di '{inside}'; perbaiki, mungkin maksudnya '{did}'?", "unknown field '{field}' in '{inside}'; correct it, did you mean '{did}'?"),
    "L015": ("nilainya tidak sesuai; {problem}", "the value does not fit; {problem}"),
    "L016": ("'{field}' belum punya teks '{lang}'; tulis kedua bahasa", "'{field}' has no text in '{lang}'; write both languages"),
    "L017": ("kunci '{key}' berbeda dari nama berkas '{file}'; samakan", "the key '{key}' is not the file name '{file}'; make them equal"),
    "L018": ("kunci '{key}' sudah dipakai di {other}; pilih kunci lain", "the key '{key}' is already used in {other}; choose another"),
    "L019": ("berkas ini tidak pada tempatnya; pindahkan (lihat docs/format.md)", "this file is in the wrong place; move it (see docs/format.md)"),
    "L020": ("tujuan belajar '{key}' tidak ada di objectives.yaml; perbaiki kuncinya atau tambahkan di sana", "no objective '{key}' in objectives.yaml; correct the key or add it there"),
    "L021": ("miskonsepsi '{key}' tidak ada di misconceptions.yaml; perbaiki kuncinya atau tambahkan di sana", "no misconception '{key}' in misconceptions.yaml; correct the key or add it there"),
    "L022": ("sumber '{key}' tidak ada di evidence.yaml, atau tidak memuat fakta itu; kutip yang ada di sana", "no source '{key}' in evidence.yaml, or it does not carry that fact; cite what is there"),
    "L023": ("soal yang dinilai perlu sumber; isi 'sources'", "a scored question needs a source; fill in 'sources'"),
    "L024": ("pilihan yang bukan kunci perlu 'misconception'; isi dengan kunci dari misconceptions.yaml", "an option that is not the key needs a 'misconception'; fill in a key from misconceptions.yaml"),
    "L025": ("modul '{key}' tidak ada di modules.yaml; perbaiki modulnya atau pindahkan berkasnya", "no module '{key}' in modules.yaml; correct the module or move the file"),
    "L026": ("soal '{key}' tidak ada; perbaiki kuncinya atau tulis soalnya", "there is no question '{key}'; correct the key or write the question"),
    "L027": ("kasus '{key}' tidak ada; perbaiki kuncinya atau tulis kasusnya", "there is no case '{key}'; correct the key or write the case"),
    "L028": ("'{key}' tidak ada di antara pilihan, atau tertulis dua kali; perbaiki kuncinya", "'{key}' is not among the choices, or stands twice; correct the key"),
    "L030": ("kunci jauh lebih panjang daripada pengecoh terpanjang ({lang}); seimbangkan", "the key is far longer than the longest distractor ({lang}); even them out"),
    "L031": ("'{word}' ada di pengecoh, tidak di kunci ({lang}); ganti, kata mutlak dicoret orang yang menebak", "'{word}' stands in a distractor, not in the key ({lang}); change it, guessers strike out absolutes"),
    "L032": ("hanya kunci yang mengulang kata dari soal ({lang}: {words}); ganti, atau beri pengecoh kata dari soal juga", "only the key repeats words of the stem ({lang}: {words}); change them, or give distractors words of the stem too"),
    "L033": ("pilihan tentang pilihan lain ('{word}', {lang}); tulis isi pilihan itu sendiri", "an option about the other options ('{word}', {lang}); write an answer of its own"),
    "L034": ("pertanyaannya menyangkal ('{word}', {lang}); ubah supaya menanyakan yang tepat", "the question asks for the exception ('{word}', {lang}); change it to ask for what fits"),
    "L035": ("dua pilihan berbunyi sama ({lang}); bedakan", "two options read the same ({lang}); tell them apart"),
    "L036": ("teks lebih dari {limit} karakter ({lang}); pindahkan sebagian ke bab", "the text is over {limit} characters ({lang}); move some of it into the chapter"),
    "L037": ("pilihan dibedakan oleh kata seperti '{word}' ({lang}); tulis berapa kali", "words such as '{word}' tell options apart ({lang}); write how often it is"),
    "L038": ("ada markah HTML di teks ({lang}); hapus, yang boleh hanya *penekanan*", "there is HTML in the text ({lang}); delete it, *emphasis* is all there is"),
    "L039": ("satu pilihan saja {what} ({lang}); samakan bentuk pilihan", "one option alone {what} ({lang}); make the options alike in form"),
    "L040": ("kunci berbagi kata dengan tiap pengecoh ({lang}: {words}); ubah supaya tidak menjadi irisannya", "the key shares words with each distractor ({lang}: {words}); change it so that it is not what they overlap in"),
    "L041": ("soal ini {count} kata, lebih dari {limit} ({lang}); kurangi ceritanya", "the stem has {count} words, over {limit} ({lang}); tell less"),
    "L042": ("pilihannya baru {count}; tambahkan sampai tiga", "there are {count} options; add some to make three"),
    "L043": ("pilihan ini jauh lebih panjang daripada yang terpendek ({lang}); seimbangkan", "this option is far longer than the shortest ({lang}); even them out"),
    "L044": ("soal bersandar pada soal lain ('{word}', {lang}); tulis di sini apa yang perlu diketahui", "the question leans on another ('{word}', {lang}); write here what one has to know"),
    "L045": ("alasan ini sama dengan alasan lain ({lang}); tulis akibat pilihan ini sendiri", "this reason is the same as another ({lang}); write what this option does"),
    "L046": ("kunci tidak punya miskonsepsi; hapus bidang ini, atau periksa mana kuncinya", "a key has no misconception; delete the field, or check which option is the key"),
    "L047": ("dua pilihan saling menyangkal ({lang}); ganti salah satu", "two options deny each other ({lang}); change one"),
    "L048": ("angka di pilihan tidak urut ({lang}); pindahkan dari kecil ke besar", "the numbers of the options are out of order ({lang}); move them from small to large"),
    "L050": ("pilihan menuju adegan '{key}' yang tidak ada; perbaiki 'to' atau tulis adegannya", "the choice leads to the scene '{key}', which does not exist; correct 'to' or write the scene"),
    "L051": ("adegan '{key}' tidak pernah tercapai; arahkan sebuah pilihan ke sana atau hapus", "the scene '{key}' is never reached; lead a choice to it or delete it"),
    "L052": ("macet di '{scene}' (jalan: {path}); buka satu pilihan di sana", "stuck in '{scene}' (way: {path}); open a choice there"),
    "L053": ("tidak ada jalan keluar dari '{scene}' (jalan: {path}); beri pilihan yang menuju sebuah akhir", "no way out of '{scene}' (way: {path}); give it a choice that leads to an ending"),
    "L054": ("penanda '{key}' tidak pernah dipasang; pasang dengan 'sets' di sebuah pilihan, atau hapus di sini", "the flag '{key}' is never set; set it with 'sets' in a choice, or delete it here"),
    "L055": ("penanda '{key}' tidak ada di 'flags'; perbaiki ejaannya atau tambahkan di sana", "the flag '{key}' is not in 'flags'; correct its spelling or add it there"),
    "L056": ("aturan klinis '{key}' dilanggar tanpa jawaban (jalan: {path}); ubah jalan itu, atau beri adegan dengan 'answers'", "the clinical rule '{key}' is broken and not answered (way: {path}); change that way, or give it a scene with 'answers'"),
    "L057": ("aturan tidak lengkap; tulis before dan require, atau after dan must", "the rule is not whole; write before and require, or after and must"),
    "L058": ("pilihan tidak aman ini tidak menuju perbaikan; arahkan ke adegan 'repair: true' dengan pilihan yang menolong", "this unsafe choice does not lead to a repair; lead it to a 'repair: true' scene with a helpful choice"),
    "L059": ("jalan emas berhenti di '{stop}', bukan di akhir '{key}'; perbaiki 'choices' atau 'ends'", "the walk stops at '{stop}', which is not the ending '{key}'; correct 'choices' or 'ends'"),
    "L060": ("akhir '{key}' belum punya jalan emas; tambahkan satu di 'walks'", "the ending '{key}' has no walk; add one to 'walks'"),
    "L061": ("adegan ini tanpa pilihan dan tanpa 'ending', atau punya keduanya; beri salah satu", "this scene has neither choices nor 'ending', or both; give it one of them"),
    "L062": ("akhir '{key}' belum punya 'debrief'; tulis apa akibat jalan ini", "the ending '{key}' has no 'debrief'; write what this way did"),
    "L063": ("kunci '{key}' tertulis dua kali; ganti salah satu", "the key '{key}' stands twice; rename one"),
    "L064": ("selalu memilih yang {how} sampai ke akhir yang baik; ubah urutan atau panjang pilihannya", "always taking the {how} choice reaches a good ending; change the order or length of the choices"),
    "L065": ("adegan awal '{key}' tidak ada; perbaiki 'start' atau tulis adegannya", "the start scene '{key}' does not exist; correct 'start' or write the scene"),
    "L066": ("kasus ini punya terlalu banyak keadaan untuk diperiksa; kurangi penanda", "this case has too many states to search; use fewer flags"),
    "L067": ("adegan ini menjawab aturan '{key}' yang tidak ada di 'rules'; perbaiki kuncinya", "this scene answers the rule '{key}', which is not in 'rules'; correct the key"),
    "L070": ("halaman ini tidak ada di book/{lang}; tulis juga di sana", "this page does not exist in book/{lang}; write it there too"),
    "L071": ("{what} berbeda dari halaman bahasa lain ({here} / {there}); samakan keduanya", "the {what} differ from the page in the other language ({here} / {there}); make them equal"),
    "L072": ("sel memanggil '{key}' yang tidak ada; perbaiki kuncinya", "the cell calls '{key}', which does not exist; correct the key"),
    "L073": ("ada kernelspec tanpa 'file_format: mystnb', sehingga sel tidak dijalankan; tambahkan baris itu", "kernelspec without 'file_format: mystnb', so the cells would not run; add that line"),
    "L076": ("'{key}' tidak ada di references.bib; perbaiki kuncinya atau tambahkan di sana", "'{key}' is not in references.bib; correct the key or add it there"),
    "L080": ("modul {module} terbuka tetapi soal '{level}' baru {have} dari {want}; tulis soalnya, atau tutup modulnya", "module {module} is open but has {have} of {want} '{level}' questions; write them, or close the module"),
    "L081": ("kunci ada di depan + tengah + belakang pada {places} dari {count} soal ({bank}); pindahkan pilihan sampai masing-masing {low}–{high} %", "the key is first + middle + last in {places} of {count} questions ({bank}); move options until each is {low}–{high} %"),
    "L082": ("kunci paling panjang pada {longest} dari {count} soal ({lang}, {bank}); kurangi sampai {limit} %", "the key is the longest option in {longest} of {count} questions ({lang}, {bank}); make it {limit} % at most"),
    "L083": ("rata-rata kunci {share} % panjang pengecoh pada {count} soal ({lang}, {bank}); kurangi sampai {limit} %", "keys are {share} % as long as distractors on average in {count} questions ({lang}, {bank}); make it {limit} % at most"),
    "L084": ("kata hati-hati ada di {right} % kunci dan {wrong} % pengecoh ({lang}, {bank}); seimbangkan", "cautious words stand in {right} % of keys and {wrong} % of distractors ({lang}, {bank}); even them out"),
    "L085": ("kata mutlak ada di {right} % kunci dan {wrong} % pengecoh ({lang}, {bank}); seimbangkan", "absolute words stand in {right} % of keys and {wrong} % of distractors ({lang}, {bank}); even them out"),
    "L090": ("'{key}' dikutip, tetapi tidak ada '% facts:' di bawahnya yang menyebut faktanya; tambahkan {key}#fakta di sana", "'{key}' is cited, but no '% facts:' below names a fact of it; add {key}#fact there"),
    "L091": ("fakta dari '{key}' disebut, tetapi halaman ini tidak mengutipnya; kutip sumber itu di kalimatnya, atau hapus di sini", "a fact of '{key}' is named, but this page does not cite it; cite it in the sentence, or delete it here"),
    "L092": ("'{key}' tidak dipakai di mana pun; kutip, atau hapus dari evidence.yaml", "nothing uses '{key}'; cite it, or delete it from evidence.yaml"),
    "L093": ("{what} dari '{key}' belum ada, atau tertulis seperti tidak diketahui; isi dari sumbernya", "the {what} of '{key}' is missing, or reads as not known; fill it in from the source"),
    "L094": ("'{key}' ada di sini tetapi tidak di {other}; tambahkan di sana, atau hapus di sini", "'{key}' is here but not in {other}; add it there, or delete it here"),
    "L095": ("daftar rujukan tidak dapat dibaca ({problem}); perbaiki kurung, koma, atau tanda kutipnya", "the references cannot be read ({problem}); correct the brace, comma or quotation mark"),
    "L096": ("'{key}' disebut tanpa faktanya; tulis {key}#fakta", "'{key}' is named without its fact; write {key}#fact"),
    "L100": ("'{word}' sebaiknya dihindari; pakai '{better}' (alasannya di terms.yaml, {key})", "'{word}' is a word to avoid; use '{better}' (the reason is in terms.yaml, {key})"),
    "L101": ("'{word}' tidak ada di kamus ({lang}); perbaiki ejaannya, atau tambahkan di words.yaml", "'{word}' is in no dictionary ({lang}); correct its spelling, or add it to words.yaml"),
    "L102": ("panjang kedua bahasa jauh berbeda ({here} / {there} huruf); periksa apakah ada yang tertinggal", "the two languages differ far in length ({here} / {there} letters); check whether something was left out"),
    "L103": ("angka kedua bahasa berbeda (id: {id} / en: {en}); samakan, dengan koma desimal dan titik ribuan dalam bahasa Indonesia", "the numbers of the two languages differ (id: {id} / en: {en}); make them equal, with a decimal comma and a thousands point in Indonesian"),
    "L104": ("istilah '{key}' ada dalam teks '{lang}' tetapi tidak di sini; pakai istilah glossary.yaml", "the term '{key}' is in the '{lang}' text but not here; use the term of glossary.yaml"),
    "L105": ("'{word}' tidak dipakai, atau sudah ada di kamus; hapus dari words.yaml", "'{word}' is not used, or a dictionary has it; delete it from words.yaml"),
    "L110": ("teks '{lang}' berubah, yang ini tidak; ubah juga, atau jalankan 'pendamping tr accept {name}'", "the '{lang}' text changed, this one did not; change it too, or run 'pendamping tr accept {name}'"),
    "L111": ("teks di baris ini tidak ada lagi, atau barisnya tidak terbaca; perbarui dengan 'pendamping tr accept'", "the text of this line is gone, or the line cannot be read; renew it with 'pendamping tr accept'"),
}  # fmt: skip

# An unknown field that resembles none that is known.
NOTHING_LIKE_IT: Pair = ("periksa ejaannya atau hapus", "check its spelling or delete it")

# What to do about a value, by pydantic's name of the problem.
PROBLEMS: dict[str, Pair] = {
    "string_type": ("tulis teks, bila perlu di antara tanda kutip", "write text, in quotation marks if need be"),
    "string_too_short": ("tulis setidaknya satu huruf", "write at least one letter"),
    "string_too_long": ("pakai paling banyak {max_length} huruf", "use {max_length} characters at most"),
    "string_pattern_mismatch": ("tulis kunci: kata Inggris huruf kecil dengan tanda hubung", "write a key: lower-case English words joined by hyphens"),
    "literal_error": ("pilih salah satu: {expected}", "choose one of: {expected}"),
    "int_type": ("tulis bilangan bulat", "write a whole number"),
    "int_from_float": ("tulis bilangan bulat", "write a whole number"),
    "float_type": ("tulis angka", "write a number"),
    "bool_type": ("tulis true atau false", "write true or false"),
    "model_type": ("tulis bidang-bidangnya di bawah, satu per baris", "write its fields below, one a line"),
    "dict_type": ("tulis bidang-bidangnya di bawah, satu per baris", "write its fields below, one a line"),
    "tuple_type": ("tulis daftar, dengan - di depan setiap isinya", "write a list, with - before each entry"),
    "too_short": ("tulis setidaknya {min_length}", "write at least {min_length}"),
    "too_long": ("tulis paling banyak {max_length}", "write {max_length} at most"),
    "greater_than_equal": ("tulis {ge} atau lebih", "write {ge} or more"),
    "less_than_equal": ("tulis {le} atau kurang", "write {le} or less"),
    "one_right": ("beri tepat satu pilihan 'correct: true'", "give exactly one option 'correct: true'"),
    "unsorted": ("urutkan menurut abjad, tanpa kembar: '{word}' bukan di tempatnya", "put the list in order, each once: '{word}' is not in its place"),
    "some_right": ("beri dua pilihan atau lebih 'correct: true', dan sisakan yang lain", "give two or more options 'correct: true', and leave others without"),
}  # fmt: skip

# Values that are words of a sentence.
WORDS: dict[str, Pair] = {
    "": ("berkas ini", "this file"),  # a field that stands in nothing
    "anchors": ("jangkar", "anchors"),
    "citations": ("kutipan", "citations"),
    "cells": ("sel", "cells"),
    "facts": ("fakta", "facts"),
    "where": (
        "tempat terbit (journal, howpublished, institution, …)",
        "place of publication (journal, howpublished, institution, …)",
    ),
    "address": ("url atau doi", "url or doi"),
    "first": ("pertama", "first"),
    "last": ("terakhir", "last"),
    "longest-id": ("terpanjang (id)", "longest (id)"),
    "longest-en": ("terpanjang (en)", "longest (en)"),
    "shortest-id": ("terpendek (id)", "shortest (id)"),
    "shortest-en": ("terpendek (en)", "shortest (en)"),
    "warmest-id": ("terhangat (id)", "warmest (id)"),
    "warmest-en": ("terhangat (en)", "warmest (en)"),
    "all": ("semua modul", "all modules"),
    "speech": ("seluruhnya ucapan", "is speech throughout"),
    "action": ("bukan seluruhnya ucapan", "is not speech throughout"),
    "closed": ("berakhir dengan tanda baca", "ends with a full stop"),
    "open": ("tidak berakhir dengan tanda baca", "ends without a full stop"),
}


def sentence(finding: Diagnostic, lang: Lang) -> str:
    """Return what a finding says."""
    index = 0 if lang == "id" else 1
    values = dict(finding.values)
    said = SENTENCES[finding.code][index]
    if finding.code == "L014" and not values["did"]:
        said = f"{said.split(';')[0]}; {NOTHING_LIKE_IT[index]}"
    if finding.code == "L015":
        known = PROBLEMS.get(values["problem"])
        # pydantic says the rest in English
        values["problem"] = known[index].format(**values) if known else values["said"]
    for name in ("bank", "how", "inside", "what"):
        word = WORDS.get(values.get(name, "-"))
        values |= {name: word[index]} if word else {}
    return said.format(**values)


def format_line(finding: Diagnostic, lang: Lang) -> str:
    """Return a finding as one line: path, line, column, code, sentence."""
    where = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{where}: {finding.code} {sentence(finding, lang)}"


def format_github(finding: Diagnostic, lang: Lang) -> str:
    """Return a finding as an annotation of a GitHub workflow."""
    file = _property(finding.path)
    place = f"file={file},line={finding.line},col={finding.column}"
    said = sentence(finding, lang).replace("%", "%25")
    return f"::error {place},title={finding.code}::{said}"


def _property(value: str) -> str:
    for sign in "%\r\n:,":
        value = value.replace(sign, f"%{ord(sign):02X}")
    return value
