"""The summaries: their page, their files, their links, and a team over time."""
