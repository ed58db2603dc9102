"""What earlier builds found out and made, so that only what has changed is worked on again."""
