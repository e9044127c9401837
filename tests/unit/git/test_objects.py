import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest

from chesterton.git import batch
from chesterton.git.errors import GitError
from chesterton.git.objects import Objects
from chesterton.git.repository import Repository


@pytest.fixture(name="objects")
def _objects(repo):
    for number in range(50):
        repo.write(f"m{number}.py", f"value = {number}\n")
    repo.write("é\t.py", "odd\n")
    repo.write("big.py", "x" * 3_000_000)
    repo.write("line\nbreak.py", "odd\n")
    repo.commit()
    with Objects(Repository.discover(repo.root)) as objects:
        yield objects


def test_a_file_is_read_as_of_the_commit(objects):
    assert objects.blob("HEAD", "m7.py") == b"value = 7\n"
    assert objects.blob("HEAD", "é\t.py") == b"odd\n"


@pytest.mark.parametrize("path", ["none.py", "", "m1.py/x", "line\nbreak.py", "a blob 5", ":m1.py"])
def test_a_path_that_is_not_a_file_gives_none_and_later_reads_are_correct(objects, path):
    assert objects.blob("HEAD", path) is None
    assert objects.blob_id("HEAD", path) is None
    assert objects.blob("HEAD", "m1.py") == b"value = 1\n"


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "nonsense", "", "1" * 40])
def test_only_blobs_are_read(objects, name):
    assert objects.read(name) is None
    assert objects.blob("HEAD", "m1.py") == b"value = 1\n"


def test_a_file_over_the_limit_is_not_read_but_has_an_id(objects):
    assert objects.blob("HEAD", "big.py") is None
    assert objects.blob_id("HEAD", "big.py") is not None
    assert objects.blob("HEAD", "m1.py") == b"value = 1\n"


def test_many_blobs_are_read_in_one_request(objects):
    paths = [f"m{number}.py" for number in range(50)] * 100
    *oids, none = objects.blob_ids([("HEAD", path) for path in [*paths, "none.py"]])
    assert none is None
    contents = objects.read_many(oids)
    assert contents == [f"value = {n}\n".encode() for n in range(50)] * 100


def test_a_dead_process_is_restarted(objects):
    assert objects.blob("HEAD", "m1.py") == b"value = 1\n"
    process_of(objects).kill()
    assert objects.blob("HEAD", "m2.py") == b"value = 2\n"


def test_closing_ends_the_process_and_a_later_read_starts_another(objects):
    objects.blob("HEAD", "m1.py")
    process = process_of(objects)
    objects.close()
    assert process.poll() is not None
    assert objects.blob("HEAD", "m2.py") == b"value = 2\n"


def test_threads_share_one_process(objects):
    def read(number):
        return objects.blob("HEAD", f"m{number % 50}.py") == f"value = {number % 50}\n".encode()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(400)))


def test_objects_written_later_are_found(objects, repo):
    objects.blob("HEAD", "m1.py")
    repo.write("later.py", "later\n")
    repo.commit()
    repo.git("gc", "-q")
    assert objects.blob("HEAD", "later.py") == b"later\n"


def test_an_interrupted_request_leaves_no_answer_in_the_pipe(objects, monkeypatch):
    def interrupt(_self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(batch._CatFile, "_next", interrupt)
        with pytest.raises(KeyboardInterrupt):
            objects.blob("HEAD", "m1.py")
    assert objects.blob("HEAD", "m2.py") == b"value = 2\n"


@pytest.mark.skipif(sys.platform == "win32", reason="asks /proc or ps-like signals")
@pytest.mark.parametrize("end", ["pass", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_no_process_outlives_ours(repo, end):
    repo.write("a.py", "one\n")
    repo.commit()
    script = f"""
        import os
        from pathlib import Path
        from chesterton.git.objects import Objects
        from chesterton.git.repository import Repository
        objects = Objects(Repository.discover(Path({str(repo.root)!r})))
        objects.blob("HEAD", "a.py")
        print(objects._contents._process._process.pid, flush=True)
        {end}
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stderr == ""
    assert not is_running(int(done.stdout))


def process_of(objects):
    return objects._contents._process._process


def is_running(pid):
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        if b"Z (zombie)" in status(pid):
            return False
        os.sched_yield()
        subprocess.run(["sleep", "0.02"], check=False)
    return True


def status(pid):
    try:
        with open(f"/proc/{pid}/status", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def test_a_git_that_refuses_is_not_taken_for_a_missing_file(objects, repo):
    """A cache would remember the file as missing after git works again."""
    config = repo.root / ".git" / "config"
    good = config.read_bytes()
    config.write_text("[bad\n", encoding="utf-8")
    with pytest.raises(GitError):
        objects.blob("HEAD", "m1.py")
    config.write_bytes(good)
    assert objects.blob("HEAD", "m1.py") == b"value = 1\n"
