"""Small accessible SVG charts: colours are CSS variables, the picture has a title and a description, nothing runs."""
