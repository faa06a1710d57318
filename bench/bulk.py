"""Many documents at once: passages a second, beside plain sentence-transformers `encode`.

Imports the standard library alone; see `measure`. The steps are in `bulk_steps`.
"""

import json
import shutil
import statistics
from typing import Any

from measure import CLONE, DATELINE, PYTHON, WORK, interleaved, peak_mb, run, seconds
from table import Figure, amount, show

FOLDER = WORK / "bulk"
STEPS = str(CLONE / "bench" / "bulk_steps.py")
PLAIN = [PYTHON, str(CLONE / "bench" / "plain_script.py"), "build", "source_docs"]
UNIT = "a second"


def main() -> None:
    WORK.mkdir(exist_ok=True)
    made = _step("write")
    whole = interleaved(
        {"dateline": [DATELINE, "index"], "plain": PLAIN},
        FOLDER,
        rounds=2,
        before=_without_index,
    )
    starts = [
        {name: _step(f"start-{name}")["seconds"] for name in ("torch", "onnx")} for _ in "abc"
    ]
    torch, onnx = (statistics.median(s[name] for s in starts) for name in ("torch", "onnx"))
    rates = _step("rates")
    count = made["passages"]
    ours, plain = count / seconds(whole["dateline"]), count / seconds(whole["plain"])
    fast, small, encode = rates["torch"], rates["onnx"], rates["encode"]
    gained = 1 / small - 1 / fast
    even = f"{(torch - onnx) / gained:,.0f}" if gained > 0 else "never"
    encode_alone = f"plain encode {amount(encode, UNIT)}"
    show(
        f"bulk: {count:,} passages of {made['tokens']:.0f} tokens in {made['documents']} files",
        [
            Figure("dateline index, cold process", ours, UNIT),
            Figure(
                "  times the plain script",
                ours / plain,
                "times",
                1,
                at_least=True,
                beside=f"plain script, cold process {amount(plain, UNIT)}",
            ),
            Figure(
                "  peak memory",
                peak_mb(whole["dateline"]),
                "MB",
                beside=f"plain script {amount(peak_mb(whole['plain']), 'MB')}",
            ),
            Figure("reindexing, model loaded", rates["reindex"], UNIT, beside=encode_alone),
            Figure("  times plain encode", rates["reindex"] / encode, "times", 1, at_least=True),
            Figure(
                "embedding alone: PyTorch", fast, UNIT, beside=f"{rates['dtype']}; {encode_alone}"
            ),
            Figure("embedding alone: ONNX Runtime", small, UNIT, beside=encode_alone),
            Figure("start: import and load PyTorch", torch, "s"),
            Figure("start: import and load ONNX Runtime", onnx, "s"),
            Figure("passages from which PyTorch is done first", even, beside=_bulk_from(rates)),
        ],
    )


def _bulk_from(rates: dict[str, Any]) -> str:
    return f"BULK_FROM in index/embedding/model.py is {rates['bulk_from']:,}"


def _step(name: str) -> dict[str, Any]:
    return json.loads(run([PYTHON, STEPS, name, str(FOLDER)], WORK).stdout.splitlines()[-1])


def _without_index(_: int) -> None:
    """Leave the exported model: it is made once for a library, not for every run."""
    for store in (FOLDER / ".dateline").glob("store-*"):
        shutil.rmtree(store)
    (FOLDER / ".dateline" / "current").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
