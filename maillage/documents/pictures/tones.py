"""Which tint for which territory, so that neighbours never have the same one?"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from maillage.documents.pictures.picture import GROUPS, Tone

Key = TypeVar("Key", bound=Hashable)


def colour_apart(touching: Mapping[Key, Collection[Key]]) -> dict[Key, Tone]:
    """Give each group a tint that its neighbours have not, and the least used of them.

    Groups are served in the order given. Where all tints are taken around, numbers and outlines
    still tell them apart: colour is never alone.
    """
    tones: dict[Key, Tone] = {}
    used = dict.fromkeys(GROUPS, 0)
    for key, others in touching.items():
        taken = {tones[other] for other in others if other in tones}
        free = [tone for tone in GROUPS if tone not in taken] or list(GROUPS)
        chosen = min(free, key=lambda tone: (used[tone], GROUPS.index(tone)))
        used[chosen] += 1
        tones[key] = chosen
    return tones
