"""People at Tor Browser's middle security level have no compiler in their browser: the same vectors hold there."""

from tests.crypto_js.conftest import RunningVectors
from tests.crypto_js.test_vectors_hold import counts_of, expected_counts


def test_every_vector_holds_without_a_compiler(vectors_without_jit: RunningVectors) -> None:
    status, output = vectors_without_jit.finish()
    assert status == 0, output
    assert counts_of(output) == expected_counts()
