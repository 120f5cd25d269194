"""The office's own arithmetic: periods, adoptions, points, targets, notices. Pure and exact."""
