/**
 * The checks that can be made on a pasted text. Twin of `app/domain/text_lint.py`: same folding, same sentences, same
 * outcomes. No document, no network, no storage.
 *
 * @typedef {{must_say: boolean, groups: string[][], unless: string[]}} TextRule
 * @typedef {{nl: string, en: string}} Wording
 * @typedef {{id: string, article: string, title: Wording, why: Wording, say: Wording, text: TextRule | null,
 *   blind: Wording | null}} Check
 * @typedef {{check: Check, outcome: string, sentences: string[]}} TextFinding
 */

const END = /(?<=[.!?;])[ \t\r\n\u00a0]+|(?:\r?\n[ \t]*){2,}|\r?\n[ \t]*(?=[-*•])/u;
const SPACE = /[ \t\r\n\u00a0]+/gu;

/**
 * Give the findings of every check that can be made on a text, in their order.
 * @param {string} text
 * @param {Check[]} checks
 * @returns {TextFinding[]}
 */
export function lintText(text, checks) {
  const sentences = sentencesOf(text);
  const folded = sentences.map(fold);
  const findings = [];
  for (const check of checks) {
    if (check.text !== null) findings.push(judge(check, check.text, sentences, folded));
  }
  return findings;
}

/**
 * Cut a text into sentences; a blank line or a dash at the start of a line ends one too.
 * @param {string} text
 * @returns {string[]}
 */
export function sentencesOf(text) {
  return text.split(END).map((piece) => piece.replace(SPACE, " ").replace(/^ +| +$/gu, "")).filter((piece) => piece);
}

/**
 * Give a sentence in small letters without accents and with straight quotes, as the checks read it.
 * @param {string} sentence
 * @returns {string}
 */
export function fold(sentence) {
  return sentence.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/gu, "'");
}

/**
 * @param {Check} check
 * @param {TextRule} rule
 * @param {string[]} sentences
 * @param {string[]} folded
 * @returns {TextFinding}
 */
function judge(check, rule, sentences, folded) {
  const unless = rule.unless.map((pattern) => new RegExp(pattern, "u"));
  const hits = rule.groups.map((group) => hitsOf(group.map((pattern) => new RegExp(pattern, "u")), unless, folded));
  const places = new Set(hits.flatMap((group) => group.slice(0, 1)));
  const shown = sentences.filter((_, place) => places.has(place));
  const met = hits.filter((group) => group.length > 0).length;
  if (!rule.must_say) return { check, outcome: met ? "found" : "not_applicable", sentences: shown };
  if (met === hits.length) return { check, outcome: "stated", sentences: shown };
  return { check, outcome: met ? "partly" : "missing", sentences: shown };
}

/**
 * @param {RegExp[]} patterns
 * @param {RegExp[]} unless
 * @param {string[]} folded
 * @returns {number[]}
 */
function hitsOf(patterns, unless, folded) {
  const places = [];
  for (const [place, sentence] of folded.entries()) {
    const fits = patterns.some((pattern) => pattern.test(sentence));
    if (fits && !unless.some((pattern) => pattern.test(sentence))) places.push(place);
  }
  return places;
}
