"""Proofs that cells fit their type and constraints, a column at a time, as frictionless would find.

Each proof is conservative: it says yes only where frictionless's own reader has nothing to say, and leaves it the rest.
Types and formats: Data Package, Table Schema (https://datapackage.org/standard/table-schema/), «Field Types».
"""
