"""Generates the sample data of Maison Lumen; run `../generate.py`."""
