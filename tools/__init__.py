"""The tools of developers: bench, pictures, generators, the test run. Not in the wheel."""
