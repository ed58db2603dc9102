"""Finding: what is published becomes an index of small files, of which a search in the browser loads a few."""
