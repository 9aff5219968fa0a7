"""Poses and truths of whole sets, small enough to keep: figures remade in minutes, without rendering or posing."""

from bench.archive.sets import FOLDER, StaleArchiveError, archived, kept_sets, shown, write_set

__all__ = ["FOLDER", "StaleArchiveError", "archived", "kept_sets", "shown", "write_set"]
