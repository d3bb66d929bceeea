"""Texts are told apart while the next lines are found: in order, one batch at a time."""

import threading
import time

import pytest

from hustings.importers.whatsapp.ahead import HELD, ahead


def test_everything_comes_in_order_with_what_was_made_of_it():
    assert list(ahead(range(50), lambda one: one * one)) == [(n, n * n) for n in range(50)]


def test_the_next_is_fetched_while_the_last_is_worked_on():
    fetched, released = threading.Event(), threading.Event()

    def two():
        yield 1
        fetched.set()
        yield 2
        released.set()

    def work(one):
        assert fetched.wait(10) if one == 1 else released.wait(10)
        return one

    assert [made for _, made in ahead(two(), work)] == [1, 2]


def test_works_never_overlap_and_few_things_wait_for_theirs():
    under_way, fetched, finished = [], [], []

    def many():
        for one in range(20):
            fetched.append(one)
            assert len(fetched) - len(finished) <= HELD + 2
            yield one

    def work(one):
        assert not under_way
        under_way.append(one)
        time.sleep(0.001)
        under_way.remove(one)
        return one

    for _, made in ahead(many(), work):
        finished.append(made)
    assert finished == list(range(20))


def test_what_goes_wrong_in_the_work_is_raised_where_its_thing_was_due():
    def work(one):
        return 1 // (3 - one)

    got = ahead(range(9), work)
    assert [next(got)[0] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        next(got)
