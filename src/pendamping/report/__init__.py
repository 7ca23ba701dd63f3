"""Reports for those who make and teach the course: what its questions cover, what carries it."""
