"""The network: gradients equal differences, and a sentence's result does not depend on its neighbours."""

import numpy as np
from thinc.api import fix_random_seed, set_dropout_rate
from thinc.types import Ragged

from govreport.pipeline.encoder import Line, char_encoder
from govreport.pipeline.features import COLUMNS
from govreport.pipeline.tagger import char_tagger

LINES = [Line("增长5%，“长春市”好", "plan"), Line("农安县投资３亿元。", "review"), Line("好", "other")]


def _model():  # type: ignore[no-untyped-def]
    fix_random_seed(0)
    encoder = char_encoder(width=6, reaches=[1, 2, 1, 3, 2], char_rows=40, char_width=4, pair_rows=60, pair_width=3)
    model = char_tagger(encoder, list(COLUMNS))
    model.initialize()
    return model


def test_gradients_of_every_parameter_equal_differences() -> None:
    model = _model()
    scores, backward = model.begin_update(LINES)
    weights = np.random.default_rng(1).normal(size=scores.dataXd.shape).astype("f")
    backward(Ragged(weights, scores.lengths))
    rng = np.random.default_rng(2)
    for node in model.walk():
        for name in node.param_names if node.name != "tag_moves" else ():
            value, grad, errors = node.get_param(name), node.get_grad(name), []
            for place in map(tuple, rng.permutation(np.argwhere(np.abs(grad) > 1e-6))[:9]):
                kept, around = value[place], []
                for step in (1e-3, -1e-3):
                    value[place] = kept + step
                    around.append(float((model.predict(LINES).dataXd.astype("d") * weights).sum()))
                value[place] = kept
                errors.append(abs((around[0] - around[1]) / 2e-3 - grad[place]) / max(1, abs(grad[place])))
            # maxima have kinks and small vectors curve, so a single difference may be off; a wrong gradient is off by 1
            assert np.median(errors) < 0.1, (node.name, name)


def test_neighbours_do_not_matter() -> None:
    model = _model()
    together = model.predict(LINES)
    alone = np.concatenate([model.predict([line]).dataXd for line in LINES])
    np.testing.assert_allclose(together.dataXd, alone, atol=1e-5)


def test_dropout_is_off_in_prediction_and_on_in_training() -> None:
    model = _model()
    set_dropout_rate(model, 0.5)
    first, second = model.predict(LINES).dataXd, model.predict(LINES).dataXd
    np.testing.assert_array_equal(first, second)
    assert np.abs(model.begin_update(LINES)[0].dataXd - first).max() > 1e-3


def test_the_config_says_which_features_count_whatever_the_stored_weights_were_made_with():
    lines, width = [Line("增长5%。", "plan"), Line("增长5%。", "review")], 4

    def model(names):
        sizes = {"char_rows": 50, "char_width": 4, "pair_rows": 50, "pair_width": 4}
        return char_tagger(char_encoder(width=width, reaches=[1, 2, 1, 3, 2], **sizes), names)

    told, untold = model(["period"]), model(["clause_after"])
    told.initialize()
    told.get_ref("features").set_param(
        "table", np.random.default_rng(0).normal(size=(sum(COLUMNS.values()), width)).astype("f")
    )
    untold.initialize()
    untold.from_bytes(told.to_bytes())
    for found, differs in ((told, True), (untold, False)):
        plan, review = np.split(found.predict(lines).dataXd, 2)
        assert (np.abs(plan - review).max() > 1e-4) == differs
