import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from index.embedding import quantize as quantize_module
from index.embedding.quantize import quantize

# Columns and rows that are far apart in width: one scale for all of them would lose the narrow.
MATRIX = np.float32([[1.0, 0.01, 0.0], [-0.25, 0.004, 0.0]])
TABLE = np.float32([[0.5, -2.0], [0.005, 0.02], [0.0, 0.0]])
GATHER = helper.make_node("Gather", ["table", "ids"], ["found"])
PRODUCT = helper.make_node("MatMul", ["found", "matrix"], ["out"])


def graph(nodes=(GATHER, PRODUCT), outputs=("out",)):
    made = helper.make_graph(
        list(nodes),
        "graph",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info(o, TensorProto.FLOAT, ["n", None]) for o in outputs],
        [numpy_helper.from_array(TABLE, "table"), numpy_helper.from_array(MATRIX, "matrix")],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(model, ids, *outputs):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return session.run(list(outputs) or None, {"ids": np.int64(ids)})


def in_int8(model):
    onnx.checker.check_model(model)
    quantize(model)
    onnx.checker.check_model(model)
    return model


def weights(model):
    return {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}


def test_a_matrix_is_scaled_by_column():
    copy = in_int8(graph())
    made = weights(copy)
    assert sorted(made) == ["matrix/columns/int8", "matrix/columns/scale", "table"]
    assert made["matrix/columns/int8"].dtype == np.int8
    assert made["matrix/columns/int8"].tolist() == [[127, 127, 0], [-32, 51, 0]]
    np.testing.assert_allclose(made["matrix/columns/scale"][0, :2] * 127, [1.0, 0.01], rtol=1e-6)
    (out,) = run(copy, [0, 1])
    np.testing.assert_allclose(out[:, 0], TABLE[:2] @ MATRIX[:, 0], atol=0.02)
    np.testing.assert_allclose(out[:, 1], TABLE[:2] @ MATRIX[:, 1], atol=0.0002)
    assert out[:, 2].tolist() == [0, 0]


def test_a_large_table_is_scaled_by_row(monkeypatch):
    monkeypatch.setattr(quantize_module, "TABLE_FROM_BYTES", TABLE.nbytes)
    copy = in_int8(graph(outputs=("out", "found")))
    made = weights(copy)
    assert "table" not in made
    assert made["table/rows/int8"].tolist() == [[32, -127], [32, 127], [0, 0]]
    (found,) = run(copy, [2, 1, 0], "found")
    np.testing.assert_allclose(found[1], [0.005, 0.02], atol=0.0001)
    np.testing.assert_allclose(found[2], [0.5, -2.0], atol=0.01)
    assert found[0].tolist() == [0, 0]


def test_a_small_table_and_one_looked_up_by_column_stay_as_they_are(monkeypatch):
    monkeypatch.setattr(quantize_module, "TABLE_FROM_BYTES", TABLE.nbytes + 1)
    copy = in_int8(graph())
    assert "table" in weights(copy)
    monkeypatch.setattr(quantize_module, "TABLE_FROM_BYTES", 0)
    by_column = helper.make_node("Gather", ["table", "ids"], ["found"], axis=1)
    copy = in_int8(graph(nodes=(by_column, PRODUCT)))
    assert "table" in weights(copy)


def test_what_two_products_take_is_scaled_once():
    again = helper.make_node("MatMul", ["found", "matrix"], ["again"])
    copy = in_int8(graph(nodes=(GATHER, PRODUCT, again), outputs=("out", "again")))
    kinds = [node.op_type for node in copy.graph.node]
    assert (kinds.count("DynamicQuantizeLinear"), kinds.count("MatMulInteger")) == (1, 2)
    out, again = run(copy, [0, 1], "out", "again")
    np.testing.assert_array_equal(out, again)


def test_a_graph_without_a_fixed_matrix_is_refused():
    model = graph(nodes=(GATHER,), outputs=("found",))
    before = model.SerializeToString()
    with pytest.raises(ValueError, match="no node multiplies with a fixed matrix"):
        quantize(model)
    assert model.SerializeToString() == before
