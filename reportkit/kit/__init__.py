"""The theme kit: what there is for those who make themes.

In goes a project, out come its themes, the files of a new one, the findings of one, and a sheet of
its pages. It is apart from `theme`, which only reads what a build needs.
"""
