"""The API boundary: every use case, one file each, in the words of the domain."""
