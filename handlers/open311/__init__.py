"""Open311 GeoReport v2 over the reports: what others may ask, what they may see, and how it is written (decision 0052).

Pure functions; bot/web/open311.py has the routes. The standard: wiki.open311.org/GeoReport_v2.
"""
