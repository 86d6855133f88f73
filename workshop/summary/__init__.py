"""What the team takes home: one Summary, made once at the seal, and one module for each format."""
