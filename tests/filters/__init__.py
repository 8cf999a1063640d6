"""Filters of task lists, decided a second time: slowly, plainly, from what the API reads out."""
