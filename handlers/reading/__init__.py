"""What people mean: the topic of a text, whether it speaks of danger, and what it answers.

`topics.TopicReader`, `danger.DangerReader` and `intent.IntentReader` are what others use. Each joins words that people
can read and mend (the region's, and those of locales) with a small trained model (`model`), which is plain numbers over
the features of a text (`features`). `training/` holds the sentences it learned from and the trainer.
"""
