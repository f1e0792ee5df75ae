"""The parts of `soak`: the program's process, the people, the troubles, and what was lost or said twice."""
