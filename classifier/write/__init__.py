"""Scored items -> jsonl, csv, parquet. Every writer works beside the target and renames when complete."""

from classifier.write.writers import FORMATS, Writer, open_writer

__all__ = ["FORMATS", "Writer", "open_writer"]
