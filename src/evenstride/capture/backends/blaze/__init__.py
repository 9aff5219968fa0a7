"""The BlazePose network run directly: a person detector, a landmark model, and the region that joins them.

The two model files come from the mediapipe distribution; the arithmetic around them follows that project's published
graphs (Apache-2.0), so that the landmarks agree with its own to a fraction of a percent of body height.
"""
