"""The reference documents, made from the code they describe."""
