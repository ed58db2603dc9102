"""Where receipts are kept."""
