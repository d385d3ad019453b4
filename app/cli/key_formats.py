"""The names of the files in which an authority keeps its keys and its connection."""

from typing import Final

CLIENT_KEY_FORMAT: Final = "zegel-client-key/1"
"""The key by which its system says who it is: a seed of 32 bytes, sealed."""
KEY_FORMAT: Final = "zegel-recipient-key/1"
"""Identity and box key, 32 bytes each, sealed."""
CONNECTION_FORMAT: Final = "zegel-connection/1"
"""Where to ask, as which client, with which two key files; no secret."""
