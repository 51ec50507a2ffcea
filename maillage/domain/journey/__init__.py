"""Where does a CPTS stand between its first idea and its running contract?"""

from maillage.domain.journey.moves import MOVES, Act, Side, acts_from, sides_of
from maillage.domain.journey.stages import Stage

__all__ = ["MOVES", "Act", "Side", "Stage", "acts_from", "sides_of"]
