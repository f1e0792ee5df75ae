-- New groups of kinds: fire, accidents and threats, health, people (bits 10 to 13). Whoever wants to be warned of a
-- danger (flood, weather, air) is warned of these, too; whoever only asked for power or roads is not.

UPDATE subscription SET kinds = kinds + 15360 WHERE (kinds & 131) <> 0 AND (kinds & 15360) = 0;
