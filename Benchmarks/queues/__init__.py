"""Queues and objects side by side with boto3; see ../queue-side-by-side."""
