"""The words on METRIC against TARGET: what the section's period gives, and where it misleads."""

from typing import Any

from govreport.evaluation.formats import percent


def periods_confused(summary: dict[str, Any]) -> str:
    """METRIC against TARGET on a line of its own."""
    row = summary["details"][summary["main"]]["metric_target"]
    if row["metric_share"] is None or row["target_share"] is None:
        return ""
    text = (
        f"METRIC against TARGET: {row['metric_as_target']} METRIC spans ({percent(row['metric_share'])}) are read as "
        f"TARGET, {row['target_as_metric']} TARGET spans ({percent(row['target_share'])}) as METRIC"
    )
    blind = summary["details"].get(f"{summary['main']}_noperiod")
    if not blind:
        return f"{text}."
    shares = (percent(blind["metric_target"][key]) for key in ("metric_share", "target_share"))
    return f"{text}; without the section's period it would be {' and '.join(shares)}."


def against_sections(summary: dict[str, Any]) -> str:
    """What happens where a sentence contradicts its section."""
    gold = summary["contradicting"]["gold"]["configs"].get(summary["main"], {}).get("against", {"spans": 0})
    made = summary["contradicting"]["made"].get(summary["main"], {}).get("against", {"spans": 0})
    homes = {"the gold": gold, "made-up sentences that test this": made}
    parts = [f"{row['right']} of {row['spans']} in {home}" for home, row in homes.items() if row["spans"]]
    if not parts:
        return ""
    return (
        "Where a sentence contradicts its section (a target in a review, a present state in a plan), the spans that do "
        f"so get the right one of METRIC and TARGET: {', '.join(parts)}."
    )
