import subprocess
import sys

import numpy as np

from index.embedding.embedder import encodable, unit

ENGINES = "torch sentence_transformers transformers onnxruntime tokenizers huggingface_hub"

IMPORT = f"""
import sys
import index.embedding
print(*[name for name in {ENGINES.split()!r} if name in sys.modules])
"""


def test_importing_the_package_loads_no_engine():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"


def test_a_lone_surrogate_is_replaced_and_nothing_else_is():
    assert encodable("a\ud800b\udfffc\U0001f389\ue000\x00") == "a\ufffdb\ufffdc\U0001f389\ue000\x00"


def test_rows_are_scaled_to_length_one_and_zeros_stay_zero():
    scaled = unit(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, [[0.6, 0.8], [0, 0]], rtol=1e-6)
