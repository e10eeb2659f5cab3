"""Khen thưởng: decisions, award rounds, commendations, and the ladder of forms."""
