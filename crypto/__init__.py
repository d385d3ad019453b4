"""How things are sealed and proved unchanged (WBP/1; see PROTOCOL.md beside this file).

Two halves. The *server half* inspects, verifies and counts: what the web service may import. The *client
half* seals and opens: ``boxes``, ``message``, ``envelope_seal``, ``envelope_open``, ``reporter``, ``vault``,
``consent_make`` with ``rewrap_make`` and ``package_open``. Nothing in the server half imports the client half, not
even by way of a third module; ``conformance`` runs both and is therefore for the command line and the tests only.
"""
