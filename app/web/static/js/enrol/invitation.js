// @ts-check
/** The first step of enrolment: the link of the invitation, who it is for, and a new or an existing account. */

import { byId, t } from "/static/js/shared/page.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { roleWords } from "/static/js/workplace/key_card.js";

/**
 * The token of a link or a fragment, as base64 with padding; "" when there is none of the right size.
 * @param {string} text a whole link, or what stands after `#`
 */
export function tokenOf(text) {
  const token = text.trim().split("#").at(-1)?.trim() ?? "";
  return /^[A-Za-z0-9_-]{43}=?$/.test(token) ? `${token.slice(0, 43).replaceAll("-", "+").replaceAll("_", "/")}=` : "";
}

/** Read the pasted link. @param {(token: string) => void} open */
export function openLink(open) {
  const token = tokenOf(input("link").value);
  const problems = token === "" ? [{ id: "link", message: t("This is not the whole link. It ends in a # and 43 signs.") }] : [];
  showProblems("invitation", ["link"], problems);
  if (token === "") return;
  input("link").value = "";
  open(token);
}

/** Show who is invited for what. @param {any} invitation */
export function showInvitation(invitation) {
  const facts = [
    [t("Name"), invitation.person], [t("Organisation"), invitation.orgName],
    [t("You are"), roleWords(invitation)], [t("Sign-in name"), invitation.signInName],
  ];
  byId("invitation-facts").replaceChildren(...facts.map(([term, value]) => {
    const group = document.createElement("div");
    group.append(Object.assign(document.createElement("dt"), { textContent: term }), Object.assign(document.createElement("dd"), { textContent: value }));
    return group;
  }));
  byId("sign-in-name").textContent = invitation.signInName;
  input("new-username").value = invitation.signInName;
}

/** @param {string} account what was chosen @returns {boolean} whether one can go on */
export function checkAccount(account) {
  const problems = [];
  if (account === "") problems.push({ id: "account", message: t("Choose whether you have an account.") });
  if (account === "existing" && input("name").value.trim() === "") problems.push({ id: "name", message: t("Fill in your sign-in name.") });
  if (account === "existing" && input("password").value === "") problems.push({ id: "password", message: t("Fill in your password.") });
  showProblems("invitation", ["account", "name", "password"], problems);
  return problems.length === 0;
}
