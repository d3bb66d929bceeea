"""Kernels that start at once: forked from a process that has loaded everything already.

`provisioner` gives them to Jupyter, `inprocess` runs cells in the calling process, and
`forks` lets a program with threads fork from a process that has none. Importing the package loads
nothing: JupyterLab and papermill read its entry points in every process they start.
"""
