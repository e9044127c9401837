"""Keeps the open repository from supplying the modules or programs that Chesterton runs."""
