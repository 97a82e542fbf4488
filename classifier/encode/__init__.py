"""Texts -> vectors: pieces with offsets, windows, and the encoder on OpenVINO. No torch here."""

from classifier.encode.encoder import Encoded, Encoder
from classifier.encode.tokens import TextTokenizer, read_tokenizer
from classifier.encode.windows import Pieces, Window, windows_of

__all__ = ["Encoded", "Encoder", "Pieces", "TextTokenizer", "Window", "read_tokenizer", "windows_of"]
