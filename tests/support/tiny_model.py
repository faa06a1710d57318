"""A sentence-transformers model of a few kilobytes, unlike the default in every way that counts."""

from pathlib import Path

SENTENCE = "query passage the port was sold in spring for a price nobody told : ."


def save_tiny_model(folder: Path, *, include_prompt: bool = True) -> Path:
    """Save a lower-casing BERT with CLS pooling, a dense layer, prompts and no normalization."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SENTENCE.split()]
    parts = folder.with_name(folder.name + "-parts")
    parts.mkdir(parents=True)
    (parts / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizerFast(vocab=str(parts / "vocab.txt"), model_max_length=32).save_pretrained(parts)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        # Wide enough that texts differ: fresh weights of the usual 0.02 give one vector for all.
        initializer_range=0.2,
    )
    BertModel(config).save_pretrained(parts)
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
