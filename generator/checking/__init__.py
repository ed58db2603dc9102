"""The catalog yields findings. A check never prints, never mends, and never leans on another check."""
