"""The pages of the three views, the leader's page, and the ways in."""
