"""People at Tor Browser's middle security level have no compiler in their browser: the same vectors hold there."""

import subprocess

from tests.crypto_js.test_vectors_hold import counts_of, expected_counts


def test_every_vector_holds_without_a_compiler(run_without_jit: subprocess.Popen[str]) -> None:
    output, _ = run_without_jit.communicate(timeout=900)
    assert run_without_jit.returncode == 0, output
    assert counts_of(output) == expected_counts()
