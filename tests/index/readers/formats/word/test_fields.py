from index.readers.formats.word.fields import Fields, is_contents


def test_an_instruction_is_unseen_and_its_result_is_not():
    fields = Fields()
    hidden = []
    for kind in ("begin", "separate", "end", "end"):
        fields.mark(kind)
        fields.instruct(" PAGE ")
        hidden.append(fields.hide)
    assert hidden == [True, False, False, False]


def test_a_table_of_contents_is_unseen_up_to_its_end_or_a_heading():
    fields = Fields()
    for end in (lambda: fields.mark("end"), fields.meet_heading):
        fields.mark("begin")
        fields.instruct(" TO")
        fields.instruct("C \\o")
        fields.mark("separate")
        fields.end_paragraph()
        hidden = [fields.hide]
        end()
        assert [*hidden, fields.hide] == [True, False]


def test_an_instruction_ends_with_its_paragraph():
    fields = Fields()
    fields.mark("begin")
    fields.end_paragraph()
    assert not fields.hide


def test_words_that_begin_like_a_table_of_contents_are_none():
    assert is_contents("toc \\h")
    assert not is_contents("TOCCATA")
