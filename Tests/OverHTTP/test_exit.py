"""What is there until the process is gone."""

import subprocess
from pathlib import Path

from program import Program


def test_libcrypto_is_there_for_other_threads_until_the_process_is_gone(tmp_path):
    library = tmp_path / "at_the_very_end.so"
    source = Path(__file__).parent / "at_the_very_end.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source], check=True)
    program = Program(tmp_path)
    program.environment["LD_PRELOAD"] = str(library)
    program.run("migrate")
    program.start()
    program.stop()
    assert "libcrypto is still there" in program.logged()
