"""Hội nghị, giao ban, lễ: events, their series, connected sites (điểm cầu), calendars."""
