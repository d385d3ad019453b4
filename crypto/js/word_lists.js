/**
 * The word lists as they travel to a browser: front coded, so that seven words cost 19 KB instead of 25 (PROTOCOL 3.1).
 *
 * Each word is the number of letters it shares with the word before it, then its other letters: `0aambeien2nbellen` is
 * `aambeien`, `aanbellen`. Nothing is trusted here: `codes.parseWordList` checks the SHA-256 of what comes out.
 */

/** The letters two words begin with alike. @param {string} one @param {string} other */
function shared(one, other) {
  let length = 0;
  while (length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** Front code a list file: one word of `[a-z]+` a line, each line ended. @param {string} file */
export function foldWords(file) {
  let before = '';
  return file.trimEnd().split('\n').map((word) => {
    const length = shared(before, word);
    before = word;
    return `${length}${word.slice(length)}`;
  }).join('');
}

/** The list file of `foldWords`; of any other text something that `parseWordList` refuses. @param {string} folded */
export function unfoldWords(folded) {
  let word = '';
  let file = '';
  for (const [, length = '0', rest = ''] of folded.matchAll(/(\d+)([a-z]*)/g)) {
    word = word.slice(0, Number(length)) + rest;
    file += `${word}\n`;
  }
  return file;
}
