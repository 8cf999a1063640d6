"""What tests/unseen.py compares, and by which questions."""
