"""The side-by-side benchmark: data, contenders, measuring, checking and the table. Standard library only."""
