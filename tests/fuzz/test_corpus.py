"""Every case of the corpus, among them whatever fuzzing found, in every target."""

import pytest

from tests.fuzz.targets import CORPUS, TARGETS

pytestmark = pytest.mark.slow

CASES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


def test_every_target_has_cases():
    assert {path.parent.name for path in CASES} == set(TARGETS)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
@pytest.mark.parametrize("target", TARGETS)
def test_no_target_fails_on_it(target, case):
    TARGETS[target](case.read_bytes())
