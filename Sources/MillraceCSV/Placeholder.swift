// Deleted with the first real file.
