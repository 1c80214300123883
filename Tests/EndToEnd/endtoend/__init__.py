"""Millrace as a process, on real endpoints over HTTP, fed and checked by programs of others."""
