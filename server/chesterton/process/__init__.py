"""Prevents the open repository from supplying modules or programs that Chesterton runs."""
