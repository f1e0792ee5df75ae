# How streets and houses are written: words that the program understands. With commas; the first is how we write it.

street-kind-street = street, st, str
street-kind-lane = lane, ln
street-kind-avenue = avenue, ave, av
street-kind-passage = passage, drive
street-kind-boulevard = boulevard, blvd
street-kind-square = square, sq
street-kind-embankment = embankment, emb
street-kind-highway = highway, hwy, road, rd
street-kind-dead-end = close, cul-de-sac
street-kind-block = microdistrict
street-kind-quarter = quarter

house-words = house, houses, no, nos
house-part-k = building, bld, bldg, block
house-part-s = structure
house-words-odd = odd
house-words-even = even
house-words-all = all, all houses, whole street
house-words-side = side, numbers
house-words-from = from
house-words-to = to
house-words-and = and
