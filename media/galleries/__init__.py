"""Bộ ảnh: how the rows of a gallery are written, shown, listed and told to machines. The table itself stands in media.models."""
