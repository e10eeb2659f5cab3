"""The tools behind the Makefile."""
