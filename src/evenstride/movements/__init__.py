"""One file per movement; a movement is declared, not programmed."""

from evenstride.movements import squat
from evenstride.movements.evaluate import Evaluation, evaluate
from evenstride.movements.recognise import recognise
from evenstride.movements.registry import Movement, movement, movements

__all__ = ["Evaluation", "Movement", "evaluate", "movement", "movements", "recognise", "squat"]
