"""The rules that ``training.check`` applies to a corpus, one family a file."""
