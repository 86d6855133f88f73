"""The pages: one blueprint for each view, and what guards them."""
