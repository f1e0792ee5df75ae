"""What the reading of texts learned from (`*.tsv`: label, tab, text), and how: see README.md of this folder.

Only the trainer's own process imports scikit-learn; the service reads plain numbers (handlers.reading.model).
"""
