import math

from bot.discord.operations.metrics import CONTENT_TYPE, Metrics


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, labels)


def test_questions_are_counted_by_what_became_of_them():
    metrics = Metrics()
    for outcome in ("answered", "answered", "refused"):
        metrics.question(outcome)
    outcomes = ("answered", "refused", "busy", "too_soon", "invalid", "failed")
    counted = [value(metrics, "dateline_questions_total", outcome=each) for each in outcomes]
    assert counted == [2, 1, 0, 0, 0, 0]


def test_the_time_of_a_stage_falls_into_its_buckets():
    metrics = Metrics()
    metrics.stage("answer", 0.02)
    metrics.stage("answer", 0.3)
    name = "dateline_stage_seconds"
    assert value(metrics, f"{name}_count", stage="answer") == 2
    assert value(metrics, f"{name}_sum", stage="answer") == 0.32
    assert value(metrics, f"{name}_bucket", stage="answer", le="0.01") == 0
    assert value(metrics, f"{name}_bucket", stage="answer", le="0.025") == 1
    assert value(metrics, f"{name}_count", stage="wait") == 0
    assert value(metrics, f"{name}_count", stage="send") == 0


def test_second_looks_are_counted_by_how_much_of_them_there_was_time_for():
    metrics = Metrics()
    for read, left in ((10, 0), (3, 0), (4, 6), (0, 10), (0, 0)):
        metrics.second_look(read=read, left=left)
    name = "dateline_second_looks_total"
    counted = [value(metrics, name, extent=each) for each in ("whole", "cut_short", "skipped")]
    assert counted == [2, 1, 1]


def test_queue_generation_and_latency_are_what_was_last_noted():
    metrics = Metrics()
    assert value(metrics, "dateline_index_generation") == -1
    assert math.isnan(value(metrics, "dateline_gateway_latency_seconds"))
    metrics.queued(3)
    metrics.queued(2)
    metrics.generation(7)
    metrics.latency(0.05)
    assert value(metrics, "dateline_queue") == 2
    assert value(metrics, "dateline_index_generation") == 7
    assert value(metrics, "dateline_gateway_latency_seconds") == 0.05
    metrics.generation(None)
    assert value(metrics, "dateline_index_generation") == -1


def test_two_bots_of_one_process_count_apart():
    one, other = Metrics(), Metrics()
    one.question("answered")
    assert value(other, "dateline_questions_total", outcome="answered") == 0


def test_the_text_is_what_prometheus_reads():
    metrics = Metrics()
    metrics.question("refused")
    lines = metrics.exposed().decode().splitlines()
    assert 'dateline_questions_total{outcome="refused"} 1.0' in lines
    assert "# TYPE dateline_stage_seconds histogram" in lines
    assert CONTENT_TYPE.startswith("text/plain; version=0.0.4")
