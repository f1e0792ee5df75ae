"""Composing a notice: fields, area, preview, submitting. Knows neither deciding nor what runs."""
