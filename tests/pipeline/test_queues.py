"""What both queues promise: the ledger of one machine and Procrastinate for many."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from models.errors import BadSettings, DatabaseTrouble
from pipeline.job import LIVE, PAST, Job, Origin, Outcome
from pipeline.ledger import Ledger
from pipeline.office import open_queue as open_by_settings
from pipeline.settings import Settings
from pipeline.shared_queue import SharedQueue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.job import Queue

READ = Outcome("new", tasks=3, place="archive/2024/a.pdf")


def job(identity: str = "a", **more: Any) -> Job:  # noqa: ANN401  any field
    made = Job(identity, f"{identity}.pdf", sha256=f"hash of {identity}")
    return made._replace(**more)


def names(queue: Queue) -> list[str]:
    """Everything that is due, in its order; each goes to a worker of its own."""
    found: list[str] = []
    while (leased := queue.lease(f"w{len(found)}")) is not None:
        found.append(leased.id)
    return found


def test_jobs_come_by_priority_then_by_age(queue: Queue) -> None:
    queue.put([job("old", priority=PAST), job("older", priority=PAST)])
    queue.put([job("live", priority=LIVE)])
    queue.put([job("later", priority=LIVE)])
    first = names(queue)
    assert first[:2] == ["live", "later"]
    assert sorted(first[2:]) == ["old", "older"]


def test_a_job_is_put_once_until_it_ends(queue: Queue) -> None:
    assert [j.id for j in queue.put([job()])] == ["a"]
    assert queue.put([job()]) == []
    leased = queue.lease("w")
    assert leased is not None
    assert queue.put([job()]) == []
    queue.end(leased, READ)
    assert [j.id for j in queue.put([job()])] == ["a"]
    again = queue.lease("w")
    assert again is not None
    assert again.attempt == 1


def test_the_same_content_waits_once_among_machines(server_database: str) -> None:
    with SharedQueue(server_database, lease_seconds=30) as queue:
        assert len(queue.put([job("a", sha256="same"), job("b", sha256="same")])) == 1
        leased = queue.lease("w")
        assert leased is not None
        assert queue.put([job("b", sha256="same")]) == []
        queue.end(leased, READ)
        assert len(queue.put([job("b", sha256="same")])) == 1


def test_a_batch_is_put_whole_or_not_at_all(queue: Queue) -> None:
    with pytest.raises((DatabaseTrouble, AttributeError)):
        queue.put([job("a"), job("b", name=None)])
    assert names(queue) == []
    assert queue.book.counts().waiting == 0


def test_tries_are_counted_and_put_off(queue: Queue) -> None:
    queue.put([job()])
    first = queue.lease("w")
    assert first is not None
    assert first.attempt == 1
    queue.give_back(first, delay=0, counted=True)
    second = queue.lease("w")
    assert second is not None
    assert second.attempt == 2
    queue.give_back(second, delay=0, counted=False)
    third = queue.lease("w")
    assert third is not None
    assert third.attempt == 2
    queue.give_back(third, delay=0.4, counted=True)
    assert queue.lease("w") is None
    time.sleep(0.5)
    fourth = queue.lease("w")
    assert fourth is not None
    assert fourth.attempt == 3


def test_jobs_of_a_silent_worker_are_taken_over_and_those_of_a_living_one_are_not(
    open_queue: Callable[[float], Queue],
) -> None:
    dying, living = open_queue(0.6), open_queue(0.6)
    dying.put([job("a"), job("b")])
    lost = dying.lease("dying")
    kept = living.lease("living")
    assert lost is not None
    assert kept is not None
    found = None
    for _ in range(12):
        time.sleep(0.2)
        living.beat("living")
        found = living.lease("other")
        if found is not None:
            break
    assert found is not None
    assert found.id == lost.id
    assert found.attempt == 2
    living.end(found, READ)
    # The one taken for dead comes back to life: its word counts no more.
    dying.give_back(lost, delay=0, counted=True)
    dying.end(lost, Outcome("refused", "DamagedFile"))
    assert living.book.counts().ended == {"new": 1}
    assert living.lease("third") is None


def test_a_job_that_could_not_be_given_back_is_taken_again_by_its_worker(queue: Queue) -> None:
    queue.put([job("a"), job("b")])
    first = queue.lease("w")
    assert first is not None
    again = queue.lease("w")  # give_back failed: the database was away
    assert again is not None
    assert (again.id, again.attempt) == (first.id, 1)
    queue.end(again, READ)
    other = queue.lease("w")
    assert other is not None
    assert other.id == "b"


def test_two_workers_never_hold_one_job(open_queue: Callable[[float], Queue]) -> None:
    queue = open_queue(30)
    queue.put([job(str(number)) for number in range(40)])
    taken: list[str] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        own = open_queue(30)
        while (leased := own.lease(name)) is not None:
            with lock:
                taken.append(leased.id)
            own.end(leased, READ)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=int) == [str(number) for number in range(40)]
    assert queue.book.counts().ended == {"new": 40}
    turns = [ended.turn for ended in queue.book.ended_after(0)]
    assert turns == list(range(1, 41))


def test_what_was_noted_outlives_the_worker(open_queue: Callable[[float], Queue]) -> None:
    queue = open_queue(30)
    queue.put([job()])
    leased = queue.lease("w")
    assert leased is not None
    assert queue.book.noted(leased) is None
    queue.book.note(leased, READ)
    assert open_queue(30).book.noted(leased) == READ


def test_a_secret_leaves_no_name(queue: Queue) -> None:
    queue.put([job("a", name="Kế hoạch X.pdf", path="/mat/Kế hoạch X.pdf", origin=Origin.PAST)])
    leased = queue.lease("w")
    assert leased is not None
    queue.end(leased, Outcome("secret", "SecretDocument"))
    (told,) = queue.book.ended_after(0)
    assert (told.name, told.path) == ("", "")
    assert queue.book.met(["a"]) == {"a": ("", "secret", "SecretDocument")}


def test_counts_tell_what_waits_runs_and_ended(queue: Queue) -> None:
    queue.put([job(str(number)) for number in range(4)])
    for outcome in (READ, Outcome("refused", "DamagedFile")):
        leased = queue.lease("w")
        assert leased is not None
        queue.end(leased, outcome)
    queue.lease("w")
    counts = queue.book.counts()
    assert (counts.waiting, counts.running, counts.last_hour) == (1, 1, 2)
    assert counts.ended == {"new": 1, "refused": 1}
    assert queue.book.causes() == {"DamagedFile": 1}
    assert 0 <= counts.oldest_seconds < 60


def test_rows_of_long_ago_are_forgotten_but_past_notices_stay_known(queue: Queue) -> None:
    for identity, origin in (("a", Origin.INBOX), ("b", Origin.PAST), ("c", Origin.INBOX)):
        queue.put([job(identity, origin=origin, mark="1-2")])
        leased = queue.lease("w")
        assert leased is not None
        queue.end(leased, READ)
    queue.put([job("waits")])
    assert queue.book.forget(days=1) == 0
    assert queue.book.forget(days=-1) == 1  # the newest stays for the sake of its turn
    assert set(queue.book.met(["a", "b", "c", "waits"])) == {"b", "c", "waits"}
    assert queue.book.counts().ended == {"new": 3}
    assert queue.book.last_turn() == 3


def test_a_clock_set_back_holds_no_job(
    open_queue: Callable[[float], Queue], monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = open_queue(30)
    queue.put([job()])
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 86_400 * 365)
    leased = queue.lease("w")
    assert leased is not None
    queue.give_back(leased, delay=0, counted=True)
    assert queue.lease("w") is not None
    assert queue.book.counts().oldest_seconds == 0


def test_a_machine_that_started_anew_knows_no_leases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(tmp_path, lease_seconds=1e6) as queue:
        queue.put([job()])
        assert queue.lease("w") is not None
    monkeypatch.setattr("pipeline.clock.boot", lambda: "another")
    with Ledger(tmp_path, lease_seconds=1e6) as queue:
        assert queue.lease("w") is not None


def test_a_worker_that_was_struck_off_signs_on_anew(server_database: str) -> None:
    with SharedQueue(server_database, lease_seconds=0.05) as queue:
        queue.put([job()])
        number = queue._number("w")
        time.sleep(0.6)
        with SharedQueue(server_database, lease_seconds=0.05) as other:
            other.beat("other")
        with pytest.raises(DatabaseTrouble):
            queue.lease("w")
        assert queue.lease("w") is not None
        assert queue._number("w") != number


def test_machines_that_start_at_once_make_the_tables_once(server_database: str) -> None:
    faults: list[BaseException] = []

    def start() -> None:
        try:
            SharedQueue(server_database, lease_seconds=30).close()
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_procrastinate_needs_postgresql(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"queue": {"kind": "procrastinate"}, "database_url": f"sqlite:///{tmp_path / 'k.db'}"}
    )
    with pytest.raises(BadSettings) as caught:
        open_by_settings(settings)
    assert "postgresql://" in caught.value.message("vi")


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble):
        SharedQueue(f"postgresql://nobody@/x?host={tmp_path}", lease_seconds=30)
