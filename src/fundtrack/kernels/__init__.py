"""Warm kernels: forked from a process that has done the imports already."""
