// Begun by its first type.
