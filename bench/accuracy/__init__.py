"""The accuracy page: ``python -m bench.accuracy`` writes docs/ACCURACY.md, its figures and knowledge/judged.toml."""
