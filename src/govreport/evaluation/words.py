"""The summary in words: sentences made from the figures, so that they cannot disagree with them."""

from typing import Any

from govreport.evaluation.compare import verdict
from govreport.evaluation.formats import percent, ratio, span_of
from govreport.evaluation.goals import goal_words
from govreport.evaluation.words_elsewhere import on_other_reports
from govreport.evaluation.words_periods import against_sections, periods_confused
from govreport.schema import LABELS


def words(summary: dict[str, Any]) -> list[str]:
    """One sentence or two on each question a reader has, in order; what was not measured is left out."""
    parts = [
        headline,
        on_other_reports,
        goal_words,
        against_passes,
        against_rivals,
        by_label,
        periods_confused,
        against_sections,
        by_home,
        errors,
        more_labels,
        scores,
    ]
    return [text for part in parts if (text := part(summary))]


def is_variant(config: str, main: str) -> bool:
    """Whether a config is the main one with something changed, by its name: no rival, but a test of that something.

    >>> is_variant("ner_context_noperiod", "ner_context"), is_variant("crf", "ner_context")
    (True, False)
    """
    return config.startswith(f"{main}_")


def headline(summary: dict[str, Any]) -> str:
    """How good the main config is on reports it was not trained on."""
    row, count = summary["loro"][summary["main"]]["micro"], len(summary["gold"]["reports"])
    seeds = [value for value in row["seeds"] if value is not None]
    spread = f"; {len(seeds)} seeds from {ratio(min(seeds))} to {ratio(max(seeds))}" if len(seeds) > 1 else ""
    return (
        f"On a report it has never seen, {summary['main']} finds spans with the exact borders and label at F1 "
        f"{ratio(row['f1'])} (95 % interval {span_of(row['ci95'])}{spread}): precision {ratio(row['p'])}, recall "
        f"{ratio(row['r'])}, over {summary['gold']['sentences']} sentences of {count} reports, each left out once."
    )


def against_passes(summary: dict[str, Any]) -> str:
    """The distance to what the two annotation passes agree on."""
    passes, model = summary["human"], summary["loro"][summary["main"]]
    gaps = {
        group: passes[group] - model[group]["f1"] for group in passes if None not in (passes[group], model[group]["f1"])
    }
    if "micro" not in gaps:
        return ""
    side = "below" if gaps["micro"] >= 0 else "above"
    text = f"The two annotation passes (language models) agree at F1 {ratio(passes['micro'])}; the model is "
    text += f"{100 * abs(gaps.pop('micro')):.1f} points {side}"
    label = max(gaps, key=lambda group: gaps[group], default=None)
    return f"{text}, furthest behind on {label} ({100 * gaps[label]:.1f} points)." if label else f"{text}."


def against_rivals(summary: dict[str, Any]) -> str:
    """The nearest rival, tested."""
    others = {c: v for c, v in summary["loro"].items() if c != summary["main"] and not is_variant(c, summary["main"])}
    known = {c: v["micro"]["f1"] for c, v in others.items()}
    best = max(known, key=lambda config: known[config] or 0.0, default=None)
    if best is None:
        return ""
    return f"Against the next best: {verdict(summary['comparisons'][best]['micro'], (summary['main'], best))}."


def by_label(summary: dict[str, Any]) -> str:
    """The strongest and the weakest label."""
    rows = {label: summary["loro"][summary["main"]][label] for label in LABELS}
    known = sorted((row["f1"], label) for label, row in rows.items() if row["f1"] is not None)
    if len(known) < 2:
        return ""
    (low, weak), (high, strong) = known[0], known[-1]
    fault = "precision" if (rows[weak]["p"] or 0) < (rows[weak]["r"] or 0) else "recall"
    return f"Strongest label {strong} ({ratio(high)}), weakest {weak} ({ratio(low)}), where {fault} is the lower side."


def by_home(summary: dict[str, Any]) -> str:
    """The easiest and the hardest report; spans seen and unseen in training."""
    by = summary["details"][summary["main"]]["by"]
    reports = sorted((row["micro"]["f1"], name) for name, row in by["report"].items() if row["micro"]["f1"] is not None)
    seen, unseen = (by["seen"].get(group, {}).get("micro", {}).get("r") for group in ("seen", "unseen"))
    text = ""
    if len(reports) > 1:
        (low, hard), (high, easy) = reports[0], reports[-1]
        text = f"Hardest report {hard} ({ratio(low)}), easiest {easy} ({ratio(high)})."
    if seen is not None and unseen is not None:
        text += f" Of the spans whose wording stands in another report {percent(seen)} are found,"
        text += f" of new wordings {percent(unseen)}."
    return text.strip()


def errors(summary: dict[str, Any]) -> str:
    """What kind of error dominates, and its most frequent pattern."""
    details = summary["details"][summary["main"]]
    sizes = {kind: sum(row.values()) for kind, row in details["errors"].items()}
    total = sum(sizes.values())
    if not total:
        return "No errors."
    first, second, *_ = sorted(sizes, key=lambda kind: -sizes[kind])
    top = details["patterns"][0]
    return (
        f"Of {total} errors (first seed) {percent(sizes[first] / total)} are {first}, {percent(sizes[second] / total)} "
        f"{second}; the most frequent pattern is “{top['pattern']}” ({top['count']} times)."
    )


def more_labels(summary: dict[str, Any]) -> str:
    """The reading of the learning curve."""
    gains = {group: row["gain"] for group, row in summary["curve"]["forecast"].items()}
    if "micro" not in gains:
        return ""
    micro = gains.pop("micro")
    advice = "More gold would still help" if micro >= 0.01 else "More gold of the same kind would hardly help"
    text = f"{advice}: by the learning curve twice as many sentences bring about {100 * micro:+.1f} points of F1"
    most = max(gains, key=lambda group: gains[group], default=None)
    return f"{text}, most for {most} ({100 * gains[most]:+.1f})." if most else f"{text}."


def scores(summary: dict[str, Any]) -> str:
    """Whether span scores can be believed."""
    found = summary["details"][summary["main"]]["calibration"]
    if not found:
        return ""
    off = f"{100 * found['ece']:.1f} points"
    return f"Span scores are off by {off} on average (expected calibration error, {found['spans']} spans)."
