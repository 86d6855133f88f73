"""Simulated participants that speak the real protocol: rehearsal, trial, demo and load in one."""
