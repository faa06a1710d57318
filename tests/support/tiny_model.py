"""Sentence-transformers models of a few kilobytes, unlike the defaults in every way that counts."""

from pathlib import Path
from typing import Any

SENTENCE = "query passage the port was sold in spring for a price nobody told : ."


def save_tiny_model(folder: Path, *, include_prompt: bool = True) -> Path:
    """Save a lower-casing BERT with CLS pooling, a dense layer, prompts and no normalization."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    parts = folder.with_name(folder.name + "-parts")
    BertModel(BertConfig(**_save_tokenizer(parts))).save_pretrained(parts)
    transformer = modules.Transformer(str(parts), max_seq_length=32)
    pooling = modules.Pooling(48, pooling_mode="cls", include_prompt=include_prompt)
    dense = modules.Dense(48, 32)
    model = SentenceTransformer(
        modules=[transformer, pooling, dense],
        device="cpu",
        prompts={"query": "query: ", "document": "passage: "},
    )
    model.save(str(folder), create_model_card=False)
    return folder


def save_tiny_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """Save a lower-casing BERT of 64 tokens that scores pairs at random, but always the same."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    config = BertConfig(num_labels=labels, **_save_tokenizer(folder, max_length=64))
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def _save_tokenizer(folder: Path, *, max_length: int = 32) -> dict[str, Any]:
    """Save a tokenizer and return the settings of a BERT that it fits."""
    from transformers import BertTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SENTENCE.split()]
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=max_length)
    tokenizer.save_pretrained(folder)
    return {
        "vocab_size": len(vocabulary),
        "hidden_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": 64,
        # Wide enough that texts differ: fresh weights of the usual 0.02 give one vector for all.
        "initializer_range": 0.2,
    }
