from new_documents import new


def test_the_derived_indexes_get_what_came_after(database):
    database.writer.write([new()])
    database.writer.write([new("docs/b.txt")])
    ids, vectors = database.changes.vectors_after(2)
    assert ids.tolist() == [3, 4]
    assert vectors.tolist() == [[1, 0], [0, 1]]
    assert [(w.passage_id, w.document_id, w.text) for w in database.changes.words_after(3)] == [
        (4, 2, "Two there.")
    ]
