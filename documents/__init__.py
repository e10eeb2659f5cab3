"""Văn bản, tài liệu: documents with number, dates, issuer and files; which are in force and what replaced them."""
