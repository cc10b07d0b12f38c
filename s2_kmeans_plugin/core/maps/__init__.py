"""Use cases: classify, apply, edit, describe, compare and assess maps of classes."""
