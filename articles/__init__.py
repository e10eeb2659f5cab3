"""Tin bài: articles, authors, story threads, keywords, readership."""
