"""The read-only web service: what a collection declares, how it is served, and how that is described to machines."""
