from bot.answering.evidence import confidence


def test_confidence_rises_with_cosine_and_coverage():
    assert confidence(0.1, 0.0) < 0.05
    assert confidence(0.8, 1.0) > 0.95
    assert confidence(0.5, 0.2) < confidence(0.5, 0.9)
