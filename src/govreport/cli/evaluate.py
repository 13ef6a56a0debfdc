"""Evaluate predictions: scores, comparisons, the report, the gate, and errors back to the annotators."""

from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help=__doc__)

Gold = Annotated[
    Path | None, typer.Option(help="A gold file or version folder (by default the newest of annotations/gold).")
]
Corpus = Annotated[Path, typer.Option(help="Report, section and period of each sentence.")]
Folder = Annotated[Path, typer.Option(help="Folder with predictions/ and scores/.")]
SENTENCES, EVALUATION = Path("corpus/sentences.jsonl"), Path("evaluation")


def cases_of(gold: Path | None, sentences: Path) -> Any:
    from govreport.evaluation.data import latest_gold, read_cases

    if not sentences.exists():
        typer.echo(f"{sentences}: not there, so reports come from sentence ids and periods are unknown", err=True)
    return read_cases(gold or latest_gold(), sentences if sentences.exists() else None)


@app.command()
def score(predictions: Path, gold: Gold = None, sentences: Corpus = SENTENCES, json: bool = False) -> None:
    """Score one file of predictions (JSON Lines or .spacy) against the gold, with 95 % intervals."""
    from govreport.evaluation.certainty import count
    from govreport.evaluation.data import gold_of, read_run
    from govreport.evaluation.summary import group_scores
    from govreport.evaluation.tables import score_lines

    cases = cases_of(gold, sentences)
    run = read_run(predictions, cases)
    found = group_scores(count(gold_of(cases), [run.spans]), [case.report for case in cases])
    _show(found, score_lines(found), json)


@app.command()
def compare(one: Path, other: Path, gold: Gold = None, sentences: Corpus = SENTENCES, json: bool = False) -> None:
    """Compare two files of predictions (JSON Lines or .spacy): difference in F1, its interval, and p."""
    from govreport.evaluation.certainty import count
    from govreport.evaluation.compare import compare as compare_counts
    from govreport.evaluation.data import gold_of, read_run
    from govreport.evaluation.tables import difference_lines

    cases = cases_of(gold, sentences)
    runs = [read_run(path, cases) for path in (one, other)]
    counts = [count(gold_of(cases), [run.spans]) for run in runs]
    found = compare_counts(counts[0], counts[1], [case.report for case in cases])
    _show(found, difference_lines(found, (str(one), str(other))), json)


def _show(value: Any, lines: list[str], as_json: bool) -> None:
    import json

    typer.echo(json.dumps(value, indent=2) if as_json else "\n".join(lines))


@app.command()
def report(gold: Gold = None, sentences: Corpus = SENTENCES, evaluation: Folder = EVALUATION) -> None:
    """Judge all predictions: write scores/summary.json, report.html and MODEL_CARD.md."""
    from govreport.evaluation.data import latest_gold
    from govreport.evaluation.evaluate import Paths, write_report
    from govreport.evaluation.tables import summary_lines

    paths = Paths(gold or latest_gold(), sentences, evaluation=evaluation)
    typer.echo("\n".join(summary_lines(write_report(paths))))
    typer.echo(f"{paths.summary}\n{evaluation / 'report.html'}\n{evaluation / 'MODEL_CARD.md'}")


@app.command()
def check(
    min_f1: Annotated[list[str], typer.Option(help="Least strict F1, such as METRIC=0.9 or micro=0.85; repeatable.")],
    evaluation: Folder = EVALUATION,
    config: Annotated[str | None, typer.Option(help="The config to check (by default the summary's main one).")] = None,
) -> None:
    """Exit with 1 where a score of the summary is under its limit: a gate for CI."""
    from govreport.errors import BadInput, GovreportError
    from govreport.evaluation.evaluate import read_summary
    from govreport.evaluation.gate import failures, parse_limit

    limits = [parse_limit(text) for text in min_f1]
    summary = read_summary(evaluation / "scores" / "summary.json")
    name = config or summary["main"]
    if name not in summary["loro"]:
        raise BadInput(f"--config {name}: the summary holds {', '.join(summary['loro'])}")
    if found := failures(summary["loro"][name], limits):
        raise GovreportError(f"{name} fails the gate: {'; '.join(found)}")
    typer.echo(f"{name} passes: {', '.join(min_f1)}")


@app.command("set")
def judge_set(
    file: Annotated[Path, typer.Argument(help="Sentences, one a line: id, period, marked-up text, with tabs between.")],
    model: Annotated[list[Path], typer.Option(help="A trained pipeline; repeatable, the counts are summed.")],
    name: Annotated[str, typer.Option(help="Name of the result in scores/FILE.json.")] = "ner_context",
    evaluation: Folder = EVALUATION,
) -> None:
    """Judge pipelines on a named test set, such as evaluation/sets/contradicting.txt, and write scores/FILE.json."""
    from govreport.evaluation.data import read_optional_json
    from govreport.evaluation.sets import judge, read_by, read_set
    from govreport.evaluation.tables import set_lines
    from govreport.jsonl import write_json

    cases, out = read_set(file), evaluation / "scores" / f"{file.stem}.json"
    found = judge(cases, [read_by(one, cases) for one in model])
    write_json(out, {**(read_optional_json(out) or {}), name: found})
    typer.echo("\n".join([*set_lines(found), str(out)]))


@app.command()
def elsewhere(
    texts: Annotated[Path, typer.Argument(help="The texts that were labelled: a folder, or .jsonl(.gz).")],
    model: Annotated[Path, typer.Option(help="A trained pipeline.")] = Path("training/models/final/model-best"),
    name: Annotated[str, typer.Option(help="Name of the result in scores/elsewhere.json.")] = "ner_context",
    labels: Annotated[Path, typer.Option(help="Labels without texts.")] = Path("annotations/elsewhere/labels.jsonl"),
    corpus: Annotated[Path, typer.Option(help="Raw gold texts to leave out.")] = Path("corpus/raw/reports.txt"),
    evaluation: Folder = EVALUATION,
) -> None:
    """Judge a pipeline on labelled sentences of other reports, and write scores/elsewhere.json; no text is kept."""
    from govreport.evaluation.data import read_optional_json
    from govreport.evaluation.elsewhere import beside, describe, judge_elsewhere, read_elsewhere
    from govreport.evaluation.sets import read_by
    from govreport.evaluation.tables import score_lines
    from govreport.jsonl import read_text, write_json
    from govreport.training.pretraining.standoff import read_standoff
    from govreport.training.pretraining.texts import unlabelled

    cases, rows = read_elsewhere(unlabelled(texts, read_text(corpus)), labels)
    found, out = judge_elsewhere(cases, read_by(model, cases)), evaluation / "scores" / "elsewhere.json"
    about = describe(cases, rows, read_standoff(labels, "train"))
    write_json(out, beside(about, name, found, read_optional_json(out) or {}))
    typer.echo("\n".join([f"{len(cases)} sentences", *score_lines(found["scores"]), str(out)]))


@app.command()
def readme(files: list[Path], evaluation: Folder = EVALUATION) -> None:
    """Regenerate the figures between the markers of README files from scores/summary.json."""
    from govreport.evaluation.documents import fill_readme
    from govreport.evaluation.evaluate import read_summary

    summary = read_summary(evaluation / "scores" / "summary.json")
    for path in files:
        typer.echo(f"{path}: {'changed' if fill_readme(path, summary) else 'unchanged'}")
