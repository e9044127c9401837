"""Git's knowledge of a project: the only package that runs git.

Everything here reads objects and names. Git is never asked to read the content of a file of the
work tree, because that is where a hostile repository gets its filters and text conversions run.
"""
