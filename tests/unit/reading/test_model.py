"""Features, files of numbers, and learning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from handlers.reading.alike import groups_of
from handlers.reading.features import FeatureReader
from handlers.reading.model import MODELS, Model, ModelUnusable, load, ranked, save
from handlers.reading.words import WordReader
from tests.unit.reading import readers
from training import fit
from training.texts import HOME, Sentence, TextsAtFault, digest, folds, sentences

REPOSITORY = Path(__file__).resolve().parents[3]
RUSSIAN = "Ёлка у дома упала на провода, искрит!"


def test_features_are_the_same_in_every_process() -> None:
    program = (
        "from handlers.reading.features import FeatureReader; from handlers.reading.words import WordReader;"
        "import sys;"
        "v = FeatureReader(WordReader()).read(sys.argv[1]); print(int(v[0].sum()), round(float(v[1].sum()), 9))"
    )
    said = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)}
        command = [sys.executable, "-c", program, RUSSIAN]
        said.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(said) == 1


def test_words_of_the_same_company_have_features_in_common() -> None:
    poodle, terrier, card = (set(readers.features().read(word)[0].tolist()) for word in ("пудель", "терьер", "картон"))
    groups = [crc32(f"{kind}{number}".encode()) for kind, number in zip("aw", groups_of({"пудель"})[0], strict=True)]
    assert poodle.issuperset(groups)
    assert terrier.issuperset(groups)
    assert card.isdisjoint(groups)
    assert groups_of({"дом", "пудель", "ывапр"}) == [*groups_of({"дом"}), *groups_of({"пудель"})]


def test_letters_that_people_do_not_tell_apart_make_no_difference() -> None:
    reader = readers.features()
    one, other = reader.read("ёлка упала"), reader.read("ЕЛКА УПАЛА")
    assert np.array_equal(one[0], other[0])


def test_a_mistyped_word_keeps_some_of_its_features() -> None:
    reader = readers.features()
    right, wrong, another = (set(reader.read(text)[0].tolist()) for text in ("канализация", "конализация", "скамейка"))
    assert len(right & wrong) > 2 * len(right & another)


def test_a_long_text_costs_no_more_than_its_first_and_last_words() -> None:
    long = " ".join(f"слово{'абвгдежзик'[n % 10]}{n}" for n in range(20_000))
    assert len(readers.features().read(long)[0]) < 60_000


def test_a_file_is_read_as_it_was_written_and_the_same_numbers_make_the_same_bytes(tmp_path: Path) -> None:
    weights = readers.model("danger").weights
    save(tmp_path / "one.npz", weights)
    save(tmp_path / "two.npz", weights)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    vector = readers.features().read(RUSSIAN)
    assert ranked(load(tmp_path / "one.npz"), vector) == ranked(weights, vector)


def test_a_file_that_is_damaged_or_of_another_version_is_refused(tmp_path: Path) -> None:
    whole = (MODELS / "danger.npz").read_bytes()
    for name, content in (("half", whole[: len(whole) // 2]), ("empty", b""), ("words", b"no numbers")):
        (tmp_path / f"{name}.npz").write_bytes(content)
        with pytest.raises(ModelUnusable):
            load(tmp_path / f"{name}.npz")
    with pytest.raises(ModelUnusable):
        load(tmp_path / "missing.npz")
    np.savez(tmp_path / "pickled.npz", head=np.array([{"format": 1}], dtype=object))
    with pytest.raises(ModelUnusable):
        load(tmp_path / "pickled.npz")


def test_a_model_is_read_at_the_first_guess_only(tmp_path: Path) -> None:
    model = Model("topics", readers.features(), tmp_path)
    with pytest.raises(ModelUnusable):
        model.likely("нет света")
    save(tmp_path / "topics.npz", readers.model("topics").weights)
    assert model.likely("нет света")[0][0] == "electricity"


def test_the_service_imports_no_trainer() -> None:
    program = "import handlers.reading.topics, handlers.reading.danger, handlers.reading.intent, bot.app, sys;"
    program += "print([name for name in ('sklearn', 'scipy', 'joblib', 'training') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_the_models_stay_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.glob("*.npz")) < 4_300_000


# -- learning ------------------------------------------------------------------------------
def test_the_same_sentences_give_the_same_weights() -> None:
    one, again = fit.fit("danger", pairs()), fit.fit("danger", pairs())
    assert np.array_equal(one.weights, again.weights)
    assert np.array_equal(one.scales, again.scales)
    assert len(set(one.labels)) == 12


def test_figures_say_what_was_right() -> None:
    guessed = [
        ([("snow", 0.9), ("none", 0.1)], "snow"),
        ([("none", 0.6), ("heating", 0.3), ("roofs", 0.1), ("snow", 0.0)], "snow"),
        ([("none", 0.6), ("snow", 0.3)], "snow"),
        ([("snow", 0.6), ("none", 0.4)], "none"),
    ]
    assert fit.figures(guessed) == fit.Figures(count=4, first=0.3333, among_three=0.6667, false=1.0)


def test_what_operators_corrected_is_learned_and_changes_the_digest() -> None:
    extra = [
        Sentence("shaft", f"квазиштольня зияет {where}") for where in ("у дома", "у школы", "за рынком", "в парке")
    ]
    before = fit.fit("danger", pairs())
    after = fit.fit("danger", pairs(extra))
    vector = FeatureReader(WordReader()).read("квазиштольня зияет")
    assert dict(ranked(after, vector))["shaft"] > dict(ranked(before, vector))["shaft"]
    assert digest("danger", extra) != digest("danger")


def pairs(extra: list[Sentence] | None = None) -> list[fit.Pair]:
    some = [*sentences("danger")[::4], *(extra or [])]
    return [(readers.features().read(sentence.text), sentence.label) for sentence in some]


def test_sentences_are_held_out_by_writer_where_every_label_has_enough_of_them() -> None:
    found = sentences("topics")
    turns = dict[str, set[int]]()
    for sentence, turn in zip(found, folds(found), strict=True):
        turns.setdefault(sentence.writer, set()).add(turn)
    assert all(len(each) == 1 for each in turns.values())


def test_a_line_without_a_label_is_named(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "one.tsv").write_text("snow\tснег\nснег без метки\n", encoding="utf-8")
    with pytest.raises(TextsAtFault, match=r"one\.tsv:2"):
        sentences("topics", tmp_path)
    assert sentences("topics", HOME)
