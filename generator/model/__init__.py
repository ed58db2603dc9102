"""Nouns: what is read, checked, derived and published. Frozen; standard library only; no files, clock or network."""
