"""Export a sentence-transformers CrossEncoder to one ONNX graph, once, and prove the copy."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding import exported
from index.embedding.export import trace, write_tokenizer
from index.embedding.exported import GRAPH, TOKENIZER, Exported, Padding, Pipeline
from index.embedding.identity import (
    ModelIdentity,
    Source,
    hash_weights,
    located,
    stats,
)
from index.embedding.pytorch import PROBES, quiet
from index.embedding.reranker.graph import CrossEncoder
from index.embedding.reranker.source import DEFAULT_RERANKER, HUB_OWNER, CrossEncoderFiles
from index.errors import ModelError

# The largest difference to the model's own logit at which the copy counts as the model; float32
# graphs differ by 1e-5.
FAITHFUL = 1e-3
_OUTPUT = "scores"
_QUESTIONS = ("What happened?", "Which company bought the port terminal in September 2019?")


def exported_reranker(name: str, folder: Path) -> CrossEncoderFiles:
    """Find the export of a cross-encoder in `folder`, or make it, which imports torch.

    An export of a name of the Hugging Face Hub is taken by that name, without asking the hub or
    its cache again; that of a folder is made anew when a file of it changed.

    Raises:
        ModelError: the model cannot be found, loaded or exported, or its export not written.

    """
    known = _records(folder)
    if not Path(name).expanduser().is_dir():
        for record in known:
            if record.identity.name == name:
                return _files(record, folder)
    source = located(name, HUB_OWNER, DEFAULT_RERANKER)
    found = stats(source)
    for record in known:
        if record.sources == found:
            return _files(record, folder)
    return _files(_export(source, folder), folder)


def _records(folder: Path) -> list[Exported]:
    """Read the exports that are whole."""
    found = []
    for path in sorted(folder.glob(f"*/{exported.RECORD}")):
        try:
            found.append(exported.read(path.parent))
        except ModelError:
            continue  # made anew
    return found


def _files(record: Exported, folder: Path) -> CrossEncoderFiles:
    place = exported.folder_for(folder, record.identity.weights_sha256)
    return CrossEncoderFiles(
        name=record.identity.name,
        graph=place / GRAPH,
        tokenizer=place / TOKENIZER,
        inputs=record.pipeline.inputs if record.pipeline else (),
        max_tokens=record.identity.max_tokens,
    )


def _export(source: Source, folder: Path) -> Exported:
    weights_sha256 = hash_weights(source)
    found = stats(source)
    model = _load(source)
    tokenizer = model.tokenizer
    known = ("input_ids", "attention_mask", "token_type_ids")
    pipeline = Pipeline(
        inputs=tuple(name for name in known if name in tokenizer.model_input_names),
        padding=Padding("right", 0, 0),  # pairs are run one by one, so that nothing is filled up
        truncation_side="right",
        query_prompt="",
        passage_prompt="",
    )
    identity = ModelIdentity(source.name, weights_sha256, 1, int(model.max_seq_length))
    record = Exported(identity, found, pipeline, files=())

    def fill(new: Path) -> Exported:
        example = tokenizer(
            ["one", "a few"], ["text", "or two more words"], padding=True, return_tensors="pt"
        )
        try:
            trace(model, {name: example[name] for name in pipeline.inputs}, _OUTPUT, new / GRAPH)
            write_tokenizer(tokenizer, new / TOKENIZER)
        except (RuntimeError, TypeError, ValueError, LookupError, AttributeError) as error:
            raise _no_reranker(source, f"{type(error).__name__}: {error}") from error
        _verify(model, source, replace(_files(record, folder), graph=new / GRAPH), new / TOKENIZER)
        return record

    return exported.write(folder, weights_sha256, fill)


def _load(source: Source) -> Any:
    # A model that only embeds would load, with a last layer of chance.
    try:
        config = json.loads((source.folder / "config.json").read_text("utf-8"))
        architecture = str(config["architectures"][0])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _no_reranker(source, f"config.json names no architecture ({error})") from error
    if not architecture.endswith("ForSequenceClassification"):
        raise _no_reranker(source, f"it is a {architecture}, which scores no pairs")
    # Inside the function: importing these takes seconds and half a gigabyte.
    import transformers
    from sentence_transformers import CrossEncoder as Original

    try:
        with quiet(transformers.utils.logging):
            model = Original(
                str(source.folder),
                device="cpu",
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
    except (OSError, ValueError, RuntimeError, ImportError, LookupError, TypeError) as error:
        raise _no_reranker(source, str(error)) from error
    if model.num_labels != 1:
        raise _no_reranker(source, f"it gives {model.num_labels} numbers a pair, not one")
    if not getattr(model.tokenizer, "is_fast", False):
        raise _no_reranker(source, "its tokenizer is not of the tokenizers library")
    return model.float().eval()


def _verify(model: Any, source: Source, files: CrossEncoderFiles, tokenizer: Path) -> None:
    """Compare the copy's logits with the model's own, on pairs from short to too long."""
    import torch

    copy = CrossEncoder(replace(files, tokenizer=tokenizer), threads=1)
    for question in _QUESTIONS:
        own = model.predict(
            [(question, text) for text in PROBES],
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
        )
        found = [copy.logit(pair) for pair in copy.pairs(question, PROBES)]
        # Not so where one is not a number.
        if not np.abs(np.asarray(found) - own).max() <= FAITHFUL * max(1.0, np.abs(own).max()):
            raise _no_reranker(source, "the exported graph gives other scores")


def _no_reranker(source: Source, reason: str) -> ModelError:
    return ModelError(
        f"{source.name!r} in {source.folder} cannot be used as a reranker: {reason}. Set "
        "DATELINE_RERANKER to a sentence-transformers CrossEncoder of one label, or to off."
    )
