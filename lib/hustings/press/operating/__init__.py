"""What whoever runs the press looks at: its health, its log and its figures."""
