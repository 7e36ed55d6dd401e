"""The page and everything it loads: HTML, styles, scripts and texts, with strict headers."""
