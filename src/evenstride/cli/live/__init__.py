"""Coaching while it goes on: a camera or a file in, a page on this machine out."""
