"""Pictures of every screen: a workshop is played in a real browser, and every stage is taken."""
