"""The measured: ours and the peers, each run in a fresh process of its own so that its CPU is only its own."""
