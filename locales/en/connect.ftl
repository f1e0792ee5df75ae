# An organisation connects its own chat by a code: /connect.

connect-centre-only = Only the centre's staff can connect organisations, in their own chat.
connect-list = 🔌 <b>Organisations' chats connected by a code</b>
connect-list-none = 🔌 <b>Organisations' chats</b>

    Nothing is connected by a code yet. Press “Connect”, choose the organisation and give it the code.
connect-line = <b>{ $name }</b> · { $channel } · { $scope }
    <i>since { $at }, connected by { $who }</i>
connect-line-lost = ⚠️ the bot was taken out of the chat
connect-line-unseen = nobody has pressed the test card yet
connect-filed = Chats of the region's file: { $names }
connect-everywhere = all places
connect-button-new = ➕ Connect
connect-button-part = ✖ Disconnect: { $name }
connect-button-code = Code for the chosen places
connect-button-code-all = Code for all places
connect-which = 🔌 Which organisation is to be connected? To find it by name: /connect and a word of the name.
connect-nobody = 🔌 No organisation has “{ $words }” in its name. Write /connect and another word, or go back to the list.
connect-where = 🔌 <b>{ $name }</b>

    The cards of which places come into this chat? Now: { $scope }. Mark municipalities, or take the code for all places.
connect-code = 🔌 <b>{ $name }</b> · { $scope }

    Code: <b>{ $code }</b>

    Pass it on to the organisation. It adds the bot to its group chat and writes there:
    <b>{ $command }</b>

    The code works once, and only until { $until } ({ $minutes } minutes).

connect-not-private = The code is not for here but for the organisation's group chat: add the bot there and write /connect and the code.
connect-not-admin = The code does not work in this chat: it is a service chat. Write it in the organisation's group chat.
connect-how = To connect this chat, ask the centre for a code and write here: /connect and the code.
connect-wrong = There is no such code. Check the letters and digits. { $left ->
    [one] { $left } try is left.
   *[other] { $left } tries are left.
}
connect-pause = Too many wrong codes. Try again in { $minutes } minutes, or ask the centre for a new code.
connect-used = This code has been used: each code connects one chat. Ask the centre for a new one.
connect-expired = The code's time is over. Ask the centre for a new one.
connect-taken = This chat is connected already: { $name }. Disconnect it first, then write the code.

connect-welcome = ✅ The chat is connected: <b>{ $name }</b>, { $scope }.

    People's reports will come here. To answer a person, reply to the card. What else you can do: /help. To disconnect: /connect
connect-test = 🧪 This is a test card: <b>{ $name }</b>, { $scope }. There is no citizen behind it. Press “I see it”, and the centre knows that cards arrive.
connect-button-seen = 👀 I see it
connect-toast-seen = Thank you, the centre knows
connect-test-seen = 🧪 Test card. Seen by { $who }: { $at }.
connect-told = 🔌 A chat is connected: <b>{ $name }</b> ({ $channel }), { $scope }. The code was written by { $who }. A test card went there: when it is pressed, I will say so.
connect-seen = 👀 <b>{ $name }</b> ({ $channel }): { $who } sees the test card.
connect-replaced = The cards of “{ $name }” come into another chat now ({ $channel }). The buttons under the cards here do not work any more.

connect-of-file = This chat is named in the region's file: it cannot be disconnected from here, ask the centre.
connect-part-ask = Disconnect the chat: <b>{ $name }</b>, { $scope }? It is connected since { $at } ({ $who }). Its cards will be the centre's again.
connect-leave-ask = This chat is connected: <b>{ $name }</b>, { $scope }, since { $at } ({ $who }).

    Disconnect it? Cards will not come here any more, the centre will answer people.
connect-button-part-sure = Disconnect
connect-part-done = ✖ Disconnected: <b>{ $name }</b> ({ $who }).
connect-parted = ✖ The centre disconnected this chat: <b>{ $name }</b>. Cards do not come here any more, replies to old ones do not go out. To connect again, ask the centre for a code.
connect-parted-centre = ✖ A chat is disconnected: <b>{ $name }</b> ({ $who }).
connect-left = ✖ The organisation disconnected its chat: <b>{ $name }</b> ({ $who }).
connect-back = { $count ->
    [one] Its { $count } open report is yours now: { $numbers }. All: /queue
   *[other] Its { $count } open reports are yours now: { $numbers }. All: /queue
}
connect-back-none = It had no open reports.
connect-card-gone = <b>№ { $number }</b>: the card is not in this chat any more
connect-lost = 🚨 { $chat } ({ $channel }) does not take the bot's messages: it was taken out of there. To mend it, add the bot to that chat again, or connect another: /connect
connect-found = ✅ { $chat } ({ $channel }) takes messages again: the bot is back. Cards come there as before.

# -- check ----------------------------------------------------------------------------------------
check-connected-area = organisations' chats
check-connected = { $name }: { $chat }, { $places }, since { $since }
check-connected-nobody = { $chat } is connected for the organisation { $code }, which the region's files do not have
check-connected-silent = { $said }. This messenger is not run: { $channel }
check-connected-silent-mend = add its token to .env, or disconnect the chat in /connect
