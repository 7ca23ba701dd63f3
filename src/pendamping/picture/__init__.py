"""Pictures of cases and of what learners did; the only room with matplotlib."""
