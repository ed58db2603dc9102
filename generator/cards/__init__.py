"""Each entry becomes a share image: what it says, and how typst draws it."""
