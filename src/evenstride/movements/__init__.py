"""One file per movement; a movement is declared, not programmed."""

from evenstride.movements import (
    bird_dog,
    clam_shell,
    heel_walk,
    hurdle,
    single_leg_balance,
    single_leg_bridge,
    single_leg_calf_raise,
    single_leg_rdl,
    single_leg_squat,
    squat,
)
from evenstride.movements.evaluate import Evaluation, evaluate
from evenstride.movements.recognise import recognise
from evenstride.movements.registry import Movement, movement, movements

__all__ = [
    "Evaluation",
    "Movement",
    "bird_dog",
    "clam_shell",
    "evaluate",
    "heel_walk",
    "hurdle",
    "movement",
    "movements",
    "recognise",
    "single_leg_balance",
    "single_leg_bridge",
    "single_leg_calf_raise",
    "single_leg_rdl",
    "single_leg_squat",
    "squat",
]
