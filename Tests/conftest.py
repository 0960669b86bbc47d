import pytest

from program import Program


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The demonstration conference, served to the tests of one file."""
    program = Program.with_demonstration(tmp_path_factory.mktemp("vemfn"))
    yield program
    program.stop()


@pytest.fixture
def program(tmp_path):
    """The demonstration conference, for one test that may take it apart."""
    program = Program.with_demonstration(tmp_path)
    yield program
    if program.process.poll() is None:
        program.stop()
