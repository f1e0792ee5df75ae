import time
from tests.persons.people import *
async def test_t(stage, anna, maria):
    for what in ("start","добрый день","яма","яма 2"):
        t=time.monotonic()
        if what=="start": await anna.starts()
        else: await anna.says(what)
        print(what, round(time.monotonic()-t,3))
    t=time.monotonic(); await stage.quiet(); print("quiet", round(time.monotonic()-t,3))
    t=time.monotonic(); await stage.passes(6); print("passes", round(time.monotonic()-t,3))
    t=time.monotonic(); await anna.presses("Не знаю точно"); print("press", round(time.monotonic()-t,3))
