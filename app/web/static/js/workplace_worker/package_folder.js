// @ts-check
/**
 * A package as a folder, made in the worker: what was signed and sealed byte for byte, and what can be read of it (PROTOCOL 5.4). The
 * page adds the file for people and the hashes. The terminal writes the same folder.
 */

import { b64, dayStr, fingerprint, hex, parsePackage, unb64, utf8 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked } from "/static/js/workplace_worker/account.js";
import { letterView } from "/static/js/workplace_worker/conversation.js";
import { openedPackage } from "/static/js/workplace_worker/packages.js";

export const FOLDER_FORMAT = "zegel-package-folder/1";

/** @typedef {{ name: string, bytes: Uint8Array }} FolderFile */

/**
 * The files of the folder and what its metadata says, without the hashes.
 * @param {{ id: string }} wish
 * @returns {Promise<{ files: FolderFile[], metadata: Record<string, unknown> }>}
 */
export async function packageFolder({ id }) {
  const file = openedPackage(id);
  const { organisations } = await asked("GET", "/w/v1/organisations");
  const notes = organisations.find((/** @type {any} */ one) => hex(unb64(one.orgId)) === file.org);
  const parts = parsePackage(file.raw);
  const files = [
    { name: "container.wbh", bytes: file.raw }, { name: "consent.wbt", bytes: parts.token }, { name: "rewrap.wbr", bytes: parts.rewrap },
    ...parts.messages.map(({ context, envelope }) => ({ name: place(context), bytes: envelope })),
    ...file.answer.messages.map((/** @type {any} */ one) => ({ name: place({ ...one, space: file.package.token.space }), bytes: unb64(one.envelope) })),
    ...file.answer.statements.map((/** @type {string} */ one, /** @type {number} */ at) => ({ name: `statements/${at}.wby`, bytes: unb64(one) })),
    ...notes.root.map((/** @type {string} */ note, /** @type {number} */ at) => text(`organisation/root-${at + 1}.txt`, note)),
    text("organisation/directory.txt", notes.directory ?? ""),
    ...(file.answer.releaseNote === null ? [] : [text("release-note.txt", file.answer.releaseNote), text("release-proof.txt", file.answer.proof ?? "")]),
  ];
  return { files, metadata: metadataOf(file) };
}

/** @param {string} name @param {string} words @returns {FolderFile} */
const text = (name, words) => ({ name, bytes: utf8(words) });

/** @param {{ space: number, direction: number, index: number }} where */
const place = ({ space, direction, index }) => `messages/${space}-${direction}-${index}.wbe`;

/** @param {any} file */
function metadataOf({ id, answer, where, day, named, readers, said, package: { token, signPk, messages }, letters, release }) {
  const readable = [
    ...messages.map((/** @type {any} */ one) => line(one, one)),
    ...letters.map((/** @type {any} */ one) => line({ space: token.space, direction: one.dir, index: one.index, envHash: one.hash }, one.opened)),
  ];
  return {
    format: FOLDER_FORMAT, packageId: id, organisation: where.name, organisationId: hex(token.orgId), caseId: hex(token.caseId), space: token.space,
    state: answer.state, madeOn: answer.madeOn, changedOn: answer.changedOn, openedOn: dayStr(day), reference: answer.reference, ackLimit: answer.ackLimit, feedbackLimit: answer.feedbackLimit,
    recipient: { name: named.name, fingerprint: fingerprint(token.recipientId) }, readers: readers.map((/** @type {Uint8Array} */ one) => fingerprint(one)), reporterKey: b64(signPk),
    consent: { purpose: token.purpose, flags: token.flags, issued: dayStr(token.issued), expires: dayStr(token.expires), hash: b64(token.hash) }, release,
    messages: readable,
    statements: said.map((/** @type {any} */ one) => ({ kind: one.kind, day: dayStr(one.day), due: one.due === 0 ? null : dayStr(one.due), actor: fingerprint(one.actor), ref: b64(one.ref) })),
  };
}

/** @param {any} at @param {any} opened */
function line(at, opened) {
  const base = { file: place(at), from: at.direction === 0 ? "reporter" : "recipient", hash: b64(at.envHash) };
  if (opened === null) return { ...base, day: null, type: null, signer: null, text: null, fields: {} };
  const { text: words, fields } = letterView({ dir: at.direction, index: at.index, hash: at.envHash, opened, error: null }, at.index, opened.signPk);
  return { ...base, day: dayStr(opened.day), type: opened.type, signer: at.direction === 0 ? null : fingerprint(opened.signPk), text: words, fields };
}
