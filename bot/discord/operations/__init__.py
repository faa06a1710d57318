"""What an operator watches: health, metrics, logs, the check of a set-up."""
