"""Pasted text, read: an article of told failures or one story, for somebody to confirm."""
