"""What a reporter writes between the yes and the hand-over does not go along: both are told so, and it is no error."""

import pytest
from playwright.sync_api import expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.test_case_goes_to_another_counsellor import (
    INGRID,
    JORIS,
    STORY,
    WERKSAAM,
    ask,
    open_case,
    read_case,
    reply,
)
from tests.journeys.windows import Windows
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LATE = "Dit schreef ik nog na mijn ja."


def test_a_message_that_did_not_go_along_is_explained_to_both(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo, WERKSAAM)
    paper = anna.report(STORY, INGRID.name)
    ingrid = Counsellor(window(), demo, INGRID)
    ingrid.sign_in()
    ingrid.expect_worklist()
    read_case(ingrid, paper)
    ask(ingrid, JORIS)
    anna.come_back(paper)
    reply(anna.page, "yes")
    anna.answer(LATE)
    expect(anna.page.locator("#talk")).not_to_contain_text("ging niet mee")
    open_case(ingrid, paper)
    expect(ingrid.page.locator("#said")).to_contain_text("doorgegeven aan Joris Meijer", timeout=PATIENCE)

    anna.look_for_news()
    late = anna.page.locator("#talk article", has_text=LATE)
    expect(late).to_contain_text("Joris Meijer kan dit niet openen: het ging niet mee")
    expect(anna.page.locator("#talk article", has_text=STORY)).not_to_contain_text("ging niet mee")
    expect(anna.page.locator("#notices .notice")).to_have_count(0)

    joris = Counsellor(window(), demo, JORIS)
    joris.sign_in()
    joris.expect_worklist()
    read_case(joris, paper)
    talk = joris.page.locator("#talk")
    expect(talk).to_contain_text(STORY)
    expect(talk).not_to_contain_text(LATE)
    expect(talk.locator("article.closed")).to_contain_text("niet voor jou verzegeld")
    expect(talk.locator("article.closed")).to_contain_text("Dat is geen fout.")
    anna.answer("Dit schrijf ik aan Joris.")
    read_case(joris, paper)
    expect(talk).to_contain_text("Dit schrijf ik aan Joris.")
