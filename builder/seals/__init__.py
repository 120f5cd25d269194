"""What seals are made of: records in canonical form, digests, chains, and what they prove."""
