"""Bảng tính: sheets of many rows that change the register of a piece, in batches: tried first, approved where need be, undoable."""
