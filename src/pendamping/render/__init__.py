"""Models to HTML, pictures and text; nothing here reads a file."""
