"""Makes models: corpus, base encoder, fine-tuning, calibration, evaluation, publishing."""
