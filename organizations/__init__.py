"""Tổ chức, nhân sự: organisations, people and positions, each valid between dates."""
