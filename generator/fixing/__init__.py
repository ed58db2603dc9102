"""What is certain to be wrong in a descriptor is mended in its text, with the officer's layout and remarks kept."""
