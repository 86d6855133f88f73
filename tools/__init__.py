"""What whoever changes the program needs: bench, pictures, generators, tests. Not in the wheel."""
