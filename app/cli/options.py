"""Options that several commands share, worded once."""

from typing import Annotated

import typer

ReporterServer = Annotated[str, typer.Option("--server", help="Address of the reporters' service.", metavar="URL")]
WorkplaceServer = Annotated[str, typer.Option("--server", help="Address of the workplace.", metavar="URL")]
OrganisationSlug = Annotated[str, typer.Option("--organisation", help="Short name in its address.", metavar="SLUG")]
Pin = Annotated[
    str | None, typer.Option("--pin", help="The organisation's 26 symbols, from card or poster.", metavar="ORG_ID")
]
Proxy = Annotated[str | None, typer.Option("--proxy", help="Proxy, such as http://127.0.0.1:8118.", metavar="URL")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Slug = Annotated[str, typer.Argument(help="Short name of the organisation in addresses.", metavar="SLUG")]
