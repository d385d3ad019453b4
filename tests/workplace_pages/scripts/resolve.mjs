// `/static/js/…` and `/crypto/js/…` are folders of the repository.
const ROOT = new URL("../../../", import.meta.url);
const FOLDERS = { "/static/js/": "app/web/static/js/", "/crypto/js/": "crypto/js/" };

export async function resolve(specifier, context, next) {
  const served = Object.keys(FOLDERS).find((prefix) => specifier.startsWith(prefix));
  if (served === undefined) return next(specifier, context);
  return { url: new URL(FOLDERS[served] + specifier.slice(served.length), ROOT).href, format: "module", shortCircuit: true };
}
