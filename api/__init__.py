"""Top floor: the web server and the command line. Wiring and words, no graph logic."""
