// @ts-check
/**
 * A file for people and paper, made in the browser: it stands alone, holds no script, and nothing of it is sent. Made from
 * elements and text only, so that no text can become markup.
 */

import { language, t } from "/static/js/shared/page.js";

const STYLE = `
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #16233d; background: #fff; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2rem; }
dt, th { color: #4b566d; text-align: left; font-weight: 600; } dd { margin: 0 0 .6rem; }
pre { padding: .6rem; border: 1px solid #747b8d; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #747b8d; } .told { white-space: pre-line; }
.soft { color: #4b566d; } .sign { margin-top: 3rem; } table { border-collapse: collapse; width: 100%; } th, td { padding: .3rem .5rem .3rem 0; vertical-align: top; border-top: 1px solid #ddd7c9; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } blockquote, tr { break-inside: avoid; } }
`;
/** Nothing may be loaded by the file, whoever opens it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** An element with text or other elements in it. @param {string} tag @param {(string | Node)[]} content */
export function made(tag, ...content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

/** Somebody's own text, with its line ends. @param {string} tag @param {string} text */
export function told(tag, text) {
  const element = made(tag, text);
  element.className = "told";
  return element;
}

/** Label and value, one under the other; what is empty is left out. @param {[string, string | Node][]} rows */
export const rowsOf = (rows) => made("dl", ...rows.filter(([, value]) => value !== "").flatMap(([label, value]) => [made("dt", label), made("dd", value)]));

/** Elements written out; what somebody wrote stays text in it. @param {Element} element */
const written = (element) => new XMLSerializer().serializeToString(element);

/**
 * The file as one text.
 * @param {string} title @param {Node[]} content
 */
export function paper(title, content) {
  const foot = made("p", t("To print it or save it as PDF, use the print command of your browser."));
  foot.className = "soft";
  const head = [
    '<meta charset="utf-8">', `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`, '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">', written(made("title", title)), `<style>${STYLE}</style>`,
  ];
  const main = made("main", made("h1", title), ...content, foot);
  return `<!doctype html>\n<html lang="${language()}">\n<head>\n${head.join("\n")}\n</head>\n<body>\n${written(main)}\n</body>\n</html>\n`;
}

/** Let the browser keep it among its downloads. @param {string} text @param {string} name of the file */
export function keep(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
