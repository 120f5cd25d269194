"""`build package`: a period of the bulletin, packed with checksums for archives and libraries."""
