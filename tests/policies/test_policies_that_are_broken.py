"""Broken policy files: each is refused with its file, its line, its key and one clear sentence."""

from pathlib import Path

import pytest

from app.policies.policy_loader import read_policy
from app.policies.toml_source import DataError
from tests.policies.reading import changed

# Where it is broken (the text to replace, and by what), then the key and the sentence that must come out.
BROKEN: dict[str, tuple[str, str, str, str]] = {
    "no TOML": ("[scope]", "[scope", "file", "this is no TOML: Expected ']' at the end of a table declaration."),
    "a key twice": (
        "sector = 'public'\nlang",
        "sector = 'public'\nsector = 'public'\nlang",
        "file",
        "this is no TOML: Cannot overwrite a value.",
    ),
    "a misspelt key": (
        "adviser_in_confidence",
        "advisor_in_confidence",
        "advisor_in_confidence",
        "nobody reads this key; “adviser_in_confidence” is meant, perhaps.",
    ),
    "an unknown key": (
        "sharing = 'not_stated' ",
        "mood = 'good'\nsharing = 'not_stated' ",
        "mood",
        "nobody reads this key; known are id, slug, name,",
    ),
    "a missing key": ("consent = 'not_stated'\n", "", "file", "“consent” is missing."),
    "a missing table": (
        "[second_contact]\nrole = 'daily_board'\nif_concerned = 'works_council'\n",
        "",
        "file",
        "“second_contact” is missing.",
    ),
    "a number for a text": (
        "name = 'WerkSaam Westfriesland en WerkSaam Verloning B.V.'",
        "name = 5",
        "name",
        "this must be a text, between quotes.",
    ),
    "an empty text": ("section = '4.3.c'", "section = ' '", "rules[3].section", "this text is empty."),
    "a text for a list": (
        "languages = ['nl', 'en']",
        "languages = 'nl'",
        "languages",
        "a list must stand here, between square brackets.",
    ),
    "a text for a number": (
        "count = 2",
        "count = 'two'",
        "counsellors[0].count",
        "a whole number must stand here, without quotes.",
    ),
    "a negative number": ("count = 2", "count = -1", "counsellors[0].count", "this number may not be below zero."),
    "a text for a truth": (
        "needs_consent = true",
        "needs_consent = 'yes'",
        "rules[0].duties[0].needs_consent",
        "true or false must stand here, without quotes.",
    ),
    "a day between quotes": (
        "adopted_on = 2020-09-10",
        "adopted_on = '2020-09-10'",
        "citation.adopted_on",
        "a day must stand here, written like 2026-11-21, without quotes.",
    ),
    "a moment for a day": (
        "adopted_on = 2020-09-10",
        "adopted_on = 2020-09-10T10:00:00",
        "citation.adopted_on",
        "a day must stand here, written like 2026-11-21, without quotes.",
    ),
    "a day that does not exist": (
        "adopted_on = 2020-09-10",
        "adopted_on = 2020-02-30",
        "file",
        "this is no TOML: Invalid date or datetime.",
    ),
    "a word off the list": (
        "setting = 'internal'",
        "setting = 'inside'",
        "counsellors[0].setting",
        "“inside” is not on the list: internal, external, not_stated.",
    ),
    "a text for a table": (
        "term = { unit = 'not_stated' }\nstarts",
        "term = 'two days'\nstarts",
        "rules[0].duties[0].term",
        "a table must stand here.",
    ),
    "one language": (
        "en = 'Do you work at or for WerkSaam, under whatever contract? Then you can tell it here.'\n",
        "",
        "pages.welcome",
        "the English text is missing.",
    ),
    "no language": (
        (
            "says.nl = 'In het sociaal jaarverslag legt WerkSaam verantwoording af over integriteit.'\nsays.en = "
            "'In its social annual report WerkSaam accounts for integrity.'\n"
        ),
        "says = 'yes'\n",
        "rules[5].says",
        "this must be there in Dutch and in English, as .nl and .en.",
    ),
    "a person by name": (
        "says.en = 'There is little you have to fill in.'",
        "says.en = 'Ask Mrs. Jansen.'",
        "hints[3].says.en",
        "a policy names roles and numbers, never persons or their addresses: leave this out.",
    ),
    "an address": (
        "section = 'on surveys'",
        "section = 'mail vera@example.nl'",
        "hints[6].section",
        "a policy names roles and numbers, never persons or their addresses: leave this out.",
    ),
    "a telephone number": (
        "section = 'on surveys'",
        "section = 'bel 06 1234 5678'",
        "hints[6].section",
        "a policy names roles and numbers, never persons or their addresses: leave this out.",
    ),
    "a key for a person": (
        "role = 'director'\n",
        "role = 'director'\nperson = 'somebody'\n",
        "fallback_decider.person",
        "a policy names roles and numbers, never persons or their addresses: leave this out.",
    ),
    "a quotation": (
        "says.nl = 'Je hoeft maar weinig in te vullen.'",
        "says.nl = '«op een laagdrempelige wijze»'",
        "hints[3].says.nl",
        "a policy quotes nothing: say it in your own words and name the section.",
    ),
    "an id that is no short name": (
        "id = 'werksaam-2020'",
        "id = 'WerkSaam 2020'",
        "id",
        "this is a short name: small letters, digits and single hyphens.",
    ),
    "one language of pages": (
        "languages = ['nl', 'en']",
        "languages = ['nl']",
        "languages",
        "every policy speaks nl and en, each once.",
    ),
    "an unknown track": (
        "'klacht', 'extern'",
        "'klacht', 'bezwaar'",
        "tracks[3]",
        "“bezwaar” is no track; tracks are extern, klacht, melding, sparren.",
    ),
    "no advice in confidence": (
        "tracks = ['sparren', ",
        "tracks = [",
        "tracks",
        "“sparren” is missing: the law gives it to everybody (Wbk art. 2(2)).",
    ),
    "a track twice": ("'klacht', 'extern'", "'klacht', 'klacht'", "tracks", "a track stands here twice."),
    "nobody who reports": (
        "reporters = ['employee', 'civil_servant', 'sheltered_worker', 'agency_worker', 'hired_worker', 'trainee']",
        "reporters = []",
        "scope.reporters",
        "nobody could report: name at least one.",
    ),
    "published before adopted": (
        "adopted_on = 2020-09-10",
        "adopted_on = 2020-09-10\npublished_on = 2020-09-09",
        "citation.published_on",
        "it was published before it was adopted.",
    ),
    "in force before adopted": (
        "slug = 'werksaam'",
        "slug = 'werksaam'\neffective_from = 2020-01-01",
        "effective_from",
        "it was in force before it was adopted.",
    ),
    "superseding itself": (
        "slug = 'werksaam'",
        "slug = 'werksaam'\nsupersedes = 'werksaam-2020'",
        "supersedes",
        "a version does not supersede itself.",
    ),
    "a review of days": (
        "every = { n = 2, unit = 'year' }",
        "every = { n = 2, unit = 'day' }",
        "review.every",
        "a review comes every so many months or years.",
    ),
    "two entities as one": (
        "sharing = 'not_stated' ",
        "sharing = 'one_entity' ",
        "sharing",
        "several entities share: name the ground.",
    ),
    "an employer without people": (
        "id = 'werksaam-verloning'",
        "id = 'werksaam-verloning'\nemployees = 0",
        "entities[1].employees",
        "an employer without anybody; leave this out when not known.",
    ),
    "an id twice": ("id = 'WS-15'", "id = 'WS-13'", "hints[3].id", "the id “WS-13” is used twice."),
    "an unknown category": ("'IS-plichtsverzuim-prive'", "'IS-77'", "categories[6]", "“IS-77” is not in the taxonomy."),
    "a rule about nothing known": (
        "id = 'WS-25'",
        "id = 'WS-25'\nabout = ['OO-5', 'OO-racism']",
        "rules[5].about[1]",
        "“OO-racism” is not in the taxonomy.",
    ),
    "an unknown disclosure": (
        "kind = 'gift'",
        "kind = 'present'",
        "disclosures[2].kind",
        "“present” is no kind of disclosure; known are client_complaint,",
    ),
    "a desk of nobody": (
        "desk = ['line_manager']",
        "desk = []",
        "disclosures[2].desk",
        "a desk must stand here: nobody is sent to nowhere.",
    ),
    "all of one desk": (
        "desk = ['line_manager']",
        "desk = ['line_manager']\nall_of = true",
        "disclosures[2].all_of",
        "all of one desk is one desk: leave this out.",
    ),
    "counsellors for one subject": (
        "subjects = ['OO', 'IS']",
        "subjects = ['OO']",
        "counsellors",
        "no counsellor is there for integrity matters (IS).",
    ),
    "no counsellor counted": (
        "count = 2",
        "count = 0",
        "counsellors[0].count",
        "none is no counsellor; leave this out when not known.",
    ),
    "no recipient": (
        "any_of = ['line_manager', 'counsellor']",
        "any_of = []",
        "recipients[0].any_of",
        "somebody must stand here: a report always has a recipient.",
    ),
    "the police as recipient": (
        "any_of = ['line_manager', 'counsellor']",
        "any_of = ['police']",
        "recipients[0].any_of[0]",
        "“police” cannot take a report.",
    ),
    "a second contact about itself": (
        "role = 'daily_board'\nif_concerned = 'works_council'",
        "role = 'daily_board'\nif_concerned = 'daily_board'",
        "second_contact.if_concerned",
        "this must be somebody else: nobody decides about themselves.",
    ),
    "groups that are too small to be told": (
        "[parameters]",
        "[parameters]\nsmallest_group_told = 4",
        "parameters.smallest_group_told",
        "groups under 5 are never told: write 5 or more, or leave it out.",
    ),
    "a rule without duties": (
        (
            "duties = [\n    { actor = 'employer', act = 'file_with_police', to = ['police'], term = { unit = "
            "'not_stated' }, starts = 'breach_established', enforcement = 'inform', identity_hidden = true },\n]"
        ),
        "",
        "rules[4].duties",
        "a rule holds at least one duty; what holds none is a hint.",
    ),
    "a term without a number": (
        "to = ['works_council', 'daily_board'], all_of = true, term = { n = 1, unit",
        "to = ['works_council', 'daily_board'], all_of = true, term = { unit",
        "rules[1].duties[1].term",
        "how many? A term in “year” needs a number n, at least 1.",
    ),
    "a number without a term": (
        "term = { unit = 'not_stated' }\nstarts",
        "term = { n = 3, unit = 'not_stated' }\nstarts",
        "rules[0].duties[0].term",
        "a term “not_stated” has no number: leave n out.",
    ),
    "a reporter who is blocked": (
        "starts = 'awareness', enforcement = 'inform'",
        "starts = 'awareness', enforcement = 'block'",
        "rules[3].duties[0].enforcement",
        "a duty of who reports is only told: write inform. A late report is never refused.",
    ),
    "a hand-over without consent": (
        "needs_consent = true",
        "needs_consent = false",
        "rules[0].duties[0].needs_consent",
        "a case is handed over only with the reporter’s consent: write true.",
    ),
    "a counsellor who tells": (
        "actor = 'line_manager', act = 'inform'",
        "actor = 'counsellor', act = 'inform'",
        "rules[2].duties[0].needs_consent",
        "a counsellor passes on nothing without the reporter’s consent: write true.",
    ),
    "a manager who says who": (
        "starts = 'told_to_actor', enforcement = 'task', identity_hidden = true",
        "starts = 'told_to_actor', enforcement = 'task'",
        "rules[2].duties[0].identity_hidden",
        "who reported is not passed on (Wbk art. 1a(3)): write true.",
    ),
    "all of one": (
        "to = ['management_team'], term",
        "to = ['management_team'], all_of = true, term",
        "rules[2].duties[0].all_of",
        "this needs at least two in “to”.",
    ),
    "gifts told above the limit": (
        "[parameters] ",
        "[parameters]\ngift_report_from_eur = 60\ngift_threshold_eur = 50 ",
        "parameters.gift_report_from_eur",
        "gifts are told from an amount above which none is accepted.",
    ),
    "after-care out of order": (
        "[parameters] ",
        "[parameters]\naftercare_after_months = [6, 1] ",
        "parameters.aftercare_after_months",
        "write the months in order, each once.",
    ),
    "a retention without an end": (
        "closed_as = 'handled'\nterm = { n = 2, unit = 'year' }",
        "closed_as = 'handled'\nterm = { unit = 'reasonable' }",
        "retention[1].term",
        "how long? A retention needs a number of days, months or years.",
    ),
    "a retention forgotten": (
        "closed_as = 'handled'",
        "closed_as = 'advice'",
        "retention",
        "how long is a case kept that was closed as “handled”? It is missing.",
    ),
    "a retention twice": (
        "closed_as = 'handled'",
        "closed_as = 'not_a_report'",
        "retention",
        "“not_a_report” stands here twice.",
    ),
}
SENZER: dict[str, tuple[str, str, str, str]] = {
    "a ladder that blocks": (
        "id = 'SZ-20'",
        "id = 'SZ-20'\norder = 'mandatory'",
        "ladders[0].order",
        "nobody reads this key; known are id, subject, steps,",
    ),
    "a ladder without steps": (
        "steps = [{ any_of = ['colleague'] }, { any_of = ['line_manager'] }, { any_of = ['hr', 'management'] }]",
        "steps = []",
        "ladders[0].steps",
        "a ladder needs at least one step.",
    ),
    "a step to nobody": (
        "{ any_of = ['line_manager'] }",
        "{ any_of = [] }",
        "ladders[0].steps[1]",
        "a step must lead to somebody.",
    ),
    "an inquiry behind the reporter's back": (
        (
            "act = 'investigate', term = { unit = 'immediately' }, starts = 'release', enforcement = 'task', "
            "identity_hidden = true, needs_consent = true"
        ),
        (
            "act = 'investigate', term = { unit = 'immediately' }, starts = 'receipt', enforcement = 'task', "
            "identity_hidden = true"
        ),
        "rules[1].duties[0].needs_consent",
        "an inquiry starts only when the reporter releases the case: write true.",
    ),
    "one entity that shares": (
        "sharing = 'one_entity'",
        "sharing = 'public_bodies'",
        "sharing",
        "this is one entity: write one_entity.",
    ),
}


