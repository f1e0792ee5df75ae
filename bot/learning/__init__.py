"""What the guessing of topics learns from operators: nightly, in a process of its own, kept only where it is better.

`texts` reads what operators corrected, `split` holds a part of it out, `fitting` learns and measures (it alone imports
the trainer), `judge` says whether that is better, `versions` keeps the files, `nightly` is the job and what the running
program uses. The choice between them stands in docs/decisions/0032-learning-from-corrections.md.
"""
