"""Durable documents: an append-only, sealed book behind TinyDB. It knows nothing of what the documents mean."""
