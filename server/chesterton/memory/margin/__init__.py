"""What is shown beside one document."""
