# Webhooks: addresses of other programs that are called when something happens.

hook-name = webhook { $code }

region-bad-hook = "{ $value }" will not do: a webhook's code is small letters, digits and "-", 16 at most.
region-bad-hook-url = here stands the address that is to be called, without a name and a password in it. Example: https://im.example/otklik
region-hook-not-https = it has to be https. Only addresses of an internal network may be called without it; write private = true then.

check-hooks = Webhooks
check-hook-secret = Webhook { $hook }: { $why ->
    [missing] there is no secret, { $variable } is not set.
    [shape] what is in { $variable } is no secret: one begins with whsec_ and goes on in base64.
    [length] the secret in { $variable } is not of the right length: 24 to 64 bytes.
   *[double] another webhook has the secret in { $variable } already.
 } It is not called.
check-hook-secret-mend = Set { $variable } in .env: whsec_ and right after it what openssl rand -base64 32 prints.
check-hook-address = Webhook { $hook }: { $why ->
    [no-name] the name in its address leads nowhere.
    [private] its address leads into an internal network.
    [not-https] its address is not https.
   *[other] its address will not do.
 } It is not called.
check-hook-address-mend = Mend url in integrations.toml. If the program really stands in an internal network, write private = true.
check-hook-texts = Webhook { $hook } is told what people wrote, and exact places.
check-hooks-good = Webhooks: { $count }. To try one: otklik hooks test CODE.

dlv-hook-ok = ✅ { $channel }: works
dlv-hook-down = ⛔ { $channel }: { $why }, since { $since }
dlv-hook-stopped = ⛔ { $channel }: it said that it is there no more (410). It is not called until the bot is restarted

dlv-why-status = the answer was { $status }
dlv-why-redirect = it sent us to another address, which we do not follow
dlv-why-timeout = no answer in time
dlv-why-gone = it said that it is there no more
dlv-why-tls = its certificate does not hold
dlv-why-private = its address leads into an internal network
dlv-why-not-https = its address is not https
dlv-why-bad-address = its address will not do
dlv-why-forgotten = the person removed his data

alarm-hook-bad = ⛔ <b>Does not answer: { $channel }.</b> Since { $since }; events that wait: { $count }. The bot tries once a minute, nothing is lost for three days. More: /delivery
alarm-hook-well = ✅ <b>Answers again: { $channel }.</b> It did not for { $lasted }. All that waited goes in its order: { $count }.
alarm-hookgone-bad = ⛔ <b>{ $channel } said that it is there no more (410).</b> What waited for it is not sent any more. To the administrator: if the address is right, restart the bot and send again with otklik hooks retry.
alarm-hookgone-well = ✅ <b>{ $channel }: called again.</b>

cli-hooks = webhooks: call one to try it, see what went, send again
cli-hooks-action = test: call it to try; list: what went and what did not; retry: send again
cli-hooks-code = the webhook's code in integrations.toml
cli-hooks-failed = only what could not be sent
cli-hooks-from = from when: 2026-11-28 or 2026-11-28T21:05
cli-hooks-to = until when
cli-hooks-report = one report alone, its number
cli-hooks-no-such = There is no webhook { $code }. There are: { $known ->
    [none] none, they stand in integrations.toml.
   *[other] { $known }.
 }
cli-hooks-bad-date = "{ $value }" is no date. Write 2026-11-28 or 2026-11-28T21:05.
cli-hooks-secret = There is no secret, or it will not do: { $variable }. More: otklik check
cli-hooks-took = Webhook { $code } answered { $status }: all is well.
cli-hooks-refused = Webhook { $code } did not take the call: { $why }.{ $said ->
    [none] {""}
   *[other] {" "}It answered: { $said }
 }
cli-hooks-nothing = Webhook { $code } has not been called yet.
cli-hooks-state = what became of them
cli-hooks-why = why
cli-hooks-count = events
cli-hooks-last = the last one
cli-hooks-is = { $state ->
    [waiting] wait
    [sent] taken
    [given_up] not sent
   *[other] dropped
 }
cli-hooks-again = To be sent again: { $count }. A running bot begins within seconds.
cli-hooks-again-more = To be sent again: { $count }. That is the most for one run: when they have gone, say it again with --from.
