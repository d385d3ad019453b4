// What a reporter reads about somebody's monthly checks, and whom the page proposes instead.
import { lastOpenedWords, somebodyElse } from "/static/js/report/signs.js";

const person = (name, silent = false, fit = 1) => ({ name, fingerprint: name, silent, fit });
const vera = person("Vera", true);
const other = (chosen, ...able) => somebodyElse(chosen, able, (one) => one.fit);

console.log(JSON.stringify({
  words: [null, 1, 2, 12, 13].map((weeks) => lastOpenedWords({ weeks })),
  nobodyChosen: other(undefined, vera, person("Vincent")),
  chosenIsThere: other(person("Vincent"), vera, person("Vincent")),
  proposed: other(vera, vera, person("Sanne"), person("Vincent", false, 0)),
  everybodyElseSilent: other(vera, vera, person("Vincent", true)),
  nobodyElse: other(vera, vera),
  othersDoNotServe: other(vera, vera, person("Vincent", false, 2)),
}));
