"""Pages of stories that are being told: the contributor’s, and the editor’s at the desk."""
