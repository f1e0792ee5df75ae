# Notices: the mark on a cancelled one, and the picture of the area.
notice-void = ❌ <b>CANCELLED.</b> This warning is no longer in force.

picture-area = the area of the warning
picture-km = { $count } km
picture-m = { $count } m
picture-outline = the line as it came
picture-wrong = here is the fault
outline-ground-same = The ground is the same: { $km2 } km².
outline-ground-changed = The ground has changed: it was { $before } km², now { $after } km².
