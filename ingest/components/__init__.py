"""One step from Doc to Doc a file, and the parts that the steps are made of."""
