"""Satellite products as downloaded."""
