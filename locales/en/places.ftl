# My places: points near which somebody is warned.

places-none =
    📌 <b>My places</b>

    There is nothing here yet. Add your home, your summer house or your mother: if it gets dangerous near, we write and say which place it is.
places-list =
    📌 <b>My places</b>

    If it gets dangerous near one, we write and say which it is. Press a place to change it.
places-enough = There are five places already, and no more can be kept. Delete one to add another.
places-gone = This place is not in the list any more.
places-refused = All right, we keep no places. By the name of your town we warn you all the same.
places-draft-first = Finish the report that you have begun, then we add the place.
place-button = { $name } · { $radius }
radius-m = { $m } m
radius-km = { $km } km
radius-metre-words = m, metre, metres, meter, meters
radius-km-words = km, kilometre, kilometres, kilometer, kilometers
radius-spelt = half a kilometre 500, half a kilometer 500, a kilometre 1000, a kilometer 1000

button-add-place = ➕ Add a place
button-rename = Rename
button-delete-place = Delete
button-undo-place = Undo

place-where =
    📌 <b>Where is this place?</b>

    Send a point with the 📍 button below. Or write town, street and house: “Sosnovinka, Lesnaya, 5”.
place-where-list = Choose the town or village.
place-which-town = In which town is it? Write its name or choose.
place-outside = This place is not { $within }. We cannot warn you about it.
place-point-taken = ✅ The point is kept.
place-middle = We took the middle of { $name }. A point sent with the 📍 button is more exact.
place-middle-street = We cannot find streets on the map, so we measure from the middle of { $name }. Street and house are kept: they help when something is cut off. A point sent with the 📍 button is more exact.
place-name = What shall it be called? Choose or write.
place-name-again = A name is a few words, up to 30 letters. For example: “summer house”.
place-name-home = 🏠 home
place-name-dacha = 🌳 summer house
place-name-mother = 👵 mother
place-name-work = 💼 work
place-radius = <b>{ $name }.</b> How far around it shall we warn you?
place-radius-buttons = Choose the distance by button.
place-stored = ✅ Kept: <b>{ $name }</b>. { $where }. We write if danger is nearer than { $radius }.
place-shown =
    📌 <b>{ $name }</b>

    { $where }
    We write if danger is nearer than { $radius }.
place-rename = What shall “{ $name }” be called? Choose or write.
place-renamed = ✅ Renamed.
place-deleted = Deleted: { $name }. If it was a slip, it can be brought back.
place-is-back = ✅ It is back.
