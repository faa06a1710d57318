"""Export a sentence-transformers model, all its modules in one ONNX graph, and prove the copy."""

import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.exported import (
    GRAPH,
    QUESTION_WEIGHTS,
    QUESTIONS,
    TOKENIZER,
    WEIGHTS,
    Padding,
    Pipeline,
)
from index.embedding.onnx import OnnxEmbedder, OnnxQuestionEmbedder
from index.embedding.pytorch import PROBES, TorchEmbedder, faithful
from index.embedding.quantize import quantize
from index.errors import ModelError

_OPSET = 17
_OUTPUT = "sentence_embedding"
# The lowest cosine, on any of the PROBES, at which questions may go through int8. With
# all-MiniLM-L6-v2 the shortest probe has 0.982 and the others have 0.993; 3,210 real questions
# have 0.994 on average and 0.987 at the least, and nDCG@10 is 0.7171 for 0.7182 on SciFact and
# 0.9186 either way on SQuAD. int8 per tensor has 0.96 and loses recall. A processor without int8
# dot products (VNNI) may round more: the graph is tried where it is made.
QUESTION_COSINE = 0.97

log = logging.getLogger(__name__)


class NotExportableError(Exception):
    """The graph would not give the model's own vectors; callers fall back, nobody is shown this."""


def export(embedder: TorchEmbedder, folder: Path) -> Pipeline:
    """Write the model's graphs and tokenizer into `folder` and compare their vectors with its own.

    `embedder` runs in float32 on the CPU. The questions' graph is left out where it is not close.

    Raises:
        NotExportableError: the model needs what a graph and a tokenizer file cannot do.

    """
    model = embedder.model
    tokenizer = model.tokenizer
    if not getattr(tokenizer, "is_fast", False):
        raise NotExportableError("its tokenizer is not of the tokenizers library")
    if any(getattr(module, "include_prompt", True) is False for module in model):
        raise NotExportableError("its pooling leaves the prompt out")
    known = ("input_ids", "attention_mask", "token_type_ids")
    pipeline = Pipeline(
        inputs=tuple(name for name in known if name in tokenizer.model_input_names),
        padding=Padding(
            tokenizer.padding_side, tokenizer.pad_token_id or 0, tokenizer.pad_token_type_id
        ),
        truncation_side=tokenizer.truncation_side,
        query_prompt=_prompt(model, "query"),
        passage_prompt=_prompt(model, "document", "passage", "corpus"),
    )
    try:
        _write_graph(model, pipeline.inputs, folder / GRAPH)
    except (RuntimeError, TypeError, ValueError, LookupError, AttributeError) as error:
        raise NotExportableError(f"tracing failed: {type(error).__name__}: {error}") from error
    write_tokenizer(tokenizer, folder / TOKENIZER)
    _verify(embedder, folder, pipeline)
    _add_questions(embedder, folder, pipeline)
    return pipeline


def _prompt(model: Any, *names: str) -> str:
    """Choose the prompt as `encode_query` and `encode_document` do."""
    for name in (*names, model.default_prompt_name):
        if name in model.prompts:
            return model.prompts[name] or ""
    return ""


def _write_graph(model: Any, inputs: tuple[str, ...], path: Path) -> None:
    # Two rows of unequal length, so that padding is part of what is traced.
    example = model.tokenizer(
        ["one", "a few more words"], padding=True, return_tensors="pt", return_token_type_ids=True
    )
    trace(model, {name: example[name] for name in inputs}, _OUTPUT, path)


def trace(modules: Any, example: dict[str, Any], output: str, path: Path) -> None:
    """Write the graph of torch modules, which pass on one dict of features, as they are run.

    `example` holds the inputs in order, tensors of shape (texts, tokens); the graph gives the
    feature `output`. Weights stand in a file beside it. What torch raises passes through.
    """
    import onnx
    import torch

    class Whole(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
        def __init__(self) -> None:
            super().__init__()
            self.pipeline = modules

        def forward(self, *tensors: Any) -> Any:
            features = dict(zip(example, tensors, strict=True))
            for module in self.pipeline:
                features = module(features)
            return features[output]

    axes = {name: {0: "texts", 1: "tokens"} for name in example}
    with warnings.catch_warnings(), torch.no_grad():
        # The tracing exporter takes 1.5 s where its successor takes 12.5 s and one package more.
        # It warns that it is old and that a trace may not generalize; callers compare the copy.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            tuple(example.values()),
            str(path),
            input_names=list(example),
            output_names=[output],
            dynamic_axes={**axes, output: {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    _save(onnx.load(str(path)), path, WEIGHTS)


def _save(graph: Any, path: Path, weights: str) -> None:
    import onnx

    # Weights in a file of their own are mapped, not parsed: ONNX Runtime opens it in two thirds of
    # the time, and the smaller graph with 24 MB less.
    onnx.save_model(
        graph,
        str(path),
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=weights,
        size_threshold=1024,
    )


def write_tokenizer(tokenizer: Any, path: Path) -> None:
    """Write a transformers tokenizer as the tokenizers library reads it, without truncation."""
    from tokenizers import Tokenizer

    # A copy: the model goes on using its own.
    backend = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    backend.no_truncation()
    backend.no_padding()
    backend.save(str(path))


def _verify(embedder: TorchEmbedder, folder: Path, pipeline: Pipeline) -> None:
    try:
        copy = OnnxEmbedder(folder, embedder.identity, pipeline)
        for embed, own in (
            (copy.embed_questions, embedder.embed_questions(PROBES)),
            (copy.embed_passages, embedder.embed_passages(PROBES)),
        ):
            # Together and one by one: a trace can freeze the batch's shape.
            alone = np.concatenate([embed([probe]) for probe in PROBES])
            if not (faithful(embed(PROBES), own) and faithful(alone, own)):
                raise NotExportableError("the exported graph gives other vectors")
    except (ModelError, RuntimeError, ValueError) as error:
        raise NotExportableError(f"the exported graph does not run: {error}") from error


def _add_questions(embedder: TorchEmbedder, folder: Path, pipeline: Pipeline) -> None:
    """Write the questions' graph and keep it where it is close to the model's own vectors."""
    import onnx

    try:
        graph = onnx.load(str(folder / GRAPH))
        quantize(graph)
        _save(graph, folder / QUESTIONS, QUESTION_WEIGHTS)
        found = OnnxQuestionEmbedder(folder, embedder.identity, pipeline).embed_questions(PROBES)
        least = np.sum(found * embedder.embed_questions(PROBES), axis=1).min()
        if least >= QUESTION_COSINE:  # never where it is not a number
            return
        reason = f"a cosine of {least:.3f} to the model's own vectors, below {QUESTION_COSINE}"
    except (ModelError, RuntimeError, TypeError, ValueError, LookupError) as error:
        reason = f"{type(error).__name__}: {error}"
    for name in (QUESTIONS, QUESTION_WEIGHTS):
        (folder / name).unlink(missing_ok=True)
    log.info("model %s: questions run in float32, not int8: %s", embedder.identity.name, reason)
