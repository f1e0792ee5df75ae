# Webhooks: addresses of other programs that are called when something happens.

hook-name = webhook { $code }

region-bad-hook = "{ $value }" will not do: a webhook's code is small letters, digits and "-", 20 at most.
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
