"""Poses that other programs made, read as a motion: TRC, C3D, a folder of OpenPose's, a folder of Sports2D's."""

from evenstride.exchange.poses.reading import PoseSource, is_pose_file, pose_source, read_motion

__all__ = ["PoseSource", "is_pose_file", "pose_source", "read_motion"]
