"""`build verify`: is a published site, or a part of it, as its manifest and its seals say?"""
