# Alerts from outside (CAP 1.2): what is wrong with them, what became of them.

cap-too-large = the file is too large: { $size } KB, the limit is { $limit } KB
cap-no-xml = this is not XML: { $reason }
cap-doctype = the file has a DOCTYPE. That is dangerous, such files are not read
cap-too-deep = nested deeper than { $limit } levels
cap-too-many = more than { $limit } elements
cap-namespace = this is not a CAP 1.2 alert: it begins with { $tag }, needed is { $wanted }
cap-unknown-element = there is no element { $name } here
cap-order = the element { $name } is not in its place
cap-missing = a required element is missing
cap-twice = there are { $count } of it, only one is allowed
cap-empty = it is empty
cap-not-text = only text may be inside
cap-bad-word = there is no "{ $value }". Possible: { $words }
cap-bad-id = "{ $value }" is not right: no spaces, commas, < or &
cap-bad-time = "{ $value }" is not right. Needed: 2026-11-25T20:00:00+05:00, without Z and fractions of a second
cap-bad-number = "{ $value }" is not a number
cap-bad-language = "{ $value }" is not a language. Needed: en-US
cap-no-references = { $kind } has to refer to an earlier alert
cap-bad-reference = the reference "{ $value }" is not right. Needed: sender,identifier,sent
cap-refers-to-itself = the alert refers to itself: { $triple }
cap-refers-later = the reference { $triple } is later than the alert itself ({ $sent })
cap-no-info = the alert ({ $kind }) does not say what has happened (no info)
cap-expires-before = it ends ({ $value }) before it begins ({ $other } { $begins })
cap-bad-point = "{ $value }" is not a point. Needed: latitude,longitude
cap-few-points = the polygon has { $count } points, at least four are needed
cap-open-polygon = the polygon is not closed: it begins at { $first } and ends at { $last }
cap-bad-circle = "{ $value }" is not a circle. Needed: latitude,longitude radius in kilometres
cap-ceiling-alone = a ceiling without an altitude
cap-no-feed = this is neither an Atom or RSS feed nor a CAP alert: { $tag }
cap-fault-line = { $where ->
    [none] { $line ->
        [0] { $what }
       *[other] line { $line }: { $what }
     }
   *[other] { $where }: { $what }
 }
