"""Imbalances in, a plan out; a plan and the work done in, the next plan out."""
