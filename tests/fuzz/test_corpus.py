"""Every case of the corpus, among them whatever fuzzing found, in its own target; in `make soak` in all of them."""

import pytest

from tests.fuzz.targets import CORPUS, TARGETS
from tests.soak import sample

pytestmark = pytest.mark.slow

CASES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


def test_every_target_has_cases():
    assert {path.parent.name for path in CASES} == set(TARGETS)


OWN = [(path.parent.name, path) for path in CASES]
ALL = [(target, path) for target in TARGETS for path in CASES]


@pytest.mark.soak
@pytest.mark.parametrize(("target", "case"), sample(OWN, soak=ALL), ids=lambda one: str(getattr(one, "name", one)))
def test_no_target_fails_on_it(target, case):
    TARGETS[target](case.read_bytes())
