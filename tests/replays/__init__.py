"""Replaying the contract's request examples: accounts, outcomes of changes, outcomes of lists."""
