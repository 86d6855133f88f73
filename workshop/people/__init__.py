"""Who may lead what: teams, the links that sign facilitators in, and what a sign-in allows."""
