"""The pages on which people and teams of a hosted server are looked after."""
