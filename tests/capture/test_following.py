"""Following one person, with models that do as they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from evenstride.capture.backends.following import Follower
from evenstride.capture.backends.pose import Detection, Pose
from evenstride.capture.backends.region import Region
from evenstride.capture.recording import Image

PICTURE = np.zeros((1000, 1000, 3), dtype=np.uint8)
RATE = 30


@dataclass
class Person:
    """Somebody whose hips are at `x`, `y` and whose region is `size` px wide; `seen` says when."""

    x: float
    y: float = 500.0
    size: float = 500.0
    seen: Callable[[int], bool] = lambda frame: True
    move: Callable[[int], float] = lambda frame: 0.0

    def region(self, frame: int) -> Region:
        return Region(self.x + self.move(frame), self.y, self.size, 0.0)


@dataclass
class World:
    """The people there are, and what the two models make of them; the second says who is nearest to where it looks."""

    people: list[Person]
    frame: int = 0
    searches: list[int] = field(default_factory=list)
    quality: dict[int, float] = field(default_factory=dict)

    def find(self, image: Image, *, closely: bool = False) -> list[Detection]:
        self.searches.append(self.frame)
        return [Detection(0.9, p.region(self.frame)) for p in self.people if p.seen(self.frame)]

    def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
        there = [p for p in self.people if p.seen(self.frame)]
        near = [p for p in there if p.region(self.frame).distance(region) < 0.35]
        if not near:
            return self._pose(region, 0.1)
        person = min(near, key=lambda p: p.region(self.frame).distance(region))
        return self._pose(person.region(self.frame), 0.95)

    def _pose(self, region: Region, presence: float) -> Pose:
        centre = np.array([region.x, region.y])
        edge = centre - [0, region.size / 2 / 1.25]
        visibility = np.full(33, self.quality.get(self.frame, 0.9))
        return Pose(presence, np.tile(centre, (33, 1)), np.zeros(33), visibility, np.stack([centre, edge]))


def followed(world: World, frames: int) -> tuple[list[float], list[int]]:
    """Where the person followed is in each frame (NaN: nowhere), and how many people were counted."""
    follower = Follower(world, world)
    where, counts = [], []
    for world.frame in range(frames):
        pose = follower.see(world.frame / RATE, PICTURE)
        where.append(float("nan") if pose is None else pose.circle[0, 0])
        counts.append(follower.people)
    return where, counts


def test_the_detector_looks_once_a_second() -> None:
    world = World([Person(500)])
    where, counts = followed(world, 91)
    assert where == [500] * 91
    assert counts == [1] * 91
    assert world.searches == [0, 30, 60, 90]


def test_the_most_prominent_is_followed() -> None:
    where, counts = followed(World([Person(100, size=450), Person(520, size=500), Person(900, size=480)]), 31)
    assert where == [520] * 31
    assert counts == [3] * 31


def test_one_who_is_much_larger_wins_over_one_in_the_middle() -> None:
    where, _ = followed(World([Person(500, size=200), Person(700, size=600)]), 3)
    assert where == [700] * 3


def test_never_over_to_another_when_the_person_leaves() -> None:
    runner = Person(300, seen=lambda frame: frame < 20)
    bystander = Person(800)
    where, counts = followed(World([runner, bystander]), 28)
    assert where[:20] == [300] * 20
    assert np.isnan(where[20:]).all()
    assert counts[-1] == 1


def test_not_even_when_the_person_never_comes_back() -> None:
    runner = Person(300, seen=lambda frame: frame < 20)
    bystander = Person(800, move=lambda frame: -2.0 * frame)
    where, _ = followed(World([runner, bystander]), 200)
    assert np.isnan(where[20:]).all()


def test_the_same_person_is_found_again() -> None:
    runner = Person(300, seen=lambda frame: not 20 <= frame < 35)
    where, _ = followed(World([runner, Person(800)]), 60)
    assert np.isnan(where[20:35]).all()
    assert where[35:] == [300] * 25


def test_a_body_that_is_drawn_twice_as_it_turns_over_is_found_again() -> None:
    """Both lie a seventh of the region apart, and the one that was followed is gone after a moment."""

    class Narrow(World):
        def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
            near = any(p.seen(self.frame) and p.region(self.frame).distance(region) < 0.05 for p in self.people)
            return super().look(image, region) if near else self._pose(region, 0.1)

    as_before = Person(500, seen=lambda frame: frame < 33)
    turned_over = Person(570, seen=lambda frame: frame >= 30)
    where, _ = followed(Narrow([as_before, turned_over]), 90)
    assert where == [500] * 33 + [570] * 57


def test_someone_who_walks_is_followed_past_another() -> None:
    walker = Person(200, size=520, move=lambda frame: 6.0 * frame)
    other = Person(650, size=300, y=420)
    where, _ = followed(World([walker, other]), 100)
    assert np.abs(np.array(where) - (200 + 6.0 * np.arange(100))).max() < 1e-6


def test_nobody_there_is_searched_for_in_every_frame() -> None:
    world = World([])
    where, counts = followed(world, 5)
    assert np.isnan(where).all()
    assert counts == [0] * 5
    assert world.searches == [0, 1, 2, 3, 4]


def test_small_people_far_behind_do_not_count() -> None:
    _, counts = followed(World([Person(500), Person(100, size=100)]), 31)
    assert counts == [1] * 31


def test_a_track_that_jumps_in_size_is_caught() -> None:
    class Slipping(World):
        def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
            slipped = self.frame >= 10 and region.size < 501 and len(self.searches) < 2
            return (
                self._pose(Region(500, 500, 120, 0), 0.9) if slipped else super().look(image, region, mirrored=mirrored)
            )

    world = Slipping([Person(500)])
    where, _ = followed(world, 20)
    assert where == [500] * 20
    assert world.searches == [0, 10]


def test_a_track_that_shrank_is_set_right_by_the_detector() -> None:
    class Shrunk(World):
        def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
            if self.searches != [0] and region.size == 500:
                return super().look(image, region, mirrored=mirrored)
            size = max(200.0, 500 - 15.0 * self.frame)
            self.quality[self.frame] = 0.4
            pose = self._pose(Region(500, 500, size, 0), 0.8)
            del self.quality[self.frame]
            return pose

    world = Shrunk([Person(500)])
    follower = Follower(world, world)
    sizes = []
    for world.frame in range(31):
        pose = follower.see(world.frame / RATE, PICTURE)
        assert pose is not None
        sizes.append(pose.next_region.size)
    assert sizes[29] == 200
    assert round(sizes[30]) == 500


def test_a_plant_that_was_taken_for_somebody_for_a_moment_is_forgotten() -> None:
    """In an empty room something small looks like a person now and then; who then walks in is followed."""
    plant = Person(700, size=150, seen=lambda frame: frame in (1, 17))
    runner = Person(400, seen=lambda frame: frame > 60)
    where, _ = followed(World([plant, runner]), 120)
    assert where[62:] == [400] * 58


def test_who_was_followed_for_long_is_waited_for() -> None:
    """Once sure of somebody, it goes over to nobody of another size."""
    runner = Person(700, size=150, seen=lambda frame: frame < 40)
    stranger = Person(400, seen=lambda frame: frame > 60)
    where, _ = followed(World([runner, stranger]), 120)
    assert np.isnan(where[62:]).all()