def test_there_are_more_than_forty_ways_to_break_one() -> None:
    assert len(BROKEN) + len(SENZER) >= 40


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_policy_is_refused_with_its_sentence(tmp_path: Path, what: str) -> None:
    refuse(tmp_path, "werksaam", *BROKEN[what])


@pytest.mark.parametrize("what", SENZER)
def test_a_broken_ladder_or_inquiry_is_refused_with_its_sentence(tmp_path: Path, what: str) -> None:
    refuse(tmp_path, "senzer", *SENZER[what])


def refuse(folder: Path, base: str, old: str, new: str, key: str, sentence: str) -> None:
    path = changed(folder, (old, new), base=base)
    with pytest.raises(DataError) as refusal:
        read_policy(path)
    told = str(refusal.value)
    file, line, rest = told.split(", ", 2)
    assert file == "broken.toml"
    assert rest.startswith(f"{key}: {sentence}"), told
    shown = path.read_text(encoding="utf-8").splitlines()[int(line.removeprefix("line ")) - 1]
    assert key == "file" or any(part.split("[")[0] in shown for part in key.split(".")), told


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    path = changed(tmp_path, ("count = 2", "count = 'two'"))
    lines = path.read_text(encoding="utf-8").splitlines()
    with pytest.raises(DataError, match=f"line {lines.index(chr(99) + 'ount = ' + repr('two')) + 1}, "):
        read_policy(path)


def test_the_line_is_that_of_a_row_in_a_list_of_several_lines(tmp_path: Path) -> None:
    path = changed(tmp_path, ("section = 'on surveys'", "section = 5"))
    number = path.read_text(encoding="utf-8").splitlines().index("section = 5") + 1
    with pytest.raises(DataError, match=rf"line {number}, hints\[6\]\.section: "):
        read_policy(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(b"id = '\xff'")
    with pytest.raises(DataError, match=r"broken\.toml, line 1, file: this is no UTF-8 text\."):
        read_policy(path)
