"""What ships with the package is read once, whoever asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from evenstride.knowledge.once import read_once


def test_threads_that_ask_at_the_same_moment_read_once_and_one_after_the_other() -> None:
    together, reading, most = Barrier(4), [0], [0]

    def slow(name: str) -> object:
        reading[0] += 1
        most[0] = max(most[0], reading[0])
        sleep(0.02)
        reading[0] -= 1
        return (name, object())

    one, other = read_once(lambda: slow("one")), read_once(lambda: slow("other"))

    def ask(what: int) -> object:
        together.wait()
        return (one, other)[what % 2]()

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(ask, range(4)))
    assert told[0] is told[2]
    assert told[1] is told[3]
    assert most == [1], "never two at once, of whatever file"
