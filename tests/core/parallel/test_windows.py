"""Ordered, bounded map over windows, and the workers of a run."""

import os
import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers, by_window, ordered_map


def never():
    pass


@pytest.fixture
def executor():
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture(params=[None, 1, 2, 8])
def any_executor(request):
    if request.param is None:
        yield None
        return
    with ThreadPoolExecutor(request.param) as pool:
        yield pool


@pytest.mark.parametrize("in_flight", [1, 3, 100])
def test_results_have_the_order_of_the_items(any_executor, in_flight):
    def slow_first(item):
        time.sleep(0.003 * (item % 4 == 0))
        return item * item

    squares = list(ordered_map(any_executor, slow_first, range(30), in_flight, never))
    assert squares == [item * item for item in range(30)]


def test_map_without_items_has_no_results(any_executor):
    assert list(ordered_map(any_executor, str, [], 4, never)) == []


@pytest.mark.parametrize("in_flight", [1, 2, 5])
def test_items_in_flight_are_limited(executor, in_flight):
    taken = []

    def items():
        for item in range(40):
            taken.append(item)
            yield item

    excess = [
        len(taken) - n_received
        for n_received, _ in enumerate(ordered_map(executor, str, items(), in_flight, never))
    ]
    assert max(excess) == in_flight


@pytest.mark.parametrize("in_flight", [1, 2, 5])
def test_calls_at_once_are_limited(in_flight):
    lock = threading.Lock()
    running = []
    most = []

    def count(item):
        with lock:
            running.append(item)
            most.append(len(running))
        time.sleep(0.002)
        with lock:
            running.remove(item)

    with ThreadPoolExecutor(8) as pool:
        list(ordered_map(pool, count, range(40), in_flight, never))
    assert max(most) <= in_flight


def test_next_item_is_taken_after_a_result_is_received(executor):
    """The items of a sampling carry a limit that earlier results have lowered."""
    n_received = [0]
    numbers = []
    items = (n_received[0] for _ in range(20))
    for item in ordered_map(executor, int, items, 3, never):
        numbers.append(item)
        n_received[0] += 1
    assert all(n - item <= 3 for n, item in enumerate(numbers))


def collect(results, received):
    for result in results:
        received.append(result)


def test_error_follows_the_results_before_it(any_executor):
    received = []
    with pytest.raises(ZeroDivisionError):
        collect(ordered_map(any_executor, lambda item: 6 // item, [3, 2, 0, 1], 4, never), received)
    assert received == [2, 3]


def test_executor_stays_open(executor):
    list(ordered_map(executor, str, range(5), 2, never))
    assert executor.submit(int, "7").result() == 7


def test_executor_stays_open_after_an_error(executor):
    with pytest.raises(ZeroDivisionError):
        list(ordered_map(executor, lambda item: 1 // item, [0, 1], 2, never))
    assert executor.submit(int, "7").result() == 7


def cancel_after(n_checks):
    checks = iter(range(n_checks))

    def check():
        if next(checks, None) is None:
            raise Cancelled

    return check


@pytest.mark.parametrize("n_checks", [0, 1, 7])
def test_cancellation_stops_the_map(any_executor, n_checks):
    received = []
    with pytest.raises(Cancelled):
        collect(ordered_map(any_executor, int, range(100), 4, cancel_after(n_checks)), received)
    assert len(received) <= n_checks


def test_cancellation_does_not_wait_for_the_next_result():
    released = threading.Event()
    calls = []

    def check():
        calls.append(True)
        if len(calls) == 3:
            released.set()
            raise Cancelled

    with ThreadPoolExecutor(1) as pool, pytest.raises(Cancelled):
        list(ordered_map(pool, lambda item: released.wait(30), range(2), 2, check))
    assert len(calls) == 3


def test_cancellation_withdraws_calls_that_have_not_begun():
    begun = []
    released = threading.Event()

    def call(item):
        begun.append(item)
        released.wait(30)

    def check():
        released.set()
        raise Cancelled

    executor = IdleExecutor()
    with pytest.raises(Cancelled):
        list(ordered_map(executor, call, range(5), 5, check))
    assert all(future.cancelled() for future in executor.futures)
    assert begun == []


class SlowCall:
    """A call that takes a while, and knows how many of it run."""

    def __init__(self):
        self.n_running = 0
        self._lock = threading.Lock()

    def __call__(self, item):
        with self._lock:
            self.n_running += 1
        time.sleep(0.02)
        with self._lock:
            self.n_running -= 1


def test_cancelled_map_waits_for_its_calls():
    slow = SlowCall()
    with ThreadPoolExecutor(4) as pool:
        with pytest.raises(Cancelled):
            list(ordered_map(pool, slow, range(50), 8, cancel_after(2)))
        assert slow.n_running == 0


def test_abandoned_map_leaves_no_call_running():
    slow = SlowCall()
    with ThreadPoolExecutor(4) as pool:
        results = ordered_map(pool, slow, range(50), 8, never)
        next(results)
        results.close()
        assert slow.n_running == 0


def test_cancelled_map_leaves_no_call_running(executor):
    running = set()

    def slow(item):
        running.add(item)
        time.sleep(0.05 if item else 0)
        running.discard(item)

    def report(fraction):
        raise Cancelled

    outcomes = by_window(slow, list(range(8)), Workers(executor, 2, Watch(report)))
    with pytest.raises(Cancelled) as raised:
        list(outcomes)
    assert not running
    # The traceback keeps the frames, and with them the generator, until the assertion above.
    assert raised.tb


def test_calls_run_in_this_thread_without_an_executor():
    called = []

    def call(item):
        called.append(threading.current_thread())
        return item

    results = ordered_map(None, call, range(5), 4, never)
    next(results)
    assert called == [threading.current_thread()]


class IdleExecutor(Executor):
    """An executor that accepts calls and begins none."""

    def __init__(self):
        self.futures = []

    def submit(self, function, *arguments, **options):
        self.futures.append(Future())
        return self.futures[-1]


def test_refused_thread_is_reported_as_a_lack_of_memory():
    usual = threading.stack_size(2**46)
    try:
        with ThreadPoolExecutor(2) as executor, pytest.raises(MemoryError):
            list(ordered_map(executor, str, range(3), 2, never))
    finally:
        threading.stack_size(usual)


def test_refused_thread_is_recognised_with_any_message_of_python(monkeypatch):
    def refuse(*arguments, **options):
        raise RuntimeError("no more of them")

    names = ("_start_new_thread", "_start_joinable_thread")
    (name,) = (name for name in names if hasattr(threading, name))
    monkeypatch.setattr(threading, name, refuse)
    with ThreadPoolExecutor(2) as executor, pytest.raises(MemoryError):
        list(ordered_map(executor, str, range(3), 2, never))


def test_executor_that_was_shut_down_is_not_reported_as_a_lack_of_memory():
    executor = ThreadPoolExecutor(2)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="shutdown"):
        list(ordered_map(executor, str, range(3), 2, never))


@pytest.mark.parametrize("n_workers", [0, -1])
def test_number_of_workers_below_1_is_refused(n_workers):
    with pytest.raises(ArgumentError, match=f"n_workers is {n_workers}"):
        Workers(n_workers=n_workers)


def test_default_number_of_workers_is_that_of_processors():
    assert Workers().n_workers == os.cpu_count()
