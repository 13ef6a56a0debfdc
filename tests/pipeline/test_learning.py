"""What a training step shows, and that the harder second look is harder and leaves nothing behind."""

import numpy as np
import pytest
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, fix_random_seed

from govreport.annotations.inline import read_inline
from govreport.pipeline.batches import gold_tags
from govreport.pipeline.encoder import Line, char_encoder
from govreport.pipeline.learning import add_gradients, perturbed, shown_line
from govreport.pipeline.tagger import char_tagger
from govreport.schema import Sentence
from govreport.training.corpus import bare
from govreport.training.docbin import sentence_doc

MARKED = "建设[PROJECT|龙嘉机场]，支持[PLACE|农安]发展，[TARGET|增长5%]。"


@pytest.fixture
def example() -> Example:
    text, entities = read_inline(MARKED)
    doc = sentence_doc(Vocab(), Sentence("demo:0001.01", "demo", (), "plan", text, ((0, len(text)),)))
    doc.set_ents([doc.char_span(start, end, label=label) for start, end, label in entities])
    return Example(bare(doc), doc)


@pytest.fixture
def model() -> Model:
    fix_random_seed(0)
    model = char_tagger(char_encoder(8, [1, 2], 50, 4, 60, 4), ["period"])
    model.initialize()
    return model


def test_nothing_is_hidden_unless_asked_for(example: Example) -> None:
    assert shown_line(example, 0, 0) == Line(example.predicted.text, "plan")


def test_names_are_hidden_character_for_character_and_quantities_never(example: Example) -> None:
    line = shown_line(example, 1, 1)
    assert line == Line("建设\ue000\ue000\ue000\ue000，支持\ue000\ue000发展，增长5%。", "other")


def test_a_share_of_the_names_is_hidden(example: Example) -> None:
    fix_random_seed(0)
    hidden = sum(shown_line(example, 0, 0.25).text.count("\ue000") for _ in range(400))
    assert 400 * 6 * 0.15 < hidden < 400 * 6 * 0.35


def test_the_second_look_is_harder_and_the_tables_come_back(example: Example, model: Model) -> None:
    lines, embed = [shown_line(example, 0, 0)], model.get_ref("tok2vec").layers[0]
    gold = gold_tags([example], len(lines[0].text))
    before = {name: embed.get_param(name).copy() for name in embed.param_names}
    loss = add_gradients(model, lines, gold)
    with perturbed(embed, 0.5):
        moved = {name: np.linalg.norm(embed.get_param(name) - table) for name, table in before.items()}
        assert add_gradients(model, lines, gold) > loss
    assert all(distance == pytest.approx(0.5, rel=1e-4) for distance in moved.values())
    assert all((embed.get_param(name) == table).all() for name, table in before.items())


def test_the_tables_come_back_after_a_failure_too(example: Example, model: Model) -> None:
    embed = model.get_ref("tok2vec").layers[0]
    before = embed.get_param("chars").copy()
    add_gradients(model, [shown_line(example, 0, 0)], gold_tags([example], len(example.predicted.text)))
    with pytest.raises(RuntimeError), perturbed(embed, 0.5):
        raise RuntimeError
    assert (embed.get_param("chars") == before).all()
