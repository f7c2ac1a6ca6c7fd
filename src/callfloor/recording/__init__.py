"""Recordings: from Asterisk's two raw legs to a sealed stereo file that only the API can open."""
