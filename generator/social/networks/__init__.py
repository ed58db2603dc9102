"""What each network allows, counted its own way."""
