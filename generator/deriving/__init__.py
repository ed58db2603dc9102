"""The catalog yields facts: entries, statistics, chart data, downloads, freshness. It neither writes nor makes HTML."""
