/* Indonesian stemmer for the search page: the twin of Snowball's, which stems the index.
 * A test holds the two together on the words of the course and on drawn ones. */
var Stemmer = function () {
  var VOWEL = /[aeiou]/;
  var word, measure, prefix, cursor;

  function cut(from, to, put) { word = word.slice(0, from) + (put || "") + word.slice(to); }
  function isVowel(at) { return at < word.length && VOWEL.test(word[at]); }

  function ending(pattern) {
    var found = word.match(pattern);
    if (found) { cut(found.index, word.length); measure -= 1; }
  }

  function firstPrefix() {
    var found = word.match(/^(meng|peng|men|mem|pen|pem|ter|me|di|ke)/);
    if (!found) { return false; }
    var end = found[0].length;
    var second = found[0][0] === "p" || found[0] === "ke";
    var put = "";
    if (/^[mp]en$/.test(found[0]) && word[3] === "y" && isVowel(4)) { end = 4; put = "s"; }
    if (/^[mp]em$/.test(found[0]) && isVowel(3)) { put = "p"; }
    cut(0, end, put);
    cursor = put.length;
    prefix = second ? 3 : 1;
    measure -= 1;
    return true;
  }

  function secondPrefix() {
    var rest = word.slice(cursor);
    var start = rest.slice(0, 2);
    if (start !== "be" && start !== "pe") { return; }
    var length = 2;
    var learn = /^[bp]elajar/.test(rest);
    if (rest[2] === "r" || learn) { length = 3; }
    else if (start === "be" && !(rest.length > 2 && !VOWEL.test(rest[2]) && rest.slice(3, 5) === "er")) { return; }
    if (start === "be") { prefix = 4; } else if (!learn) { prefix = 2; }
    measure -= 1;
    cut(cursor, cursor + length);
  }

  function suffix() {
    var end = word.length;
    if (/an$/.test(word)) {
      if (prefix !== 2 && prefix !== 3 && end - 3 >= cursor && word[end - 3] === "k") { cut(end - 3, end); }
      else if (prefix === 1) { return false; }
      else { cut(end - 2, end); }
    } else if (/i$/.test(word)) {
      if (prefix > 2 || (end - 2 >= cursor && word[end - 2] === "s")) { return false; }
      cut(end - 1, end);
    } else { return false; }
    measure -= 1;
    return true;
  }

  this.stemWord = function (given) {
    word = given;
    measure = (word.match(/[aeiou]/g) || []).length;
    prefix = cursor = 0;
    if (measure <= 2) { return word; }
    ending(/(kah|lah|pun)$/);
    if (measure <= 2) { return word; }
    ending(/(nya|ku|mu)$/);
    if (measure <= 2) { return word; }
    if (firstPrefix()) {
      if (measure > 2 && suffix() && measure > 2) { secondPrefix(); }
    } else {
      secondPrefix();
      if (measure > 2) { suffix(); }
    }
    return word;
  };
};
