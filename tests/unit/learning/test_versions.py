"""Files of versions: whole or not there, private, plain numbers, and a damaged one never takes the program with it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bot.learning.choice import Picked, VersionChoice, pick
from bot.learning.versions import LARGEST, Versions
from handlers.reading.model import MODELS, ModelUnusable, OtherVersion
from tests.unit.learning.made import AT, figures, file_of, weights

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "reading")


def test_a_version_is_read_as_it_was_written_and_is_its_owners_alone(versions: Versions) -> None:
    assert versions.numbers() == []
    versions.write(1, file_of("noise", 12))
    assert np.array_equal(versions.weights(1).weights, weights("noise").weights)
    about = versions.about(1)
    assert (about.at, about.corrections, about.new) == (AT, 60, figures(12))
    assert stat.S_IMODE(versions.path(1).stat().st_mode) == 0o600
    assert stat.S_IMODE(versions.folder.stat().st_mode) == 0o700
    assert [path.name for path in versions.folder.iterdir()] == ["topics-1.npz"]


def test_a_number_is_never_given_twice(versions: Versions) -> None:
    versions.write(1, file_of("noise"))
    with pytest.raises(FileExistsError):
        versions.write(1, file_of("trade"))
    assert versions.weights(1).labels == ("noise", "none")
    assert [path.name for path in versions.folder.iterdir()] == ["topics-1.npz"]


def test_what_cannot_be_written_leaves_nothing(versions: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: int) -> None:
        raise OSError(28, "no room")

    versions.write(1, file_of("noise"))
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="no room"):
        versions.write(2, file_of("trade"))
    assert [path.name for path in versions.folder.iterdir()] == ["topics-1.npz"]


KILLED = """
import os, signal, sys
from pathlib import Path
from bot.learning.versions import Versions
from tests.unit.learning.made import file_of
step = sys.argv[2]
setattr(*{"write": (os, "fsync"), "name": (Path, "rename")}[step], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
Versions(Path(sys.argv[1])).write(2, file_of("trade"))
"""


@pytest.mark.parametrize("step", ["write", "name"])
def test_a_kill_in_the_midst_leaves_the_version_before_in_use(versions: Versions, step: str) -> None:
    versions.write(1, file_of("noise"))
    done = subprocess.run([sys.executable, "-c", KILLED, versions.folder, step], cwd=REPOSITORY, timeout=200)
    assert done.returncode == -9
    assert versions.numbers() == [1]
    assert len(list(versions.folder.iterdir())) == 2
    versions.tidy()
    assert [path.name for path in versions.folder.iterdir()] == ["topics-1.npz"]
    assert pick(versions, VersionChoice()).number == 1


def test_whatever_is_damaged_is_refused_and_raises_nothing_else(versions: Versions) -> None:
    whole, random = file_of("noise"), Random(11)
    versions.write(1, whole)
    refused = 0
    for attempt in range(200):
        damaged = bytearray(whole)
        if attempt % 2:
            damaged = damaged[: random.randrange(len(damaged))]
        else:
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        versions.path(1).write_bytes(damaged)
        try:
            read = versions.weights(1)
        except ModelUnusable:
            refused += 1
        else:  # where the bit counts for nothing: a date within the archive, say
            assert np.array_equal(read.weights, weights("noise").weights)
    assert refused > 150


def test_numbers_that_do_not_fit_together_are_refused(versions: Versions) -> None:
    good = weights()
    wrong = {
        "another task": {"task": "danger"},
        "a label twice": {"labels": ("noise", "noise")},
        "no order": {"features": good.features[::-1].copy()},
        "too few": {"rarity": good.rarity[1:]},
        "not a number": {"scales": np.array([np.nan, 1], np.float32)},
        "endless": {"sharpness": float("inf")},
        "other numbers": {"weights": good.weights.astype(np.float64)},
    }
    for number, (what, changed) in enumerate(wrong.items(), 1):
        versions.write(number, file_of(**changed))  # type: ignore[arg-type]
        with pytest.raises(ModelUnusable):
            pytest.fail(f"{what}: {versions.weights(number)}")


def test_foreign_files_are_refused(versions: Versions) -> None:
    contents = (b"", b"topic,word\n", (MODELS / "danger.npz").read_bytes(), (MODELS / "topics.npz").read_bytes())
    for number, content in enumerate(contents, 1):
        versions.write(number, content)
        with pytest.raises(ModelUnusable):
            versions.weights(number)
    with versions.path(5).open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ModelUnusable, match="too large"):
        versions.weights(5)
    np.savez(versions.path(6), head=np.array([{"format": 1}], dtype=object))
    with pytest.raises(ModelUnusable):
        versions.weights(6)


def test_nothing_of_a_text_stands_in_a_file(versions: Versions) -> None:
    versions.write(1, file_of())
    with np.load(versions.path(1), allow_pickle=False) as file:
        kinds = {name: file[name].dtype.kind for name in file.files}
        head = file["head"].tobytes().decode()
    assert set(kinds.values()) <= {"u", "i", "f"}
    assert "квази" not in head


def test_the_newest_that_this_program_can_use_is_picked_and_no_damaged_one_passed_over(versions: Versions) -> None:
    assert pick(versions, VersionChoice()) == Picked()
    versions.write(1, file_of("noise"))
    versions.write(10, file_of("trade"))
    versions.write(11, file_of("land", learned_from="of an earlier program"))
    assert pick(versions, VersionChoice()).number == 10
    assert (pick(versions, VersionChoice(1)).number, pick(versions, VersionChoice(0))) == (1, Picked())
    assert pick(versions, VersionChoice(11)) == Picked(trouble="earlier")
    assert pick(versions, VersionChoice(7)) == Picked(trouble="missing")
    versions.path(10).write_bytes(b"damaged")
    assert pick(versions, VersionChoice()) == Picked(trouble="damaged")
    assert pick(versions, VersionChoice(1)).number == 1
    with pytest.raises(OtherVersion):
        versions.weights(11)


def test_the_oldest_go_and_the_chosen_one_stays(versions: Versions) -> None:
    for number in (1, 2, 3, 10, 11):
        versions.write(number, b"")
    (versions.folder / "topics-4.npz.bak").write_bytes(b"somebody's own")
    versions.drop_old(2, {2})
    assert versions.numbers() == [2, 10, 11]
    assert (versions.folder / "topics-4.npz.bak").exists()
