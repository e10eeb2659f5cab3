"""One index over every kind; knows no kind by name."""
