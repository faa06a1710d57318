"""From a file to a ranked passage. Knows neither Discord nor a terminal."""
