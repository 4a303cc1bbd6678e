"""The view: everything that templates print, worked out in Python."""
