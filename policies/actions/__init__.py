"""What is done with policies, one module per thing that people do."""
