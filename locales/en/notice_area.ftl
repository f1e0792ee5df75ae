# Notices: the mark on a cancelled one, and the picture of the area.
notice-void = ❌ <b>CANCELLED.</b> This warning is no longer in force.

picture-area = the area of the warning
picture-km = { $count } km
picture-m = { $count } m
