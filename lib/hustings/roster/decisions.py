"""What people have decided of who is who, and which pseudonym stands for which person by it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Decisions:
    """Merges in the order they were made, pairs that are two people, and who withdrew consent.

    All are pseudonyms. A merge (one, other) says that `one` is the person `other`.
    """

    merges: tuple[Pair, ...] = ()
    apart: frozenset[Pair] = frozenset()  # each pair in order of the alphabet
    withdrawn: frozenset[str] = frozenset()

    def after(self, merges: Mapping[str, str]) -> "Decisions":
        """The same with merges from a file, made before all others."""
        older = [
            (one, other) for one, other in merges.items() if pair(one, other) not in self.apart
        ]
        return Decisions((*older, *self.merges), self.apart, self.withdrawn)

    @property
    def named(self) -> frozenset[str]:
        """Every pseudonym a decision names."""
        pairs = (*self.merges, *self.apart)
        return self.withdrawn.union(*map(frozenset, pairs))


def pair(one: str, other: str) -> Pair:
    """Two pseudonyms whichever comes first."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Persons:
    """Which pseudonym stands for the person behind another."""

    standing: Mapping[str, str]  # only where it is another one
    members: Mapping[str, tuple[str, ...]]  # by the one that stands for them, itself included

    @classmethod
    def of(
        cls, workers: AbstractSet[str], aliases: Mapping[str, str], decisions: Decisions
    ) -> "Persons":
        """Aliases off the roster, then the merges on top; a pair kept apart undoes an alias.

        Where a merge joins two workers of the roster, the one named last stands for both; where
        it joins a worker and a stranger, the worker does.
        """
        base = {
            alias: worker
            for alias, worker in aliases.items()
            if worker and alias not in workers and pair(alias, worker) not in decisions.apart
        }
        joined: dict[str, str] = {}

        def top(token: str) -> str:
            token = base.get(token, token)
            while token in joined:
                token = joined[token]
            return token

        for one, other in decisions.merges:
            if (low := top(one)) != (high := top(other)):
                joined[low] = high
        groups: dict[str, list[str]] = {}
        for token in (*base, *base.values(), *joined, *joined.values()):
            groups.setdefault(top(token), []).append(token)
        standing, members = dict[str, str](), dict[str, tuple[str, ...]]()
        for root, tokens in groups.items():
            known = [token for token in (root, *tokens) if token in workers]
            chosen = known[0] if known else root
            members[chosen] = tuple(dict.fromkeys((chosen, root, *tokens)))
            standing.update({token: chosen for token in members[chosen] if token != chosen})
        return cls(standing, members)

    def person(self, token: str) -> str:
        """The pseudonym that stands for the person behind this one."""
        return self.standing.get(token, token)

    def all_of(self, token: str) -> tuple[str, ...]:
        """Every pseudonym of the person behind this one."""
        person = self.person(token)
        return self.members.get(person, (person,))
