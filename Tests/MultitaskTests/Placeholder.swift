// Begun by its first suite.
